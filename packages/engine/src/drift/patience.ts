/** How often the same may be done in a row. */
export interface PatienceLimits {
  /** So many times without a pause after it. */
  readonly free: number;
  /** The first pause; each further one is twice as long. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** Nothing for so long, and for twice the last pause: it begins anew. */
  readonly quietMs: number;
}

/** Lets the same be done again and again ever more slowly, until there is quiet. */
export class Patience {
  readonly #limits: PatienceLimits;
  #count = 0;
  #last = Number.NEGATIVE_INFINITY;
  #pauseMs = 0;

  constructor(limits: PatienceLimits) {
    this.#limits = limits;
  }

  /** How often in a row it was done. */
  get count(): number {
    return this.#count;
  }

  /** It is done now, and not again for `atLeastMs`. */
  note(now: number, atLeastMs = 0): void {
    const { free, firstMs, maxMs, quietMs } = this.#limits;
    const isAnew = now - this.#last > Math.max(quietMs, 2 * this.#pauseMs);
    this.#count = isAnew ? 1 : this.#count + 1;
    this.#last = now;
    const pauseMs = this.#count <= free ? 0 : Math.min(maxMs, firstMs * 2 ** (this.#count - free - 1));
    this.#pauseMs = Math.max(pauseMs, atLeastMs);
  }

  /** How long it is until it may be done again. */
  leftMs(now: number): number {
    return Math.max(0, this.#last + this.#pauseMs - now);
  }
}
