import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { API_VERSION, type KubeObject, type Watch } from "@upstart/engine";
import type { Rig } from "./rig.ts";

const MAX_MS = 20 * 60_000;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
}

/** The cluster as somebody sees it who applies objects and watches what becomes of them. */
export class Applier {
  readonly cluster: KubernetesCluster;

  private constructor(cluster: KubernetesCluster) {
    this.cluster = cluster;
  }

  static async open(rig: Rig): Promise<Applier> {
    const cluster = createCluster(connect({ kubeconfig: (await rig.sandbox()).kubeconfig }, {}));
    rig.onClose(async () => cluster.close());
    return new Applier(cluster);
  }

  /** Makes the objects in a namespace; the time from before the first request until all are ready. */
  async install(objects: readonly object[], namespace: string): Promise<number> {
    await using ready = await this.#watch(namespace, (all) => all.length === objects.length && all.every(isReady));
    const begun = performance.now();
    await this.make(objects, namespace);
    await ready.reached;
    return performance.now() - begun;
  }

  async make(objects: readonly object[], namespace: string): Promise<void> {
    await Promise.all(
      (objects as readonly KubeObject[]).map((o) =>
        this.cluster.create({ ...o, metadata: { ...o.metadata, namespace } }),
      ),
    );
  }

  /** Deletes all services of a namespace; the time until the last is gone. */
  async remove(namespace: string): Promise<number> {
    await using gone = await this.#watch(namespace, (all) => all.length === 0);
    const begun = performance.now();
    const services = await this.cluster.list({ apiVersion: API_VERSION, kind: "UpstartService", namespace });
    for (const { apiVersion, kind, metadata } of services)
      await this.cluster.delete({ apiVersion, kind, name: metadata.name, namespace });
    await gone.reached;
    return performance.now() - begun;
  }

  async #watch(namespace: string, isEnough: (services: readonly KubeObject[]) => boolean) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => void (isEnough(watch.list()) && resolve());
    const watch: Watch = this.cluster.watch({ apiVersion: API_VERSION, kind: "UpstartService", namespace }, look);
    await watch.synced;
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${told(watch.list())}`)), MAX_MS);
    promise.catch(() => undefined);
    return {
      get reached() {
        look();
        return promise;
      },
      [Symbol.asyncDispose]: async () => {
        clearTimeout(timer);
        watch.stop();
      },
    };
  }
}

/** Whether its status says so of what is asked for now. */
export function isReady(object: KubeObject): boolean {
  const { conditions = [] } = (object.status ?? {}) as { readonly conditions?: readonly Condition[] };
  return conditions.some(
    (c) => c.type === "Ready" && c.status === "True" && c.observedGeneration === object.metadata.generation,
  );
}

function told(objects: readonly KubeObject[]): string {
  const open = objects.filter((o) => !isReady(o)).slice(0, 5);
  return open
    .map((o) => `${o.metadata.name}: ${JSON.stringify((o.status as { conditions?: unknown })?.conditions)}`)
    .join("\n");
}
