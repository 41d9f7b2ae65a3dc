import type { KubeObject, WatchEvent } from "@upstart/engine";

/**
 * The last known state of each object of a selection. Every change of it is told once: an object that was deleted and
 * made again is told as both, one that is already known at this version is not told at all.
 */
export class ObjectCache {
  readonly #objects = new Map<string, KubeObject>();
  readonly #tell: (event: WatchEvent) => void;

  constructor(tell: (event: WatchEvent) => void) {
    this.#tell = tell;
  }

  get(name: string, namespace?: string): KubeObject | undefined {
    return this.#objects.get(keyOf({ name, ...(namespace === undefined ? {} : { namespace }) }));
  }

  list(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  /** Everything there is now. What is not among it has been deleted meanwhile. */
  replace(objects: readonly KubeObject[]): void {
    const present = new Set(objects.map((o) => keyOf(o.metadata)));
    for (const [key, known] of [...this.#objects]) if (!present.has(key)) this.delete(known);
    for (const object of objects) this.put(object);
  }

  put(object: KubeObject): void {
    const key = keyOf(object.metadata);
    const before = this.#objects.get(key);
    if (before !== undefined && before.metadata.uid !== object.metadata.uid) this.delete(before);
    const known = this.#objects.get(key);
    const version = object.metadata.resourceVersion;
    if (known !== undefined && version !== undefined && known.metadata.resourceVersion === version) return;
    this.#objects.set(key, object);
    this.#tell({ type: known === undefined ? "added" : "modified", object });
  }

  /** Tells the state that was known last. A namesake that was made since stays. */
  delete({ metadata }: KubeObject): void {
    const key = keyOf(metadata);
    const known = this.#objects.get(key);
    if (known === undefined || known.metadata.uid !== metadata.uid) return;
    this.#objects.delete(key);
    this.#tell({ type: "deleted", object: known });
  }
}

function keyOf({ name, namespace }: { readonly name: string; readonly namespace?: string }): string {
  return `${namespace ?? ""}/${name}`;
}
