import type { Clock } from "../reconcile/ports.ts";

/** Time that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves on, running what comes due in order, each with everything that follows from it at once. */
  advance(ms: number): Promise<void>;
  /** Moves on from timer to timer until the promise settles. Throws when nothing is left to wait for. */
  until<T>(promise: Promise<T>): Promise<T>;
}

interface Timer {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void;
}

/** A clock at a time of its own. */
export function fakeClock(start: number = Date.UTC(2030, 0, 1)): FakeClock {
  const timers = new Set<Timer>();
  let now = start;
  let seq = 0;
  const next = (): Timer | undefined => [...timers].sort((a, b) => a.at - b.at || a.seq - b.seq)[0];
  const fire = async (timer: Timer) => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.run();
    await settle();
  };
  return {
    now: () => now,
    after: (ms, run) => {
      seq += 1;
      const timer = { at: now + Math.max(0, ms), seq, run };
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
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
