import { expect, test } from "vitest";
import { analyze } from "../../analyze.ts";
import { decode } from "../../spec/decode.ts";
import { MAX_OBJECT_BYTES, MAX_VALUES_BYTES } from "./values-limits.ts";

const said = (values: readonly object[]) => {
  const helmReleases = Object.fromEntries(values.map((v, i) => [`r${i}`, { chart: "a/b", values: v }]));
  const object = {
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    metadata: { name: "shop" },
    spec: { helmReleases },
  };
  return analyze([decode(object, {}).spec!], { namespace: "default" }).diagnostics.map((d) => d.message);
};

/** Values of exactly so many bytes as compact JSON. */
const sized = (bytes: number, letter = "x") => {
  const room = bytes - JSON.stringify({ a: "" }).length;
  return { a: letter.repeat(room / new TextEncoder().encode(letter).length) };
};

test("values may have 256 KiB, counted in bytes of UTF-8, and not one more", () => {
  expect(said([sized(MAX_VALUES_BYTES)])).toEqual([]);
  expect(said([sized(MAX_VALUES_BYTES, "é")])).toEqual([]);
  expect(said([sized(MAX_VALUES_BYTES + 1)])).toHaveLength(1);
  expect(said([sized(MAX_VALUES_BYTES + 2, "é")])).toHaveLength(1);
});

test("an object may have 1 MiB, whatever its parts", () => {
  const four = [1, 2, 3].map(() => sized(MAX_VALUES_BYTES));
  expect(said([...four, sized(MAX_VALUES_BYTES - 1024)])).toEqual([]);
  const [message, ...more] = said([...four, sized(MAX_VALUES_BYTES)]);
  expect(more).toEqual([]);
  expect(message).toContain(`${MAX_OBJECT_BYTES / 1024} KiB can be stored`);
});

test("an alias counts as often as it is written out", () => {
  const big = sized(MAX_VALUES_BYTES / 2);
  expect(said([{ one: big }])).toEqual([]);
  expect(said([{ one: big, two: big }])).toHaveLength(1);
});
