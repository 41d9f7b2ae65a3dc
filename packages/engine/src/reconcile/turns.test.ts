import fc from "fast-check";
import { expect, test } from "vitest";
import type { Release } from "../graph/graph.ts";
import { fakeClock } from "../testing/fake-clock.ts";
import { Turns } from "./turns.ts";

const of = (owner: string, key: string) =>
  ({ id: `${owner}/${key}`, owner: { kind: "UpstartEnvironment", namespace: "shop", name: owner } }) as Release;
const releases = (owner: string, count: number) => Array.from({ length: count }, (_, i) => of(owner, `r${i}`));
const alike = () => 1;
const names = (all: Iterable<Release>, count: number) => [...all].slice(0, count).map((r) => r.id);

test("one that is large has one place more than the others at most, and the rest in the order in which they came", () => {
  const due = [...releases("large", 9), ...releases("small", 1), ...releases("other", 2)];
  expect(names(new Turns(fakeClock()).inTurn(due, [], alike), 5)).toEqual([
    "large/r0",
    "small/r0",
    "other/r0",
    "large/r1",
    "other/r1",
  ]);
});

test("one alone has all places, in its own order", () => {
  const due = releases("one", 4);
  expect(names(new Turns(fakeClock()).inTurn(due, [], alike), 4)).toEqual(due.map((r) => r.id));
});

test("of one owner's the longest critical path goes first, and that gives no turn before others", () => {
  const due = [...releases("a", 2), of("a", "begins-much"), of("b", "begins-more")];
  const pathOf = ({ id }: Release) => (id === "b/begins-more" ? 9 : id === "a/begins-much" ? 4 : 1);
  expect(names(new Turns(fakeClock()).inTurn(due, [], pathOf), 4)).toEqual([
    "a/begins-much",
    "b/begins-more",
    "a/r0",
    "a/r1",
  ]);
});

test("who has a run lets those go first that have none", () => {
  expect(
    names(new Turns(fakeClock()).inTurn([...releases("a", 1), ...releases("b", 1)], [of("a", "x")], alike), 2),
  ).toEqual(["b/r0", "a/r0"]);
});

test("whoever is due gets a run in the time that all others need for one each, and some patience", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 12 }), (sizes) => {
      let now = 0;
      const turns = new Turns({ now: () => now });
      const open = new Map(sizes.map((size, i) => [`e${i}`, releases(`e${i}`, size)]));
      const lastRun = new Map([...open.keys()].map((name) => [name, 0]));
      let longest = 0;
      // One place, and a second for each run.
      for (; [...open.values()].some((o) => o.length > 0); now += 1000) {
        const [next] = turns.inTurn([...open.values()].flat(), [], alike);
        const name = next!.owner.name;
        open.get(name)!.splice(open.get(name)!.indexOf(next!), 1);
        longest = Math.max(longest, now - lastRun.get(name)!);
        lastRun.set(name, now);
      }
      expect(longest).toBeLessThanOrEqual(10_000 + (sizes.length + 1) * 1000);
    }),
    { numRuns: 30 },
  );
});
