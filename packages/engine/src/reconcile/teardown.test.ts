import fc from "fast-check";
import { expect, test } from "vitest";
import { buildUniverse } from "../graph/build.ts";
import { releasesOf } from "../graph/graph.ts";
import { HelmError } from "../ports/helm.ts";
import type { ProgressEvent } from "../ports/progress.ts";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeCluster } from "../testing/fake-cluster.ts";
import { type Behaviour, fakeHelm } from "../testing/fake-helm.ts";
import { serviceOf, universeOf } from "../testing/specs.ts";
import { type Removal, removalsOf, stillNeeded } from "./removal.ts";
import { type TeardownOptions, tearDown } from "./teardown.ts";

const removal = (id: string, needs: readonly string[] = []): Removal => ({
  id,
  releaseName: id,
  namespace: "shop",
  timeoutMs: 300_000,
  needs,
});

async function run(
  removals: readonly Removal[],
  behaviours: Record<string, Behaviour>,
  options: Partial<TeardownOptions> = {},
) {
  const clock = fakeClock();
  const helm = fakeHelm(clock, fakeCluster(clock), behaviours);
  const events: ProgressEvent[] = [];
  const reporter = { report: (e: ProgressEvent) => void events.push(e) };
  const result = await clock.until(tearDown(removals, { helm, clock, reporter }, { maxParallel: 10, ...options }));
  return { ...result, calls: helm.calls, events };
}

const keeps = new HelmError("TimedOut", "a finalizer holds it");

test("each goes only when everything that needs it is gone, and nothing waits longer than that", async () => {
  const list = fc.array(
    fc.record({ needs: fc.array(fc.nat(20), { maxLength: 3 }), ms: fc.integer({ min: 1, max: 900 }) }),
    {
      minLength: 1,
      maxLength: 10,
    },
  );
  await fc.assert(
    fc.asyncProperty(list, async (drafts) => {
      const removals = drafts.map((d, i) => removal(`r${i}`, i === 0 ? [] : d.needs.map((n) => `r${n % i}`)));
      const behaviours = Object.fromEntries(drafts.map((d, i) => [`r${i}`, { deployMs: d.ms }]));
      const { calls, deleted } = await run(removals, behaviours);
      expect(deleted.size).toBe(drafts.length);
      const callOf = new Map(calls.map((c) => [c.releaseName, c]));
      const zero = Math.min(...calls.map((c) => c.from));
      for (const { id } of removals) {
        const dependents = removals.filter((r) => r.needs.includes(id)).map((r) => callOf.get(r.id)!.to!);
        expect(callOf.get(id)!.from).toBe(Math.max(zero, ...dependents));
      }
    }),
  );
});

test("one that cannot be taken away keeps what it needs, and stops nothing else", async () => {
  const removals = [
    removal("db"),
    removal("cache", ["db"]),
    removal("api", ["cache"]),
    removal("web", ["api"]),
    removal("other"),
  ];
  const { deleted, failed, kept } = await run(removals, { api: { keeps } });
  expect({ deleted: [...deleted].sort(), failed: [...failed.keys()], kept: [...kept].sort() }).toEqual({
    deleted: ["other", "web"],
    failed: ["api"],
    kept: ["cache", "db"],
  });
});

test("releases that need one another in a circle are taken away all the same", async () => {
  const { deleted } = await run([removal("a", ["b"]), removal("b", ["a"])], {});
  expect([...deleted].sort()).toEqual(["a", "b"]);
});

test("an interruption ends what is under way and starts nothing more", async () => {
  const abort = new AbortController();
  const clock = fakeClock();
  const helm = fakeHelm(clock, fakeCluster(clock), { api: { deployMs: 10_000 } });
  const running = tearDown(
    [removal("db"), removal("api", ["db"])],
    { helm, clock, reporter: { report: () => undefined } },
    { maxParallel: 4, signal: abort.signal },
  );
  await clock.advance(1000);
  abort.abort();
  const { deleted, failed, kept } = await clock.until(running);
  expect([deleted.size, failed.get("api")?.code, [...kept]]).toEqual([0, "Cancelled", ["db"]]);
});

test("what happens is told in order, and of what waits, for whom", async () => {
  const { events } = await run([removal("db"), removal("api", ["db"])], {});
  expect(events.map((e) => [e.seq, e.object, e.phase, e.waitingFor])).toEqual([
    [1, "db", "waiting", ["api"]],
    [2, "api", "uninstalling", undefined],
    [3, "api", "deleted", undefined],
    [4, "db", "uninstalling", undefined],
    [5, "db", "deleted", undefined],
  ]);
});

test("a service's dependents need all of its releases", () => {
  const shared = serviceOf({ db: {}, api: { needs: ["db"] } }, { name: "shared" });
  const { graph } = buildUniverse([shared, serviceOf({ web: { needs: ["shared"] } })], "shop");
  expect(removalsOf(graph, releasesOf(graph)).map((r) => [r.id, r.needs])).toEqual([
    ["shared/db", []],
    ["shared/api", ["shared/db"]],
    ["shop/web", ["shared/db", "shared/api"]],
  ]);
});

test("what is still needed is told with who needs it", () => {
  const { graph } = universeOf({ db: {}, api: { needs: ["db"] }, web: { needs: ["api"] } });
  expect(stillNeeded(graph, new Set(["db"]))).toEqual([{ by: "api", needs: "db" }]);
  expect(stillNeeded(graph, new Set(["db", "api", "web"]))).toEqual([]);
});
