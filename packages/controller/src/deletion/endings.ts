import {
  type Clock,
  type Cluster,
  ClusterError,
  ENDED_ANNOTATION,
  endedFrom,
  type GoneObject,
  isRevivable,
  type KubeObject,
  LABELS,
  type LeftObject,
  MANAGED_BY,
  writeEnded,
} from "@upstart/engine";
import { specOf } from "../branch/life.ts";
import type { Log } from "../runtime/log.ts";

interface Ports {
  readonly cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly clock: Clock;
  readonly log: Log;
}

const TRIES = 5;

/** Keeps what branch environments were when they are gone, each as an EndedEnvironment under its name. */
export class Endings {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** Writes on an environment that is being deleted why that is. One that is gone already has nothing to be written on. */
  async mark({ apiVersion, kind, metadata }: KubeObject, because: string): Promise<void> {
    const { name, namespace = "", uid } = metadata;
    await this.#insist(async ({ get, update }) => {
      const object = await get({ apiVersion, kind, namespace, name });
      if (object === undefined || object.metadata.uid !== uid) return;
      const annotations = { ...object.metadata.annotations, [ENDED_ANNOTATION]: because };
      await update({ ...object, metadata: { ...object.metadata, annotations } });
    });
  }

  /**
   * Writes down what an environment was that is about to be let go. Resolves when it is kept, or cannot be: what may not
   * be written holds up no deletion. Throws ClusterError where trying again may help.
   */
  async keep(object: KubeObject, left: readonly LeftObject[], gone: readonly GoneObject[]): Promise<void> {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace = "", uid } = metadata;
    if (!isRevivable(specOf(object))) return;
    try {
      // The watch may not have heard yet why it goes.
      const fresh = await this.#ports.cluster.get({ apiVersion, kind, namespace, name });
      const last = fresh?.metadata.uid === uid ? fresh! : object;
      const endedAt = `${new Date(this.#ports.clock.now()).toISOString().slice(0, 19)}Z`;
      await this.#write(writeEnded(endedFrom(last, { endedAt, left, gone })));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.retryable) throw error;
      this.#ports.log.warn("cannot keep what an environment was", { kind, namespace, name, error });
    }
  }

  async #write(wanted: KubeObject): Promise<void> {
    const { apiVersion, kind, metadata } = wanted;
    const { name, namespace = "" } = metadata;
    await this.#insist(async ({ get, create, update }) => {
      const before = await get({ apiVersion, kind, namespace, name });
      if (before === undefined) return void (await create(wanted));
      if (before.metadata.labels?.[LABELS.managedBy] !== MANAGED_BY)
        throw new ClusterError("AlreadyExists", `the ${kind} ${namespace}/${name} is somebody else's`);
      const { resourceVersion = "" } = before.metadata;
      await update({ ...wanted, metadata: { ...metadata, resourceVersion } });
    });
  }

  /** Again where somebody else has written meanwhile. */
  async #insist(write: (cluster: Ports["cluster"]) => Promise<void>): Promise<void> {
    for (let tried = 1; ; tried += 1)
      try {
        return await write(this.#ports.cluster);
      } catch (error) {
        if (!(error instanceof ClusterError) || error.code !== "Conflict" || tried >= TRIES) throw error;
      }
  }
}
