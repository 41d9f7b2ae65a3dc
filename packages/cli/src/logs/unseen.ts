import type { Release } from "@upstart/engine";
import { evidenceOf } from "../cluster/told-evidence.ts";
import { describeRelease, type Picked } from "../verbs/observe.ts";

/** What is kept of a release that failed, where no pod of it is there any more to ask. */
export interface KeptEvidence {
  readonly release: string;
  readonly reason?: string;
  readonly message?: string;
  /** `pod …`, `log …` and `event …`, as they were when it failed. */
  readonly lines: readonly string[];
}

/** The evidence of those of the releases that failed and have no failing pod. No secret output is in it. */
export function evidenceOfUnseen(seen: Picked, hasSource: (release: Release) => boolean): KeptEvidence[] {
  return seen.picked
    .filter((release) => !hasSource(release))
    .flatMap((release): KeptEvidence[] => {
      const { state, reason, waitingFor, message = waitingFor?.join(", ") } = describeRelease(seen, release);
      const lines = evidenceOf(seen.graph, release, seen.kept);
      if (state !== "failed" && (lines.length === 0 || state === "ready")) return [];
      return [
        {
          release: release.id,
          ...(reason === undefined ? {} : { reason }),
          ...(message === undefined ? {} : { message }),
          lines,
        },
      ];
    });
}
