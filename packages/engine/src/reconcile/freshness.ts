import { keyText } from "./object-key.ts";
import { type Cluster, ClusterError, type KubeObject, type ObjectKey } from "./ports.ts";

/**
 * Knows which objects a watch is behind on. Helm may have ended before a watch tells what it wrote, and what is still
 * shown looks ready, or holds an output's old value.
 */
export class Freshness {
  readonly #cluster: Pick<Cluster, "get">;
  readonly #versions = new Map<string, string>();

  constructor(cluster: Pick<Cluster, "get">) {
    this.#cluster = cluster;
  }

  /** Asks the server for the versions of objects that were just written. What it does not tell is taken as seen. */
  async read(keys: readonly ObjectKey[]): Promise<void> {
    await Promise.all(
      keys.map(async (key) => {
        const version = await this.#version(key);
        if (version === undefined) this.#versions.delete(keyText(key));
        else this.#versions.set(keyText(key), version);
      }),
    );
  }

  /** Whether the object is older than what was read of it. */
  isBehind(key: ObjectKey, seen: KubeObject | undefined): boolean {
    const wanted = this.#versions.get(keyText(key));
    if (wanted === undefined || seen === undefined) return false;
    return isOlder(seen.metadata.resourceVersion, wanted);
  }

  async #version(key: ObjectKey): Promise<string | undefined> {
    try {
      return (await this.#cluster.get(key))?.metadata.resourceVersion;
    } catch (error) {
      if (error instanceof ClusterError) return undefined; // not to be had: the watch tells in its own time
      throw error;
    }
  }
}

/** Resource versions of one kind are numbers that grow; what is no number cannot be compared and counts as current. */
function isOlder(version: string | undefined, than: string): boolean {
  const isNumber = /^\d+$/;
  return version !== undefined && isNumber.test(version) && isNumber.test(than) && BigInt(version) < BigInt(than);
}
