import { type Graph, releasesOf } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { byNeed } from "./by-need.ts";

const drafts = { web: { needs: ["api"] }, zdb: {}, api: { needs: ["zdb"] }, aux: {} };
const keys = (graph: Graph, ties?: "name" | "file") => byNeed(graph, releasesOf(graph), ties).map((r) => r.key);

test("releases come after what they need, by name however their keys are kept", () => {
  const asWritten = graphOf(drafts);
  const asKept = graphOf(Object.fromEntries(Object.entries(drafts).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  expect([keys(asWritten), keys(asKept)]).toEqual(Array(2).fill(["aux", "zdb", "api", "web"]));
  expect(keys(asWritten, "file")).toEqual(["zdb", "api", "web", "aux"]);
});

test("what lies on a cycle comes last, and is not lost", () => {
  expect(keys(graphOf({ a: { needs: ["b"] }, b: { needs: ["a"] }, c: {} }))).toEqual(["c", "a", "b"]);
});
