import type { Clock } from "@upstart/engine";
import { type FakeClock, fakeClock } from "@upstart/engine/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FakeLeases, type Weather } from "../testing/fake-leases.ts";
import { memoryLog } from "../testing/memory-log.ts";
import { DURATIONS, LeaderElection } from "./leader.ts";

const LEASE = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", namespace: "upstart", name: "upstart-controller" };

/** A machine's own time: off by some hours, and running fast or slow. It can be switched off, and its timers be late. */
class MachineClock implements Clock {
  isOff = false;
  readonly #world: FakeClock;
  readonly #of: { readonly offsetMs: number; readonly rate: number; readonly lateMs: () => number };

  constructor(world: FakeClock, of: { offsetMs: number; rate: number; lateMs: () => number }) {
    this.#world = world;
    this.#of = of;
  }

  switchOff(): void {
    this.isOff = true;
  }

  now(): number {
    return this.#of.offsetMs + this.#world.now() * this.#of.rate;
  }

  after(ms: number, run: () => void): () => void {
    return this.#world.after(ms / this.#of.rate + this.#of.lateMs(), () => {
      if (!this.isOff) run();
    });
  }
}

interface Candidate {
  readonly name: string;
  readonly election: LeaderElection;
  readonly clock: MachineClock;
  readonly events: string[];
}

/** Candidates for one lease, and the world that they are in. */
function candidates(
  names: readonly string[],
  of: (name: string) => Partial<{
    offsetMs: number;
    rate: number;
    lateMs: () => number;
    weather: () => Weather;
    withWatch: boolean;
    onElected: (all: ReadonlyMap<string, Candidate>) => void;
  }> = () => ({}),
) {
  const world = fakeClock();
  const leases = new FakeLeases(world);
  const all = new Map<string, Candidate>();
  for (const name of names) {
    const { offsetMs = 0, rate = 1, lateMs = () => 0, weather, withWatch, onElected } = of(name);
    const clock = new MachineClock(world, { offsetMs, rate, lateMs });
    const events: string[] = [];
    const election = new LeaderElection({
      cluster: leases.connect(weather, withWatch === true ? clock : undefined),
      clock,
      random: () => 0.5,
      log: memoryLog(),
      lease: LEASE,
      identity: name,
      onElected: () => {
        events.push("elected");
        onElected?.(all);
      },
      onLost: () => events.push("lost"),
    });
    all.set(name, { name, election, clock, events });
  }
  const leaders = () => [...all.values()].filter((c) => !c.clock.isOff && c.election.isLeader).map((c) => c.name);
  /** Lets time pass until somebody else leads; returns how long that took. */
  const takeOver = async (from: string): Promise<number> => {
    const start = world.now();
    while (!leaders().some((name) => name !== from)) {
      await world.advance(10);
      if (world.now() - start > 60_000) throw new Error("nobody took over within a minute");
    }
    return world.now() - start;
  };
  const candidate = (name: string) => all.get(name)!;
  return { world, leases, candidate, leaders, takeOver };
}

test("the first takes a lease that is not there, and writes who it is and until when", async () => {
  const { world, leases, candidate, leaders } = candidates(["a", "b"]);
  candidate("a").election.start();
  await world.advance(100);
  candidate("b").election.start();
  await world.advance(60_000);
  expect(leaders()).toEqual(["a"]);
  expect(leases.object?.spec).toMatchObject({
    holderIdentity: "a",
    leaseDurationSeconds: 15,
    acquireTime: "2030-01-01T00:00:00.002000Z",
    leaseTransitions: 0,
  });
});

