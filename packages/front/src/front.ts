import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { within } from "@upstart/controller/runtime/clock";
import { type HealthServer, serveHealth, watchLoop } from "@upstart/controller/runtime/health";
import type { Log } from "@upstart/controller/runtime/log";
import type { Runnable } from "@upstart/controller/runtime/process";
import { waitForKinds } from "@upstart/controller/wait-for-kinds";
import { API_VERSION, type Clock, type Cluster, pause, type Watch } from "@upstart/engine";
import type { Config } from "./config.ts";
import { Directory } from "./entry/directory.ts";
import { createMetrics } from "./metrics.ts";
import { createProxy } from "./proxy/proxy.ts";
import { Activity } from "./server/activity.ts";
import { createEntry } from "./server/entry.ts";

export interface FrontOptions {
  readonly cluster: Pick<Cluster, "get" | "watch" | "apply">;
  readonly namespace: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
}

/** What there is, what was made of it, and what was there. */
const KINDS = ["UpstartEnvironment", "UpstartService", "EndedEnvironment"];
/** How long requests and websockets that are under way may take when no new ones are taken. */
const CLOSE_MS = 10_000;

/** The whole process: it listens once it has seen all environments, so that none is taken for unknown. */
export class Front implements Runnable {
  readonly #options: FrontOptions;
  readonly #directory: Directory;
  readonly #stopping = new AbortController();
  readonly #aborting = new AbortController();
  readonly #sockets = new Set<Socket>();
  #unready: string | undefined = "waiting for the first lists";

  constructor(options: FrontOptions) {
    this.#options = options;
    this.#directory = new Directory(() => options.clock.now());
  }

  stop(): void {
    this.#unready = "is ending";
    this.#stopping.abort();
  }

  abort(): void {
    this.stop();
    this.#aborting.abort();
  }

  async run(): Promise<number> {
    const { clock, config, log } = this.#options;
    const metrics = createMetrics(() => this.#directory.size);
    const loop = watchLoop(clock);
    const watches: Watch[] = [];
    let health: HealthServer | undefined;
    try {
      const ready = { name: "ready", problem: () => this.#unready };
      health = await serveHealth({ ...config.healthListen, live: [loop], ready: [ready], registry: metrics.registry });
      if (!(await this.#sync(watches))) return this.#stopping.signal.aborted ? 0 : 1;
      const server = this.#serverOf(metrics);
      await listen(server, config.listen);
      log.info("ready", { address: addressText(server), health: health.address, environments: this.#directory.size });
      if (!this.#stopping.signal.aborted) this.#unready = undefined;
      await aborted(this.#stopping.signal);
      // Load balancers that have not heard of the end go on sending.
      if (config.drainMs > 0) await pause(clock, config.drainMs, this.#aborting.signal);
      await this.#close(server);
      return 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall !== "listen") throw error;
      log.error("cannot listen; choose others with --listen and --health-listen HOST:PORT", { error });
      return 1;
    } finally {
      for (const watch of watches) watch.stop();
      loop.stop();
      await health?.close();
      log.info("ended");
    }
  }

  /** Sees everything that is stored; false when told to end before, or when it may not. */
  async #sync(watches: Watch[]): Promise<boolean> {
    const { cluster, clock, log, namespace } = this.#options;
    const { signal } = this.#stopping;
    const kinds = { cluster, clock, log, apiVersion: API_VERSION, kinds: KINDS, namespace, signal };
    if (!(await waitForKinds(kinds))) return false;
    for (const kind of KINDS)
      watches.push(cluster.watch({ apiVersion: API_VERSION, kind }, (event) => this.#directory.take(event)));
    try {
      await Promise.race([Promise.all(watches.map((w) => w.synced)), aborted(signal)]);
    } catch (error) {
      log.error("cannot watch what is needed", { error });
      return false;
    }
    return !signal.aborted;
  }

  #serverOf(metrics: ReturnType<typeof createMetrics>): Server {
    const { cluster, clock, log, config } = this.#options;
    const entry = createEntry({
      ...config,
      directory: this.#directory,
      activity: new Activity({ cluster, clock, log }),
      proxy: createProxy(clock),
      isDraining: () => this.#stopping.signal.aborted,
      metrics,
      log,
    });
    // Other protocols are for the load balancer, and are not changed to in the middle of a connection.
    const shouldUpgradeCallback = ({ headers }: { headers: { upgrade?: string | undefined } }) =>
      headers.upgrade?.toLowerCase() === "websocket";
    const server = createServer({ shouldUpgradeCallback, requestTimeout: 0, headersTimeout: 15_000 }, entry.request);
    // Longer than load balancers keep theirs: whoever ends one first must not be us, or a request is lost.
    server.keepAliveTimeout = 95_000;
    server.on("upgrade", (request, socket, head) => {
      const client = socket as Socket;
      this.#sockets.add(client);
      client.once("close", () => this.#sockets.delete(client));
      entry.upgrade(request, client, head);
    });
    return server;
  }

  async #close(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await within(this.#options.clock, this.#aborting.signal.aborted ? 0 : CLOSE_MS, closed);
    server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

function listen(server: Server, { host, port }: Config["listen"]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host === "" ? undefined : host, () => resolve());
  });
}

function addressText(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
