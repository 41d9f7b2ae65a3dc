import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideSlot, evictionOrder, type SlotHolder } from "./quota.ts";
import { nextToSleep, nextToWake, type Sleeper } from "./rest.ts";

const HOUR = 3_600_000;
const NOW = 100 * HOUR;
const holder = (uid: string, more: Partial<SlotHolder> = {}): SlotHolder => ({
  uid,
  createdAt: 0,
  lastUseAt: NOW,
  isProtected: false,
  isLeaving: false,
  ...more,
});

describe("slots", () => {
  const full = [holder("a", { lastUseAt: 1 }), holder("b", { asleepSince: 5 }), holder("c", { failedSince: 9 })];
  const decide = (uid: string, quota: object, holders = full, waiting = [uid]) =>
    decideSlot(uid, { quota: { environments: 3, ...quota }, holders, waiting, now: NOW });

  test("first come, first served, with a place in the queue", () => {
    expect(decide("x", { environments: 4 }, full, ["x", "y", "z"])).toEqual({ do: "take" });
    expect(decide("z", { environments: 4 }, full, ["x", "y", "z"])).toEqual({ do: "wait", position: 2 });
    expect(decide("x", {})).toEqual({ do: "wait", position: 1 });
  });

  test("who has to make room: failed, then asleep, then idle; never protected, young, or going", () => {
    const order = (holders: SlotHolder[]) => evictionOrder(holders, { now: NOW, minAgeMs: HOUR }).map((h) => h.uid);
    expect(order(full)).toEqual(["c", "b", "a"]);
    expect(order([holder("p", { isProtected: true }), holder("y", { createdAt: NOW - 1 })])).toEqual([]);
    expect(
      order([holder("l", { isLeaving: true }), holder("b", { lastUseAt: 2 }), holder("a", { lastUseAt: 2 })]),
    ).toEqual(["a", "b"]);
  });

  test("one goes for each that waits, and no more", () => {
    const evict = { whenFull: "evict" };
    expect(decide("x", evict)).toMatchObject({ do: "evict", victim: { uid: "c" } });
    const going = full.map((h) => (h.uid === "c" ? { ...h, isLeaving: true } : h));
    expect(decide("x", evict, going)).toEqual({ do: "wait", position: 1 });
    expect(decide("y", evict, going, ["x", "y"])).toMatchObject({ do: "evict", position: 2, victim: { uid: "b" } });
    expect(decide("x", evict, [holder("p", { isProtected: true })].concat(going.slice(2)), ["x"])).toEqual({
      do: "take",
    });
    // Somebody has lowered the quota: who goes first makes no room yet.
    expect(decide("x", { environments: 2, whenFull: "evict" }, going)).toMatchObject({ do: "evict" });
  });

  test("whoever asks in whatever order, never more than the quota take, and places are 1, 2, 3, …", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.nat(5),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7]),
        (limit, held, asks) => {
          const holders = Array.from({ length: Math.min(held, limit) }, (_, i) => holder(`h${i}`));
          let waiting = [...asks].sort().map(String);
          for (const uid of asks.map(String)) {
            const decision = decideSlot(uid, { quota: { environments: limit }, holders, waiting, now: NOW });
            if (decision.do !== "take") continue;
            holders.push(holder(uid));
            waiting = waiting.filter((w) => w !== uid);
          }
          expect(holders.length).toBeLessThanOrEqual(limit);
          const places = waiting.map((uid) =>
            decideSlot(uid, { quota: { environments: limit }, holders, waiting, now: NOW }),
          );
          if (holders.length === limit)
            expect(places.map((p) => "position" in p && p.position)).toEqual(waiting.map((_, i) => i + 1));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("sleeping and waking", () => {
  /** Needs lead to what comes before only: there are no circles. */
  const sleepers = fc.array(fc.array(fc.nat(6), { maxLength: 3 }), { minLength: 1, maxLength: 7 }).map((all) =>
    all.map(
      (needs, i): Sleeper => ({
        id: `${i}`,
        needs: needs.filter((n) => n < i).map(String),
        isDown: false,
        isUp: true,
      }),
    ),
  );

  test("dependents go to sleep before what they need, which wakes before them; and all come to an end", () => {
    fc.assert(
      fc.property(sleepers, (all) => {
        const slept: string[] = [];
        let now = all;
        for (let next = nextToSleep(now); next.length > 0; next = nextToSleep(now)) {
          slept.push(...next);
          now = now.map((s) => (next.includes(s.id) ? { ...s, isDown: true, isUp: false } : s));
        }
        const woken: string[] = [];
        for (let next = nextToWake(now); next.length > 0; next = nextToWake(now)) {
          woken.push(...next);
          now = now.map((s) => (next.includes(s.id) ? { ...s, isDown: false, isUp: true } : s));
        }
        expect([slept.length, woken.length]).toEqual([all.length, all.length]);
        for (const { id, needs } of all)
          for (const need of needs) {
            expect(slept.indexOf(id)).toBeLessThan(slept.indexOf(need));
            expect(woken.indexOf(need)).toBeLessThan(woken.indexOf(id));
          }
      }),
      { numRuns: 60 },
    );
  });

  test("whoever is woken while others still go to sleep waits for what it needs", () => {
    const [db, api]: Sleeper[] = [
      { id: "db", needs: [], isDown: false, isUp: true },
      { id: "api", needs: ["db", "elsewhere"], isDown: true, isUp: false },
    ];
    expect(nextToSleep([db!, api!])).toEqual(["db"]);
    expect(nextToWake([db!, api!])).toEqual(["api"]);
    expect(nextToWake([{ ...db!, isUp: false }, api!])).toEqual(["db"]);
  });
});
