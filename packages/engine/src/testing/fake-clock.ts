import type { Clock } from "../ports/clock.ts";

/** Time that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** How many timers are set: nothing that was ended may leave one. */
  readonly pending: number;
  /** Moves on, running what comes due in order, each with everything that follows from it at once. */
  advance(ms: number): Promise<void>;
  /** Moves on from timer to timer until the promise settles. Throws when nothing is left to wait for. */
  until<T>(promise: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock at a time of its own. */
export function fakeClock(start: number = Date.UTC(2030, 0, 1)): FakeClock {
  const timers = new Set<Timer>();
  let now = start;
  /** The earliest; of two at one time the one that was set first. */
  const next = (): Timer | undefined => {
    let earliest: Timer | undefined;
    for (const timer of timers) if (earliest === undefined || timer.at < earliest.at) earliest = timer;
    return earliest;
  };
  const fire = async (timer: Timer) => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.run();
    await settle();
  };
  return {
    get pending() {
      return timers.size;
    },
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) await fire(timer);
      now = end;
    },
    until: async (promise) => {
      let isSettled = false;
      const mark = () => {
        isSettled = true;
      };
      promise.then(mark, mark);
      await settle();
      while (!isSettled) {
        const timer = next();
        if (timer === undefined) throw new Error("it waits, and no timer is left that could end that");
        await fire(timer);
      }
      return promise;
    },
  };
}

/** Lets everything happen that waits for no timer. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
