import type { NodeId, Release } from "../graph/graph.ts";
import type { Selection } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { keyText } from "./object-key.ts";
import { isWorkload, outputKey } from "./observe.ts";
import { helmStorage, selectionKey } from "./views.ts";

/** Knows which releases are to be looked at again when something changes. Never asks more of them than that. */
export class WakeIndex {
  readonly #releases = new Map<string, Set<NodeId>>();
  readonly #isBlocked: (id: NodeId) => boolean;

  /** Pods tell why a workload is not ready, so only releases that have such a one are asked to look at them. */
  constructor(isBlocked: (id: NodeId) => boolean) {
    this.#isBlocked = isBlocked;
  }

  /** The release is woken by Helm's records of it, its outputs, its objects, and by views of them that fill. */
  add(release: Release, objects: readonly ObjectKey[], selections: readonly Selection[]): void {
    this.#put(helmText(release.namespace, release.releaseName), release.id);
    for (const source of release.outputsFrom) this.#put(keyText(outputKey(release, source)), release.id);
    for (const key of objects) {
      this.#put(keyText(key), release.id);
      if (isWorkload(key)) this.#put(podsText(key.namespace), release.id);
    }
    for (const selection of [helmStorage(release.namespace), ...selections])
      this.#put(selectionKey(selection), release.id);
  }

  /** Who is touched by a change of an object that a view showed. */
  touchedBy(selection: Selection, { metadata: { namespace, name, labels } }: KubeObject): Iterable<NodeId> {
    const { apiVersion, kind } = selection;
    if (selection.labelSelector !== undefined) return this.#get(helmText(namespace, labels?.name));
    const own = this.#get(keyText({ apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name }));
    if (kind !== "Pod") return own;
    return [...own, ...[...this.#get(podsText(namespace))].filter(this.#isBlocked)];
  }

  /** Who looks through a view. */
  usersOf(selection: Selection): Iterable<NodeId> {
    return this.#get(selectionKey(selection));
  }

  #put(key: string, id: NodeId): void {
    const ids = this.#releases.get(key);
    if (ids === undefined) this.#releases.set(key, new Set([id]));
    else ids.add(id);
  }

  #get(key: string): Iterable<NodeId> {
    return this.#releases.get(key) ?? [];
  }
}

function helmText(namespace: string | undefined, releaseName: string | undefined): string {
  return `helm/${namespace}/${releaseName}`;
}

function podsText(namespace: string | undefined): string {
  return `pods/${namespace}`;
}
