import {
  type Cluster,
  type KubeObject,
  LABELS,
  MANAGED_BY,
  OWNER_UID_ANNOTATION,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";

const MAX_LEFT = 1000;

/** The namespaces of the cluster, as the watch has them. */
export class Namespaces {
  #watch: Watch | undefined;
  /** Made by us, and gone since somebody asked. */
  readonly #left = new Set<string>();

  open(cluster: Pick<Cluster, "watch">, onEvent: (event: WatchEvent) => void): Watch {
    this.#watch = cluster.watch({ apiVersion: "v1", kind: "Namespace", metadataOnly: true }, (event) => {
      if (event.type === "deleted" && isMade(event.object)) this.#remember(event.object.metadata.name);
      onEvent(event);
    });
    return this.#watch;
  }

  /** All that are there. */
  list(): readonly KubeObject[] {
    return this.#watch?.list() ?? [];
  }

  /** Names of those that were made by us and have gone since this was asked last; the newest thousand. */
  takeLeft(): string[] {
    const left = [...this.#left];
    this.#left.clear();
    return left;
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
    return this.list()
      .filter((n) => staysWith(n, uid))
      .map(({ metadata }) => metadata.name);
  }

  isMadeFor(name: string, uid: string | undefined): boolean {
    const made = this.#get(name);
    return made !== undefined && staysWith(made, uid);
  }

  /** A standby, whom nobody asks, keeps no more than that either. */
  #remember(name: string): void {
    this.#left.add(name);
    if (this.#left.size > MAX_LEFT) this.#left.delete(this.#left.values().next().value!);
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
