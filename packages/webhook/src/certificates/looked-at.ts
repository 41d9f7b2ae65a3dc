import { type Clock, pause } from "@upstart/engine";

/** Mounted files change by a link that is moved, which no watch on a file tells of: so they are looked at. */
const LOOK_MS = 10_000;

/** Files that somebody else keeps, and that are looked at again and again. */
export abstract class LookedAt {
  readonly #clock: Clock;
  readonly #stopped = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Reads them once. Never rejects. */
  abstract look(): Promise<void>;

  /** Looks until told to stop. */
  async run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.look();
      await pause(this.#clock, LOOK_MS, this.#stopped.signal);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }
}
