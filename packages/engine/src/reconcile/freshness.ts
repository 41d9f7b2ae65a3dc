import { type Cluster, ClusterError } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { keyText } from "./object-key.ts";
import type { Timers } from "./timers.ts";

/** What cannot be reached is asked so much later again. */
const ASK_AGAIN_MS = 2000;

/**
 * Knows which objects a watch is behind on. Helm may have ended before a watch tells what it wrote, and what is still
 * shown looks ready, or holds an output's old value.
 */
export class Freshness {
  readonly #cluster: Pick<Cluster, "get">;
  readonly #timers: Pick<Timers, "after">;
  readonly #versions = new Map<string, string>();
  /** What could not be read, by who is to ask again. */
  readonly #unread = new Map<string, object>();

  constructor(cluster: Pick<Cluster, "get">, timers: Pick<Timers, "after">) {
    this.#cluster = cluster;
    this.#timers = timers;
  }

  /**
   * Asks the server for the versions of objects that were just written. What may not be read is taken as seen. What
   * cannot be read now counts as behind until it can, and `onRead` is told then.
   */
  async read(keys: readonly ObjectKey[], onRead: () => void): Promise<void> {
    await Promise.all(keys.map((key) => this.#read(key, onRead)));
  }

  /** Whether the object is older than what was read of it, or may be. */
  isBehind(key: ObjectKey, seen: KubeObject | undefined): boolean {
    if (seen === undefined) return false;
    if (this.#unread.has(keyText(key))) return true;
    const wanted = this.#versions.get(keyText(key));
    return wanted !== undefined && isOlder(seen.metadata.resourceVersion, wanted);
  }

  async #read(key: ObjectKey, onRead: () => void): Promise<void> {
    const text = keyText(key);
    const asking = {};
    this.#unread.set(text, asking);
    const version = await this.#version(key);
    if (this.#unread.get(text) !== asking) return; // it was written again since, and is asked for anew
    if (version === "unknown")
      return void this.#timers.after(ASK_AGAIN_MS, () => void this.#readAgain(key, asking, onRead));
    this.#unread.delete(text);
    if (version === undefined) this.#versions.delete(text);
    else this.#versions.set(text, version);
  }

  async #readAgain(key: ObjectKey, asking: object, onRead: () => void): Promise<void> {
    if (this.#unread.get(keyText(key)) !== asking) return;
    await this.#read(key, onRead);
    if (!this.#unread.has(keyText(key))) onRead();
  }

  async #version(key: ObjectKey): Promise<string | undefined> {
    try {
      return (await this.#cluster.get(key))?.metadata.resourceVersion;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      return error.retryable ? "unknown" : undefined; // may not be read: the watch tells in its own time
    }
  }
}

/** Resource versions of one kind are numbers that grow; what is no number cannot be compared and counts as current. */
function isOlder(version: string | undefined, than: string): boolean {
  const isNumber = /^\d+$/;
  return version !== undefined && isNumber.test(version) && isNumber.test(than) && BigInt(version) < BigInt(than);
}
