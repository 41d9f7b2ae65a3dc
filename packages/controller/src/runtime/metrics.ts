import type { Clock } from "@upstart/engine";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ControllerObserver, Ending } from "./controller.ts";
import type { QueueObserver, WorkQueue } from "./queue.ts";

/** What is counted and timed, under the names that controller-runtime and client-go use, so that dashboards work. */
export interface Metrics {
  readonly registry: Registry;
  readonly queue: (name: string) => QueueObserver;
  /** Depth and running time of a queue are read when the metrics are asked for. */
  readonly readQueue: (name: string, queue: WorkQueue, clock: Clock) => void;
  readonly controller: (name: string, workers: number) => ControllerObserver;
  readonly leading: (lease: string, isLeader: boolean) => void;
  readonly event: (outcome: "sent" | "dropped" | "failed") => void;
}

const TIMES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const ENDINGS: readonly Ending[] = ["success", "requeue_after", "error"];

/**
 * Metrics of one process, with Node's own (memory, event loop, garbage collection) unless told otherwise. All of them
 * bear these labels.
 */
export function createMetrics(
  options: { readonly ofNode?: boolean; readonly labels?: Readonly<Record<string, string>> } = {},
): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ ...options.labels });
  if (options.ofNode !== false) collectDefaultMetrics({ register: registry });
  const leader = new Gauge({
    name: "leader_election_master_status",
    help: "1 while this process holds the lease, by its own belief",
    labelNames: ["name"],
    registers: [registry],
  });
  const events = new Counter({
    name: "upstart_events_total",
    help: "Events recorded, by what became of them",
    labelNames: ["outcome"],
    registers: [registry],
  });
  for (const outcome of ["sent", "dropped", "failed"]) events.inc({ outcome }, 0);
  const queues = queueMetrics(registry);
  return {
    registry,
    queue: queues.observer,
    readQueue: queues.read,
    controller: controllerMetrics(registry),
    leading: (name, isLeader) => leader.set({ name }, isLeader ? 1 : 0),
    event: (outcome) => events.inc({ outcome }),
  };
}

function queueMetrics(registry: Registry): { observer: Metrics["queue"]; read: Metrics["readQueue"] } {
  const watched = new Map<string, { queue: WorkQueue; clock: Clock }>();
  const common = { labelNames: ["name"], registers: [registry] };
  const adds = new Counter({ name: "workqueue_adds_total", help: "Keys added to the queue", ...common });
  const retries = new Counter({ name: "workqueue_retries_total", help: "Keys added again after a failure", ...common });
  const timed = { ...common, buckets: TIMES };
  const waited = new Histogram({
    name: "workqueue_queue_duration_seconds",
    help: "Time from added to taken",
    ...timed,
  });
  const worked = new Histogram({ name: "workqueue_work_duration_seconds", help: "Time from taken to done", ...timed });
  const read = (name: string, help: string, value: (queue: WorkQueue, now: number) => number) =>
    new Gauge({
      name,
      help,
      ...common,
      collect() {
        for (const [name, { queue, clock }] of watched) this.set({ name }, value(queue, clock.now()));
      },
    });
  const ages = (queue: WorkQueue, now: number) => queue.runningSince.map((since) => (now - since) / 1000);
  read("workqueue_depth", "Keys that are ready to run", (queue) => queue.depth);
  read("workqueue_unfinished_work_seconds", "Time of all runs under way together", (queue, now) =>
    ages(queue, now).reduce((sum, age) => sum + age, 0),
  );
  read("workqueue_longest_running_processor_seconds", "Time of the longest run under way", (queue, now) =>
    Math.max(0, ...ages(queue, now)),
  );
  return {
    observer: (name) => {
      adds.inc({ name }, 0);
      retries.inc({ name }, 0);
      return {
        added: () => adds.inc({ name }),
        retried: () => retries.inc({ name }),
        taken: (ms) => waited.observe({ name }, ms / 1000),
        done: (ms) => worked.observe({ name }, ms / 1000),
      };
    },
    read: (name, queue, clock) => void watched.set(name, { queue, clock }),
  };
}

function controllerMetrics(registry: Registry): Metrics["controller"] {
  const common = { labelNames: ["controller"], registers: [registry] };
  const counter = (name: string, help: string) =>
    new Counter({ name: `controller_runtime_${name}_total`, help, ...common });
  const gauge = (name: string, help: string) => new Gauge({ name: `controller_runtime_${name}`, help, ...common });
  const total = new Counter({
    name: "controller_runtime_reconcile_total",
    help: "Runs, by how they ended",
    labelNames: ["controller", "result"],
    registers: [registry],
  });
  const errors = counter("reconcile_errors", "Runs that failed");
  const terminal = counter("terminal_reconcile_errors", "Runs that failed and are not tried again");
  const panics = counter("reconcile_panics", "Runs that failed by a bug");
  const timeouts = counter("reconcile_timeouts", "Runs that took longer than they may");
  const active = gauge("active_workers", "Runs under way");
  const most = gauge("max_concurrent_reconciles", "Runs that may be under way at once");
  const time = new Histogram({
    name: "controller_runtime_reconcile_time_seconds",
    help: "Time of a run",
    buckets: TIMES,
    ...common,
  });
  return (controller, workers) => {
    for (const result of ENDINGS) total.inc({ controller, result }, 0);
    for (const c of [errors, terminal, panics, timeouts]) c.inc({ controller }, 0);
    active.set({ controller }, 0);
    most.set({ controller }, workers);
    return {
      started: () => active.inc({ controller }),
      ended: (result, ms) => {
        active.dec({ controller });
        total.inc({ controller, result });
        if (result === "error") errors.inc({ controller });
        time.observe({ controller }, ms / 1000);
      },
      terminal: () => terminal.inc({ controller }),
      panicked: () => panics.inc({ controller }),
      timedOut: () => timeouts.inc({ controller }),
    };
  };
}
