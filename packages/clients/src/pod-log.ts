import { ClusterError } from "@upstart/engine";
import type { ApiRequest, Transport } from "./transport.ts";

/** Which log, and which part of it. */
export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the container's life before this one. */
  readonly previous?: boolean;
  /** Goes on until the container ends. */
  readonly follow?: boolean;
  /** The last so many lines; all, where absent. */
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  /** From this time on, as the server writes it. */
  readonly sinceTime?: string;
  readonly signal?: AbortSignal;
}

/** A line of a log. `time` is when the container wrote it, as the server writes it. */
export interface LogLine {
  readonly time: string;
  readonly text: string;
}

/**
 * The lines of a container's log as they come; ends with the log, or where its signal says so. Throws ClusterError: code
 * `Invalid` where there is no log yet or no such container, `Unreachable` where the log breaks off.
 */
export async function* readLog(transport: Transport, request: LogRequest): AsyncGenerator<LogLine> {
  const api = apiRequestOf(request);
  try {
    const stream = await transport.stream(api);
    try {
      for await (const line of linesOf(stream.body)) yield lineOf(line);
    } finally {
      stream.close();
    }
  } catch (error) {
    if (request.signal?.aborted === true) return;
    if (error instanceof ClusterError) throw error;
    throw new ClusterError("Unreachable", `cannot ${api.doing}: it broke off`, { cause: error });
  }
}

function apiRequestOf(request: LogRequest): ApiRequest {
  const { namespace, pod, container, previous, follow, tailLines, sinceSeconds, sinceTime, signal } = request;
  return {
    method: "GET",
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
    query: {
      container,
      timestamps: "true",
      previous: previous === true ? "true" : undefined,
      follow: follow === true ? "true" : undefined,
      tailLines: tailLines === undefined ? undefined : String(tailLines),
      sinceSeconds: sinceSeconds === undefined ? undefined : String(sinceSeconds),
      sinceTime,
    },
    accept: "*/*",
    doing: `read the log of pod ${namespace}/${pod}, container ${container}`,
    isEndless: follow === true,
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Blank lines count, and a last line without an end, too. */
async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** A node that writes no times has written the line as it is. */
function lineOf(line: string): LogLine {
  const [, time, text] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)) ?(.*)$/s.exec(line) ?? [];
  return time === undefined ? { time: "", text: line } : { time, text: text! };
}
