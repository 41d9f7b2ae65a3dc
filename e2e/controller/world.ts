import { expect } from "vitest";
import { type Bench, type KubeJson, openBench, until } from "../harness.ts";
import { API, type Condition, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { Controllers, type Running } from "./processes.ts";
import { serveChart } from "./serve-chart.ts";

export interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly releases?: Readonly<Record<string, { readonly state: string; readonly message: string }>>;
  readonly [field: string]: unknown;
}

interface OurEvent {
  readonly regarding: { readonly name: string };
  readonly eventTime: string;
  readonly reason: string;
  readonly note: string;
}

type EnvOf = (bench: Bench) => Promise<Readonly<Record<string, string>>>;

/** A sandbox with the kinds in it, a controller that leads, and what tests do there. */
export class World {
  readonly bench: Bench;
  readonly #controllers: Controllers;
  readonly #env: Readonly<Record<string, string>>;
  readonly #flags: readonly string[];
  #leader: Running | undefined;

  private constructor(bench: Bench, env: Readonly<Record<string, string>>, flags: readonly string[]) {
    this.bench = bench;
    this.#env = env;
    this.#flags = flags;
    this.#controllers = new Controllers(bench);
  }

  /** `envOf` gives what its controllers have in their environment besides, `flags` what they are called with. */
  static async open(
    helm: "helm3" | "helm4",
    { envOf, flags = [] }: { readonly envOf?: EnvOf; readonly flags?: readonly string[] } = {},
  ): Promise<World> {
    const bench = await openBench({ helm });
    const world = new World(bench, (await envOf?.(bench)) ?? {}, flags);
    await installKinds(bench);
    await world.#controllers.namespace("upstart");
    await world.lead();
    return world;
  }

  /** Starts a controller that leads in the end. */
  async lead(): Promise<void> {
    const repository = `upstart-charts=${this.bench.sandbox.chartRepository}`;
    const flags = ["--chart-repository", repository, ...this.#flags];
    this.#leader = this.#controllers.startWith(this.#env, "upstart", ...flags);
    await this.#leader.said("leading", 60_000);
  }

  /** What the leader has said. */
  get lines(): Running["lines"] {
    return this.#leader?.lines ?? [];
  }

  /** Ends the leader as nobody would wish; the next one waits its Lease out. */
  async kill(): Promise<void> {
    await endServer(this.#leader, "SIGKILL");
  }

  /** The same where no Helm of its is at work that a Lease would protect: the next one leads at once. */
  async killIdle(): Promise<void> {
    await this.kill();
    await this.run("delete", "lease", "upstart-controller", "-n", "upstart");
  }

  /** Serves a chart of the folder `charts/` beside this file; its address. */
  chart(name: string): Promise<string> {
    return serveChart(this.bench, name);
  }

  async namespace(name: string): Promise<string> {
    await this.bench.kubectl(["create", "namespace", name]);
    return name;
  }

  async apply(object: object): Promise<void> {
    const input = { input: JSON.stringify(object), stdin: "pipe" } as const;
    const { exitCode, stderr } = await this.bench.kubectl(["apply", "-f", "-"], input);
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  }

  async run(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.bench.kubectl(args);
    expect({ args, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ args, exitCode: 0, stderr: "" });
    return String(stdout);
  }

  get(kind: string, name: string, namespace: string): Promise<KubeJson | undefined> {
    return this.bench.get(kind, name, namespace);
  }

  async condition(kind: string, name: string, namespace: string, type = "Ready"): Promise<Condition | undefined> {
    const status = (await this.get(kind, name, namespace))?.status as Status | undefined;
    return status?.conditions?.find((c) => c.type === type);
  }

  /** Waits until the condition `Ready` is as wanted. */
  async told(kind: string, name: string, namespace: string, wanted: (ready: Condition) => boolean): Promise<Condition> {
    let seen: Condition | undefined;
    return await until(
      `${kind} ${name}`,
      async () => {
        seen = await this.condition(kind, name, namespace);
        return seen !== undefined && wanted(seen) ? seen : undefined;
      },
      120_000,
    ).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen, null, 1)}`);
    });
  }

  ready(kind: string, name: string, namespace: string): Promise<Condition> {
    return this.told(kind, name, namespace, (c) => c.status === "True");
  }

  async gone(kind: string, name: string, namespace = "default", timeoutMs = 120_000): Promise<void> {
    let seen: KubeJson | undefined;
    await until(
      `${kind} ${name} to be gone`,
      async () => {
        seen = await this.get(kind, name, namespace);
        return seen === undefined ? true : undefined;
      },
      timeoutMs,
    ).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen?.status ?? seen, null, 1)}`);
    });
  }

  /** Events of ours about an object, oldest first, as `reason note`. */
  async events(name: string, namespace: string): Promise<string[]> {
    const text = await this.run("get", "events.events.k8s.io", "-n", namespace, "-o", "json");
    const { items } = JSON.parse(text) as { items: readonly OurEvent[] };
    return items
      .filter((e) => e.regarding.name === name)
      .sort((a, b) => (a.eventTime < b.eventTime ? -1 : 1))
      .map((e) => `${e.reason} ${e.note}`);
  }

  /** Helm's records in a namespace, as `web.v1`. */
  async revisions(namespace: string): Promise<string[]> {
    const text = await this.run("get", "secrets", "-n", namespace, "-l", "owner=helm", "-o", "name");
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.replace("secret/sh.helm.release.v1.", ""))
      .sort();
  }

  async close(): Promise<void> {
    await this.#controllers.endAll();
    await this.bench.close();
  }
}

export const serviceOf = (namespace: string, name: string, helmReleases: object, more: object = {}) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: { name, namespace },
  spec: { helmReleases, ...more },
});

export const environmentOf = (namespace: string, name: string, services: object, more: object = {}) => ({
  apiVersion: API,
  kind: "UpstartEnvironment",
  metadata: { name, namespace },
  spec: { services, ...more },
});

export const helmReleaseOf = (namespace: string, name: string, spec: object) => ({
  apiVersion: API,
  kind: "HelmRelease",
  metadata: { name, namespace },
  spec,
});
