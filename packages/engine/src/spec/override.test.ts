import { expect, test } from "vitest";
import { override, speaksOf } from "./override.ts";

test.each([
  ["maps merge", { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
  ["lists replace", { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ["null removes", { a: 1, b: 2 }, { a: null }, { b: 2 }],
  ["null below a new map is not kept", {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  ["a scalar replaces a map", { a: { b: 1 } }, { a: "x" }, { a: "x" }],
  ["a map replaces a scalar", { a: "x" }, { a: { b: 1 } }, { a: { b: 1 } }],
])("%s", (_, base, change, want) => expect(override(base, change)).toEqual(want));

test("the base is left as it was", () => {
  const base = { a: { b: 1 } };
  override(base, { a: { b: 2 } });
  expect(base).toEqual({ a: { b: 1 } });
});

test.each([
  [{ values: { a: 1 } }, ["values", "a"], true],
  [{ values: { a: 1 } }, ["values", "b"], false],
  [{ values: { l: ["x"] } }, ["values", "l", 0], true],
  [{ version: "1" }, ["values"], false],
])("%j speaks of %j: %s", (change, path, want) => expect(speaksOf(change, path)).toBe(want));
