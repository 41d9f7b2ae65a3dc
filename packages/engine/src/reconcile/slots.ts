/** Helm runs that may wait for readiness themselves (charts with post hooks), beside those that work. */
const MAX_HELD = 16;

/** A place for a Helm process, as long as it works. */
export interface Slot {
  /** Gives the place to another while this one only waits. Does nothing when too many wait already. */
  hold(): void;
}

/** Room for so many Helm processes at once; those that only wait take none of it. */
export class Slots {
  readonly #max: number;
  readonly #onFree: () => void;
  #working = 0;
  #held = 0;

  constructor(max: number, onFree: () => void) {
    this.#max = max;
    this.#onFree = onFree;
  }

  get hasRoom(): boolean {
    return this.#working < this.#max;
  }

  get isIdle(): boolean {
    return this.#working + this.#held === 0;
  }

  async use(work: (slot: Slot) => Promise<void>): Promise<void> {
    let isHeld = false;
    this.#working += 1;
    const hold = () => {
      if (isHeld || this.#held >= MAX_HELD) return;
      isHeld = true;
      this.#working -= 1;
      this.#held += 1;
      this.#onFree();
    };
    try {
      await work({ hold });
    } finally {
      if (isHeld) this.#held -= 1;
      else this.#working -= 1;
      this.#onFree();
    }
  }
}
