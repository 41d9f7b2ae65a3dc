import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Rig, ROOT } from "./rig.ts";

export interface ControllerOptions {
  /** Instead of the sandbox's: one that writes down its runs. */
  readonly helm?: string;
  /** Flags of Node's own, instead of those that the program gives itself. */
  readonly node?: readonly string[];
}

interface Line {
  readonly msg: string;
  readonly time: string;
  readonly [field: string]: unknown;
}

/** upstart-controller of this build as somebody would run it, at work on the rig's cluster. */
export class ControllerProcess {
  readonly #child: ChildProcess;
  readonly #lines: Line[] = [];
  readonly #exited: Promise<void>;
  #words = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
    let rest = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#words = (this.#words + text).slice(-4000);
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) if (line.startsWith("{")) this.#lines.push(JSON.parse(line) as Line);
    });
  }

  /** Starts one, and makes the kinds if they are not there. It may have to wait for the Lease: `leading` tells. */
  static async start(rig: Rig, { helm, node = [] }: ControllerOptions = {}): Promise<ControllerProcess> {
    await rig.kinds();
    const { kubeconfig, chartRepository } = await rig.sandbox();
    const env = { ...(await rig.clusterEnv()), ...(helm === undefined ? {} : { HELM_BIN: helm }) };
    const program = join(ROOT, "node_modules/.bin/upstart-controller");
    const flags = ["--kubeconfig", kubeconfig, "--listen", "127.0.0.1:0"];
    const args = [...flags, "--chart-repository", `upstart-charts=${chartRepository}`];
    const [command, ...before] = node.length === 0 ? [program] : ["node", ...node, program];
    const child = spawn(command!, [...before, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
    const controller = new ControllerProcess(child);
    rig.onClose(() => controller.end("SIGKILL"));
    return controller;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Rejects when it ends: what waits for its work would wait in vain. */
  get failed(): Promise<never> {
    return this.#exited.then(() => Promise.reject(new Error(`upstart-controller ended:\n${this.#words}`)));
  }

  /** Resolves when it has the Lease and all its lists. */
  async leading(): Promise<void> {
    await this.#until(
      async () => (await this.metrics()).get('leader_election_master_status{name="upstart-controller"}') === 1,
    );
  }

  /** Resolves when it has all its lists: it leads, or stands by. */
  async ready(): Promise<void> {
    await this.#until(async () => this.#line("synced") !== undefined);
  }

  /** What /metrics says, by name and labels as they stand there. */
  async metrics(): Promise<ReadonlyMap<string, number>> {
    await this.#until(async () => this.#line("listening") !== undefined);
    const text = await (await fetch(`http://${this.#line("listening")!.address}/metrics`)).text();
    const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(
      samples.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
    );
  }

  /** Warnings and errors that it logged. */
  complaints(): readonly Line[] {
    return this.#lines.filter((line) => line.level === "warn" || line.level === "error");
  }

  /** Ends it, and waits for that. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.#exited;
  }

  #line(msg: string): Line | undefined {
    return this.#lines.find((line) => line.msg === msg);
  }

  async #until(check: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await Promise.race([check(), this.failed]))) {
      if (Date.now() > deadline) throw new Error(`upstart-controller does not get to work:\n${this.#words}`);
      await sleep(20);
    }
  }
}
