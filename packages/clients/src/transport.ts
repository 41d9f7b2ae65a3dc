import type http from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { type Clock, ClusterError, pause } from "@upstart/engine";
import { type Agents, createAgents } from "./agents.ts";
import { systemClock } from "./clock.ts";
import type { ClusterObserver } from "./cluster-observer.ts";
import { type Attempt, isReset, notAnApi, refusal, unreachable } from "./failures.ts";
import type { Connection } from "./kubeconfig.ts";
import { sendRequest } from "./send.ts";

/** One call of the API. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  /** What is being done, for messages: `list secrets in namespace "shop"`. */
  readonly doing: string;
  readonly signal?: AbortSignal;
  /** The answer begins when there is something to say, and does not end: no time limit, and it comes plain. */
  readonly isEndless?: boolean;
}

/** An answer whose body is still coming. */
export interface ApiStream {
  readonly body: AsyncIterable<Buffer>;
  close(): void;
}

/** Talks to one API server, over connections that stay open. Every method throws ClusterError and nothing else. */
export interface Transport {
  /** The answer's JSON. */
  json(request: ApiRequest): Promise<unknown>;
  text(request: ApiRequest): Promise<string>;
  /** Opens a stream. What happens to it later shows as an error of its body. */
  stream(request: ApiRequest): Promise<ApiStream>;
  close(): void;
}

const TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 4;
const MAX_PAUSE_MS = 30_000;
const unzip = promisify(gunzip);

export interface TransportOptions {
  readonly observer?: Pick<ClusterObserver, "answered">;
  /** Connections that are shared with others. */
  readonly agents?: Agents;
}

/** A transport with the credentials of a connection. */
export function createTransport(
  connection: Connection,
  clock: Clock = systemClock,
  { observer, agents = createAgents(connection) }: TransportOptions = {},
): Transport {
  const timeoutMs = connection.timeoutMs ?? TIMEOUT_MS;
  const { host } = new URL(connection.server);

  const open = async (request: ApiRequest) => {
    const sentAt = clock.now();
    const tell = (code: string) => observer?.answered({ method: request.method, code, host, ms: clock.now() - sentAt });
    const response = await sendRequest({ connection, agents, clock, timeoutMs }, request).catch((error: unknown) => {
      tell("<error>");
      throw error;
    });
    tell(String(response.statusCode));
    if (response.statusCode! < 300) return response;
    const body = await readAll(response, clock, timeoutMs).catch(() => Buffer.alloc(0)); // the status says enough
    const error = refusal(attemptOf(connection, request), response.statusCode!, body.toString("utf8"));
    throw Object.assign(error, { retryAfter: response.headers["retry-after"] });
  };
  const read = async (request: ApiRequest) => {
    const response = await open(request);
    try {
      return { status: response.statusCode!, text: (await readAll(response, clock, timeoutMs)).toString("utf8") };
    } catch (cause) {
      throw unreachable(attemptOf(connection, request), cause);
    }
  };
  const persist = <T>(request: ApiRequest, once: (request: ApiRequest) => Promise<T>) =>
    withRetries(connection, clock, request, once);

  return {
    text: async (request) => (await persist(request, read)).text,
    json: async (request) => {
      const { status, text } = await persist(request, read);
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw notAnApi(attemptOf(connection, request), status); // without the parser's words, which quote the body
      }
    },
    stream: async (request) => {
      const response = await persist(request, open);
      return { body: response, close: () => void response.destroy() };
    },
    close: agents.close,
  };
}

/** Asks again where that can help and does no harm. */
async function withRetries<T>(
  { credentials }: Connection,
  clock: Clock,
  request: ApiRequest,
  once: (request: ApiRequest) => Promise<T>,
): Promise<T> {
  let isRenewed = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(request);
    } catch (error) {
      if (!(error instanceof ClusterError) || request.signal?.aborted === true) throw error;
      if (error.code === "Unauthorized" && error.status === 401 && !isRenewed && credentials.forget()) {
        isRenewed = true;
        continue;
      }
      const wait = pauseBefore(attempt, request, error);
      if (wait === undefined || attempt >= MAX_ATTEMPTS) throw error;
      await pause(clock, wait, request.signal);
    }
  }
}

function pauseBefore(attempt: number, request: ApiRequest, error: ClusterError & { retryAfter?: string }) {
  // Turned away at the door: nothing was done, so any call may be made again.
  if (error.code === "TooManyRequests") return afterMs(error.retryAfter ?? "1");
  if (!isIdempotent(request)) return undefined;
  if (error.code === "ServerError" && error.retryAfter !== undefined) return afterMs(error.retryAfter);
  return error.code === "Unreachable" && isReset(error.cause) ? 100 * 2 ** attempt : undefined;
}

function isIdempotent({ method }: ApiRequest): boolean {
  return method === "GET" || method === "DELETE" || method === "PATCH"; // every PATCH of ours is a server-side apply
}

function afterMs(seconds: string): number {
  const ms = Number(seconds) * 1000;
  return Number.isFinite(ms) ? Math.min(MAX_PAUSE_MS, Math.max(100, ms)) : 1000;
}

async function readAll(response: http.IncomingMessage, clock: Clock, timeoutMs: number): Promise<Buffer> {
  const cancel = Number.isFinite(timeoutMs)
    ? clock.after(timeoutMs, () => {
        response.destroy(new Error(`the answer did not end within ${timeoutMs / 1000}s`));
      })
    : () => undefined;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    return response.headers["content-encoding"] === "gzip" ? await unzip(body) : body;
  } finally {
    cancel();
  }
}

function attemptOf({ server, proxyUrl }: Connection, { doing, body }: ApiRequest): Attempt {
  return { server, proxyUrl, doing, isSensitive: (body as { kind?: string } | undefined)?.kind === "Secret" };
}
