import fc from "fast-check";
import type { DrawOptions, GraphDocument, GraphEdgeDocument, GraphNodeDocument } from "../document.ts";

/** A document and what is known besides. */
export interface Drawing {
  readonly document: GraphDocument;
  readonly options: DrawOptions;
}

/** Names that mean something to XML, HTML, JavaScript, graphviz or mermaid, or take room. */
export const HOSTILE = [
  `</script><script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `a & b "c" 'd'`,
  "<!--",
  "]]>",
  "end",
  "graph",
  "__proto__",
  "constructor",
  "back\\slash",
  "trailing\\",
  "line\nfeed",
  "`tick` **bold** #35; &amp;",
  "nul\u0000 and \u001b[31mred",
  "half \ud800 pair",
  "日本語のとても長い名前",
  "m".repeat(120),
];

/** A document from services by their releases and needs, each a user, what it needs, and outputs. */
export function documentOf(
  services: Readonly<Record<string, readonly string[]>>,
  needs: readonly (readonly [from: string, to: string, ...outputs: string[]])[],
  rest: Partial<GraphDocument> = {},
): GraphDocument {
  const nodes: GraphNodeDocument[] = Object.entries(services).flatMap(([service, releases]) => [
    ...(service === "" ? [] : [{ id: service, kind: "UpstartService" as const, service }]),
    ...releases.map((release) =>
      service === ""
        ? { id: release, kind: "HelmRelease" as const, release }
        : { id: `${service}/${release}`, kind: "HelmRelease" as const, service, release },
    ),
  ]);
  const edges: GraphEdgeDocument[] = [
    ...nodes
      .filter((n) => n.kind === "HelmRelease" && n.service !== undefined)
      .map((n) => ({ from: n.service!, to: n.id, path: "spec", outputs: [] })),
    ...needs.map(([from, to, ...outputs]) => ({ from, to, path: "spec.dependencies[0].name", outputs })),
  ];
  return { nodes, edges, order: nodes.map((n) => n.id), layers: [nodes.map((n) => n.id)], cycles: [], ...rest };
}

/** So many releases in services of five, each needing some before it. The same every time. */
export function manyReleases(count: number): GraphDocument {
  const services: Record<string, string[]> = {};
  const needs: [string, string, ...string[]][] = [];
  for (let i = 0; i < count; i++) {
    const [service, release] = [`service-${Math.floor(i / 5)}`, `release-${i % 5}`];
    services[service] = [...(services[service] ?? []), release];
    const id = `${service}/${release}`;
    if (i % 5 > 0)
      needs.push([id, `${service}/release-${Math.floor((i % 5) / 2)}`, "HOST", "PORT"].slice(0, 2 + (i % 3)) as never);
    if (i >= 5 && i % 3 === 0) needs.push([id, `service-${(i * 7) % Math.floor(i / 5)}`, "URL"]);
  }
  return documentOf(
    services,
    needs.filter(([from, to]) => from !== to),
  );
}

const anyName = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[a-z][a-z-]{0,30}$/) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: "grapheme" }).filter((s) => s !== "") },
);
const anyOutputs = fc.uniqueArray(fc.oneof(fc.stringMatching(/^[A-Z_]{1,40}$/), anyName), { maxLength: 9 });

/** Any graph: services or none, cycles, self-needs, needs across services, names that nothing answers to, any direction. */
export const anyDrawing: fc.Arbitrary<Drawing> = fc
  .record({
    services: fc.uniqueArray(fc.tuple(anyName, fc.uniqueArray(anyName, { maxLength: 9 })), {
      maxLength: 6,
      selector: ([name]) => name,
    }),
    loose: fc.uniqueArray(anyName, { maxLength: 5 }),
    needs: fc.array(fc.tuple(fc.nat(), fc.nat(), anyOutputs), { maxLength: 40 }),
    missing: fc.array(fc.tuple(fc.nat(), anyName, anyOutputs), { maxLength: 4 }),
    direction: fc.constantFrom("lr" as const, "tb" as const),
    expand: fc.boolean(),
  })
  .map(({ services: grouped, loose, needs, missing, direction, expand }) => {
    const groups = Object.fromEntries(grouped);
    const taken = new Set(grouped.flatMap(([s, releases]) => [s, ...releases.map((r) => `${s}/${r}`)]));
    const document = documentOf({ ...groups, "": loose.filter((name) => !taken.has(name)) }, []);
    const releases = document.nodes.filter((n) => n.kind === "HelmRelease").map((n) => n.id);
    const ids = document.nodes.map((n) => n.id);
    const pick = <T>(from: readonly T[], n: number) => from[n % from.length]!;
    if (releases.length === 0) return { document, options: { direction, expand } };
    const pairs = new Map<string, GraphEdgeDocument>();
    for (const [from, to, outputs] of needs) {
      const edge = { from: pick(releases, from), to: pick(ids, to), path: "spec", outputs };
      pairs.set(JSON.stringify([edge.from, edge.to]), edge);
    }
    const services = new Map(document.nodes.map((n) => [n.id, n.service]));
    const short = [...pairs.values()].flatMap(({ from, to }) => {
      if (from === to) return [[from, from]];
      return services.get(from) === to ? [[to, from, to]] : [];
    });
    return {
      document: { ...document, edges: [...document.edges, ...pairs.values()], cycles: short },
      options: {
        direction,
        expand,
        missing: missing.map(([from, name, outputs]) => ({ from: pick(releases, from), name, outputs })),
        notes: Object.fromEntries(releases.map((id) => [id, { chart: `charts/${id}`, version: "1.0.0" }])),
      },
    };
  });
