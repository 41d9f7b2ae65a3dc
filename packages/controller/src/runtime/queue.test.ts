import { type FakeClock, fakeClock } from "@upstart/engine/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lane, MAX_PASSED_OVER } from "./lanes.ts";
import { WorkQueue } from "./queue.ts";

const LANES: readonly Lane[] = ["edit", "wake", "resync"];

function queueAt(clock: FakeClock, random = () => 0.5): WorkQueue {
  return new WorkQueue({ clock, random });
}

describe("one key", () => {
  test("waits once, however often it is added", async () => {
    const queue = queueAt(fakeClock());
    for (const lane of LANES) queue.add("a", lane);
    expect(queue.depth).toBe(1);
    expect(await queue.take()).toMatchObject({ key: "a", lane: "edit" });
    expect(queue.depth).toBe(0);
  });

  test("that is added while it runs, runs once more when it is done, in the most urgent lane", async () => {
    const queue = queueAt(fakeClock());
    queue.add("a", "wake");
    await queue.take();
    queue.add("a", "resync");
    queue.add("a", "edit");
    queue.add("a", "wake");
    expect(queue.depth).toBe(0);
    queue.done("a");
    expect(await queue.take()).toMatchObject({ key: "a", lane: "edit" });
    queue.done("a");
    expect(queue.size).toBe(0);
  });

  test("keeps the earliest of the times that it was added for", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    for (const ms of [5000, 1000, 3000]) queue.addAfter("a", ms, "wake");
    await clock.advance(999);
    expect(queue.depth).toBe(0);
    await clock.advance(1);
    expect(queue.depth).toBe(1);
    await queue.take();
    queue.done("a");
    await clock.advance(10_000);
    expect(queue.size).toBe(0);
  });

  test("that runs before its time does not run for it again", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    queue.addAfter("a", 1000, "resync");
    queue.add("a", "edit");
    await queue.take();
    queue.done("a");
    await clock.advance(2000);
    expect(queue.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test("that is gone leaves nothing behind", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    for (let i = 0; i < 1000; i++) {
      queue.addRateLimited(`key-${i}`, "resync");
      queue.add(`key-${i}`, "wake");
      await queue.take();
      queue.forget(`key-${i}`);
      queue.done(`key-${i}`);
    }
    expect([queue.size, queue.failing, clock.pending]).toEqual([0, 0, 0]);
  });
});

describe("failures", () => {
  /** When a key that always fails runs, counted from its first run. */
  async function retries(count: number, random: () => number): Promise<number[]> {
    const clock = fakeClock();
    const queue = queueAt(clock, random);
    const waits: number[] = [];
    for (let i = 0; i < count; i++) {
      const failed = clock.now();
      queue.addRateLimited("a", "resync");
      while (queue.depth === 0) await clock.advance(queue.failing > 0 && waits.length > 12 ? 1000 : 1);
      await queue.take();
      queue.done("a");
      waits.push(clock.now() - failed);
    }
    return waits;
  }

  test("double the wait up to five minutes", async () => {
    const waits = await retries(20, () => 0.5);
    expect(waits.slice(0, 6)).toEqual([5, 10, 20, 40, 80, 160]);
    expect(waits.at(-1)).toBe(300_000);
  });

  test("are spread by a fifth either way", async () => {
    expect((await retries(3, () => 0)).slice(0, 3)).toEqual([4, 8, 16]);
    expect((await retries(3, () => 0.999_999)).slice(0, 3)).toEqual([6, 12, 24]);
  });

  test("are forgotten with success", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    for (let i = 0; i < 5; i++) queue.addRateLimited("a", "resync");
    expect(queue.failuresOf("a")).toBe(5);
    await clock.advance(1000);
    await queue.take();
    queue.forget("a");
    queue.done("a");
    queue.addRateLimited("a", "resync");
    await clock.advance(5);
    expect(queue.depth).toBe(1);
  });

  test("of all keys together are tried ten a second after a burst of a hundred", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    for (let i = 0; i < 300; i++) queue.addRateLimited(`key-${i}`, "resync");
    await clock.advance(50);
    expect(queue.depth).toBe(100);
    await clock.advance(10_000);
    expect(queue.depth).toBe(200);
    await clock.advance(10_000);
    expect(queue.depth).toBe(300);
  });
});

