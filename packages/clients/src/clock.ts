import type { Clock } from "@upstart/engine";

/** The machine's own time. A timer that is set keeps the process alive until it has run or is cancelled. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
