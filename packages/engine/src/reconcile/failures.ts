import type { ReleaseObservation } from "../plan/observation.ts";
import type { Step } from "../plan/step.ts";
import type { RecordedFailure } from "./record.ts";

/**
 * What is to be recorded of how a release ended, so that a later look says what the run said: Helm may have refused
 * before it wrote anything, and nothing else in the cluster knows how long is too long. Undefined where there is nothing to add.
 */
export function failureToRecord(
  step: Step | undefined,
  seen: ReleaseObservation | undefined,
  at: string,
): RecordedFailure | undefined {
  if (step?.do !== "stop" || step.phase !== "failed" || seen === undefined) return undefined;
  const { reason, message } = step;
  const said = { reason, message, revision: seen.helm?.revision ?? 0, at };
  if (seen.run.state === "failed") return { ...said, digest: seen.run.digest };
  return seen.overdue === true ? { ...said, digest: seen.helm?.digest ?? "", isDeployed: true } : undefined;
}
