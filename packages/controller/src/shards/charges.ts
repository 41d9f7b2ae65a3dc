import type { Cluster, KubeObject, Release } from "@upstart/engine";
import { withMakers } from "../deletion/makers.ts";
import { makerOf } from "../names.ts";
import { isOlder } from "../status/status-writer.ts";
import type { Objects } from "../world/objects.ts";
import { inChargeOf, shardOf } from "./charge.ts";

/** Which objects are in the charge of one shard, by the watches and by what was written since. */
export class Charges {
  /** The shard; "" for the one that keeps what names none. */
  readonly name: string;
  readonly #cluster: Pick<Cluster, "get" | "update">;
  readonly #objects: Pick<Objects, "get">;
  /** What we wrote and the watch does not show yet, by uid. */
  readonly #written = new Map<string, KubeObject>();

  constructor(
    name: string,
    ports: { readonly cluster: Pick<Cluster, "get" | "update">; readonly objects: Pick<Objects, "get"> },
  ) {
    this.name = name;
    this.#cluster = ports.cluster;
    this.#objects = ports.objects;
  }

  /** What a person wrote that an object is made of; itself, where a person wrote it. */
  rootOf(object: KubeObject): KubeObject {
    return this.current(withMakers({ objects: this.#objects as Objects }, object).at(-1)!);
  }

  /** What a person wrote that a release is of. */
  rootOfRelease({ owner: { kind, namespace, name } }: Pick<Release, "owner">): KubeObject | undefined {
    const root = this.#objects.get(kind as "UpstartService", `${namespace}/${name}`);
    return root === undefined ? undefined : this.current(root);
  }

  /** As it is, also where the watch is behind what we wrote. */
  current(root: KubeObject): KubeObject {
    const { uid = "", resourceVersion = "" } = root.metadata;
    const written = this.#written.get(uid);
    if (written === undefined) return root;
    if (isOlder(resourceVersion, written.metadata.resourceVersion ?? "")) return written;
    this.#written.delete(uid);
    return root;
  }

  /** It is in our charge, and is to stay there. What was made for somebody who is gone is kept by who had it made. */
  isKept(root: KubeObject): boolean {
    if (shardOf(root) !== this.name) return false;
    return makerOf(root) !== undefined || inChargeOf(root) === this.name;
  }

  /** It is to be in our charge, and is in nobody's. */
  isFree(root: KubeObject): boolean {
    return shardOf(root) === this.name && inChargeOf(root) === undefined;
  }

  /**
   * Changes a fresh copy, and only where nobody has written it since. Returns what is there now; undefined where it is
   * gone, or nothing had to be written. Throws ClusterError.
   */
  async put(object: KubeObject, change: (fresh: KubeObject) => KubeObject): Promise<KubeObject | undefined> {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid = "" } = metadata;
    const fresh = await this.#cluster.get({
      apiVersion,
      kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
    });
    if (fresh === undefined || fresh.metadata.uid !== uid) return undefined;
    const wanted = change(fresh);
    const after = wanted === fresh ? fresh : await this.#cluster.update(wanted);
    this.#written.set(uid, after);
    return wanted === fresh ? undefined : after;
  }

  forget(uid: string): void {
    this.#written.delete(uid);
  }
}
