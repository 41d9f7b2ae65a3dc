import { type Cluster, ClusterError, type ObjectKey, type Watch } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import { describe, expect, test } from "vitest";
import { createManager } from "./manager.ts";
import type { Run } from "./runtime/controller.ts";
import { createMetrics } from "./runtime/metrics.ts";
import { FakeLeases, type Weather } from "./testing/fake-leases.ts";
import { memoryLog } from "./testing/memory-log.ts";
import type { Enqueue, Reconciler } from "./unit.ts";

const GRACE = { finishMs: 30_000, abortMs: 20_000 };

/** A manager in a world of its own with one reconciler, `shop`, and everything that happens in order. */
function start(
  more: { run?: (run: Run) => Promise<void>; synced?: Promise<void>; kinds?: "missing"; isAlone?: true } = {},
) {
  const clock = fakeClock();
  const leases = new FakeLeases(clock);
  const log = memoryLog("info");
  const events: string[] = [];
  const weather: { now: Weather } = { now: { thereMs: 1, backMs: 1 } };
  const marks = new FakeLeases(clock);
  const lease = leases.connect(() => weather.now);
  const mark = marks.connect(() => weather.now);
  const apiOf = (name: string) => (name === "lease" ? lease : mark);
  const get = (key: ObjectKey) => {
    if (key.kind === "Lease") return apiOf(key.name).get(key);
    return more.kinds === "missing"
      ? Promise.reject(new ClusterError("UnknownKind", "none"))
      : Promise.resolve(undefined);
  };
  const cluster: Pick<Cluster, "get" | "create" | "update" | "watch"> = {
    watch: lease.watch,
    get,
    create: (object) => apiOf(object.metadata.name).create(object),
    update: (object) => apiOf(object.metadata.name).update(object),
  };
  const plugged: { enqueue?: Enqueue } = {};
  const reconciler: Reconciler = {
    name: "shop",
    workers: 2,
    watch: (enqueue) => {
      plugged.enqueue = enqueue;
      events.push("watch");
      const stop = () => void events.push("unwatch");
      const watch: Watch = { synced: more.synced ?? Promise.resolve(), get: () => undefined, list: () => [], stop };
      return [watch];
    },
    keys: () => ["a", "b"],
    reconcile: async (run) => {
      events.push(`run ${run.key}`);
      await more.run?.(run);
      events.push(`end ${run.key}`);
      return {};
    },
  };
  const manager = createManager({
    cluster,
    clock,
    random: () => 0.5,
    log,
    metrics: createMetrics({ ofNode: false }),
    listen: { host: "127.0.0.1", port: 0 },
    kinds: { apiVersion: "v1", kinds: ["Shop"], namespace: "upstart" },
    lease: { namespace: "upstart", name: "lease" },
    identity: "me",
    ...(more.isAlone === true ? {} : { election: {} }),
    events: { flush: async () => void events.push("flush") },
    reconcilers: [reconciler],
    grace: GRACE,
  });
  const end: { code?: number } = {};
  void manager.run().then((code) => {
    end.code = code;
  });
  /** Until it listens: sockets do not know of the fake time. */
  const listening = async () => {
    while (!log.lines.some((l) => l.msg === "listening")) await clock.advance(0);
  };
  const ended = async () => {
    for (let i = 0; end.code === undefined && i < 100_000; i++) await clock.advance(i % 10 === 0 ? 1 : 0);
    return end.code;
  };
  const problemOf = async (path: string) => {
    const { address } = log.lines.find((l) => l.msg === "listening")!;
    const response = await fetch(`http://${address}${path}`);
    return response.status === 200 ? undefined : await response.text();
  };
  return { clock, leases, marks, log, events, weather, manager, plugged, end, listening, ended, problemOf };
}

test("it watches, leads, looks at every key, and ends backwards: runs, events, watches, lease", async () => {
  const { clock, leases, events, manager, listening, ended, problemOf } = start();
  await listening();
  await clock.advance(100);
  expect(leases.holder).toBe("me");
  expect(await problemOf("/readyz")).toBeUndefined();
  expect(events).toEqual(["watch", "run a", "run b", "end a", "end b"]);
  manager.stop();
  expect(await ended()).toBe(0);
  expect(events.slice(5)).toEqual(["flush", "unwatch"]);
  expect(leases.holder).toBe("");
  expect(clock.pending).toBe(0);
});

