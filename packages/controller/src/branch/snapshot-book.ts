import { type KubeObject, VOLUME_SNAPSHOT, type Watch } from "@upstart/engine";
import type { Context } from "../context.ts";
import { helmReleaseOf, queueKey } from "../names.ts";

interface Page {
  readonly watches: Map<string, Watch>;
  readonly askedAt: Map<string, number>;
  readonly told: Set<string>;
}

/** What is remembered of the snapshots that environments wait for which are being deleted. */
export class SnapshotBook {
  readonly #pages = new Map<string, Page>();

  /** Wakes what waits in one of an environment's namespaces whenever a snapshot changes there. */
  follow(context: Context, environment: KubeObject, namespace: string): void {
    const { watches } = this.#page(environment);
    if (watches.has(namespace)) return;
    const wake = () => {
      context.wake("UpstartEnvironment", queueKey(environment));
      for (const object of context.objects.list("HelmRelease"))
        if (object.metadata.deletionTimestamp !== undefined && helmReleaseOf(object).namespace === namespace)
          context.wake("HelmRelease", queueKey(object));
    };
    const watch = context.cluster.watch({ ...VOLUME_SNAPSHOT, namespace }, wake);
    watch.synced.catch(() => undefined); // what waits looks again by itself, only later
    watches.set(namespace, watch);
  }

  /** When a snapshot was asked for first, in milliseconds: by its name, with the name of its namespace. */
  askedAt({ clock }: Pick<Context, "clock">, environment: KubeObject, { metadata }: KubeObject): number {
    const { askedAt } = this.#page(environment);
    const key = `${metadata.namespace}/${metadata.name}`;
    const at = askedAt.get(key) ?? clock.now();
    askedAt.set(key, at);
    return at;
  }

  /** Whether the content of a snapshot was asked about before; from now on it was. */
  isTold(environment: KubeObject, content: string): boolean {
    const { told } = this.#page(environment);
    const isTold = told.has(content);
    told.add(content);
    return isTold;
  }

  forget(uid: string): void {
    for (const watch of this.#pages.get(uid)?.watches.values() ?? []) watch.stop();
    this.#pages.delete(uid);
  }

  stop(): void {
    for (const uid of [...this.#pages.keys()]) this.forget(uid);
  }

  #page({ metadata: { uid = "" } }: KubeObject): Page {
    const page = this.#pages.get(uid) ?? { watches: new Map(), askedAt: new Map(), told: new Set() };
    this.#pages.set(uid, page);
    return page;
  }
}
