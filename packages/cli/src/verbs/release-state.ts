import type { RecoverStep, ReleaseObservation, Step } from "@upstart/engine";

/** A release's state as every verb names it. */
export interface ReleaseState {
  readonly state:
    | "ready"
    | "waiting"
    | "progressing"
    | "failed"
    | "blocked"
    | "suspended"
    | "asleep"
    | "absent"
    | "outOfSync"
    | "unknown";
  readonly reason?: string;
  readonly message?: string;
  readonly waitingFor?: readonly string[];
  readonly revision?: number;
}

/** Nobody has to do anything about it: it is ready, or stays as it is because somebody wants it to. */
export function isAsWanted({ state }: Pick<ReleaseState, "state">): boolean {
  return state === "ready" || state === "suspended" || state === "asleep";
}

/** What its next step says of a release, for a person and for scripts. */
export function stateOf(step: Step | undefined, seen: ReleaseObservation | undefined): ReleaseState {
  const revision = seen?.helm?.revision === undefined ? {} : { revision: seen.helm.revision };
  switch (step?.do) {
    case "nothing":
      return { state: "ready", ...revision };
    case "stop":
      return { state: step.phase, reason: step.reason, message: step.message, ...revision };
    case "wait":
      return {
        state: step.phase === "waiting" ? "waiting" : "progressing",
        reason: step.reason,
        ...(step.waitingFor.length === 0 ? {} : { waitingFor: step.waitingFor }),
        ...revision,
      };
    case "recover":
      return { state: "progressing", reason: "Progressing", message: recovering(step.how, seen), ...revision };
    case "install":
      return { state: "absent", message: step.reason };
    case "upgrade":
      return seen?.helm?.status === "failed"
        ? {
            state: "failed",
            reason: seen.helm.revision > 1 ? "UpgradeFailed" : "InstallFailed",
            message: step.reason,
            ...revision,
          }
        : { state: "outOfSync", message: step.reason, ...revision };
    default:
      return { state: "unknown", message: "it lies on a cycle, or depends on one" };
  }
}

/** Only looked at, it cannot be told whether somebody is at it right now. */
function recovering(how: RecoverStep["how"], seen: ReleaseObservation | undefined): string {
  if (how === "read") return "is deployed, and not recorded yet";
  return `Helm is at work, or was interrupted: revision ${seen?.helm?.revision} is ${seen?.helm?.status}`;
}
