import { ClusterError } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryLog } from "../testing/memory-log.ts";
import { Controller, type ControllerOptions, type Reconcile } from "./controller.ts";
import { TerminalError } from "./failure.ts";
import { createMetrics } from "./metrics.ts";
import { WorkQueue } from "./queue.ts";

/** A controller named `release` at work over a queue, with everything that can be seen of it. */
function start(reconcile: Reconcile, more: Partial<ControllerOptions> = {}) {
  const clock = fakeClock();
  const metrics = createMetrics({ ofNode: false });
  const log = memoryLog();
  const queue = new WorkQueue({ clock, random: () => 0.5, observer: metrics.queue("release") });
  metrics.readQueue("release", queue, clock);
  const workers = more.workers ?? 1;
  const observer = metrics.controller("release", workers);
  const controller = new Controller({ name: "release", reconcile, queue, workers, clock, log, observer, ...more });
  controller.start();
  const metric = async (name: string, labels: Record<string, string> = {}) => {
    const found = (await metrics.registry.getMetricsAsJSON()).find((m) => name.startsWith(m.name))?.values as
      | { value: number; metricName?: string; labels: Record<string, unknown> }[]
      | undefined;
    return found?.find(
      (v) => (v.metricName ?? name) === name && Object.entries(labels).every(([k, want]) => v.labels[k] === want),
    )?.value;
  };
  return { clock, queue, log, controller, metric };
}

const unreachable = new ClusterError("Unreachable", "cannot get pods: connection refused");

test("a failure is tried again, later each time, and is told with its code", async () => {
  const at: number[] = [];
  const { clock, queue, log, metric } = start(async () => {
    at.push(clock.now());
    throw unreachable;
  });
  queue.add("shop/api", "edit");
  await clock.advance(40);
  expect(at.map((t) => t - at[0]!)).toEqual([0, 5, 15, 35]);
  expect(log.lines[0]).toMatchObject({
    level: "warn",
    controller: "release",
    namespace: "shop",
    name: "api",
    error: { code: "Unreachable" },
    failures: 1,
  });
  expect(await metric("controller_runtime_reconcile_total", { result: "error" })).toBe(4);
  expect(await metric("controller_runtime_reconcile_errors_total")).toBe(4);
  expect(await metric("controller_runtime_reconcile_panics_total")).toBe(0);
  expect(await metric("workqueue_retries_total")).toBe(4);
});

test("success forgets the failures", async () => {
  let isUp = false;
  const { clock, queue } = start(async () => {
    if (!isUp) throw unreachable;
    return {};
  });
  queue.add("shop/api", "edit");
  await clock.advance(16);
  isUp = true;
  await clock.advance(1000);
  expect([queue.size, queue.failing]).toEqual([0, 0]);
});

test("a run that wants to be called again is, after that time and not before", async () => {
  let runs = 0;
  const { clock, queue, metric } = start(async () => {
    runs += 1;
    return runs === 1 ? { requeueAfterMs: 60_000 } : {};
  });
  queue.add("shop/api", "edit");
  await clock.advance(59_999);
  expect(runs).toBe(1);
  await clock.advance(1);
  expect(runs).toBe(2);
  expect(await metric("controller_runtime_reconcile_total", { result: "requeue_after" })).toBe(1);
  expect(await metric("controller_runtime_reconcile_total", { result: "success" })).toBe(1);
});

test("what cannot be mended by trying again is not tried again until the object changes", async () => {
  let runs = 0;
  const { clock, queue, metric } = start(async () => {
    runs += 1;
    throw new TerminalError("the chart is too large");
  });
  queue.add("shop/api", "edit");
  await clock.advance(3_600_000);
  expect(runs).toBe(1);
  queue.add("shop/api", "edit");
  await clock.advance(1);
  expect(runs).toBe(2);
  expect(await metric("controller_runtime_terminal_reconcile_errors_total")).toBe(2);
});

test("a bug in a run stops nothing: it is counted, logged with its stack and tried again", async () => {
  const seen: string[] = [];
  const { clock, queue, log, metric } = start(async ({ key }) => {
    seen.push(key);
    if (key === "shop/bad") throw new TypeError("x is not a function");
    return {};
  });
  queue.add("shop/bad", "edit");
  queue.add("shop/good", "edit");
  await clock.advance(5);
  expect(seen).toEqual(["shop/bad", "shop/good", "shop/bad"]);
  expect(await metric("controller_runtime_reconcile_panics_total")).toBe(2);
  expect(log.lines[0]).toMatchObject({ level: "error", error: { stack: expect.stringContaining("TypeError") } });
});

