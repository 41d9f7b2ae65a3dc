import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "@upstart/engine";
import type { Registry } from "prom-client";

/** A question about this process; answers what is wrong, or undefined. */
export interface HealthCheck {
  readonly name: string;
  readonly problem: () => string | undefined;
}

export interface HealthOptions {
  readonly host: string;
  readonly port: number;
  readonly live: readonly HealthCheck[];
  readonly ready: readonly HealthCheck[];
  readonly registry: Registry;
}

export interface HealthServer {
  /** Where it listens: `127.0.0.1:8080`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Answers `/livez`, `/readyz` and `/metrics`. Rejects where it cannot listen. */
export async function serveHealth(options: HealthOptions): Promise<HealthServer> {
  let isClosing = false;
  const server = createServer((request, response) => {
    if (isClosing) response.setHeader("connection", "close");
    void answerHealth(options, request, response).catch(() => response.destroy()); // the asker sees that, and asks again
  });
  server.keepAliveTimeout = 95_000;
  await listen(server, options);
  const { address, port, family } = server.address() as AddressInfo;
  return {
    address: family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`,
    close: () => {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const rest = setTimeout(() => server.closeAllConnections(), 1000);
      return closed.finally(() => clearTimeout(rest));
    },
  };
}

/** How far behind the event loop was at its worst lately: above `maxMs` the process answers nobody in time. */
export function watchLoop(clock: Clock, maxMs = 5000): HealthCheck & { readonly stop: () => void } {
  const tickMs = 500;
  const lags: number[] = [];
  let expected = clock.now() + tickMs;
  let cancel: () => void;
  const tick = () => {
    lags.push(clock.now() - expected);
    if (lags.length > 20) lags.shift();
    expected = clock.now() + tickMs;
    cancel = clock.after(tickMs, tick);
  };
  cancel = clock.after(tickMs, tick);
  const problem = () => {
    const worst = Math.max(0, clock.now() - expected, ...lags);
    return worst > maxMs ? `the event loop was ${Math.round(worst)} ms behind` : undefined;
  };
  return { name: "event-loop", problem, stop: () => cancel() };
}

function listen(server: Server, { host, port }: HealthOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host === "" ? undefined : host, () => resolve());
  });
}

/** Answers one request for health or metrics, on whatever server it came. */
export async function answerHealth(
  options: Pick<HealthOptions, "live" | "ready" | "registry">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "only GET and HEAD\n");
  if (url.pathname === "/livez") return report(response, options.live, url);
  if (url.pathname === "/readyz") return report(response, options.ready, url);
  if (url.pathname !== "/metrics") return send(response, 404, "there is /livez, /readyz and /metrics\n");
  send(response, 200, await options.registry.metrics(), options.registry.contentType);
}

/** `ok`, or each check as the API server prints its own: failing ones always, all with `?verbose`. */
function report(response: ServerResponse, checks: readonly HealthCheck[], url: URL): void {
  const found = checks.map(({ name, problem }) => ({ name, problem: problem() }));
  const isWell = found.every((f) => f.problem === undefined);
  const lines = found.map((f) => (f.problem === undefined ? `[+]${f.name} ok` : `[-]${f.name} failed: ${f.problem}`));
  const isShort = isWell && !url.searchParams.has("verbose");
  send(response, isWell ? 200 : 503, isShort ? "ok" : `${lines.join("\n")}\n${isWell ? "ok" : "failed"}\n`);
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
