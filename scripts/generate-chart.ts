// Makes what charts/upstart and docs/install.md have from elsewhere: the CRDs from crds/, what the schema of the values
// says of the forge service's rules from what that takes, and the table of values from the comments in values.yaml. Run
// by `npm run generate`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isMap, isScalar, parseDocument, type YAMLMap } from "yaml";
import type { MapSchema } from "../packages/forge/src/rules/field-schema.ts";
import { rulesSchema } from "../packages/forge/src/rules/read-rules.ts";

const ROOT = new URL("../", import.meta.url);
const CRDS = "crds/";
const TEMPLATES = "charts/upstart/templates/crds/";
const VALUES = "charts/upstart/values.yaml";
const SCHEMA = "charts/upstart/values.schema.json";
const PAGE = "docs/install.md";
const TABLE = /(?<=<!-- values -->\n)[\s\S]*(?=<!-- \/values -->)/;

const read = (file: string) => readFileSync(new URL(file, ROOT), "utf8");

/** The generated files by their paths, as they should be. */
export function generateChart(): Readonly<Record<string, string>> {
  const crds = readdirSync(new URL(CRDS, ROOT)).filter((file) => file.endsWith(".yaml"));
  const page = read(PAGE);
  if (!TABLE.test(page)) throw new Error(`${PAGE} has no place for the table of values`);
  return {
    ...Object.fromEntries(crds.map((file) => [`${TEMPLATES}${file}`, templateOf(read(`${CRDS}${file}`))])),
    [SCHEMA]: withRules(read(SCHEMA)),
    [PAGE]: page.replace(TABLE, () => tableOf(read(VALUES))),
  };
}

/** The schema of the values with the forge service's rules as that takes them. */
function withRules(text: string): string {
  const values = JSON.parse(text) as { properties: { forge: { properties: Record<string, object> } } };
  const { repositories, instance } = rulesSchema().properties as { repositories: ListSchema; instance: TextSchema };
  const { properties, ...items } = repositories.items;
  const on = { ...properties.on, description: "What Helm makes of `on`, which is a word for true in its YAML." };
  const { forge } = values.properties;
  forge.properties.repositories = { ...repositories, items: { ...items, properties: { ...properties, true: on } } };
  forge.properties.instance = { ...instance, pattern: `^$|${instance.pattern}` };
  return `${JSON.stringify(values, null, 2)}\n`;
}

interface ListSchema {
  readonly type: "array";
  readonly items: MapSchema;
}

interface TextSchema {
  readonly type: "string";
  readonly pattern: string;
}

/** Helm neither upgrades what is in a chart's folder crds/ nor lets it be left out: so they are templates, and stay. */
function templateOf(crd: string): string {
  if (crd.includes("{{")) throw new Error("a CRD holds what Helm would take for a template");
  const own = "  labels:\n    app.kubernetes.io/part-of: upstart\n";
  if (crd.split(own).length !== 2) throw new Error("a CRD has other labels than expected");
  const marked = crd.replace(
    own,
    '  annotations:\n    helm.sh/resource-policy: keep\n  labels:\n    {{- include "upstart.labels" (dict "root" $) | nindent 4 }}\n',
  );
  return `{{- /* Generated from crds/ by \`npm run generate\`. Do not edit. */}}
{{- if .Values.crds.install }}
${marked}{{- end }}
`;
}

/** A row for each value that has a comment with two dashes. */
function tableOf(values: string): string {
  const rows = rowsOf(parseDocument(values).contents as YAMLMap, "").map(
    ([path, value, text]) => `| \`${path}\` | \`${JSON.stringify(value)}\` | ${text} |\n`,
  );
  return `\n| value | default | |\n|---|---|---|\n${rows.join("")}\n`;
}

function rowsOf(map: YAMLMap, prefix: string): [string, unknown, string][] {
  return map.items.flatMap((pair, i): [string, unknown, string][] => {
    if (!isScalar(pair.key)) return [];
    const path = `${prefix}${String(pair.key.value)}`;
    // What stands before the first key of a map belongs to the map.
    const comment = (i === 0 ? map.commentBefore : undefined) ?? pair.key.commentBefore ?? "";
    const text = /^ -- (.*)$/m.exec(comment)?.[1];
    if (text !== undefined) return [[path, (map.toJSON() as Record<string, unknown>)[String(pair.key.value)], text]];
    return isMap(pair.value) ? rowsOf(pair.value, `${path}.`) : [];
  });
}

if (process.argv[1] === import.meta.filename)
  for (const [file, text] of Object.entries(generateChart())) writeFileSync(new URL(file, ROOT), text);
