import type { WatchEvent } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";

/**
 * Objects of a watch by something that is written in them, so that looking for a few does not read them all. Made
 * when it is first asked, and kept current by the watch's events from then on.
 */
export class ObjectIndex {
  readonly #list: () => readonly KubeObject[];
  readonly #termsOf: (object: KubeObject) => readonly string[];
  readonly #found = new Map<string, Map<string, KubeObject>>();
  /** The terms that each object is found by. */
  #terms: Map<string, readonly string[]> | undefined;

  /** `list` is the watch's own; `termsOf` says what an object is to be found by. */
  constructor(list: () => readonly KubeObject[], termsOf: (object: KubeObject) => readonly string[]) {
    this.#list = list;
    this.#termsOf = termsOf;
  }

  get(term: string): Iterable<KubeObject> {
    if (this.#terms === undefined) {
      this.#terms = new Map();
      for (const object of this.#list()) this.#put(this.#terms, object);
    }
    return this.#found.get(term)?.values() ?? [];
  }

  /** To be told of every event of the watch, when the watch itself shows it already. */
  take({ type, object }: WatchEvent): void {
    if (this.#terms === undefined) return;
    this.#remove(this.#terms, object);
    if (type !== "deleted") this.#put(this.#terms, object);
  }

  #remove(terms: Map<string, readonly string[]>, object: KubeObject): void {
    const key = keyOf(object);
    for (const term of terms.get(key) ?? []) {
      const objects = this.#found.get(term);
      if (objects?.delete(key) === true && objects.size === 0) this.#found.delete(term);
    }
    terms.delete(key);
  }

  #put(terms: Map<string, readonly string[]>, object: KubeObject): void {
    const key = keyOf(object);
    const own = this.#termsOf(object);
    terms.set(key, own);
    for (const term of own) {
      const objects = this.#found.get(term);
      if (objects === undefined) this.#found.set(term, new Map([[key, object]]));
      else objects.set(key, object);
    }
  }
}

function keyOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace ?? ""}/${name}`;
}
