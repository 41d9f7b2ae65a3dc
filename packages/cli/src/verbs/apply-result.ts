import type { HelmErrorCode, StopStep } from "@upstart/engine";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Rolled } from "./apply-rollout.ts";
import { isAsWanted, stateOf } from "./release-state.ts";

/** Neither the files nor the cluster's answer are at fault: something could not be reached, or was not allowed. */
const UNREACHABLE: ReadonlySet<HelmErrorCode | undefined> = new Set([
  "HelmUnavailable",
  "ChartUnavailable",
  "ClusterUnreachable",
  "Forbidden",
]);

/** What a rollout's end means for scripts. */
export function exitCodeOf({ end, own, steps, deployed }: Rolled): ExitCode {
  if (end === "interrupted") return EXIT.interrupted;
  const stopped = own
    .map((r) => steps.get(r.id))
    .filter((s): s is StopStep => s?.do === "stop" && !isAsWanted({ state: s.phase }));
  if (stopped.length === 0) return end === "timedOut" ? EXIT.timedOut : EXIT.ok;
  if (deployed.size > 0) return EXIT.partly;
  const failed = stopped.filter((s) => s.phase === "failed");
  return failed.length > 0 && failed.every((s) => UNREACHABLE.has(s.code)) ? EXIT.unreachable : EXIT.no;
}

/** `apply -o json`. */
export function resultDocument({ end, own, steps, observation, deployed }: Rolled): object {
  return {
    end,
    releases: own.map((release) => ({
      id: release.id,
      releaseName: release.releaseName,
      namespace: release.namespace,
      ...stateOf(steps.get(release.id), observation.get(release.id)),
      deployed: deployed.has(release.id),
    })),
  };
}
