import { type Clock, type Cluster, ClusterError, type ObjectKey, pause } from "@upstart/engine";
import { DURATIONS } from "./leader.ts";
import { LeaseLock } from "./lease-lock.ts";
import type { Log } from "./log.ts";

export interface RivalOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: ObjectKey;
  readonly signal: AbortSignal;
}

/** Often enough to see a renewal soon, and never without a pause. */
const LOOK_MS = 2000;

/**
 * Whoever renews a Lease, undefined where nobody does: for a process that is to work without one, and alone. A Lease
 * that says that it is held is watched until it is renewed, or has not been for so long that its holder is gone. Where
 * it cannot be read, nobody is known.
 */
export async function rivalOf({ cluster, clock, log, lease, signal }: RivalOptions): Promise<string | undefined> {
  const lock = new LeaseLock({ cluster, clock, key: lease, identity: "", leaseMs: DURATIONS.leaseMs });
  try {
    await lock.look();
    const expiry = clock.now() + lock.untilExpiry;
    while (!lock.isFree && !signal.aborted) {
      // Each renewal puts the end off.
      if (lock.holder !== "" && clock.now() + lock.untilExpiry > expiry) return lock.holder;
      await pause(clock, Math.min(LOOK_MS, lock.untilExpiry), signal);
      await lock.look();
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    log.warn("cannot see whether another one leads; make sure that this is the only one", { error });
  }
  return undefined;
}
