import { analyze, load, needsOf, releasesOf } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import {
  chain,
  chains,
  environmentOfTemplates,
  layers,
  manyServices,
  type Node,
  operatorServices,
  SHAPES,
  servicesOf,
  wide,
} from "./workloads.ts";

test.each<[string, readonly Node[], number, number]>([
  ["a chain of 10", chain(10), 10, 9],
  ["50 wide", wide(50), 50, 0],
  ["10 x 10 layers", layers(10, 10), 100, 900],
  ["chains of 3 and 5", chains([3, 5]), 8, 6],
])("%s has its releases and its edges", (_, nodes, releases, edges) => {
  expect(nodes).toHaveLength(releases);
  expect(nodes.flatMap((n) => n.needs)).toHaveLength(edges);
});

describe.each(SHAPES)("$name", (shape) => {
  test("each release comes after what it needs, and once", () => {
    const seen = new Set<string>();
    for (const { name, needs } of shape.nodes) {
      expect(needs.filter((need) => !seen.has(need))).toEqual([]);
      expect(seen.has(name)).toBe(false);
      seen.add(name);
    }
  });

  test("as services it has no fault, and each release waits for exactly what it needs", () => {
    const { graph, faults } = check(servicesOf(shape));
    expect(faults).toEqual([]);
    const waitsFor = (id: string): string[] =>
      needsOf(graph, id).flatMap(({ to }) => (graph.nodes.get(to)!.kind === "service" ? waitsFor(to) : [keyOf(to)]));
    const keyOf = (id: string) => id.split("/").at(-1)!;
    for (const { id, key } of releasesOf(graph))
      expect(waitsFor(id).toSorted()).toEqual(shape.nodes.find((n) => n.name === key)!.needs.toSorted());
    expect(releasesOf(graph)).toHaveLength(shape.nodes.length);
  });
});

test.each([
  ["services", manyServices(20), 100],
  ["services that wait for an operator", operatorServices(50, "LAST"), 100],
  ["an environment of templates", environmentOfTemplates(20, 4), 120],
])("%s have no fault, and each its releases", (_, objects, releases) => {
  const { graph, faults } = check(objects);
  expect(faults).toEqual([]);
  expect(releasesOf(graph)).toHaveLength(releases);
});

function check(objects: readonly object[]) {
  const loaded = load(objects.map((o, i) => ({ name: `${i}.yaml`, text: JSON.stringify(o) })));
  const { graph, diagnostics } = analyze(loaded.specs, { namespace: "default" });
  const faults = [...loaded.diagnostics, ...diagnostics].filter((d) => d.severity !== "info").map((d) => d.message);
  return { graph, faults };
}
