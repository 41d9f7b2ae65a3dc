import { performance } from "node:perf_hooks";
import { neverEarly } from "@upstart/clients";
import type { Clock } from "@upstart/engine";

/** Timers hold no more than this; what waits longer looks again then. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Time that never jumps, whatever is done to the machine's clock: who leads, and until when, hangs on it. */
export const steadyClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(neverEarly(ms), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Resolves when the promise does, or when that takes too long. */
export async function within(clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  await Promise.race([promise, timeout]).finally(cancel);
}
