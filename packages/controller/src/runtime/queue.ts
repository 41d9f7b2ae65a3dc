import type { Clock } from "@upstart/engine";
import { BACKOFF, Backoff, type BackoffOptions } from "./backoff.ts";
import { type Lane, Lanes, moreUrgent, type Ready } from "./lanes.ts";

/** What happens in a queue, for metrics. */
export interface QueueObserver {
  added(): void;
  retried(): void;
  /** A run begins, after so long in the queue. */
  taken(waitedMs: number): void;
  done(workedMs: number): void;
}

export interface QueueOptions {
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly observer?: QueueObserver;
  readonly backoff?: BackoffOptions;
}

interface Delayed {
  readonly at: number;
  readonly lane: Lane;
  readonly cancel: () => void;
}

/**
 * Keys that are to be looked at. A key waits at most once, for the earliest time and in the most urgent lane that was
 * asked for, and never runs twice at a time: what is added while it runs, runs once more afterwards. A run that starts
 * answers every request before it, also one for later: whoever runs says when to look again.
 */
export class WorkQueue {
  readonly #options: QueueOptions;
  readonly #backoff: Backoff;
  readonly #ready = new Lanes();
  readonly #delayed = new Map<string, Delayed>();
  readonly #running = new Map<string, number>();
  readonly #again = new Map<string, Ready>();
  readonly #takers: ((ready: Ready | undefined) => void)[] = [];
  readonly #drained = Promise.withResolvers<void>();
  #isShutDown = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff ?? BACKOFF, options.random);
  }

  /** Keys that could run at once. */
  get depth(): number {
    return this.#ready.size;
  }

  /** When each of the runs that are under way began. */
  get runningSince(): readonly number[] {
    return [...this.#running.values()];
  }

  /** Keys that anything is kept for; falls back to none when all is done and forgotten. */
  get size(): number {
    return new Set([...this.#delayed.keys(), ...this.#running.keys(), ...this.#again.keys()]).size + this.#ready.size;
  }

  add(key: string, lane: Lane): void {
    if (this.#isShutDown) return;
    this.#options.observer?.added();
    const delayed = this.#delayed.get(key);
    delayed?.cancel();
    this.#delayed.delete(key);
    const ready = { key, lane: delayed === undefined ? lane : moreUrgent(lane, delayed.lane), since: this.#now() };
    if (this.#running.has(key)) this.#addAgain(ready);
    else this.#ready.put(ready);
    this.#handOut();
  }

  /** Adds a key when that time has passed, unless it runs before. */
  addAfter(key: string, ms: number, lane: Lane): void {
    if (this.#isShutDown || this.#waitsToRun(key)) return;
    const known = this.#delayed.get(key);
    const at = this.#now() + ms;
    known?.cancel();
    const merged = {
      at: Math.min(at, known?.at ?? at),
      lane: known === undefined ? lane : moreUrgent(lane, known.lane),
    };
    const cancel = this.#options.clock.after(merged.at - this.#now(), () => this.add(key, merged.lane));
    this.#delayed.set(key, { ...merged, cancel });
  }

  /** Adds a key that has failed, later each time until `forget`. */
  addRateLimited(key: string, lane: Lane): void {
    if (this.#isShutDown) return;
    this.#options.observer?.retried();
    this.addAfter(key, this.#backoff.next(key, this.#now()), lane);
  }

  /** Forgets the failures of a key: it has succeeded, or there is no such object any more. */
  forget(key: string): void {
    this.#backoff.forget(key);
  }

  /** Failures of a key since it last succeeded. */
  failuresOf(key: string): number {
    return this.#backoff.failuresOf(key);
  }

  /** How many keys have failed since they last succeeded. */
  get failing(): number {
    return this.#backoff.size;
  }

  /** The next key, as soon as there is one; undefined when the queue is shut down. Say `done` when it has run. */
  take(): Promise<Ready | undefined> {
    return new Promise((resolve) => {
      this.#takers.push(resolve);
      this.#handOut();
    });
  }

  done(key: string): void {
    const since = this.#running.get(key);
    if (since === undefined) return;
    this.#running.delete(key);
    this.#options.observer?.done(this.#now() - since);
    const again = this.#again.get(key);
    this.#again.delete(key);
    if (again !== undefined && !this.#isShutDown) this.#ready.put(again);
    this.#handOut();
  }

  /** Hands nothing out any more and drops what waits; resolves when the last run is done. */
  shutDown(): Promise<void> {
    this.#isShutDown = true;
    for (const { cancel } of this.#delayed.values()) cancel();
    this.#delayed.clear();
    this.#again.clear();
    this.#ready.clear();
    this.#handOut();
    return this.#drained.promise;
  }

  #handOut(): void {
    if (this.#isShutDown) {
      for (const taker of this.#takers.splice(0)) taker(undefined);
      if (this.#running.size === 0) this.#drained.resolve();
      return;
    }
    while (this.#takers.length > 0) {
      const ready = this.#ready.next();
      if (ready === undefined) return;
      this.#running.set(ready.key, this.#now());
      this.#options.observer?.taken(this.#now() - ready.since);
      this.#takers.shift()!(ready);
    }
  }

  #addAgain(ready: Ready): void {
    const known = this.#again.get(ready.key);
    this.#again.set(ready.key, known === undefined ? ready : { ...known, lane: moreUrgent(known.lane, ready.lane) });
  }

  #waitsToRun(key: string): boolean {
    return this.#ready.has(key) || this.#again.has(key);
  }

  #now(): number {
    return this.#options.clock.now();
  }
}
