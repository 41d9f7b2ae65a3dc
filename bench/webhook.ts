import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@upstart/sandbox";
import { type Rig, ROOT } from "./rig.ts";

/** upstart-webhook of this build as somebody would run it, registered at the rig's cluster. */
export class WebhookProcess {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #words = "";
  #isReady = false;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#words = (this.#words + text).slice(-4000);
      if (this.#words.includes('"msg":"ready"')) this.#isReady = true;
    });
  }

  /** Starts one, and makes the kinds if they are not there; it is ready when this resolves. Called by its address, or by a Service. */
  static async start(rig: Rig, service?: string): Promise<WebhookProcess> {
    await rig.kinds();
    const port = await freePort();
    const way =
      service === undefined
        ? ["--host", "127.0.0.1", "--url", `https://127.0.0.1:${port}`]
        : ["--host", "0.0.0.0", "--service", service];
    const args = ["--kubeconfig", (await rig.sandbox()).kubeconfig, "--port", `${port}`, ...way];
    const child = spawn(join(ROOT, "node_modules/.bin/upstart-webhook"), args, {
      env: await rig.clusterEnv(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    const webhook = new WebhookProcess(child, port);
    rig.onClose(() => webhook.end("SIGKILL"));
    await webhook.#ready();
    return webhook;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Ends it, and waits for that. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#child.kill(signal);
    await this.#exited;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!this.#isReady) {
      if (Date.now() > deadline || this.#child.exitCode !== null)
        throw new Error(`upstart-webhook is not ready:\n${this.#words}`);
      await sleep(20);
    }
  }
}
