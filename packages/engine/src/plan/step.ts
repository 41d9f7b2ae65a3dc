import type { NodeId } from "../graph/graph.ts";
import type { HelmErrorCode } from "../ports/helm.ts";
import type { Values } from "../reference/values.ts";

/** Helm is to be called with these values. */
export interface DeployStep {
  readonly do: "install" | "upgrade";
  readonly values: Values;
  /** Strings in `values` that must be shown nowhere. */
  readonly secrets: readonly string[];
  readonly digest: string;
  readonly reason: string;
  /** Earlier attempts left revisions, and none of them was ever deployed: it is still to be installed. */
  readonly isFirst?: boolean;
}

/** What an interrupted run left is to be put right first: its lock, a half done uninstall, or what it did not record. */
export interface RecoverStep {
  readonly do: "recover";
  readonly how: "unlock" | "uninstall" | "read";
  readonly reason: string;
}

/** Nothing can be done now, and something will change by itself. */
export interface WaitStep {
  readonly do: "wait";
  readonly phase: "waiting" | "progressing" | "running";
  readonly reason: string;
  readonly waitingFor: readonly string[];
}

/** Nothing can be done until somebody does something. */
export interface StopStep {
  readonly do: "stop";
  /** `asleep`: it is scaled to nothing until its environment is woken. */
  readonly phase: "failed" | "blocked" | "suspended" | "asleep";
  readonly reason: string;
  readonly message: string;
  /** What Helm met, where it was Helm. */
  readonly code?: HelmErrorCode;
  /** Suspended as it is, it serves those who need it. */
  readonly isReady?: boolean;
}

/** Deployed as wanted, and ready. */
export interface DoneStep {
  readonly do: "nothing";
  readonly digest: string;
  /** Objects that are not as they were deployed, in words. */
  readonly drift?: string;
}

/** What to do for one release now, and why. */
export type Step = DeployStep | RecoverStep | WaitStep | StopStep | DoneStep;

/** The step of every release that is on no cycle. */
export type Steps = ReadonlyMap<NodeId, Step>;
