// Makes the JSON Schemas and their validators from crds/, the one truth. Run by `npm run generate`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { parse } from "yaml";
import { type CrdSchema, jsonSchemaOf } from "./json-schema.ts";

interface Crd {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: CrdSchema } }[];
  };
}

const CRDS = new URL("../../../crds/", import.meta.url);
const OUT = new URL("../src/spec/", import.meta.url);
const NOTE = "// Generated from crds/ by `npm run generate` in packages/engine. Do not edit.";

/** What the controllers alone write is in no file of anybody's. */
const RECORDS: ReadonlySet<string> = new Set(["EndedEnvironment"]);

/** The generated files by name, as they should be. */
export function generate(): Record<string, string> {
  const crds = readdirSync(CRDS)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => parse(readFileSync(new URL(file, CRDS), "utf8")) as Crd)
    .filter((crd) => !RECORDS.has(crd.spec.names.kind));
  const schemas = Object.fromEntries(
    crds.map((crd) => [
      crd.spec.names.kind,
      jsonSchemaOf(crd.spec.names.kind, crd.spec.versions[0]!.schema.openAPIV3Schema),
    ]),
  );
  // Messages are made from keywords and parameters, lengths are counted as JavaScript does: no run-time helpers are needed.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    messages: false,
    unicode: false,
    strict: false,
    code: { source: true, esm: true, lines: true },
  });
  for (const [kind, schema] of Object.entries(schemas)) ajv.addSchema(withoutProse(schema) as object, kind);
  const code = standalone.default(ajv, Object.fromEntries(Object.keys(schemas).map((kind) => [kind, kind])));
  return {
    "schema.generated.ts": `${NOTE}\n/** JSON Schema (draft-07) of each kind, for editors and \`upstart schema\`. */\nexport const SCHEMAS = ${JSON.stringify(schemas, null, 2)} as const;\n`,
    "validators.generated.ts": `${NOTE}\n// @ts-nocheck -- plain JavaScript, as ajv writes it\n${code}\n`,
  };
}

/** The schema without what only people read: the validators carry it along in their errors. */
function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([k, v]) =>
      k === "description" && typeof v === "string" ? [] : [[k, withoutProse(v)]],
    ),
  );
}

if (process.argv[1] === import.meta.filename) {
  for (const [file, text] of Object.entries(generate())) writeFileSync(new URL(file, OUT), text);
}
