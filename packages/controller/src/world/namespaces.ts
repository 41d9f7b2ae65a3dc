import {
  type Cluster,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  OWNER_UID_ANNOTATION,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";

/** The namespaces of the cluster, as the watch has them. */
export class Namespaces {
  #watch: Watch | undefined;

  open(cluster: Pick<Cluster, "watch">, onEvent: (event: WatchEvent) => void): Watch {
    this.#watch = cluster.watch({ apiVersion: "v1", kind: "Namespace", metadataOnly: true }, onEvent);
    return this.#watch;
  }

  isThere(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** It is on its way out: nothing new can be made there, and what is there goes with it. */
  isLeaving(name: string): boolean {
    return this.#get(name)?.metadata.deletionTimestamp !== undefined;
  }

  /** Made by us, for whomever. */
  isMade(name: string): boolean {
    const made = this.#get(name);
    return made !== undefined && isMade(made);
  }

  /** Those that were made for an owner and stay. */
  madeFor(uid: string | undefined): string[] {
    return (this.#watch?.list() ?? []).filter((n) => staysWith(n, uid)).map(({ metadata }) => metadata.name);
  }

  isMadeFor(name: string, uid: string | undefined): boolean {
    const made = this.#get(name);
    return made !== undefined && staysWith(made, uid);
  }

  #get(name: string): KubeObject | undefined {
    return this.#watch?.get(name);
  }
}

function staysWith(namespace: KubeObject, uid: string | undefined): boolean {
  const { annotations, deletionTimestamp } = namespace.metadata;
  return isMade(namespace) && annotations?.[OWNER_UID_ANNOTATION] === uid && deletionTimestamp === undefined;
}

function isMade({ metadata }: KubeObject): boolean {
  return (
    metadata.labels?.[LABELS.managedBy] === MANAGED_BY && metadata.annotations?.[OWNER_UID_ANNOTATION] !== undefined
  );
}
