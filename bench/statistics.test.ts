import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median, percentile } from "./statistics.ts";

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });

test.each([
  [[3], 3],
  [[10, 9], 9.5],
  [[10, 9, 2], 9],
  [[10, 9, 2, 100], 9.5],
])("the median of %j is %d", (given, expected) => expect(median(given)).toBe(expected));

test.each([
  [[7], 95, 7],
  [[4, 3, 2, 1], 50, 2],
  [[4, 3, 2, 1], 51, 3],
  [Array.from({ length: 40 }, (_, i) => i + 1), 95, 38],
])("of %j, %d %% do not exceed %d", (given, p, expected) => expect(percentile(given, p)).toBe(expected));

describe("whatever the numbers", () => {
  test("their order does not count, and they are left as they were", () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const before = [...given];
        expect(median(given)).toBe(median(given.toReversed()));
        expect(given).toEqual(before);
      }),
    );
  });

  test("a percentile is one of them, and enough of them do not exceed it", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 100 }), (given, p) => {
        const found = percentile(given, p);
        expect(given).toContain(found);
        expect(given.filter((n) => n <= found).length).toBeGreaterThanOrEqual((p / 100) * given.length);
      }),
    );
  });

  test("none of nothing", () => expect(() => median([])).toThrow());
});
