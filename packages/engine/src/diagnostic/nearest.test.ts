import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearest, nearestOf } from "./nearest.ts";

test.each([
  ["", "", 0],
  ["abc", "", 3],
  ["postgers", "postgres", 1],
  ["postgress", "postgres", 1],
  ["ab", "ba", 1],
  ["kitten", "sitting", 3],
])("from %j to %j it is %i", (a, b, want) => expect(editDistance(a, b)).toBe(want));

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });

test("a limit changes nothing below it", () => {
  fc.assert(
    fc.property(word, word, fc.nat(4), (a, b, limit) => {
      const far = editDistance(a, b);
      const near = editDistance(a, b, limit);
      expect(near > limit).toBe(far > limit);
      if (far <= limit) expect(near).toBe(far);
    }),
  );
});

test("the distance is the same both ways, and is 0 for the same text only", () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});

test.each<[string, string[], string | undefined]>([
  ["chrat", ["chart", "values"], "chart"],
  ["API", ["api"], "api"],
  ["redis2", ["redis3", "redis1"], "redis1"],
  ["ab", ["xy"], undefined],
  ["api", ["api"], undefined],
  ["anything", [], undefined],
])("nearest to %s of %j is %s", (name, candidates, want) => expect(nearest(name, candidates)).toBe(want));

test("the order of the candidates does not matter", () => {
  fc.assert(
    fc.property(word, fc.array(word), (name, candidates) => {
      expect(nearest(name, [...candidates].reverse())).toBe(nearest(name, candidates));
      expect(nearestOf(candidates)(name)).toBe(nearest(name, candidates));
    }),
  );
});
