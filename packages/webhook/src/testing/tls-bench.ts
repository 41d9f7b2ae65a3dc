import https from "node:https";
import { memoryLog } from "@upstart/controller/testing/memory-log";
import { type Clock, pause } from "@upstart/engine";
import { onTestFinished } from "vitest";
import { createAuthority, issueLeaf } from "../certificates/issue.ts";
import { createMetrics, type Metrics } from "../metrics.ts";
import { Peers } from "../peers/peers.ts";
import { type AppPorts, createApp } from "../server/app.ts";
import { type KeyPair, serveTls, type TlsServer } from "../server/tls-server.ts";

/** Real time, for what is tested on real connections. */
export const realClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const HOUR_MS = 3_600_000;

export interface Bench {
  readonly server: TlsServer;
  readonly peers: Peers;
  readonly metrics: Metrics;
  readonly log: ReturnType<typeof memoryLog>;
  readonly authority: KeyPair;
  /** What callers trust. */
  ca: string;
  isDraining: boolean;
  send(path: string, body: string | Buffer | undefined, options?: SendOptions): Promise<Sent>;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: https.Agent;
  /** What the caller shows of itself. */
  readonly client?: KeyPair;
}

export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The paths on a real TLS server, without a cluster behind. Ends with the test. */
export async function tlsBench(ports: Partial<AppPorts> = {}, clientAuthorities?: string): Promise<Bench> {
  const now = realClock.now();
  const authority = await createAuthority(now, HOUR_MS);
  const certificate = await issueLeaf(authority, ["127.0.0.1", "localhost"], now, HOUR_MS);
  const peers = new Peers();
  const log = memoryLog();
  const metrics = createMetrics({ cacheObjects: () => peers.size, isSynced: () => true }, { ofNode: false });
  const app = createApp({
    peers,
    notReady: () => undefined,
    isDraining: () => bench.isDraining,
    isAllowed: async () => true,
    health: (_, response) => void response.end("ok"),
    clock: realClock,
    log,
    metrics,
    ...ports,
  });
  const server = await serveTls(app, {
    ...{ host: "127.0.0.1", port: 0, certificate, clock: realClock },
    ...(clientAuthorities === undefined ? {} : { clientAuthorities }),
  });
  const bench: Bench = {
    server,
    peers,
    metrics,
    log,
    authority,
    ca: authority.cert,
    isDraining: false,
    send: (path, body, options = {}) => send(bench, path, body, options),
  };
  onTestFinished(() => server.close(0));
  return bench;
}

function send(bench: Bench, path: string, body: string | Buffer | undefined, options: SendOptions): Promise<Sent> {
  const { method = "POST", headers = { "content-type": "application/json" }, agent, client } = options;
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: "127.0.0.1",
        port: bench.server.port,
        path,
        method,
        headers,
        ca: bench.ca,
        agent: agent ?? false,
        ...client,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, text }));
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

export const sleep = (ms: number) => pause(realClock, ms);
