/** Helm runs that may wait for readiness themselves (charts with post hooks), beside those that work. */
const MAX_HELD = 16;

/** A place for a Helm process, as long as it works. */
export interface Slot {
  /** Gives the place to another while this one only waits. Does nothing when too many wait already. */
  hold(): void;
}

interface Waiting {
  readonly rank: string;
  readonly take: () => void;
}

/** Room for so many Helm processes at once; those that only wait take none of it. */
export class Slots {
  readonly #max: number;
  readonly #listeners: (() => void)[] = [];
  readonly #urgent: Waiting[] = [];
  #working = 0;
  #workingFirst = 0;
  #held = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Told whenever there may be room again. */
  listen(onFree: () => void): void {
    this.#listeners.push(onFree);
  }

  /** There is a place, and nobody who goes first may have it. */
  get hasRoom(): boolean {
    return this.#working < this.#max && (this.#urgent.length === 0 || !this.#mayGoFirst);
  }

  get isIdle(): boolean {
    return this.#working + this.#held === 0;
  }

  /** Takes a place, whether there is room or not: who asks for it has looked. */
  async use(work: (slot: Slot) => Promise<void>): Promise<void> {
    this.#working += 1;
    await this.#run(work);
  }

  /**
   * Waits for a place, before all who look for room themselves; but one place is left to those, where there are
   * several. The smallest rank comes first, then who came first. When the signal ends the waiting, the work is called at
   * once, and is to see to it that it starts nothing.
   */
  async useFirst(work: (slot: Slot) => Promise<void>, signal: AbortSignal, rank = ""): Promise<void> {
    if (this.#mayGoFirst || signal.aborted) this.#goFirst();
    else await this.#wait(signal, rank);
    await this.#run(work, true);
  }

  get #mayGoFirst(): boolean {
    return this.#working < this.#max && this.#workingFirst < Math.max(1, this.#max - 1);
  }

  #goFirst(): void {
    this.#working += 1;
    this.#workingFirst += 1;
  }

  /** Resolves when a place is taken for whoever waits. */
  #wait(signal: AbortSignal, rank: string): Promise<void> {
    return new Promise((resolve) => {
      const take = () => {
        signal.removeEventListener("abort", leave);
        this.#goFirst();
        resolve();
      };
      const own = { rank, take };
      const leave = () => {
        this.#urgent.splice(this.#urgent.indexOf(own), 1);
        take();
      };
      const later = this.#urgent.findIndex((w) => w.rank > rank);
      this.#urgent.splice(later < 0 ? this.#urgent.length : later, 0, own);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  async #run(work: (slot: Slot) => Promise<void>, isFirst = false): Promise<void> {
    let isHeld = false;
    const leave = () => {
      this.#working -= 1;
      if (isFirst) this.#workingFirst -= 1;
    };
    const hold = () => {
      if (isHeld || this.#held >= MAX_HELD) return;
      isHeld = true;
      this.#held += 1;
      leave();
      this.#tell();
    };
    try {
      await work({ hold });
    } finally {
      if (isHeld) this.#held -= 1;
      else leave();
      this.#tell();
    }
  }

  #tell(): void {
    while (this.#urgent.length > 0 && this.#mayGoFirst) this.#urgent.shift()!.take();
    for (const onFree of this.#listeners) onFree();
  }
}
