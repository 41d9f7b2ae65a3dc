import fc from "fast-check";
import { expect, test } from "vitest";
import { drawMermaid } from "./mermaid.ts";
import { anyDrawing, documentOf, HOSTILE, manyReleases } from "./testing/documents.ts";

const document = documentOf({ shop: ["db", "api"], web: ["page"] }, [
  ["shop/api", "shop/db", "A", "B"],
  ["web/page", "shop", "URL"],
]);

test("services are subgraphs, and names are only ever labels", () => {
  expect(drawMermaid(document)).toBe(
    [
      "flowchart LR",
      `  subgraph s0["shop"]`,
      `    n0("db")`,
      `    n1("api")`,
      "  end",
      `  subgraph s1["web"]`,
      `    n2("page")`,
      "  end",
      `  n0 -->|"A, B"| n1`,
      `  s0 -->|"URL"| n2`,
      "",
    ].join("\n"),
  );
});

test("cycles are red and what nothing answers to is dashed", () => {
  const cyclic = { ...document, cycles: [["shop/db", "shop/api", "shop/db"]] };
  const text = drawMermaid(cyclic, { missing: [{ from: "web/page", name: "gone", outputs: [] }] });
  expect(text).toContain("  class n0,n1 cycle");
  expect(text).toContain("  linkStyle 0 stroke:#d1242f");
  expect(text).toContain("  n3 -.-> n2");
  expect(text).toContain("  class n3 missing");
});

const releases = (n: number) => Array.from({ length: n }, (_, i) => `release-${i}`);
const everyPair = (names: readonly string[], output = "OUTPUT") =>
  names.flatMap((from, i) => names.slice(0, i).map((to): [string, string, string] => [from, to, output]));

const NOTES = ["one box for each service", "outputs are left out", "-o svg"];

test.each([
  ["300 releases in 60 services", manyReleases(300), false, ["one box for each service"]],
  ["a service of 40 releases that all need each other", twoServices(40), true, ["one box for each service"]],
  [
    "30 releases with long outputs",
    documentOf({ "": releases(30) }, everyPair(releases(30), "X".repeat(120))),
    false,
    ["outputs are left out"],
  ],
  ["60 releases that all need each other", documentOf({ "": releases(60) }, everyPair(releases(60))), true, ["-o svg"]],
])("%s: within what mermaid takes, and says what is not shown", (_, large, expand, want) => {
  const text = drawMermaid(large, { expand });
  expectWithinLimits(text);
  expect(NOTES.filter((note) => text.includes(note))).toEqual(want);
});

test("anything is within what mermaid takes", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyDrawing, ({ document, options }) => expectWithinLimits(drawMermaid(document, options))),
    { numRuns: 30 },
  );
});

test.each(HOSTILE)("the name %j stays within its quotes", (name) => {
  const text = drawMermaid(documentOf({ [name]: [name, "b"] }, [[`${name}/b`, `${name}/${name}`, name]]));
  const plain = drawMermaid(documentOf({ p: ["p", "b"] }, [["p/b", "p/p", "p"]]));
  expect(unquoted(text)).toEqual(unquoted(plain));
  for (const [, label] of text.matchAll(/"([^"]*)"/g)) expect(label).not.toMatch(/[<>`\\%$]|#(?!\d+;)/);
});

function twoServices(count: number) {
  const names = releases(count);
  const pairs = everyPair(names).map(([from, to, output]): [string, string, string] => [
    `a/${from}`,
    `a/${to}`,
    output,
  ]);
  return documentOf({ a: names, b: ["only"] }, [...pairs, ["b/only", "a", "URL"]]);
}

function expectWithinLimits(text: string): void {
  expect(text.length).toBeLessThanOrEqual(50_000);
  expect(text.match(/ (?:-->|-\.->)/g)?.length ?? 0).toBeLessThanOrEqual(500);
}

function unquoted(text: string): string[] {
  return text.split("\n").map((line) => line.replaceAll(/"[^"]*"/g, "TEXT"));
}
