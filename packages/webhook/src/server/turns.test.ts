import fc from "fast-check";
import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

const LARGE = 1024 * 1024;

function setUp() {
  let now = 0;
  const clock = { now: () => now, after: () => () => undefined };
  const pass = (ms: number) => {
    now += ms;
  };
  return { turns: new Turns(clock), clock, pass };
}

const untilRead = () => new Promise((resolve) => setImmediate(resolve));

test("each piece is done once, in the order of its kind; where both wait, each kind has its half of the time", async () => {
  const piece = fc.record({ isLarge: fc.boolean(), ms: fc.integer({ min: 1, max: 30 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const { turns, pass } = setUp();
      const done: number[] = [];
      await Promise.all(
        pieces.map(({ isLarge, ms }, i) =>
          turns.take(isLarge ? LARGE : 1000, () => {
            pass(ms);
            done.push(i);
          }),
        ),
      );
      for (const kind of [true, false])
        expect(done.filter((i) => pieces[i]!.isLarge === kind)).toEqual(
          pieces.flatMap(({ isLarge }, i) => (isLarge === kind ? [i] : [])),
        );
      // Whoever waits is behind by one piece of the other kind at most. Before there is a large one nobody waits.
      const used = { large: 0, small: 0 };
      const firstLarge = pieces.findIndex((p) => p.isLarge);
      const left = (kind: boolean, from: number) => done.slice(from).some((i) => pieces[i]!.isLarge === kind);
      for (const [at, i] of done.entries()) {
        if (i >= firstLarge) used[pieces[i]!.isLarge ? "large" : "small"] += pieces[i]!.ms;
        if (left(true, at + 1) && left(false, at + 1))
          expect(Math.abs(used.large - used.small)).toBeLessThanOrEqual(30);
      }
    }),
    { numRuns: 60 },
  );
});

test("between two pieces others are read, and a usual one that comes goes before all large ones that wait", async () => {
  const { turns, pass } = setUp();
  const done: string[] = [];
  const large = Array.from({ length: 5 }, (_, i) =>
    turns.take(LARGE, () => {
      pass(10);
      done.push(`large ${i}`);
    }),
  );
  await untilRead();
  const small = turns.take(1000, () => void done.push("small"));
  await Promise.all([...large, small]);
  expect(done.indexOf("small")).toBeLessThanOrEqual(2);
});

test("what is read after a piece may have waited for all of it, and its time counts from then", async () => {
  const { turns, clock, pass } = setUp();
  expect(turns.earliestArrival()).toBe(0);
  await turns.take(LARGE, () => {
    pass(700);
  });
  expect(turns.earliestArrival()).toBe(0);
  await untilRead();
  await untilRead();
  pass(300);
  expect(turns.earliestArrival()).toBe(clock.now());
});

test("what a piece throws is for who asked for it, and for nobody else", async () => {
  const { turns } = setUp();
  const failed = turns.take(1, () => {
    throw new Error("a bug");
  });
  const next = turns.take(1, () => "done");
  await expect(failed).rejects.toThrow("a bug");
  expect(await next).toBe("done");
});
