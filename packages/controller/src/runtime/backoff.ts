/** How long a key that failed waits, and how many failures in all are tried again a second. */
export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Of all keys together. */
  readonly perSecond: number;
  readonly burst: number;
}

export const BACKOFF: BackoffOptions = { firstMs: 5, maxMs: 300_000, perSecond: 10, burst: 100 };

const JITTER = 0.2;

/** Doubles with each failure of a key up to the cap, give or take a fifth; a token bucket holds all keys back together. */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  readonly #failures = new Map<string, number>();
  #tokens: number;
  #filledAt: number | undefined;

  constructor(options: BackoffOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
    this.#tokens = options.burst;
  }

  /** Counts a failure; returns how long to wait. */
  next(key: string, now: number): number {
    const failures = this.failuresOf(key);
    this.#failures.set(key, failures + 1);
    const { firstMs, maxMs } = this.#options;
    const own = Math.min(maxMs, firstMs * 2 ** failures) * (1 - JITTER + 2 * JITTER * this.#random());
    return Math.max(own, this.#reserve(now));
  }

  failuresOf(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  /** How many keys have failed since they last succeeded. */
  get size(): number {
    return this.#failures.size;
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** Takes a token, on credit if need be; returns when it will be there. */
  #reserve(now: number): number {
    const { perSecond, burst } = this.#options;
    const since = now - (this.#filledAt ?? now);
    this.#filledAt = now;
    this.#tokens = Math.min(burst, this.#tokens + (since / 1000) * perSecond) - 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / perSecond) * 1000;
  }
}
