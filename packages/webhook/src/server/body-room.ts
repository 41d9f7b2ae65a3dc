/** So many bytes of bodies at once: read and parsed, each takes some times as much memory. */
const ROOM = 32 * 1024 * 1024;
/** As large as nearly all are: these never wait. */
const SMALL = 256 * 1024;

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/** Keeps large bodies from being in memory all at once. Who came first is let in first. */
export class BodyRoom {
  readonly #waiting = new Set<Waiting>();
  #taken = 0;

  /**
   * `entered` resolves when there is room; `left` must be called exactly once, when that is no longer taken or wanted.
   * Undefined: it need not wait.
   */
  enter(bytes: number): { readonly entered: Promise<void>; readonly left: () => void } | undefined {
    if (bytes <= SMALL) return undefined;
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const own = { bytes, enter };
    this.#waiting.add(own);
    this.#letIn();
    return {
      entered,
      left: () => {
        if (!this.#waiting.delete(own)) this.#taken -= bytes;
        this.#letIn();
      },
    };
  }

  #letIn(): void {
    for (const one of this.#waiting) {
      // One that is larger than all of the room has it alone.
      if (this.#taken > 0 && this.#taken + one.bytes > ROOM) return;
      this.#waiting.delete(one);
      this.#taken += one.bytes;
      one.enter();
    }
  }
}
