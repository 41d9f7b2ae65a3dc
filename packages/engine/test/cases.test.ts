import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import {
  analyze,
  type Diagnostic,
  findCycles,
  formatPath,
  type GivenOutputs,
  type Graph,
  type LoadedObject,
  layersOf,
  load,
  locate,
  needsOf,
  orderOf,
  type Place,
  positionOf,
  render,
  walkOf,
} from "../src/index.ts";

// Every folder of cases/ is one: its *.yaml files are a universe (outputs.yaml is given to render), the other files
// are what the engine must make of it. A new case needs no code; `vitest -u` writes what is missing, for review.
const CASES = new URL("../cases/", import.meta.url).pathname;

describe.each(readdirSync(CASES).sort())("%s", (name) => {
  const folder = join(CASES, name);
  const files = readdirSync(folder)
    .filter((f) => f.endsWith(".yaml") && f !== "outputs.yaml" && f !== "rendered.yaml")
    .sort();
  const sources = files.map((file) => ({ name: file, text: readFileSync(join(folder, file), "utf8") }));
  const loaded = load(sources);
  const { graph, diagnostics } = analyze(loaded.specs, { namespace: "default" });
  const all = [...loaded.diagnostics, ...diagnostics];

  test("diagnostics", async () => {
    const faults = loaded.faults.map(({ source, fault }) => {
      const { line, column } = positionOf(source, fault.range.start);
      const help = fault.help === undefined ? "" : `    help: ${fault.help}\n`;
      return `${source.name}:${line}:${column} error InvalidYaml\n    ${fault.message}\n${help}`;
    });
    await expect([...faults, ...all.map((d) => describeDiagnostic(loaded.objects, d))].join("")).toMatchFileSnapshot(
      join(folder, "diagnostics.txt"),
    );
  });

  test("graph", async () => {
    await expect(describeGraph(graph)).toMatchFileSnapshot(join(folder, "graph.txt"));
  });

  test("rendering", async () => {
    const given = readdirSync(folder).includes("outputs.yaml") ? readOutputs(join(folder, "outputs.yaml")) : {};
    const rendering = render(graph, { outputs: given });
    const text =
      rendering.diagnostics
        .map((d) => `# ${describeDiagnostic(loaded.objects, d).replaceAll("\n", "\n# ")}\n`)
        .join("") + stringify(rendering.releases, { aliasDuplicateObjects: false });
    await expect(text).toMatchFileSnapshot(join(folder, "rendered.yaml"));
  });
});

function readOutputs(file: string): GivenOutputs {
  return JSON.parse(readFileSync(file, "utf8")) as GivenOutputs; // these files are written as JSON
}

function describeDiagnostic(objects: readonly LoadedObject[], d: Diagnostic): string {
  const lines = [`${at(objects, d.place)} ${d.severity} ${d.code} ${formatPath(d.place.path)}`, `    ${d.message}`];
  if (d.help !== undefined) lines.push(`    help: ${d.help}`);
  for (const r of d.related ?? [])
    lines.push(`    see ${at(objects, r.place)} ${formatPath(r.place.path)}: ${r.message}`);
  return `${lines.join("\n")}\n`;
}

function at(objects: readonly LoadedObject[], place: Place): string {
  const object = objects[place.document ?? -1];
  if (object === undefined) return "-";
  const { line, column } = positionOf(
    object.document.source,
    locate(object.document, { ...place, path: [...object.prefix, ...place.path] }).start,
  );
  return `${object.document.source.name}:${line}:${column}`;
}

function describeGraph(graph: Graph): string {
  const order = orderOf(graph);
  const nodes = [...graph.nodes.values()].map((n) => {
    const what =
      n.kind === "release"
        ? `release as ${n.namespace}/${n.releaseName}${n.suspended ? " suspended" : ""}`
        : `service in ${n.namespace}`;
    return [
      `${n.id}: ${what}`,
      ...needsOf(graph, n.id).map(
        (e) => `    needs ${e.to}${e.outputs.length === 0 ? "" : ` for ${e.outputs.join(", ")}`}`,
      ),
    ].join("\n");
  });
  const cycles = findCycles(graph).flatMap((e) => e.cycles.map((c) => `cycle: ${walkOf(c).join(" -> ")}`));
  return `${[...nodes, `order: ${order.join(", ")}`, ...layersOf(graph, order).map((l, i) => `layer ${i}: ${l.join(", ")}`), ...cycles].join("\n")}\n`;
}
