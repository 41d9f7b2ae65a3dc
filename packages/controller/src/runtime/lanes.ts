/** How urgent a run is: a person has edited, something waited for has come, or nobody waits. */
export type Lane = "edit" | "wake" | "resync";

const ORDER: readonly Lane[] = ["edit", "wake", "resync"];

/** So many keys of more urgent lanes may go before the next of a lane that has keys. */
export const MAX_PASSED_OVER = 8;

/** A key that is ready to run. `since` is when it became so. */
export interface Ready {
  readonly key: string;
  readonly lane: Lane;
  readonly since: number;
}

/** Keys that are ready to run: urgent lanes first, in order within a lane, and no lane starves. */
export class Lanes {
  readonly #ready: Readonly<Record<Lane, Map<string, Ready>>> = { edit: new Map(), wake: new Map(), resync: new Map() };
  readonly #passedOver: Record<Lane, number> = { edit: 0, wake: 0, resync: 0 };

  get size(): number {
    return ORDER.reduce((sum, lane) => sum + this.#ready[lane].size, 0);
  }

  has(key: string): boolean {
    return ORDER.some((lane) => this.#ready[lane].has(key));
  }

  /** Puts a key at the end of its lane. One that is there already stays, or moves to the more urgent lane. */
  put(ready: Ready): void {
    const known = ORDER.map((lane) => this.#ready[lane].get(ready.key)).find((r) => r !== undefined);
    if (known === undefined) this.#ready[ready.lane].set(ready.key, ready);
    else if (moreUrgent(ready.lane, known.lane) !== known.lane) {
      this.#ready[known.lane].delete(known.key);
      this.#ready[ready.lane].set(known.key, { ...known, lane: ready.lane });
    }
  }

  /** Takes the next key out. */
  next(): Ready | undefined {
    const filled = ORDER.filter((lane) => this.#ready[lane].size > 0);
    const lane = filled.findLast((l) => this.#passedOver[l] >= MAX_PASSED_OVER) ?? filled[0];
    if (lane === undefined) return undefined;
    for (const other of filled) this.#passedOver[other] += 1;
    this.#passedOver[lane] = 0;
    const [ready] = this.#ready[lane].values();
    this.#ready[lane].delete(ready!.key);
    return ready;
  }

  clear(): void {
    for (const lane of ORDER) this.#ready[lane].clear();
  }
}

/** The more urgent of two lanes. */
export function moreUrgent(a: Lane, b: Lane): Lane {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}
