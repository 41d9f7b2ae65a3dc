import type { Release } from "../graph/graph.ts";
import type { Blocker, ReleaseObservation } from "./observation.ts";
import { formatMissing, unpublished } from "./outputs.ts";
import type { Step, StopStep } from "./step.ts";

/**
 * How far a deployed release is: done when its objects are ready and its outputs are there, failed when one of them
 * has failed or its time is over. Neither is for ever: what becomes ready after all is done.
 */
export function progress(release: Release, seen: ReleaseObservation, digest: string): Step {
  const blockers = seen.blockers?.filter((b) => !isClearedJob(b, seen));
  const failed = blockers?.find((b) => b.readiness.state === "failed");
  if (failed !== undefined) return stopped(failed.readiness.reason ?? "Failed", describe(failed));
  const open = stillOpen(release, seen, blockers);
  if (open === undefined) return { do: "nothing", digest, ...(seen.drift === undefined ? {} : { drift: seen.drift }) };
  if (seen.overdue !== true) return { do: "wait", phase: "progressing", ...open };
  const reason = (seen.helm?.revision ?? 1) > 1 ? "UpgradeFailed" : "InstallFailed";
  return stopped(reason, `not ready after ${seconds(release.timeoutMs)}: ${open.waitingFor.join(", ")}`);
}

function stillOpen(
  release: Release,
  seen: ReleaseObservation,
  blockers: readonly Blocker[] | undefined,
): { readonly reason: string; readonly waitingFor: readonly string[] } | undefined {
  if (blockers === undefined) return { reason: "Progressing", waitingFor: ["its objects to be seen"] };
  if (blockers.length > 0) return { reason: "Progressing", waitingFor: blockers.map(formatBlocker) };
  const missing = unpublished(release, seen);
  return missing.length === 0 ? undefined : { reason: "WaitingForOutputs", waitingFor: missing.map(formatMissing) };
}

/** A Job that was ready, or that an earlier run made, and that is gone now has been cleared away. */
function isClearedJob({ object, readiness }: Blocker, { run }: ReleaseObservation): boolean {
  if (object.kind !== "Job" || readiness.state !== "missing") return false;
  return run.state === "idle" || (run.state === "deployed" && run.hasBeenReady === true);
}

function stopped(reason: string, message: string): StopStep {
  return { do: "stop", phase: "failed", reason, message };
}

function describe({ object, readiness, detail }: Blocker): string {
  return `${object.kind} ${object.name}: ${readiness.message}${detail === undefined ? "" : ` (${detail})`}`;
}

function formatBlocker({ object, readiness, detail }: Blocker): string {
  return `${object.kind.toLowerCase()}/${object.name} ${readiness.message}${detail === undefined ? "" : ` · ${detail}`}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)}s`;
}
