import type { Clock } from "@upstart/engine";

/** There was not time enough. */
export class Late extends Error {
  override readonly name = "Late";
  constructor(what: string) {
    super(`${what} in time`);
  }
}

/** Throws `Late` from a time on. */
export function checkDeadline(clock: Clock, at: number): void {
  if (clock.now() >= at) throw new Late("it cannot be judged");
}

/** What the promise gives, or a rejection with `Late` where that comes after a time; `what` was not done then. */
export async function beforeDeadline<T>(clock: Clock, at: number, promise: Promise<T>, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(Math.max(0, at - clock.now()), () => reject(new Late(what)));
  const value = await Promise.race([promise, late]).finally(cancel);
  // While much is to be done a timer comes late, and what stopped asking at that time has not asked everything.
  if (clock.now() >= at) throw new Late(what);
  return value;
}