test("a standby is ready, keeps no keys, and looks at all of them when it leads", async () => {
  const { clock, leases, events, manager, plugged, listening, ended, problemOf } = start();
  const other = leases.connect();
  void other.create({
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: "lease", namespace: "upstart" },
    spec: { holderIdentity: "other", leaseDurationSeconds: 15 },
  });
  await clock.advance(2);
  await listening();
  await clock.advance(5000);
  plugged.enqueue?.("gone-since", "edit");
  expect(await problemOf("/readyz")).toBeUndefined();
  expect(events).toEqual(["watch"]);
  await clock.advance(15_000);
  expect(events).toEqual(["watch", "run a", "run b", "end a", "end b"]);
  plugged.enqueue?.("c", "edit");
  plugged.enqueue?.("d", "wake", 1000);
  await clock.advance(1000);
  expect(events.slice(5)).toEqual(["run c", "end c", "run d", "end d"]);
  manager.stop();
  await ended();
});

describe("without an election", () => {
  const lease = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: "lease", namespace: "upstart" },
    spec: { holderIdentity: "other", leaseDurationSeconds: 15 },
  };

  test("it leads at once, and does not write the lease of those who are elected", async () => {
    const { clock, leases, events, manager, listening, ended } = start({ isAlone: true });
    await listening();
    await clock.advance(100);
    expect(events.slice(0, 3)).toEqual(["watch", "run a", "run b"]);
    expect(leases.object).toBeUndefined();
    manager.stop();
    expect(await ended()).toBe(0);
  });

  test("it does not begin beside another that renews the lease, and says so", async () => {
    const { clock, leases, events, log, listening, ended } = start({ isAlone: true });
    const other = leases.connect();
    void other.create(lease);
    await clock.advance(2);
    await listening();
    await clock.advance(5000);
    void other.update({ ...leases.object!, spec: { ...lease.spec, renewTime: "2030-01-01T00:00:05.000000Z" } });
    expect(await ended()).toBe(1);
    expect(events.filter((e) => e.startsWith("run"))).toEqual([]);
    expect(log.lines.filter((l) => l.level === "error")).toMatchObject([{ lease: "upstart/lease", leader: "other" }]);
  });

  test("it waits for one that renews it no more, and then begins", async () => {
    const { clock, leases, events, manager, listening, ended } = start({ isAlone: true });
    void leases.connect().create(lease);
    await clock.advance(2);
    await listening();
    await clock.advance(10_000);
    expect(events).toEqual(["watch"]);
    await clock.advance(10_000);
    expect(events.slice(0, 3)).toEqual(["watch", "run a", "run b"]);
    manager.stop();
    expect(await ended()).toBe(0);
  });

  const mark = {
    ...lease,
    metadata: { name: "lease.unelected", namespace: "upstart" },
    spec: { holderIdentity: "other" },
  };
  const renewed = (at: number) => ({ holderIdentity: "other", renewTime: `2030-01-01T00:00:0${at}.000000Z` });

  test("while it works others of its kind can see that, and may begin at once when it has ended", async () => {
    const { clock, marks, manager, listening, ended } = start({ isAlone: true });
    await listening();
    await clock.advance(100);
    const first = JSON.stringify(marks.object?.spec);
    await clock.advance(1100);
    expect(marks.holder).toBe("me");
    expect(JSON.stringify(marks.object?.spec)).not.toBe(first);
    manager.stop();
    expect([await ended(), marks.holder]).toEqual([0, ""]);
  });

  test("it does not begin beside another that works without election, and says so", async () => {
    const { clock, marks, events, log, listening, ended } = start({ isAlone: true });
    const other = marks.connect();
    void other.create(mark);
    await clock.advance(2);
    await listening();
    await clock.advance(900);
    void other.update({ ...marks.object!, spec: renewed(1) });
    expect(await ended()).toBe(1);
    expect([events.filter((e) => e.startsWith("run")), marks.holder]).toEqual([[], "other"]);
    expect(log.lines.filter((l) => l.level === "error")).toMatchObject([{ leader: "other" }]);
  });

  test("of two that begin at the same moment one does not", async () => {
    const { clock, marks, events, listening, ended } = start({ isAlone: true });
    await listening();
    await clock.advance(3); // it has seen that there is nobody
    void marks.connect().create(mark);
    expect(await ended()).toBe(1);
    expect([events.filter((e) => e.startsWith("run")), marks.holder]).toEqual([[], "other"]);
    await clock.advance(10_000);
    expect(marks.holder).toBe("other");
  });

  test("it ends when another has begun while it could not tell that it works", async () => {
    const { clock, marks, events, log, manager, listening, ended } = start({ isAlone: true });
    await listening();
    await clock.advance(100);
    void marks.connect().update({ ...marks.object!, spec: renewed(1) });
    expect([await ended(), manager.isLeading]).toEqual([1, false]);
    expect(events.slice(-2)).toEqual(["flush", "unwatch"]);
    expect(marks.holder).toBe("other");
    expect(log.lines.filter((l) => l.level === "error")).toMatchObject([{ leader: "other" }]);
  });

  test("after one that was killed it begins within seconds", async () => {
    const { clock, marks, events, manager, listening, ended } = start({ isAlone: true });
    void marks.connect().create(mark);
    await clock.advance(2);
    await listening();
    await clock.advance(2000);
    expect(events).toEqual(["watch"]);
    await clock.advance(1100);
    expect(events.slice(0, 3)).toEqual(["watch", "run a", "run b"]);
    manager.stop();
    expect(await ended()).toBe(0);
  });

  test("it begins where it may not look", async () => {
    const { clock, weather, events, log, manager, listening, ended } = start({ isAlone: true });
    weather.now = { thereMs: 1, backMs: 1, fault: "refused" };
    await listening();
    await clock.advance(100);
    expect(events.slice(0, 3)).toEqual(["watch", "run a", "run b"]);
    expect(log.lines.filter((l) => l.level === "warn")).not.toEqual([]);
    manager.stop();
    expect(await ended()).toBe(0);
  });
});