test("a run that takes too long is told to end, and its key stays taken until it has", async () => {
  let running = 0;
  const { clock, queue, metric } = start(
    async ({ signal }) => {
      running += 1;
      expect(running).toBe(1);
      await new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => clock.after(500, resolve), { once: true }),
      );
      running -= 1;
      throw unreachable;
    },
    { timeoutMs: 1000, workers: 2 },
  );
  queue.add("shop/api", "edit");
  await clock.advance(1200);
  queue.add("shop/api", "edit");
  await clock.advance(10_000);
  expect(await metric("controller_runtime_reconcile_timeouts_total")).toBeGreaterThan(1);
});

test("stopping waits for what runs, and takes nothing more", async () => {
  const ended: string[] = [];
  const { clock, queue, controller } = start(async ({ key }) => {
    await new Promise<void>((resolve) => clock.after(1000, resolve));
    ended.push(key);
    return { requeueAfterMs: 10 };
  });
  queue.add("a", "edit");
  queue.add("b", "edit");
  await clock.advance(1);
  let isStopped = false;
  void controller.stop().then(() => {
    isStopped = true;
  });
  await clock.advance(500);
  expect(isStopped).toBe(false);
  await clock.advance(5000);
  expect([isStopped, ended, clock.pending]).toEqual([true, ["a"], 0]);
});

test("aborting tells the runs to end, and that is no failure", async () => {
  const { clock, queue, controller, log } = start(async ({ signal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    throw unreachable;
  });
  queue.add("a", "edit");
  await clock.advance(1);
  const stopped = controller.stop();
  controller.abort();
  await stopped;
  expect(log.lines.map((l) => l.level)).toEqual(["info"]);
});

test("the queue's own figures are those of the moment", async () => {
  const { clock, queue, metric } = start(async () => {
    await new Promise<void>((resolve) => clock.after(4000, resolve));
    return {};
  });
  for (const key of ["a", "b", "c"]) queue.add(key, "wake");
  await clock.advance(3000);
  expect(await metric("workqueue_depth")).toBe(2);
  expect(await metric("workqueue_unfinished_work_seconds")).toBe(3);
  expect(await metric("workqueue_longest_running_processor_seconds")).toBe(3);
  expect(await metric("controller_runtime_active_workers")).toBe(1);
  await clock.advance(20_000);
  expect(await metric("controller_runtime_active_workers")).toBe(0);
  expect(await metric("controller_runtime_reconcile_time_seconds_sum")).toBe(12);
  expect(await metric("workqueue_work_duration_seconds_count")).toBe(3);
});

const ends = fc.constantFrom("ok", "again", "fail", "bug", "terminal");

test("however runs end: never two of one key, never more than the workers, and every change is seen", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), pass: fc.integer({ min: 0, max: 40 }) }), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.array(fc.record({ end: ends, ms: fc.integer({ min: 0, max: 30 }) }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 3 }),
      async (changes, behaviours, workers) => {
        const desired = new Map<string, number>();
        const seen = new Map<string, number>();
        const running = new Set<string>();
        let calls = 0;
        const { clock, queue, controller } = start(
          async ({ key }) => {
            expect(running.has(key)).toBe(false);
            running.add(key);
            expect(running.size).toBeLessThanOrEqual(workers);
            const looked = desired.get(key)!;
            // In the end all goes well: else there would be no end to wait for.
            const behaviour = calls < 60 ? behaviours[calls % behaviours.length]! : { end: "ok", ms: 0 };
            calls += 1;
            if (behaviour.ms > 0) await new Promise<void>((resolve) => clock.after(behaviour.ms, resolve));
            running.delete(key);
            seen.set(key, looked);
            if (behaviour.end === "fail") throw unreachable;
            if (behaviour.end === "bug") throw new Error("bug");
            if (behaviour.end === "terminal") throw new TerminalError("no use");
            return behaviour.end === "again" ? { requeueAfterMs: 25 } : {};
          },
          { workers },
        );
        for (const [version, { key, pass }] of changes.entries()) {
          desired.set(key, version);
          queue.add(key, "edit");
          if (pass > 0) await clock.advance(pass);
        }
        await clock.advance(400_000);
        expect(seen).toEqual(desired);
        await controller.stop();
        expect([running.size, queue.size, clock.pending]).toEqual([0, 0, 0]);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
