import { ClusterError, HelmError } from "@upstart/engine";

/** Trying again is of no use until the object changes. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}

/** Something outside that is neither the cluster nor Helm has failed: servers that talk to more derive from it. */
export abstract class OutsideError extends Error {
  abstract readonly code: string;
}

type Failure = ClusterError | HelmError | TerminalError | OutsideError;
const FAILURES = [ClusterError, HelmError, TerminalError, OutsideError];

/** Whether an error says that the world failed, and not that this program is wrong. */
export function isFailure(error: unknown): error is Failure {
  return FAILURES.some((failure) => error instanceof failure);
}
