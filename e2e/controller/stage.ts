import { readFile } from "node:fs/promises";
import { type Bench, openBench, until } from "../harness.ts";
import { API, type Condition, installKinds } from "../kinds.ts";
import { type Access, FaultyApi } from "./faulty-api.ts";
import { Controllers, type Running } from "./processes.ts";

export interface ReleaseStatus {
  readonly state: string;
  readonly reason: string;
  readonly message: string;
  readonly revision?: number;
  readonly outputs?: readonly string[];
  readonly waitingFor?: readonly { readonly object: string; readonly output?: string; readonly since: string }[];
}

export interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly releases?: Readonly<Record<string, ReleaseStatus>>;
  readonly attempts?: {
    readonly calls: number;
    readonly failures: number;
    readonly by: string;
    readonly reason?: string;
  };
}

/** A sandbox with our kinds in it, controllers, and an API server between them that misbehaves on request. */
export class Stage {
  readonly bench: Bench;
  readonly controllers: Controllers;
  readonly api: FaultyApi;

  private constructor(bench: Bench, api: FaultyApi) {
    this.bench = bench;
    this.api = api;
    this.controllers = new Controllers(bench);
  }

  static async open(helm: "helm3" | "helm4" = "helm4"): Promise<Stage> {
    const bench = await openBench({ helm });
    const stage = new Stage(bench, await FaultyApi.open(await accessIn(bench.sandbox.kubeconfig)));
    await installKinds(bench);
    return stage;
  }

  async close(): Promise<void> {
    await this.controllers.endAll();
    await this.api.close();
    await this.bench.close();
  }

  /** Starts a controller behind the proxy, with the Lease of that namespace. */
  start(lease: string, env: Readonly<Record<string, string>> = {}, ...args: string[]): Running {
    const repository = `upstart-charts=${this.bench.sandbox.chartRepository}`;
    return this.controllers.startWith(env, lease, "--chart-repository", repository, ...args);
  }

  /** A namespace whose Lease controllers use behind the proxy. */
  lease(name: string): Promise<string> {
    return this.controllers.namespace(name, this.api.url);
  }

  async namespace(name: string): Promise<string> {
    await this.#kubectl(["create", "namespace", name]);
    return name;
  }

  async apply(object: object): Promise<void> {
    await this.#kubectl(["apply", "-f", "-"], JSON.stringify(object));
  }

  async delete(kind: string, name: string, namespace: string): Promise<void> {
    await this.#kubectl(["delete", kind, name, "-n", namespace, "--wait=false", "--ignore-not-found"]);
  }

  async status(kind: string, name: string, namespace: string): Promise<Status | undefined> {
    return (await this.bench.get(kind, name, namespace))?.status as Status | undefined;
  }

  async condition(kind: string, name: string, namespace: string, type = "Ready"): Promise<Condition | undefined> {
    return conditionOf(await this.status(kind, name, namespace), type);
  }

  /** Resolves when it is ready, with the spec as it is now. */
  async ready(kind: string, name: string, namespace: string, timeoutMs = 60_000): Promise<Status> {
    let seen: Status | undefined;
    return await until(
      `${kind} ${name} to be ready`,
      async () => {
        const object = await this.bench.get(kind, name, namespace);
        seen = object?.status as Status | undefined;
        const { generation } = (object?.metadata ?? {}) as { readonly generation?: number };
        const isReady = conditionOf(seen, "Ready")?.status === "True" && seen?.observedGeneration === generation;
        return isReady ? seen : undefined;
      },
      timeoutMs,
    ).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen, null, 1)}`);
    });
  }

  async gone(kind: string, name: string, namespace: string, timeoutMs = 30_000): Promise<void> {
    let seen: unknown;
    const isGone = async () => {
      seen = await this.bench.get(kind, name, namespace);
      return seen === undefined ? true : undefined;
    };
    await until(`${kind} ${name} to be gone`, isGone, timeoutMs).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen, null, 1)}`);
    });
  }

  /** Helm's revisions in a namespace, as `api.v2 deployed`. */
  async revisions(namespace: string): Promise<string[]> {
    const { stdout } = await this.bench.kubectl(["get", "secrets", "-n", namespace, "-l", "owner=helm", "-o", "json"]);
    const { items } = JSON.parse(String(stdout)) as {
      items: { metadata: { labels: { name: string; version: string; status: string } } }[];
    };
    return items.map(({ metadata: { labels: l } }) => `${l.name}.v${l.version} ${l.status}`).sort();
  }

  async #kubectl(args: readonly string[], input?: string): Promise<void> {
    const options = input === undefined ? {} : { input, stdin: "pipe" as const };
    const { exitCode, stderr } = await this.bench.kubectl(args, options);
    if (exitCode !== 0) throw new Error(`kubectl ${args.join(" ")}: ${String(stderr)}`);
  }
}

/** How the kubeconfig of a sandbox reaches its API server. */
export async function accessIn(kubeconfig: string): Promise<Access> {
  const { clusters, users } = JSON.parse(await readFile(kubeconfig, "utf8")) as {
    readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
    readonly users: readonly [{ readonly user: { readonly token: string } }];
  };
  const { server, "certificate-authority-data": ca } = clusters[0].cluster;
  return { server: server!, ca: Buffer.from(ca!, "base64").toString("utf8"), token: users[0].user.token };
}

export function conditionOf(status: Status | undefined, type: string): Condition | undefined {
  return status?.conditions?.find((c) => c.type === type);
}

/** An UpstartService. */
export function service(namespace: string, name: string, helmReleases: object, more: object = {}): object {
  return { apiVersion: API, kind: "UpstartService", metadata: { name, namespace }, spec: { helmReleases, ...more } };
}
