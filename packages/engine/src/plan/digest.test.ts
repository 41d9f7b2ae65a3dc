import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, digestOf } from "./digest.ts";

const release = { releaseName: "api", namespace: "shop", chart: "charts/api", version: "1.0.0" };

test("the order of keys makes no difference, and every other difference does", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
      const turned = Object.fromEntries(Object.entries(values).reverse());
      expect(digestOf(release, turned as never)).toBe(digestOf(release, values as never));
    }),
  );
  const digests = [
    digestOf(release, {}),
    digestOf(release, { a: 1 }),
    digestOf(release, { a: "1" }),
    digestOf(release, { a: null }),
    digestOf(release, { a: [1, 2] }),
    digestOf(release, { a: [2, 1] }),
    digestOf({ ...release, chart: "charts/other" }, {}),
    digestOf({ ...release, version: "1.0.1" }, {}),
    digestOf({ releaseName: "api", namespace: "shop", chart: "charts/api" }, {}),
    digestOf({ ...release, namespace: "other" }, {}),
    digestOf({ ...release, releaseName: "api2" }, {}),
  ];
  expect(new Set(digests).size).toBe(digests.length);
});

test("fits into a label and tells nothing of the values", () => {
  const digest = digestOf(release, { password: "hunter2" });
  expect(digest).toMatch(/^[0-9a-f]{40}$/);
});

test("canonical JSON reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
