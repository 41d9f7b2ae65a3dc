import { ClusterError } from "@upstart/engine";

/** An answer of the API server, or that none came. */
export interface AnsweredRequest {
  readonly method: string;
  /** HTTP status; `<error>` where no answer came, as client-go has it. */
  readonly code: string;
  readonly host: string;
  /** From when it was sent until the answer began. */
  readonly ms: number;
}

/** Told of what watches do, by the resource's plural; codes are those of answers. */
export interface WatchObserver {
  listed(resource: string, code: string): void;
  /** A stream was opened, or refused. */
  watched(resource: string, code: string): void;
  /** A list or stream failed, or ended otherwise than in order. */
  failed(resource: string, code: string): void;
}

/** Told of what goes on between us and the API server, for metrics. Never throws. */
export interface ClusterObserver extends WatchObserver {
  answered(request: AnsweredRequest): void;
}

/** An error as the label of a metric says it. */
export function codeOf(error: unknown): string {
  return error instanceof ClusterError && error.status !== undefined ? String(error.status) : "<error>";
}