describe("take-over", () => {
  test.each([
    { how: "a watch", withWatch: true, within: 15_500 },
    { how: "looking alone", withWatch: false, within: 18_000 },
  ])("comes within $within ms when the leader is killed, by $how", async ({ withWatch, within }) => {
    for (let ms = 0; ms < 2500; ms += 250) {
      const { world, candidate, takeOver } = candidates(["a", "b"], () => ({ withWatch }));
      candidate("a").election.start();
      await world.advance(100);
      candidate("b").election.start();
      await world.advance(30_000 + ms);
      candidate("a").clock.switchOff();
      const took = await takeOver("a");
      expect(took).toBeGreaterThan(DURATIONS.leaseMs - 2500);
      expect(took).toBeLessThan(within);
      expect(candidate("b").events).toEqual(["elected"]);
    }
  });

  test.each([
    { how: "a watch", withWatch: true, within: 100 },
    { how: "looking alone", withWatch: false, within: 3000 },
  ])("comes within $within ms when the leader gives the lease back, by $how", async ({ withWatch, within }) => {
    for (let ms = 0; ms < 2500; ms += 250) {
      const { world, candidate, leases, takeOver } = candidates(["a", "b"], () => ({ withWatch }));
      candidate("a").election.start();
      await world.advance(100);
      candidate("b").election.start();
      await world.advance(30_000 + ms);
      const released = candidate("a").election.release();
      expect(candidate("a").election.isLeader).toBe(false);
      expect(await takeOver("a")).toBeLessThan(within);
      await released;
      expect(candidate("a").events).toEqual(["elected"]);
      expect(leases.object?.spec).toMatchObject({ holderIdentity: "b", leaseTransitions: 1 });
    }
  });

  test("does not come because clocks differ by hours", async () => {
    const { world, candidate, leaders } = candidates(["a", "b"], (name) => ({ offsetMs: name === "b" ? 9e6 : -9e6 }));
    candidate("a").election.start();
    await world.advance(100);
    candidate("b").election.start();
    await world.advance(120_000);
    expect(leaders()).toEqual(["a"]);
  });
});

describe("a leader", () => {
  test("that cannot renew ends before another may begin", async () => {
    let isCut = false;
    const { world, candidate, takeOver } = candidates(["a", "b"], (name) => ({
      weather: () => ({ thereMs: 1, backMs: 1, fault: isCut && name === "a" ? "lost" : undefined }),
      onElected: (all) => {
        if (isCut) expect(all.get("a")!.events).toEqual(["elected", "lost"]);
      },
    }));
    candidate("a").election.start();
    await world.advance(100);
    candidate("b").election.start();
    await world.advance(30_000);
    isCut = true;
    await takeOver("a");
    expect(candidate("b").events).toEqual(["elected"]);
    await world.advance(60_000);
    expect(candidate("a").events).toEqual(["elected", "lost"]);
  });

  test("bears some failures and slow answers", async () => {
    let calls = 0;
    const { world, candidate, leaders } = candidates(["a"], () => ({
      weather: () => ({ thereMs: 1500, backMs: 1500, fault: calls++ % 3 === 2 ? "refused" : undefined }),
    }));
    candidate("a").election.start();
    await world.advance(300_000);
    expect(leaders()).toEqual(["a"]);
    expect(candidate("a").events).toEqual(["elected"]);
  });

  test("whose answer got lost knows its own writing again", async () => {
    let fault: Weather["fault"];
    const { world, candidate, leaders } = candidates(["a"], () => ({
      weather: () => ({ thereMs: 1, backMs: 1, fault }),
    }));
    candidate("a").election.start();
    await world.advance(5000);
    fault = "unanswered";
    await world.advance(3000);
    fault = undefined;
    await world.advance(60_000);
    expect(leaders()).toEqual(["a"]);
    expect(candidate("a").events).toEqual(["elected"]);
  });

  test("keeps leading when somebody deletes the lease, and nobody else begins meanwhile", async () => {
    const { world, leases, candidate, leaders } = candidates(["a", "b"]);
    candidate("a").election.start();
    await world.advance(100);
    candidate("b").election.start();
    await world.advance(30_000);
    leases.remove();
    await world.advance(30_000);
    expect(leaders()).toEqual(["a"]);
    expect(leases.holder).toBe("a");
    expect(candidate("b").events).toEqual([]);
  });

  test("that gives the lease back leaves no timer", async () => {
    const { world, candidate } = candidates(["a"]);
    candidate("a").election.start();
    await world.advance(5000);
    const released = candidate("a").election.release();
    await world.advance(100);
    await released;
    expect(world.pending).toBe(0);
  });
});

