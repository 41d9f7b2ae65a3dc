import { ClusterError, HelmError } from "@upstart/engine";

/** Trying again is of no use until the object changes. */
export class TerminalError extends Error {
  override readonly name = "TerminalError";
}

/** Whether an error says that the world failed, and not that this program is wrong. */
export function isFailure(error: unknown): error is ClusterError | HelmError | TerminalError {
  return error instanceof ClusterError || error instanceof HelmError || error instanceof TerminalError;
}
