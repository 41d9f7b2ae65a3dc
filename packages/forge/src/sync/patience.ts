import type { Reconcile, Run } from "@upstart/controller/runtime/controller";
import type { Log } from "@upstart/controller/runtime/log";
import type { Clock } from "@upstart/engine";
import { ForgeError } from "../forge/errors.ts";

const FIRST_MS = 1000;
const LONGEST_MS = 300_000;
/** What a forge refuses today it refuses a second later, too. */
const LASTING_MS = 60_000;

/**
 * Runs that ask a forge. Where it fails they are made again after a pause that grows, or when the forge says; others go on meanwhile.
 */
export function patiently(clock: Clock, random: () => number, reconcile: Reconcile): Reconcile {
  const failures = new Map<string, number>();
  return async (run: Run) => {
    try {
      const result = await reconcile(run);
      failures.delete(run.key);
      return result;
    } catch (error) {
      if (!(error instanceof ForgeError) || error.code === "Cancelled") throw error;
      const before = failures.get(run.key) ?? 0;
      failures.set(run.key, before + 1);
      const ms = pauseAfter(error, before, clock.now(), random);
      tell(run.log, error, before + 1, ms);
      return { requeueAfterMs: ms };
    }
  };
}

/** How long to leave a forge alone after so many failures. */
export function pauseAfter(
  { code, retryAt }: ForgeError,
  failuresBefore: number,
  now: number,
  random: () => number,
): number {
  if (retryAt !== undefined) return Math.max(FIRST_MS, retryAt - now) + FIRST_MS * random();
  const isLasting = code === "Unauthorized" || code === "Forbidden" || code === "NotFound" || code === "Refused";
  const first = isLasting ? LASTING_MS : FIRST_MS;
  return Math.min(LONGEST_MS, first * 2 ** failuresBefore) * (0.8 + 0.4 * random());
}

function tell(log: Log, error: ForgeError, failures: number, ms: number): void {
  log.warn("the forge cannot be asked; nothing is deleted meanwhile; will try again", {
    error,
    failures,
    inSeconds: Math.round(ms / 1000),
  });
}
