import { cpSync, mkdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { down, type Sandbox, up } from "@upstart/sandbox";
import { stringify } from "yaml";
import { type Run, type RunOptions, run } from "./run.ts";

export const ROOT = fileURLToPath(new URL("../", import.meta.url));

export interface RigOptions {
  readonly helm: "helm3" | "helm4";
  /** Whether others are measured beside us: helmfile costs minutes. */
  readonly withRivals: boolean;
  /** The program helmwave, where there is one. */
  readonly helmwave?: string;
  readonly runs: number;
  readonly say: (line: string) => void;
}

/** A folder of the bench's own and, for figures that ask for it, a sandbox in it. */
export class Rig {
  readonly options: RigOptions;
  readonly directory: string;
  #sandbox: Promise<Sandbox> | undefined;
  #namespaces = 0;
  #kinds: Promise<unknown> | undefined;
  readonly #closers: (() => Promise<void>)[] = [];

  private constructor(options: RigOptions, directory: string) {
    this.options = options;
    this.directory = directory;
  }

  static async open(options: RigOptions): Promise<Rig> {
    return new Rig(options, await mkdtemp(join(tmpdir(), "upstart-bench-")));
  }

  /** To be done when the rig is closed, the last first. */
  onClose(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Ends the sandbox and removes the folder, whatever happened before. */
  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) await close().catch(() => undefined);
    await this.#sandbox?.catch(() => undefined);
    await down({ directory: this.#sandboxDirectory });
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }

  /** What a program sees that needs no cluster: nothing of the user's own configuration. */
  get env(): Readonly<Record<string, string | undefined>> {
    return {
      PATH: `${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
      HOME: this.directory,
      TMPDIR: this.directory,
      UPSTART_CACHE: join(this.directory, "cache"),
      CI: "1",
      NO_COLOR: "1",
    };
  }

  /** The sandbox, started by the first who asks. */
  sandbox(): Promise<Sandbox> {
    const { helm, say } = this.options;
    this.#sandbox ??= up({ directory: this.#sandboxDirectory, helm, onProgress: say });
    return this.#sandbox;
  }

  get #sandboxDirectory(): string {
    return join(this.directory, "sandbox");
  }

  /** What a program sees that works on the sandbox. */
  async clusterEnv(): Promise<Readonly<Record<string, string | undefined>>> {
    return { ...this.env, ...(await this.sandbox()).env };
  }

  /** Runs the built program as a person would. */
  async upstart(args: readonly string[], more: Partial<RunOptions> = {}): Promise<Run> {
    const env = { ...(await this.clusterEnv()), ...more.env };
    return await run(join(ROOT, "node_modules/.bin/upstart"), args, { ...more, env });
  }

  async kubectl(args: readonly string[], input?: string): Promise<Run> {
    const env = await this.clusterEnv();
    return await run((await this.sandbox()).kubectl, args, { env, ...(input === undefined ? {} : { input }) });
  }

  /** Makes our kinds, once. */
  kinds(): Promise<unknown> {
    const crds = join(ROOT, "crds");
    this.#kinds ??= this.kubectl(["apply", "-f", crds]).then(() =>
      this.kubectl(["wait", "--for=condition=Established", "-f", crds, "--timeout=60s"]),
    );
    return this.#kinds;
  }

  /** A new namespace, once the cluster has done what it does for a new one. */
  async namespace(): Promise<string> {
    this.#namespaces += 1;
    const name = `bench-${this.#namespaces}`;
    await this.kubectl(["create", "namespace", name]);
    for (const object of ["serviceaccount/default", "configmap/kube-root-ca.crt"])
      await this.kubectl(["wait", "--for=create", object, "-n", name, "--timeout=30s"]);
    return name;
  }

  async file(name: string, text: string): Promise<string> {
    const path = join(this.directory, name);
    await writeFile(path, text);
    return path;
  }

  /** A file of YAML documents. */
  objects(name: string, objects: readonly object[]): Promise<string> {
    return this.file(name, objects.map((object) => `---\n${stringify(object)}`).join(""));
  }

  folder(name: string): string {
    const path = join(this.directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A copy of the tiny chart: helmfile works on one release of a chart at a time. */
  copyOfTinyChart(name: string): string {
    const path = join(this.directory, "charts", name);
    cpSync(join(ROOT, "charts/examples/tiny"), path, { recursive: true });
    return path;
  }
}
