import type { Release } from "../graph/graph.ts";
import type { Attempts } from "../plan/observation.ts";

/** Where attempts are written down, so that whoever comes after a process that was killed knows of them. */
export interface AttemptLog {
  /** What is written of a release, by this process or an earlier one. */
  recall(release: Release): Attempts | undefined;
  /** Resolves when it is written that Helm is about to be called. Rejects with ClusterError: then Helm is not called. */
  begin(release: Release): Promise<void>;
  /** Helm's run was ended by us and counts for nothing: writes that, if it can. */
  withdraw(release: Release): Promise<void>;
}

/** One more, of this digest. */
export function beginning(before: Attempts | undefined, digest: string, startedAt: number): Attempts {
  const { calls, failures } = before?.digest === digest ? before : { calls: 0, failures: 0 };
  return { digest, calls: calls + 1, failures, startedAt };
}

/** Without the one under way; undefined where it was the only one. */
export function withdrawn({ digest, calls, failures, startedAt }: Attempts): Attempts | undefined {
  return calls <= 1 ? undefined : { digest, calls: calls - 1, failures, startedAt };
}

/** As whoever comes later takes them: one that has no end was cut off, and counts as a failure, for it may be why. */
export function taken(attempts: Attempts, now: number): Attempts {
  if (attempts.failure !== undefined) return attempts;
  return { ...attempts, failures: attempts.failures + 1, failure: CUT_OFF, nextAt: now };
}

const CUT_OFF = {
  reason: "InstallFailed",
  message: "Helm was cut off in the middle: the controller that had called it is gone",
};
