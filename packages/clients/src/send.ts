import type http from "node:http";
import https from "node:https";
import { type Clock, ClusterError } from "@upstart/engine";
import type { Agents } from "./agents.ts";
import type { Credential } from "./credentials.ts";
import { Cancelled, unreachable, unsendable } from "./failures.ts";
import { impersonationHeaders } from "./impersonation.ts";
import type { Connection } from "./kubeconfig.ts";
import type { ApiRequest } from "./transport.ts";

/** What sending takes besides the request. */
export interface Line {
  readonly connection: Connection;
  readonly agents: Agents;
  readonly clock: Clock;
  /** Until the answer must have begun. Infinity is no limit. */
  readonly timeoutMs: number;
}

/** Sends a request once. Resolves when the answer begins, whatever its status; throws ClusterError when none does. */
export async function sendRequest(line: Line, request: ApiRequest): Promise<http.IncomingMessage> {
  const { connection, agents } = line;
  const credential = await connection.credentials.get().catch((error: unknown) => {
    if (!(error instanceof ClusterError)) throw error;
    throw new ClusterError(error.code, `cannot ${request.doing}: ${error.message}`, { cause: error });
  });
  const agent = await agents.get(credential.certificate).catch((cause: unknown) => {
    throw unreachable({ ...connection, doing: request.doing }, cause);
  });
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const { request: begin } = connection.server.startsWith("http:") ? await import("node:http") : https;
  const headers = headersOf(connection, request, credential, body);
  return await answerTo(line, request, begin, { agent, headers, method: request.method }, body);
}

function answerTo(
  { connection: { server, proxyUrl }, clock, timeoutMs }: Line,
  request: ApiRequest,
  begin: typeof http.request,
  options: http.RequestOptions,
  body: string | undefined,
): Promise<http.IncomingMessage> {
  const url = urlOf(server, request);
  return new Promise((resolve, reject) => {
    let outgoing: http.ClientRequest;
    try {
      outgoing = begin(url, options);
    } catch (cause) {
      reject(unsendable({ server, doing: request.doing }, cause));
      return;
    }
    const abort = () => outgoing.destroy(new Cancelled());
    const cancel =
      Number.isFinite(timeoutMs) && request.isEndless !== true
        ? clock.after(timeoutMs, () => {
            outgoing.destroy(new Error(`no answer within ${timeoutMs / 1000}s`));
          })
        : () => undefined;
    outgoing.on("response", (response) => {
      cancel();
      resolve(response);
    });
    outgoing.on("error", (cause) => {
      cancel();
      reject(unreachable({ server, proxyUrl, doing: request.doing }, cause));
    });
    outgoing.on("close", () => request.signal?.removeEventListener("abort", abort));
    if (request.signal?.aborted === true) abort();
    else request.signal?.addEventListener("abort", abort, { once: true });
    outgoing.end(body);
  });
}

function urlOf(server: string, { path, query }: ApiRequest): URL {
  const url = new URL(server + path);
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

function headersOf(
  connection: Connection,
  request: ApiRequest,
  { authorization }: Credential,
  body: string | undefined,
): http.OutgoingHttpHeaders {
  return {
    ...impersonationHeaders(connection.impersonate),
    accept: request.accept ?? "application/json",
    // Streams come plain, so that each event is seen when it is sent.
    ...(request.query?.watch === undefined && request.isEndless !== true ? { "accept-encoding": "gzip" } : {}),
    "user-agent": "upstart",
    ...(authorization === undefined ? {} : { authorization }),
    ...(body === undefined
      ? {}
      : {
          "content-type": request.contentType ?? "application/json",
          "content-length": Buffer.byteLength(body),
        }),
  };
}
