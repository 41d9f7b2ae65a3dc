import { expect, test } from "vitest";
import { drawDot } from "./dot.ts";
import { documentOf, HOSTILE, manyReleases } from "./testing/documents.ts";

const document = documentOf({ shop: ["db", "api"], web: ["page"] }, [
  ["shop/api", "shop/db", "A", "B"],
  ["web/page", "shop", "URL"],
]);

test("services are clusters, and an edge of a service starts at its cluster", () => {
  const dot = drawDot(document);
  expect(dot.match(/subgraph "cluster_\d"/g)).toHaveLength(2);
  expect(dot).toContain(`"shop/db" -> "shop/api" [label="A, B"];`);
  expect(dot).toContain(`"shop/api" -> "web/page" [label="URL", ltail="cluster_0"];`);
});

test("cycles are red and what nothing answers to is dashed", () => {
  const cyclic = { ...document, cycles: [["shop/db", "shop/api", "shop/db"]] };
  const dot = drawDot(cyclic, { missing: [{ from: "web/page", name: "gone", outputs: [] }] });
  expect(dot).toMatch(/"shop\/db" -> "shop\/api" \[.*color="#d1242f"/);
  expect(dot).toMatch(/"\?gone" -> "web\/page" \[style=dashed/);
});

test("every release is drawn, whatever their number", () => {
  expect(drawDot(manyReleases(300)).match(/^ +"[^"]*" \[label=/gm)).toHaveLength(300);
});

test.each(HOSTILE)("the name %j stays within its quotes", (name) => {
  const dot = drawDot(documentOf({ [name]: [name, "b"] }, [[`${name}/b`, `${name}/${name}`, name]]));
  // Without its quoted texts every line is what a plain name gives.
  const plain = drawDot(documentOf({ p: ["p", "b"] }, [["p/b", "p/p", "p"]]));
  expect(unquoted(dot)).toEqual(unquoted(plain));
});

function unquoted(dot: string): string[] {
  return dot.split("\n").map((line) => line.replaceAll(/"(?:[^"\\]|\\.)*"/g, "TEXT"));
}
