import type { Clock } from "@upstart/engine";

/** The machine's own time. A timer that is set keeps the process alive until it has run or is cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, neverEarly(ms));
    return () => clearTimeout(timer);
  },
};

/**
 * What to ask of Node's timers, which drop fractions of a millisecond and may run up to one early: whoever then looks
 * at the clock would find that it is not time yet.
 */
export function neverEarly(ms: number): number {
  return ms > 0 ? Math.ceil(ms) + 1 : 0;
}
