import {
  API_VERSION,
  branchEnvironmentName,
  type Cluster,
  ClusterError,
  DELETED_BECAUSE_ANNOTATION,
  type KubeObject,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";
import type { Wanted } from "../decide/sources.ts";
import {
  changedEnvironment,
  FIELD_MANAGER,
  type MadeEnvironment,
  madeEnvironment,
  newEnvironment,
  type RevivedEnvironment,
} from "../environments/made.ts";
import type { Rule } from "../rules/rule.ts";

/** What became of the wish for an environment. */
export type Created = "created" | "is there already" | "is of somebody else" | "is going";

const DELETION_MANAGER = "upstart-forge-deletion";
const REMOVE_ATTEMPTS = 5;
const KIND = { apiVersion: API_VERSION, kind: "UpstartEnvironment" } as const;

/** The environments in the cluster: a live copy, and the only writes that are made to them. */
export class Environments {
  readonly #cluster: Cluster;
  readonly #watches = new Map<string, Watch>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Opens a watch of each namespace, once. */
  watch(namespaces: Iterable<string>, onEvent: (event: WatchEvent) => void): readonly Watch[] {
    for (const namespace of namespaces)
      this.#watches.set(namespace, this.#cluster.watch({ ...KIND, namespace }, onEvent));
    return [...this.#watches.values()];
  }

  get(namespace: string, name: string): KubeObject | undefined {
    return this.#watches.get(namespace)?.get(name, namespace);
  }

  /** All that this program has made. */
  made(): readonly MadeEnvironment[] {
    return this.#ours(this.#watches.keys()).map(({ made }) => made);
  }

  /** The objects of a namespace that this program has made. */
  objectsIn(namespace: string): readonly KubeObject[] {
    return this.#ours([namespace]).map(({ object }) => object);
  }

  /** Those that this program has made by a rule. */
  of({ namespace, repository }: Rule): readonly MadeEnvironment[] {
    return this.#ours([namespace]).flatMap(({ made }) => (made.repository === repository ? [made] : []));
  }

  #ours(namespaces: Iterable<string>): readonly { readonly object: KubeObject; readonly made: MadeEnvironment }[] {
    const all = [...namespaces].flatMap((namespace) => this.#watches.get(namespace)?.list() ?? []);
    return all.flatMap((object) => {
      const made = madeEnvironment(object);
      return made === undefined ? [] : [{ object, made }];
    });
  }

  /** Creates one, and writes its uid on it. What is there under that name stays as it is. Throws ClusterError. */
  async create(rule: Rule, wanted: Wanted): Promise<Created> {
    try {
      const object = await this.#cluster.create(newEnvironment(rule, wanted));
      const made = madeEnvironment(object);
      if (made !== undefined) await this.change(made, wanted);
      return "created";
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== "AlreadyExists") throw error;
    }
    const name = branchEnvironmentName({ repository: rule.repository, ref: wanted.ref });
    const there = await this.#cluster.get({ ...KIND, namespace: rule.namespace, name });
    const made = there === undefined ? undefined : madeEnvironment(there);
    if (made?.isTerminating === true) return "is going";
    return made === undefined ? "is of somebody else" : "is there already";
  }

  /** Lets one show what is wanted; one that was brought back is ours from then on. Code `Conflict` where another has come in its place. Throws ClusterError. */
  async change(environment: MadeEnvironment | RevivedEnvironment, wanted: Wanted): Promise<void> {
    await this.#cluster.apply(changedEnvironment(environment, wanted), { fieldManager: FIELD_MANAGER, force: true });
  }

  /**
   * Deletes the very object that was looked at, by its uid, if it is still one that this program has made; first writes
   * on it why. Returns it as it was; undefined where there is none. Throws ClusterError.
   */
  async remove({ namespace, name, uid }: MadeEnvironment, why: string): Promise<KubeObject | undefined> {
    const key = { ...KIND, namespace, name };
    const object = await this.#cluster.get(key);
    if (object === undefined || madeEnvironment(object)?.uid !== uid) return undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        const metadata = { name, namespace, uid, annotations: { [DELETED_BECAUSE_ANNOTATION]: why } };
        const marked = await this.#cluster.apply(
          { ...KIND, metadata },
          { fieldManager: DELETION_MANAGER, force: true },
        );
        if (madeEnvironment(marked)?.uid !== uid) return undefined;
        await this.#cluster.delete(key, { uid, resourceVersion: marked.metadata.resourceVersion! });
        return object;
      } catch (error) {
        // Statuses are written all the time; only what is still ours in its newest version goes.
        if (!(error instanceof ClusterError) || error.code !== "Conflict" || attempt >= REMOVE_ATTEMPTS) throw error;
      }
    }
  }

  /** Deletes one because a person asks for it: the very object, by its uid. Throws ClusterError. */
  async end({ namespace, name, uid }: MadeEnvironment): Promise<void> {
    await this.#cluster.delete({ ...KIND, namespace, name }, { uid });
  }

  /**
   * Writes annotations under a name of its own, in the place of those that were written under it before; on exactly
   * that object, and nothing where it is gone or another has come. Throws ClusterError.
   */
  async annotate(
    { metadata }: KubeObject,
    fieldManager: string,
    annotations: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { name, namespace = "", uid = "" } = metadata;
    const object = { ...KIND, metadata: { name, namespace, uid, annotations } };
    try {
      await this.#cluster.apply(object, { fieldManager, force: true });
    } catch (error) {
      if (!(error instanceof ClusterError) || (error.code !== "Conflict" && error.code !== "NotFound")) throw error;
    }
  }
}
