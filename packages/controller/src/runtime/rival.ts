import { type Clock, ClusterError, pause } from "@upstart/engine";
import type { LeaseLock } from "./lease-lock.ts";
import type { Log } from "./log.ts";

export interface RivalOptions {
  readonly lock: LeaseLock;
  readonly clock: Clock;
  readonly log: Log;
  /** Often enough to see a renewal soon. */
  readonly lookMs: number;
  readonly signal: AbortSignal;
}

/**
 * Whoever renews a Lease, undefined where nobody does: for a process that is to work without one, and alone. A Lease
 * that says that it is held is watched until it is renewed, or has not been for so long that its holder is gone. Where
 * it cannot be read, nobody is known.
 */
export async function rivalOf({ lock, clock, log, lookMs, signal }: RivalOptions): Promise<string | undefined> {
  try {
    await lock.look();
    const expiry = lock.expiresAt;
    while (!lock.isFree && !signal.aborted) {
      // Each renewal puts the end off.
      if (lock.holder !== "" && lock.expiresAt > expiry) return lock.holder;
      await pause(clock, Math.min(lookMs, lock.untilExpiry), signal);
      await lock.look();
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.warn("cannot see whether another one leads; make sure that this is the only one", { error });
  }
  return undefined;
}
