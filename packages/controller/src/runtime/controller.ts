import { randomUUID } from "node:crypto";
import type { Clock } from "@upstart/engine";
import { isFailure, TerminalError } from "./failure.ts";
import type { Lane } from "./lanes.ts";
import type { Log } from "./log.ts";
import type { WorkQueue } from "./queue.ts";

/** What a run ends with. Empty: nothing to do until something changes. */
export interface Result {
  /** When to look again though nothing has changed. */
  readonly requeueAfterMs?: number;
}

/** One run for one key. */
export interface Run {
  readonly key: string;
  readonly lane: Lane;
  readonly log: Log;
  /** Aborted when the run is to end now: the lease is lost, the time is up, or the grace period is over. */
  readonly signal: AbortSignal;
}

/**
 * Looks at one object and does what it takes. Reads everything anew: why it is called tells nothing. Throws
 * ClusterError or HelmError to be called again later, TerminalError when that is of no use; anything else is a bug,
 * which is counted as a panic and tried again.
 */
export type Reconcile = (run: Run) => Promise<Result>;

export type Ending = "success" | "requeue_after" | "error";

/** What happens in a controller, for metrics. */
export interface ControllerObserver {
  started(): void;
  ended(ending: Ending, ms: number): void;
  terminal(): void;
  panicked(): void;
  timedOut(): void;
}

export interface ControllerOptions {
  readonly name: string;
  readonly reconcile: Reconcile;
  readonly queue: WorkQueue;
  readonly workers: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer?: ControllerObserver;
  /** A run's signal is aborted after so long. Its key stays taken until it has really ended. */
  readonly timeoutMs?: number;
}

const SLOW_MS = 60_000;

/** Workers over a queue. A failing key holds up nobody: it is taken again later, and others meanwhile. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #abort = new AbortController();
  #workers: readonly Promise<void>[] = [];

  constructor(options: ControllerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#workers = Array.from({ length: this.#options.workers }, () => this.#work());
  }

  /** Takes no more keys; resolves when the last run has ended. */
  async stop(): Promise<void> {
    await this.#options.queue.shutDown();
    await Promise.all(this.#workers);
  }

  /** Tells the runs that are under way to end now. */
  abort(): void {
    this.#abort.abort();
  }

  async #work(): Promise<void> {
    const { queue } = this.#options;
    for (let taken = await queue.take(); taken !== undefined; taken = await queue.take()) {
      await this.#run(taken.key, taken.lane);
      queue.done(taken.key);
    }
  }

  /** One run, and what follows from how it ended. Never throws. */
  async #run(key: string, lane: Lane): Promise<void> {
    const { name, clock, observer, queue, timeoutMs } = this.#options;
    const log = this.#options.log.with({ controller: name, ...namesIn(key), reconcileID: randomUUID() });
    const timeout = new AbortController();
    const onTimeout = () => {
      observer?.timedOut();
      timeout.abort();
    };
    const cancel = timeoutMs === undefined ? undefined : clock.after(timeoutMs, onTimeout);
    const start = clock.now();
    const elapsed = () => clock.now() - start;
    observer?.started();
    try {
      const signal = AbortSignal.any([this.#abort.signal, timeout.signal]);
      const { requeueAfterMs } = await this.#options.reconcile({ key, lane, log, signal });
      queue.forget(key);
      if (requeueAfterMs !== undefined) queue.addAfter(key, requeueAfterMs, "resync");
      observer?.ended(requeueAfterMs === undefined ? "success" : "requeue_after", elapsed());
      log.debug("reconciled", { ms: elapsed() });
    } catch (error) {
      this.#failed(key, error, log);
      observer?.ended("error", elapsed());
    } finally {
      cancel?.();
    }
    if (elapsed() > SLOW_MS) log.warn("a run took long", { ms: elapsed() });
  }

  #failed(key: string, error: unknown, log: Log): void {
    const { queue, observer } = this.#options;
    if (this.#abort.signal.aborted && isFailure(error)) {
      log.info("ended before it was done", { error });
      return;
    }
    if (error instanceof TerminalError) {
      observer?.terminal();
      log.error("cannot reconcile, and will not try again until the object changes", { error });
      return;
    }
    if (!isFailure(error)) observer?.panicked();
    queue.addRateLimited(key, "resync");
    const failures = queue.failuresOf(key);
    if (isFailure(error)) log.warn("cannot reconcile yet; will try again", { error, failures });
    else log.error("this is a bug in upstart; will try again", { error, failures });
  }
}

/** Keys are `namespace/name`, or `name` where there are no namespaces. */
function namesIn(key: string): { readonly namespace?: string; readonly name: string } {
  const [namespace, name] = key.split("/");
  return name === undefined ? { name: key } : { namespace: namespace!, name };
}
