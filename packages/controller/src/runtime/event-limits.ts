import type { Clock } from "@upstart/engine";
import { LRUCache } from "lru-cache";

/** What is remembered, and how much is let through; client-go's figures. */
export interface EventLimits {
  readonly remembered: number;
  readonly burst: number;
  readonly refillMs: number;
  readonly similar: number;
  readonly windowMs: number;
}

export const LIMITS: EventLimits = {
  remembered: 4096,
  burst: 25,
  refillMs: 300_000,
  similar: 10,
  windowMs: 600_000,
};

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

interface Group {
  readonly notes: ReadonlySet<string>;
  readonly since: number;
}

/** Keeps objects from flooding the cluster with events. What it remembers is bounded. */
export class EventGate {
  readonly #clock: Clock;
  readonly #limits: EventLimits;
  readonly #buckets: LRUCache<string, Bucket>;
  readonly #groups: LRUCache<string, Group>;

  constructor(clock: Clock, limits: EventLimits = LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
    this.#buckets = new LRUCache({ max: limits.remembered });
    this.#groups = new LRUCache({ max: limits.remembered });
  }

  /** Whether one more event of that object may go out: a burst, then one each five minutes. */
  admits(object: string): boolean {
    const { burst, refillMs } = this.#limits;
    const now = this.#clock.now();
    const { tokens, at } = this.#buckets.get(object) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + (now - at) / refillMs);
    this.#buckets.set(object, { tokens: filled < 1 ? filled : filled - 1, at: now });
    return filled >= 1;
  }

  /** Whether there are so many different notes of one kind lately that they are to be told as one. */
  isOneOfMany(group: string, note: string): boolean {
    const { similar, windowMs } = this.#limits;
    const now = this.#clock.now();
    const known = this.#groups.get(group);
    const recent =
      known === undefined || now - known.since > windowMs ? { notes: new Set<string>(), since: now } : known;
    const notes = recent.notes.size > similar ? recent.notes : new Set([...recent.notes, note]);
    this.#groups.set(group, { notes, since: recent.since });
    return notes.size > similar;
  }
}
