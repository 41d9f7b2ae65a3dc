import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Leading } from "@upstart/controller/manager";
import { within } from "@upstart/controller/runtime/clock";
import type { Log } from "@upstart/controller/runtime/log";
import type { Runnable } from "@upstart/controller/runtime/process";
import type { Clock } from "@upstart/engine";
import { createHooks, type HookPorts } from "./hooks/app.ts";

export interface ForgeServiceOptions {
  /** What works behind the deliveries, and says whether it leads. */
  readonly manager: Leading;
  readonly hooks: Omit<HookPorts, "isTaking">;
  readonly listen: { readonly host: string; readonly port: number };
  readonly clock: Clock;
  readonly log: Log;
}

/** How long deliveries that are under way may take once no new ones are taken. */
const CLOSE_MS = 5000;

/** The whole process: deliveries are taken for as long as there is somebody behind who leads. */
export class ForgeService implements Runnable {
  readonly #options: ForgeServiceOptions;
  #isStopping = false;

  constructor(options: ForgeServiceOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#isStopping = true;
    this.#options.manager.stop();
  }

  abort(): void {
    this.#options.manager.abort();
  }

  async run(): Promise<number> {
    const { manager } = this.#options;
    const server = await this.#listen();
    if (server === undefined) return 1;
    const code = await manager.run();
    await this.#close(server);
    return code;
  }

  async #listen(): Promise<Server | undefined> {
    const { hooks, listen, log, manager } = this.#options;
    const isTaking = () => manager.isLeading && !this.#isStopping;
    const server = createServer(createHooks({ ...hooks, isTaking }));
    server.headersTimeout = 10_000;
    server.requestTimeout = 30_000;
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(listen.port, listen.host === "" ? undefined : listen.host, () => resolve());
      });
      const { port } = server.address() as AddressInfo;
      log.info("taking deliveries", { address: `${listen.host}:${port}`, path: hooks.reader.path });
      return server;
    } catch (error) {
      log.error(`cannot listen on ${listen.host}:${listen.port}; choose another with --listen HOST:PORT`, { error });
      return undefined;
    }
  }

  async #close(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await within(this.#options.clock, CLOSE_MS, closed);
    server.closeAllConnections();
    await closed;
  }
}
