import {
  API_VERSION,
  type Cluster,
  type Kind,
  type KubeObject,
  ObjectIndex,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";
import { needsWrittenIn } from "../names.ts";

/** The objects of our kinds, as the watches have them. */
export class Objects {
  readonly #cluster: Pick<Cluster, "watch">;
  readonly #namespaces: readonly string[];
  readonly #watches = new Map<Kind, readonly Watch[]>();
  /** By the uid of the object that made them. */
  readonly #made = new Map<Kind, ObjectIndex>();
  /** By the keys of the HelmReleases that they needed when they were made. */
  #needing: ObjectIndex | undefined;

  /** Of these namespaces; of all where there are none. */
  constructor(cluster: Pick<Cluster, "watch">, namespaces: readonly string[]) {
    this.#cluster = cluster;
    this.#namespaces = namespaces;
  }

  /** Opens the watches of a kind. Tells of what a controller may have to act on, and besides of each event. */
  open(
    kind: Kind,
    onChange: (event: WatchEvent) => void,
    onAny: (event: WatchEvent) => void = () => undefined,
  ): readonly Watch[] {
    const selections =
      this.#namespaces.length === 0
        ? [{ apiVersion: API_VERSION, kind }]
        : this.#namespaces.map((namespace) => ({ apiVersion: API_VERSION, kind, namespace }));
    const isNews = changeFilter();
    const made = new ObjectIndex(() => this.list(kind), controllersOf);
    const needing = new ObjectIndex(() => this.list(kind), needsWrittenIn);
    const watches = selections.map((s) =>
      this.#cluster.watch(s, (event) => {
        made.take(event);
        needing.take(event);
        onAny(event);
        if (isNews(event)) onChange(event);
      }),
    );
    this.#watches.set(kind, watches);
    this.#made.set(kind, made);
    if (kind === "HelmRelease") this.#needing = needing;
    return watches;
  }

  list(kind: Kind): KubeObject[] {
    return (this.#watches.get(kind) ?? []).flatMap((w) => w.list());
  }

  /** By `namespace/name`. */
  get(kind: Kind, key: string): KubeObject | undefined {
    const [namespace, name] = key.split("/") as [string, string];
    for (const watch of this.#watches.get(kind) ?? []) {
      const object = watch.get(name, namespace);
      if (object !== undefined) return object;
    }
    return undefined;
  }

  /** HelmReleases that needed this one when they were made, by its `namespace/name`. */
  needing(key: string): KubeObject[] {
    return [...(this.#needing?.get(key) ?? [])];
  }

  /** What an object has made. */
  madeBy({ metadata: { uid = "", namespace } }: KubeObject, kind: Kind): KubeObject[] {
    return [...(this.#made.get(kind)?.get(uid) ?? [])].filter((o) => o.metadata.namespace === namespace);
  }
}

function controllersOf({ metadata }: KubeObject): string[] {
  return (metadata.ownerReferences ?? []).filter((o) => o.controller === true).map((o) => o.uid);
}

/** Whether an event tells of more than a status. */
function changeFilter(): (event: WatchEvent) => boolean {
  const known = new Map<string, string>();
  return ({ type, object: { metadata } }) => {
    const id = `${metadata.namespace}/${metadata.name}`;
    if (type === "deleted") {
      known.delete(id);
      return true;
    }
    const { uid, generation, labels, annotations, deletionTimestamp, finalizers, ownerReferences } = metadata;
    const text = JSON.stringify([uid, generation, labels, annotations, deletionTimestamp, finalizers, ownerReferences]);
    if (known.get(id) === text) return false;
    known.set(id, text);
    return true;
  };
}