test("a lease that is hardly longer than its renewal is refused", () => {
  const { world, leases } = candidates([]);
  const options = {
    cluster: leases.connect(),
    clock: world,
    random: () => 0.5,
    log: memoryLog(),
    lease: LEASE,
    identity: "a",
    onElected: () => undefined,
    onLost: () => undefined,
  };
  const durations = { leaseMs: 10_000, renewDeadlineMs: 10_000, retryMs: 2000 };
  expect(() => new LeaderElection({ ...options, durations })).toThrow();
});

const delay = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 14_000 }));
const fault = fc.constantFrom<Weather["fault"]>(undefined, undefined, "lost", "unanswered", "refused");

/** A time in which a machine is badly connected, or so busy that its timers come late. */
const storm = fc.record({
  fromMs: fc.integer({ min: 0, max: 90_000 }),
  lastsMs: fc.integer({ min: 1, max: 40_000 }),
  lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 })),
  weather: fc.array(fc.record({ thereMs: delay, backMs: delay, fault }), { minLength: 1, maxLength: 5 }),
});

const machine = fc.record({
  offsetMs: fc.integer({ min: -10_000_000, max: 10_000_000 }),
  // 15 s by the fastest clock are still longer than 10 s by the slowest.
  rate: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  storms: fc.array(storm, { maxLength: 4 }),
  withWatch: fc.boolean(),
  startMs: fc.integer({ min: 0, max: 20_000 }),
  end: fc.record({
    how: fc.constantFrom("kill", "release", "stay", "stay"),
    atMs: fc.integer({ min: 0, max: 90_000 }),
  }),
});

test("whatever delays, clocks and failures do: never two leaders by their own belief, and one in the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(machine, { minLength: 2, maxLength: 3 }), async (machines) => {
      const names = machines.map((_, i) => `m${i}`);
      const together: string[][] = [];
      const { world, candidate, leaders } = candidates(names, (name) => {
        const { storms, offsetMs, rate, withWatch } = machines[names.indexOf(name)]!;
        const stormNow = () => storms.find((s) => s.fromMs <= passed() && passed() < s.fromMs + s.lastsMs);
        let calls = 0;
        return {
          offsetMs,
          rate,
          withWatch,
          lateMs: () => stormNow()?.lateMs ?? 0,
          weather: () => {
            const { weather } = stormNow() ?? { weather: [{ thereMs: 5, backMs: 5 }] };
            return weather[calls++ % weather.length]!;
          },
          // Belief begins with an election and nowhere else, so two at a time begin here.
          onElected: () => void together.push(leaders()),
        };
      });
      const begin = world.now();
      const passed = () => world.now() - begin;
      for (const [i, { startMs, end }] of machines.entries()) {
        const { election, clock } = candidate(names[i]!);
        world.after(startMs, () => election.start());
        if (end.how === "kill") world.after(startMs + end.atMs, () => clock.switchOff());
        if (end.how === "release") world.after(startMs + end.atMs, () => void election.release());
      }
      for (let ms = 0; ms < 200_000; ms += 1000) {
        await world.advance(1000);
        together.push(leaders());
      }
      expect(together.filter((leading) => leading.length > 1)).toEqual([]);
      const isLeft = machines.some((m, i) => m.end.how === "stay" && !candidate(names[i]!).events.includes("lost"));
      expect(leaders()).toHaveLength(isLeft ? 1 : 0);
    }),
    { numRuns: 100 },
  );
}, 60_000);
