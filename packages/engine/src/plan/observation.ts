import type { NodeId } from "../graph/graph.ts";
import type { HelmErrorCode } from "../ports/helm.ts";
import type { ObjectKey } from "../ports/object.ts";
import type { Readiness } from "../readiness/readiness.ts";
import type { Step } from "./step.ts";

/** What Helm's storage says of a release's newest revision. */
export interface HelmState {
  readonly revision: number;
  /** `deployed`, `failed`, `pending-install`, `superseded`, … as Helm writes it. */
  readonly status: string;
  /** The digest it was deployed with; absent on a revision that we did not make. */
  readonly digest?: string;
  /** No revision of it has ever been deployed. */
  readonly neverDeployed?: boolean;
  /** It was uninstalled with its records: what is installed next is the first revision again. */
  readonly isGone?: boolean;
  /** We made this revision, and whoever holds the record may end what is left of it. */
  readonly isOurs?: boolean;
}

/** A Secret or ConfigMap that a release publishes through. */
export interface OutputObject {
  readonly key: ObjectKey;
  readonly sensitive: boolean;
  /** Its data as text; undefined while the object is not there. */
  readonly data: Readonly<Record<string, string>> | undefined;
}

/** An object of a release that is not ready. */
export interface Blocker {
  readonly object: ObjectKey;
  readonly readiness: Readiness;
  /** What a pod of it says: `pod/api-7d9f ImagePullBackOff`. */
  readonly detail?: string;
}

/** Why Helm, or what it deployed, did not come to its end. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
  /** What Helm met, where it was Helm. */
  readonly code?: HelmErrorCode;
}

/** Why nothing is done for a release, in a code or reason and in words. */
export interface Halt {
  readonly reason: string;
  readonly message: string;
}

/** Helm's calls for one digest of a release, as long as none has succeeded. */
export interface Attempts {
  readonly digest: string;
  /** All of them, the one under way included. */
  readonly calls: number;
  /** Those that failed by the release itself, or were cut off: only so many are made. */
  readonly failures: number;
  /** When the last one began, in ms since the epoch. */
  readonly startedAt: number;
  /** How it ended; absent while it is under way. */
  readonly failure?: Failure;
  /** When the next is due, in ms since the epoch. Absent after a failure: not before something changes. */
  readonly nextAt?: number;
}

/** What has been done for a release in this run. */
export type Run =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly digest: string }
  /** What an interrupted Helm run left is being ended. */
  | { readonly state: "recovering" }
  /** Whoever left it pending may still be at work; it is looked at again in a while. */
  | { readonly state: "locked" }
  /** Helm met something that may pass; it is called again in a while. */
  | { readonly state: "retrying"; readonly digest: string; readonly failure: Failure; readonly attempt: string }
  /** Deployed. What it made is on its way to being ready, or has been there, or ready, all at once already. */
  | {
      readonly state: "deployed";
      readonly digest: string;
      readonly hasBeenWhole?: boolean;
      readonly hasBeenReady?: boolean;
    }
  /** Given up on, until its digest changes. */
  | { readonly state: "failed"; readonly digest: string; readonly failure: Failure };

/** All that is known of one release. */
export interface ReleaseObservation {
  /** Absent: Helm has no release of that name. */
  readonly helm?: HelmState;
  readonly run: Run;
  /** Objects that are not ready, worst first; empty when all are. Undefined while they have not been looked at. */
  readonly blockers: readonly Blocker[] | undefined;
  /** In the order of `outputsFrom`. */
  readonly outputs: readonly OutputObject[];
  /** What its chart made, as far as that is recorded. */
  readonly made?: readonly ObjectKey[];
  /** Nothing may be done for it, for a mistake in what declares it or for its going away. */
  readonly halt?: Halt;
  /** What Helm has of it is not known yet: why. Nothing may be decided. */
  readonly unseen?: string;
  /** As whom it is installed may not read what it publishes: why. */
  readonly forbidden?: string;
  /** It is somebody else's to install: only looked at. */
  readonly foreign?: boolean;
  /** What it is made of is not known: no record has it. */
  readonly isUnrecorded?: boolean;
  /** Absent: none has been made, or the last one succeeded. */
  readonly attempts?: Attempts;
  /** What is gone of it is not made again. */
  readonly leavesMissing?: boolean;
  /** Objects that are not as they were deployed, in words. */
  readonly drift?: string;
  /** Its time to become ready is over. Being ready after all mends that. */
  readonly overdue?: boolean;
  /** Controllers keep it, and this is what they say. */
  readonly told?: Step;
}

/** All that is known of all releases. */
export type Observation = ReadonlyMap<NodeId, ReleaseObservation>;

/** A release of which nothing is known yet. */
export const UNKNOWN: ReleaseObservation = { run: { state: "idle" }, blockers: undefined, outputs: [] };