test("what runs may finish, and until then nobody else may lead", async () => {
  const { clock, leases, events, manager, listening, ended, problemOf } = start({
    run: () => new Promise((resolve) => clock.after(20_000, resolve)),
  });
  await listening();
  await clock.advance(100);
  manager.stop();
  await clock.advance(15_000);
  expect(leases.holder).toBe("me");
  expect(await problemOf("/readyz")).toContain("ending");
  await clock.advance(10_000);
  expect(await ended()).toBe(0);
  expect(events).toEqual(["watch", "run a", "run b", "end a", "end b", "flush", "unwatch"]);
  expect(leases.holder).toBe("");
});

/** A run that ends only when it is told to. */
const untilAborted = (run: Run) =>
  new Promise<void>((resolve) => run.signal.addEventListener("abort", () => resolve(), { once: true }));

test("what does not finish in time is told to end", async () => {
  const { clock, events, manager, listening, ended } = start({ run: untilAborted });
  await listening();
  await clock.advance(100);
  manager.stop();
  await clock.advance(GRACE.finishMs - 1);
  expect(events).not.toContain("end a");
  await clock.advance(1);
  expect(events).toContain("end a");
  expect(await ended()).toBe(0);
});

test("a second signal does not wait for it to finish", async () => {
  const { clock, manager, listening, ended } = start({ run: untilAborted });
  await listening();
  await clock.advance(100);
  const at = clock.now();
  manager.stop();
  manager.abort();
  expect(await ended()).toBe(0);
  expect(clock.now() - at).toBeLessThan(10_000);
});

test("what does not end at all keeps the lease until it runs out, and the process exits with 1", async () => {
  const { clock, leases, manager, listening, ended } = start({ run: () => new Promise(() => undefined) });
  await listening();
  await clock.advance(100);
  manager.stop();
  await clock.advance(GRACE.finishMs + GRACE.abortMs);
  expect(await ended()).toBe(1);
  expect(leases.holder).toBe("me");
});

test("a lost lease ends what runs at once, and the process with 1", async () => {
  const { clock, events, weather, listening, ended, log } = start({ run: untilAborted });
  await listening();
  await clock.advance(100);
  weather.now = { thereMs: 1, backMs: 1, fault: "refused" };
  await clock.advance(10_000);
  expect(events).toContain("end a");
  expect(await ended()).toBe(1);
  expect(log.lines.map((l) => l.msg)).toContain("lost the lease");
});

test.each([
  { why: "may not be had", synced: () => Promise.reject(new ClusterError("Forbidden", "forbidden")) },
  { why: "does not come within two minutes", synced: () => new Promise<void>(() => undefined) },
])("a first list that $why ends it with 1, before it leads", async ({ synced }) => {
  const { clock, leases, log, listening, ended } = start({ synced: synced() });
  await listening();
  await clock.advance(120_000);
  expect(await ended()).toBe(1);
  expect(leases.holder).toBeUndefined();
  expect(log.lines.some((l) => l.level === "error")).toBe(true);
});

test("it can be ended while it waits for kinds", async () => {
  const { clock, manager, events, listening, ended } = start({ kinds: "missing" });
  await listening();
  await clock.advance(5000);
  manager.stop();
  expect(await ended()).toBe(0);
  expect([events, clock.pending]).toEqual([[], 0]);
});
