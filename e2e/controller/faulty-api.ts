import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";

/** A request as it comes to the proxy. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly isWatch: boolean;
  /** Of a server-side apply. */
  readonly fieldManager?: string;
  /** A controller's, not Helm's. */
  readonly isOurs: boolean;
}

export type Match = (call: ApiCall) => boolean;

/** An answer in the API server's place. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly retryAfter?: number;
  /** Which part of the calls that match get it, evenly spread; all, where nothing is said. */
  readonly share?: number;
}

/** Calls that are kept at the door. */
export interface Hold {
  /** The first one that has come. */
  readonly arrived: Promise<ApiCall>;
  /** Lets those that wait pass, and those that come. */
  release(): void;
}

/** The API server that it stands before. */
export interface Access {
  readonly server: string;
  readonly ca: string;
  readonly token: string;
}

interface Open {
  readonly call: ApiCall;
  readonly incoming: http.IncomingMessage;
  readonly outgoing: http.ServerResponse;
  upstream?: http.IncomingMessage;
}

/**
 * Stands between clients and the real API server, and misbehaves on request: refuses, is slow, keeps calls at the door,
 * cuts connections, lets watches freeze. Plain HTTP towards clients, which send no token over that: it has its own. What is
 * not told otherwise passes as it is.
 */
export class FaultyApi {
  readonly calls: ApiCall[] = [];
  readonly #server: http.Server;
  readonly #agent: https.Agent;
  readonly #target: URL;
  readonly #token: string;
  readonly #refusals = new Set<{ readonly match: Match; readonly refusal: Refusal; count: number }>();
  readonly #holds = new Set<{ readonly match: Match; readonly hear: (call: ApiCall) => void; free: Promise<void> }>();
  readonly #open = new Set<Open>();
  #delayMs = 0;
  #isDown = false;
  #isFrozen = false;

  private constructor({ server, ca, token }: Access) {
    this.#target = new URL(server);
    this.#token = token;
    this.#agent = new https.Agent({ ca, keepAlive: true });
    this.#server = http.createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
    this.#server.on("connection", (socket) => {
      if (this.#isDown) socket.destroy();
    });
    this.#server.keepAliveTimeout = 0;
  }

  static async open(access: Access): Promise<FaultyApi> {
    const api = new FaultyApi(access);
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections of clients right now. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
    );
  }

  /** Refuses until told to end. */
  refuse(match: Match, refusal: Refusal): () => void {
    const rule = { match, refusal, count: 0 };
    this.#refusals.add(rule);
    return () => void this.#refusals.delete(rule);
  }

  /** Keeps what matches at the door. */
  hold(match: Match): Hold {
    const arrived = Promise.withResolvers<ApiCall>();
    const free = Promise.withResolvers<void>();
    const rule = { match, hear: arrived.resolve, free: free.promise };
    this.#holds.add(rule);
    return {
      arrived: arrived.promise,
      release: () => {
        this.#holds.delete(rule);
        free.resolve();
      },
    };
  }

  /** Each call takes so much longer. */
  slow(ms: number): void {
    this.#delayMs = ms;
  }

  /** Cuts the connections on which something that matches is under way. */
  cut(match: Match = () => true): void {
    for (const { call, incoming } of [...this.#open]) if (match(call)) incoming.socket.destroy();
  }

  /** Nobody listens any more, and every connection is cut. */
  down(): void {
    this.#isDown = true;
    this.#server.closeAllConnections();
  }

  up(): void {
    this.#isDown = false;
  }

  /** Watches stay open, and nothing comes on them, until `thaw`: then what was missed comes, or the connection is gone. */
  freeze(): void {
    this.#isFrozen = true;
    for (const { call, upstream, outgoing } of this.#open) {
      if (!call.isWatch) continue;
      upstream?.unpipe(outgoing);
      upstream?.pause();
    }
  }

  thaw(how: "goes on" | "is cut"): void {
    this.#isFrozen = false;
    for (const { call, upstream, outgoing } of this.#open)
      if (call.isWatch && how === "goes on") upstream?.pipe(outgoing);
    if (how === "is cut") this.cut((call) => call.isWatch);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#agent.destroy();
  }

  async #serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const url = new URL(incoming.url!, "http://proxy");
    const fieldManager = url.searchParams.get("fieldManager");
    const call = {
      method: incoming.method!,
      path: url.pathname,
      isWatch: url.searchParams.has("watch"),
      ...(fieldManager === null ? {} : { fieldManager }),
      isOurs: incoming.headers["user-agent"] === "upstart",
    };
    const open: Open = { call, incoming, outgoing };
    this.calls.push(call);
    this.#open.add(open);
    outgoing.on("close", () => this.#open.delete(open));
    outgoing.on("error", () => undefined); // the client is gone: that is what it is here for
    for (const hold of [...this.#holds].filter((h) => h.match(call))) {
      hold.hear(call);
      await hold.free;
    }
    if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
    const refusal = this.#refusalOf(call);
    if (refusal !== undefined) refuse(incoming, outgoing, refusal);
    else if (!outgoing.destroyed) this.#pass(open);
  }

  #refusalOf(call: ApiCall): Refusal | undefined {
    for (const rule of this.#refusals) {
      if (!rule.match(call)) continue;
      const { share = 1 } = rule.refusal;
      rule.count += 1;
      if (Math.floor(rule.count * share) > Math.floor((rule.count - 1) * share)) return rule.refusal;
    }
    return undefined;
  }

  #pass(open: Open): void {
    const { incoming, outgoing, call } = open;
    const { method, url, headers } = incoming;
    const { hostname, port } = this.#target;
    const own = { host: hostname, authorization: `Bearer ${this.#token}` };
    const options = { hostname, port, method, path: url, agent: this.#agent, headers: { ...headers, ...own } };
    const request = https.request(options, (upstream) => {
      open.upstream = upstream;
      outgoing.writeHead(upstream.statusCode!, upstream.headers);
      outgoing.flushHeaders();
      upstream.on("error", () => outgoing.destroy());
      if (!(call.isWatch && this.#isFrozen)) upstream.pipe(outgoing);
    });
    request.on("error", () => incoming.socket.destroy()); // as if there were nothing in between
    outgoing.on("close", () => request.destroy());
    incoming.pipe(request);
  }
}

/** As kube-apiserver says it: Helm is understood by its words. */
const MESSAGES: Readonly<Record<number, string>> = {
  409: "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again",
  410: "too old resource version: 1 (2)",
  429: "Too many requests, please try again later.",
  500: "Internal error occurred: etcdserver: leader changed",
  503: "the server is currently unable to handle the request",
};

function refuse(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  { status, reason, retryAfter }: Refusal,
): void {
  incoming.resume();
  outgoing.writeHead(status, {
    "content-type": "application/json",
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
  });
  const message = MESSAGES[status] ?? `the proxy answers ${status}`;
  outgoing.end(JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", reason, message, code: status }));
}
