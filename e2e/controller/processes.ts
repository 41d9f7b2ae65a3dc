import { fileURLToPath } from "node:url";
import type { Bench } from "../harness.ts";
import { type ServerProcess, startServer } from "../server-process.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/controller/bin/upstart-controller.js", import.meta.url));

/** A controller of this build. */
export interface Running extends ServerProcess {
  get(path: string): Promise<{ status: number; text: string }>;
}

/** Controllers as somebody would run them, each test's to be ended by `endAll`. */
export class Controllers {
  readonly #bench: Bench;
  readonly #running: Running[] = [];
  readonly #kubeconfigs = new Map<string, string>();

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Makes a namespace; a controller that is started with its name has its Lease there, and talks to `server`. */
  async namespace(name: string, server?: string): Promise<string> {
    await this.#bench.kubectl(["create", "namespace", name]);
    const { stdout } = await this.#bench.kubectl(["config", "view", "--raw", "-o", "json"]);
    const config = JSON.parse(String(stdout)) as {
      clusters: { cluster: object }[];
      contexts: { context: { namespace?: string } }[];
    };
    for (const { context } of config.contexts) context.namespace = name;
    if (server !== undefined) for (const entry of config.clusters) entry.cluster = { server };
    this.#kubeconfigs.set(name, await this.#bench.file(`${name}.kubeconfig`, JSON.stringify(config)));
    return name;
  }

  /** Starts one that uses the Lease of that namespace. */
  start(namespace: string, ...args: string[]): Running {
    return this.startWith({}, namespace, ...args);
  }

  /** The same, with more in its environment. */
  startWith(more: Readonly<Record<string, string>>, namespace: string, ...args: string[]): Running {
    const argv = ["--kubeconfig", this.#kubeconfigs.get(namespace)!, "--listen", "127.0.0.1:0", ...args];
    const server = startServer(this.#bench, PROGRAM, argv, more);
    const running: Running = {
      ...server,
      get: async (path) => {
        const { address } = await server.said("listening");
        const response = await fetch(`http://${address}${path}`);
        return { status: response.status, text: await response.text() };
      },
    };
    this.#running.push(running);
    return running;
  }

  async endAll(): Promise<void> {
    for (const { child, exited } of this.#running.splice(0)) {
      child.kill("SIGKILL");
      await exited;
    }
  }
}
