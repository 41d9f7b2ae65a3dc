import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { analyze } from "./analyze.ts";
import { formatPath } from "./diagnostic/field-path.ts";
import { load, nameFromFile } from "./load.ts";
import { render } from "./render/render.ts";
import { locate } from "./source/locate.ts";
import { positionOf } from "./source/position.ts";

/** Goes the whole way that a file goes, and returns what was said. */
function read(...texts: string[]): string[] {
  const sources = texts.map((text, i) => ({ name: `f${i}.yaml`, text }));
  const loaded = load(sources);
  const { graph, diagnostics } = analyze(loaded.specs, { namespace: "default" });
  const rendering = render(graph);
  expect(JSON.stringify(rendering.releases).length).toBeGreaterThan(0);
  return [
    ...loaded.faults.map(({ source, fault }) => `InvalidYaml ${positionOf(source, fault.range.start).line}`),
    ...[...loaded.diagnostics, ...diagnostics, ...rendering.diagnostics].map((d) => {
      const { document, prefix } = loaded.objects[d.place.document!]!;
      const range = locate(document, { ...d.place, path: [...prefix, ...d.place.path] });
      expect(range.start).toBeLessThanOrEqual(document.source.text.length);
      return `${d.code} ${formatPath(d.place.path)}`;
    }),
  ];
}

const WORDS = [
  "a",
  "api",
  "db",
  "my_api",
  "__proto__",
  "constructor",
  "",
  "service",
  "<< db.outputs.X >>",
  "<< a.outputs.B | int >>",
  "<< >>",
  "x".repeat(70),
];
const word = fc.constantFrom(...WORDS);
const junk = fc.oneof(
  word,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
);
const field = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: junk });
const optional = (fields: Record<string, fc.Arbitrary<unknown>>) => field(fc.record(fields, { requiredKeys: [] }));
const mapOf = (value: fc.Arbitrary<unknown>) => field(fc.dictionary(word, value, { maxKeys: 4 }));
const listOf = (value: fc.Arbitrary<unknown>) => field(fc.array(value, { maxLength: 3 }));
const ref = optional({ name: field(word) });
const release = optional({
  chart: field(fc.constant("a/b")),
  version: field(word),
  values: field(fc.object({ key: word, maxDepth: 3, values: [word, fc.double(), fc.constant(null)] })),
  dependencies: listOf(
    optional({ name: field(word), kind: fc.constantFrom("HelmRelease", "UpstartService", "Pod"), namespace: word }),
  ),
  outputsFrom: listOf(
    optional({ secretRef: ref, configMapRef: ref, scope: fc.constantFrom("internal", "external"), keys: listOf(word) }),
  ),
  releaseName: word,
  timeout: word,
  extra: junk,
});
const service = optional({ helmReleases: mapOf(release), suspend: junk });
const spec = fc.oneof(
  service,
  release,
  optional({
    services: mapOf(optional({ spec: service, from: optional({ name: word }), releases: mapOf(release) })),
    params: mapOf(word),
  }),
);
const object = fc.record(
  {
    apiVersion: fc.constantFrom("upstartoperators.upstart.com/v1alpha1", "v1"),
    kind: fc.constantFrom("UpstartService", "UpstartEnvironment", "HelmRelease", "List"),
    metadata: optional({ name: word, namespace: word }),
    spec,
    items: fc.constant([]),
  },
  { requiredKeys: ["apiVersion", "kind"] },
);

describe("nothing that a file may hold makes anything throw", { timeout: 30_000 }, () => {
  test("objects that are nearly right", () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 4 }), (objects) => void read(...objects.map((o) => JSON.stringify(o)))),
      { numRuns: 300 },
    );
  });

  test("the same as YAML with aliases", () => {
    fc.assert(
      fc.property(object, (o) => void read(stringify({ ...o, items: [o, o] }))),
      { numRuns: 100 },
    );
  });

  test("texts that are nearly YAML", () => {
    const piece = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "- ",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "|",
      ">",
      "&a ",
      "*a",
      "<<: ",
      "? ",
      "!!int ",
      "#",
      "---\n",
      "\t",
      "\r\n",
      "\ufeff",
      "\\",
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 40 }), (text) => void read(text)),
      { numRuns: 1000 },
    );
  });
});

test("an object without a name is named after its file", () => {
  const text = "apiVersion: upstartoperators.upstart.com/v1alpha1\nkind: UpstartService\nspec: {helmReleases: {}}\n";
  expect(load([{ name: "services/My Shop.yaml", text }]).specs.map((s) => s.object.name)).toEqual(["my-shop"]);
  expect(load([{ name: "-", text }]).diagnostics.map((d) => d.code)).toEqual(["SchemaViolation"]);
});

test.each([
  ["a/b/Shop.YAML", "shop"],
  ["C:\\x\\shop.yml", "shop"],
  ["https://example.com/shop.yaml?token=x", "shop"],
  ["a.prod.json", "a.prod"],
  ["a.-b.yaml", "a.b"],
  ["_.yaml", undefined],
  ["-", undefined],
])("%s names %s", (file, name) => expect(nameFromFile(file)).toBe(name));
