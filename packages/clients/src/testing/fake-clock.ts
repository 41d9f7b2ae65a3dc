import type { Clock } from "@upstart/engine";

/** A clock that stands still until it is told to go. */
export interface FakeClock extends Clock {
  /** Lets time pass, running what is due on the way, in order. */
  pass(ms: number): void;
  /** How long each timer that is set still has to wait, shortest first. */
  waiting(): number[];
}

/** A fake clock; `start` is its first `now`. */
export function fakeClock(start = Date.parse("2030-01-01T00:00:00Z")): FakeClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const next = () => [...timers].sort((a, b) => a.at - b.at)[0];
  return {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: (ms) => {
      const end = now + ms;
      for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) {
        timers.delete(timer);
        now = timer.at;
        timer.run();
      }
      now = end;
    },
    waiting: () => [...timers].map((t) => t.at - now).sort((a, b) => a - b),
  };
}
