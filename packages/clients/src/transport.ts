import http from "node:http";
import https from "node:https";
import { ClusterError, type ClusterErrorCode } from "@upstart/engine";
import type { Connection } from "./kubeconfig.ts";

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
}

/** An answer whose body is still coming. */
export interface ApiStream {
  readonly body: AsyncIterable<Buffer>;
  close(): void;
}

/** Talks to one API server, over connections that stay open. */
export interface Transport {
  /** The answer's JSON. Throws ClusterError; what is 404 is one too. */
  json(request: ApiRequest): Promise<unknown>;
  text(request: ApiRequest): Promise<string>;
  /** Opens a stream; throws ClusterError when the server refuses. */
  stream(request: ApiRequest): Promise<ApiStream>;
  close(): void;
}

/** Time for an answer to begin and to end. Streams end when they end. */
const TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 4;

/** A transport with the credentials of a connection. `sleep` waits between attempts. */
export function createTransport(
  connection: Connection,
  options: { readonly sleep: (ms: number) => Promise<void>; readonly timeoutMs?: number },
): Transport {
  const agents = new Map<string, http.Agent>();
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  const open = async (request: ApiRequest): Promise<http.IncomingMessage> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await send(connection, agents, request, timeoutMs);
        if (response.statusCode! < 300) return response;
        const error = await refusal(connection, request, response);
        if (attempt >= MAX_ATTEMPTS || error.code !== "TooManyRequests") throw error;
        await options.sleep(1000 * Math.max(1, Number(response.headers["retry-after"] ?? 1)));
      } catch (error) {
        const again =
          error instanceof ClusterError &&
          error.code === "Unreachable" &&
          request.method === "GET" &&
          isReset(error.cause) &&
          request.signal?.aborted !== true;
        if (!again || attempt >= MAX_ATTEMPTS) throw error;
        await options.sleep(100 * 2 ** attempt);
      }
    }
  };

  const text = async (request: ApiRequest): Promise<string> => {
    const response = await open(request);
    try {
      return (await readAll(response, timeoutMs)).toString("utf8");
    } catch (cause) {
      throw unreachable(connection, request, cause);
    }
  };

  return {
    text,
    json: async (request) => JSON.parse(await text(request)) as unknown,
    stream: async (request) => {
      const response = await open(request);
      return { body: response, close: () => void response.destroy() };
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

async function send(
  connection: Connection,
  agents: Map<string, http.Agent>,
  request: ApiRequest,
  timeoutMs: number,
): Promise<http.IncomingMessage> {
  const options: https.RequestOptions = { method: request.method };
  await connection.config.applyToHTTPSOptions(options).catch((cause: unknown) => {
    throw new ClusterError(
      "Unauthorized",
      `cannot ${request.doing}: the credentials of the kubeconfig cannot be had: ${reasonOf(cause)}`,
      { cause },
    );
  });
  const url = urlOf(connection, request);
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers = {
    ...(options.headers as Record<string, string> | undefined),
    ...impersonationHeaders(connection),
    accept: request.accept ?? "application/json",
    "user-agent": "upstart",
    ...(body === undefined
      ? {}
      : {
          "content-type": request.contentType ?? "application/json",
          "content-length": String(Buffer.byteLength(body)),
        }),
  };
  const module = url.protocol === "http:" ? http : https;
  const agent = agentFor(connection, agents, url, options);
  return await new Promise<http.IncomingMessage>((resolve, reject) => {
    const outgoing = module.request(url, { ...options, headers, agent }, (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer within ${timeoutMs / 1000}s`)), timeoutMs);
    const onAbort = () => outgoing.destroy(new Error("cancelled"));
    request.signal?.addEventListener("abort", onAbort, { once: true });
    outgoing.on("close", () => request.signal?.removeEventListener("abort", onAbort));
    outgoing.on("error", (cause) => {
      clearTimeout(timer);
      reject(unreachable(connection, request, cause));
    });
    outgoing.end(body);
  });
}

/** One pool a set of credentials. A proxy has its own agent, which client-node makes. */
function agentFor(
  connection: Connection,
  agents: Map<string, http.Agent>,
  url: URL,
  options: https.RequestOptions,
): http.Agent {
  if (connection.config.getCurrentCluster()?.proxyUrl !== undefined) return options.agent as http.Agent;
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options;
  const id = JSON.stringify([url.protocol, String(cert ?? ""), servername, rejectUnauthorized]);
  let agent = agents.get(id);
  if (agent === undefined) {
    const pool = { keepAlive: true, keepAliveMsecs: 15_000, maxFreeSockets: 64 };
    const tls = {
      ca,
      cert,
      key,
      pfx,
      passphrase,
      servername,
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    };
    agent =
      url.protocol === "http:"
        ? new http.Agent(pool)
        : new https.Agent({
            ...pool,
            ...(Object.fromEntries(Object.entries(tls).filter(([, v]) => v !== undefined)) as https.AgentOptions),
          });
    agents.set(id, agent);
  }
  return agent;
}

function urlOf({ server }: Connection, { path, query }: ApiRequest): URL {
  const url = new URL(server + path);
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

function impersonationHeaders({ impersonate }: Connection): Record<string, string | string[]> {
  const { user, groups, uid } = impersonate;
  return {
    ...(user === undefined ? {} : { "Impersonate-User": user }),
    ...(groups.length === 0 ? {} : { "Impersonate-Group": [...groups] }),
    ...(uid === undefined ? {} : { "Impersonate-Uid": uid }),
  };
}

async function readAll(response: http.IncomingMessage, timeoutMs: number): Promise<Buffer> {
  const timer = setTimeout(
    () => response.destroy(new Error(`the answer did not end within ${timeoutMs / 1000}s`)),
    timeoutMs,
  );
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

const CODES: Readonly<Record<number, ClusterErrorCode>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  410: "Gone",
  422: "Invalid",
  400: "Invalid",
  429: "TooManyRequests",
};

async function refusal(
  connection: Connection,
  request: ApiRequest,
  response: http.IncomingMessage,
): Promise<ClusterError> {
  const status = response.statusCode!;
  const body = await readAll(response, TIMEOUT_MS).catch((): Buffer => Buffer.alloc(0)); // the status alone says enough
  const answer = statusObject(body.toString("utf8"));
  const code: ClusterErrorCode =
    status === 409
      ? answer.reason === "AlreadyExists"
        ? "AlreadyExists"
        : "Conflict"
      : (CODES[status] ?? (status >= 500 ? "ServerError" : "Invalid"));
  const why =
    code === "Unauthorized"
      ? `${connection.server} does not accept the credentials`
      : (answer.message ?? `the server answers ${status}`);
  return new ClusterError(code, `cannot ${request.doing}: ${why}`, { status });
}

function statusObject(text: string): { reason?: string; message?: string } {
  try {
    const value = JSON.parse(text) as { kind?: string; reason?: string; message?: string };
    return value.kind === "Status" ? value : {};
  } catch {
    return {}; // a proxy's page, or nothing: there is no message to give
  }
}

function unreachable({ server }: Connection, { doing }: ApiRequest, cause: unknown): ClusterError {
  return new ClusterError("Unreachable", `cannot ${doing}: ${server} cannot be reached: ${reasonOf(cause)}`, { cause });
}

function reasonOf(cause: unknown): string {
  const error = cause as { code?: string; message?: string; errors?: { code?: string }[] };
  const code = error.code ?? error.errors?.[0]?.code;
  const words: Record<string, string> = {
    ECONNREFUSED: "connection refused",
    ENOTFOUND: "no such host",
    ETIMEDOUT: "timed out",
    ECONNRESET: "the connection was cut",
    DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
    SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  };
  return words[code ?? ""] ?? error.message ?? String(cause);
}

function isReset(cause: unknown): boolean {
  return ["ECONNRESET", "EPIPE"].includes((cause as { code?: string } | undefined)?.code ?? "");
}