describe("lanes", () => {
  test("go by urgency, and by time within one", async () => {
    const queue = queueAt(fakeClock());
    queue.add("r", "resync");
    queue.add("w1", "wake");
    queue.add("e1", "edit");
    queue.add("w2", "wake");
    queue.add("e2", "edit");
    queue.add("r", "wake"); // asked for by more
    const order: string[] = [];
    while (queue.depth > 0) order.push((await queue.take())!.key);
    expect(order).toEqual(["e1", "e2", "w1", "w2", "r"]);
  });

  test("never starve: the least urgent key is taken after a bounded number of others, whatever is added", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Lane>("edit", "wake"), { minLength: 1, maxLength: 50 }),
        async (flood) => {
          const queue = queueAt(fakeClock());
          queue.add("patient", "resync");
          for (let taken = 0; taken <= 2 * MAX_PASSED_OVER; taken++) {
            for (const [i, lane] of flood.entries()) queue.add(`${lane}-${taken}-${i}`, lane);
            const { key } = (await queue.take())!;
            queue.done(key);
            if (key === "patient") return;
          }
          throw new Error("it starved");
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("shutting down", () => {
  test("hands out nothing more, and ends when the last run is done", async () => {
    const clock = fakeClock();
    const queue = queueAt(clock);
    queue.add("a", "edit");
    queue.add("b", "edit");
    queue.addAfter("c", 1000, "edit");
    await queue.take();
    let isDrained = false;
    const end = queue.shutDown().then(() => {
      isDrained = true;
    });
    queue.add("a", "edit");
    queue.add("d", "edit");
    expect(await queue.take()).toBeUndefined();
    await clock.advance(5000);
    expect(isDrained).toBe(false);
    queue.done("a");
    await end;
    expect([queue.size, clock.pending]).toEqual([0, 0]);
  });

  test("answers those who wait for a key", async () => {
    const queue = queueAt(fakeClock());
    const waiting = queue.take();
    await queue.shutDown();
    expect(await waiting).toBeUndefined();
  });
});

type Op =
  | { readonly do: "add"; readonly key: string; readonly lane: Lane }
  | { readonly do: "addAfter"; readonly key: string; readonly lane: Lane; readonly ms: number }
  | { readonly do: "fail"; readonly key: string }
  | { readonly do: "pass"; readonly ms: number };

const key = fc.constantFrom("a", "b", "c", "d");
const lane = fc.constantFrom(...LANES);
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ do: fc.constant("add" as const), key, lane }),
  fc.record({ do: fc.constant("addAfter" as const), key, lane, ms: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ do: fc.constant("fail" as const), key }),
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 300 }) }),
);

/** A request for a key, and the time by which an idle worker has started on it. */
interface Request {
  readonly key: string;
  readonly at: number;
  readonly due: number;
}

test("whatever is asked of it: never two runs of a key, never more than the workers, nothing lost, nothing unasked for, none late", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(op, { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 0, max: 120 }),
      async (ops, workers, workMs) => {
        const clock = fakeClock(0);
        const queue = queueAt(clock);
        const requests: Request[] = [];
        const runs: { key: string; start: number }[] = [];
        const running = new Set<string>();
        const work = async () => {
          for (let taken = await queue.take(); taken !== undefined; taken = await queue.take()) {
            expect(running.has(taken.key)).toBe(false);
            running.add(taken.key);
            expect(running.size).toBeLessThanOrEqual(workers);
            runs.push({ key: taken.key, start: clock.now() });
            if (workMs > 0) await new Promise<void>((resolve) => clock.after(workMs, resolve));
            running.delete(taken.key);
            queue.done(taken.key);
          }
        };
        const ended = Promise.all(Array.from({ length: workers }, work));
        for (const o of ops) {
          if (o.do === "pass") await clock.advance(o.ms);
          else {
            const ms = o.do === "addAfter" ? o.ms : o.do === "add" ? 0 : 5 * 2 ** queue.failuresOf(o.key);
            requests.push({ key: o.key, at: clock.now(), due: clock.now() + Math.min(ms, 300_000) });
            if (o.do === "add") queue.add(o.key, o.lane);
            else if (o.do === "addAfter") queue.addAfter(o.key, o.ms, o.lane);
            else queue.addRateLimited(o.key, "resync");
          }
        }
        await clock.advance(600_000);
        for (const { key, at, due } of requests) {
          const first = runs.find((r) => r.key === key && r.start >= at);
          expect(first, `a run for ${key} asked for at ${at}`).toBeDefined();
          // Every worker may be busy with one run of each key first.
          expect(first!.start).toBeLessThanOrEqual(due + workMs * (requests.length + 1));
          if (workMs === 0) expect(first!.start).toBeLessThanOrEqual(due);
        }
        for (const run of runs) expect(requests.some((r) => r.key === run.key && r.due <= run.start)).toBe(true);
        await queue.shutDown();
        await ended;
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
