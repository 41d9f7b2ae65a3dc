import { type Cluster, ClusterError, type KubeObject } from "@upstart/engine";
import { fieldsOf, isText } from "../forge/fields.ts";

/** An environment of ours that somebody else has ended, and the commit that it showed. */
export interface Ending {
  readonly uid: string;
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
}

/** Where endings are kept, in the namespace of the environments. */
const CONFIG_MAP = "upstart.forge.not-again";
const ATTEMPTS = 5;

/**
 * Which environments somebody has ended whose branch may still be there: those are not made again of themselves. Kept
 * in the cluster by the environments' names, so that a restart brings none of them back. Throws ClusterError.
 */
export class Ended {
  readonly #cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly #known = new Map<string, ReadonlyMap<string, Ending>>();

  constructor(cluster: Pick<Cluster, "get" | "create" | "update">) {
    this.#cluster = cluster;
  }

  async get(namespace: string, name: string): Promise<Ending | undefined> {
    return (await this.#of(namespace)).get(name);
  }

  async remember(namespace: string, name: string, ending: Ending): Promise<void> {
    await this.#change(namespace, (all) => all.set(name, ending));
  }

  async forget(namespace: string, name: string): Promise<void> {
    if ((await this.#of(namespace)).has(name)) await this.#change(namespace, (all) => all.delete(name));
  }

  /** Forgets those of a repository that need not be remembered any more. */
  async prune(namespace: string, repository: string, isOfUse: (ref: string) => boolean): Promise<void> {
    const isOver = (e: Ending) => e.repository === repository && !isOfUse(e.ref);
    if (![...(await this.#of(namespace)).values()].some(isOver)) return;
    await this.#change(namespace, (all) => {
      for (const [name, ending] of all) if (isOver(ending)) all.delete(name);
    });
  }

  async #of(namespace: string): Promise<ReadonlyMap<string, Ending>> {
    return this.#known.get(namespace) ?? this.#read(namespace, await this.#cluster.get(keyOf(namespace)));
  }

  #read(namespace: string, object: KubeObject | undefined): ReadonlyMap<string, Ending> {
    const entries = Object.entries(fieldsOf(object?.data)).flatMap(([name, text]) => {
      const ending = endingIn(String(text));
      return ending === undefined ? [] : [[name, ending] as const];
    });
    const all = new Map(entries);
    this.#known.set(namespace, all);
    return all;
  }

  async #change(namespace: string, change: (all: Map<string, Ending>) => void): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const before = await this.#cluster.get(keyOf(namespace));
      const all = new Map(this.#read(namespace, before));
      change(all);
      const data = Object.fromEntries([...all].map(([name, ending]) => [name, JSON.stringify(ending)]));
      try {
        if (before === undefined) await this.#cluster.create({ ...objectOf(namespace), data });
        else await this.#cluster.update({ ...before, data });
        this.#known.set(namespace, all);
        return;
      } catch (error) {
        const isRace = error instanceof ClusterError && ["Conflict", "AlreadyExists"].includes(error.code);
        if (!isRace || attempt >= ATTEMPTS) throw error;
      }
    }
  }
}

function keyOf(namespace: string) {
  return { apiVersion: "v1", kind: "ConfigMap", namespace, name: CONFIG_MAP };
}

function objectOf(namespace: string): KubeObject {
  const labels = { "app.kubernetes.io/managed-by": "upstart" };
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: CONFIG_MAP, namespace, labels } };
}

function endingIn(text: string): Ending | undefined {
  try {
    const { uid, repository, ref, sha } = fieldsOf(JSON.parse(text));
    if (!isText(uid) || !isText(repository) || !isText(ref) || !isText(sha)) return undefined;
    return { uid, repository, ref, sha };
  } catch {
    return undefined; // somebody has edited it: that environment may come back
  }
}
