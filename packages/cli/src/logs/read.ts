import type { KubernetesCluster, LogRequest } from "@upstart/clients";
import { ClusterError } from "@upstart/engine";
import type { LogPrinter } from "./printer.ts";
import type { LogSource } from "./sources.ts";

/** Which part of each log. */
export interface LogPart {
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  /** As a node wrote it. */
  readonly sinceTime?: string;
}

/** The request for a source's log. */
export function requestFor(source: LogSource, part: LogPart): LogRequest {
  const { namespace, pod, container = "", previous } = source;
  return { namespace, pod, container, previous, ...part };
}

/** Reads logs one after the other, each to its end. Resolves with the errors of those that could not be read. */
export async function readAll(
  cluster: Pick<KubernetesCluster, "readLog">,
  sources: readonly LogSource[],
  part: LogPart,
  printer: LogPrinter,
  signal: AbortSignal,
): Promise<ClusterError[]> {
  const errors: ClusterError[] = [];
  for (const source of sources) {
    if (signal.aborted) break;
    printer.begin(source);
    if (!source.stand.hasLog) continue;
    try {
      for await (const line of cluster.readLog({ ...requestFor(source, part), signal })) printer.line(source, line);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      printer.unread(source, error);
      errors.push(error);
    }
  }
  return errors;
}

/** It is not there yet, or not any more: the node's answer, and no failure to reach it. */
export function isMissing({ code }: ClusterError): boolean {
  return code === "Invalid" || code === "NotFound";
}
