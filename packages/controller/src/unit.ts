import type { Clock, Watch } from "@upstart/engine";
import { Controller, type Reconcile } from "./runtime/controller.ts";
import type { Lane } from "./runtime/lanes.ts";
import type { Log } from "./runtime/log.ts";
import type { Metrics } from "./runtime/metrics.ts";
import { WorkQueue } from "./runtime/queue.ts";

/** Asks for a run of a key. Only the leader's requests count; never throws. */
export type Enqueue = (key: string, lane: Lane, afterMs?: number) => void;

/** One kind's controller, as it is plugged in. Its name is the label of its metrics and log lines. */
export interface Reconciler {
  readonly name: string;
  /** How many keys may run at once. */
  readonly workers?: number;
  readonly timeoutMs?: number;
  /**
   * Opens what has to be watched, on leaders and standbys alike, so that a take-over finds everything in memory.
   * Handlers do nothing but enqueue keys.
   */
  readonly watch: (enqueue: Enqueue) => readonly Watch[];
  /** Every key that there is, from the watches: all are looked at when leading begins. */
  readonly keys: () => Iterable<string>;
  readonly reconcile: Reconcile;
  /** What works besides the runs, and ends with them. */
  readonly work?: Work;
}

/** Something that goes on between runs, begun by one of them. */
export interface Work {
  /** Begins nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
  /** Tells what is under way to end now. */
  abort(): void;
}

export interface UnitOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const DEFAULT_WORKERS = 4;

/** A reconciler at work: its watches from the start, its queue and workers while leading. */
export class Unit {
  readonly #reconciler: Reconciler;
  readonly #queue: WorkQueue;
  readonly #controller: Controller;
  readonly #watches: readonly Watch[];
  #isLeading = false;

  /** Opens the watches. */
  constructor(reconciler: Reconciler, { clock, random, log, metrics }: UnitOptions) {
    const { name, workers = DEFAULT_WORKERS, reconcile, timeoutMs } = reconciler;
    const queue = new WorkQueue({ clock, random, observer: metrics.queue(name) });
    metrics.readQueue(name, queue, clock);
    const observer = metrics.controller(name, workers);
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    this.#reconciler = reconciler;
    this.#queue = queue;
    this.#controller = new Controller({ name, reconcile, queue, workers, clock, log, observer, ...limit });
    this.#watches = reconciler.watch((key, lane, afterMs) => {
      // A standby keeps no keys: when it leads, it looks at everything.
      if (!this.#isLeading) return;
      if (afterMs === undefined) queue.add(key, lane);
      else queue.addAfter(key, afterMs, lane);
    });
  }

  /** Resolves when all first lists are in; rejects with ClusterError. */
  async synced(): Promise<void> {
    await Promise.all(this.#watches.map((w) => w.synced));
  }

  /** Looks at everything, and from then on at what changes. */
  lead(): void {
    this.#isLeading = true;
    for (const key of this.#reconciler.keys()) this.#queue.add(key, "resync");
    this.#controller.start();
  }

  /** Starts nothing more; resolves when the last run has ended. */
  async stop(): Promise<void> {
    await Promise.all([this.#controller.stop(), this.#reconciler.work?.stop()]);
  }

  /** Tells the runs that are under way to end now. */
  abort(): void {
    this.#controller.abort();
    this.#reconciler.work?.abort();
  }

  unwatch(): void {
    for (const watch of this.#watches) watch.stop();
  }
}
