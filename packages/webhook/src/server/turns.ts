import type { Clock } from "@upstart/engine";

/** As large as nearly all are: these go first. */
export const SMALL = 256 * 1024;

/** A piece of work. Never throws. */
type Piece = () => void;

/**
 * Does pieces of work one at a time, and lets the process read and answer between any two. So a usual review waits for
 * one piece of a large one, however many of those there are. Large ones have half of the time, where there are both.
 * Where nothing waits a small piece is done at once: small ones alone hold nobody up.
 */
export class Turns {
  readonly #clock: Clock;
  readonly #small = new Set<Piece>();
  readonly #large = new Set<Piece>();
  /** By how much large ones are ahead, of the time that they have shared with small ones. */
  #largeAheadMs = 0;
  #isGoing = false;
  /** When the piece began during which nothing was read; undefined where all was read as it came. */
  #unreadSince: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The earliest time at which what is read now can have come: it may have waited for all of a piece. */
  earliestArrival(): number {
    return this.#unreadSince ?? this.#clock.now();
  }

  /** What a piece of work for so many bytes gives, or throws, when it has had its turn. */
  take<T>(bytes: number, work: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const run = () => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    };
    if (bytes <= SMALL && !this.#isGoing) {
      run();
      return promise;
    }
    (bytes <= SMALL ? this.#small : this.#large).add(run);
    if (!this.#isGoing) setImmediate(this.#turn);
    this.#isGoing = true;
    return promise;
  }

  readonly #turn = (): void => {
    const areBoth = this.#large.size > 0 && this.#small.size > 0;
    const isLarge = areBoth ? this.#largeAheadMs <= 0 : this.#large.size > 0;
    const waiting = isLarge ? this.#large : this.#small;
    const [next] = waiting;
    this.#isGoing = next !== undefined;
    const began = this.#clock.now();
    this.#unreadSince = next === undefined ? undefined : began;
    if (next === undefined) return;
    waiting.delete(next);
    setImmediate(this.#turn); // after what can be read meanwhile
    next();
    const ms = this.#clock.now() - began;
    this.#largeAheadMs = (areBoth ? this.#largeAheadMs : 0) + (isLarge ? ms : areBoth ? -ms : 0);
  };
}
