import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Bench, until } from "../harness.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/controller/bin/upstart-controller.js", import.meta.url));

export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A controller of this build, as a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  readonly exited: Promise<number | null>;
  /** The first line with that message, as soon as there is one. */
  said(msg: string, timeoutMs?: number): Promise<Line>;
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
    const lines: Line[] = [];
    let rest = "";
    const env = { ...process.env, ...this.#bench.sandbox.env, HOME: this.#bench.directory, ...more };
    const argv = [PROGRAM, "--kubeconfig", this.#kubeconfigs.get(namespace)!, "--listen", "127.0.0.1:0", ...args];
    const child = spawn(process.execPath, argv, { env, stdio: ["ignore", "ignore", "pipe"] });
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop()!;
      for (const part of parts) lines.push(JSON.parse(part) as Line);
    });
    const said = (msg: string, timeoutMs = 30_000) =>
      until(`"${msg}" of ${JSON.stringify(lines)}`, async () => lines.find((l) => l.msg === msg), timeoutMs);
    const running: Running = {
      child,
      lines,
      exited: new Promise((resolve) => child.on("exit", (code) => resolve(code))),
      said,
      get: async (path) => {
        const { address } = await said("listening");
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
