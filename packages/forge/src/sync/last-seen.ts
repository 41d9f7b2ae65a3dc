import { isDeepStrictEqual } from "node:util";
import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import {
  type Clock,
  type Cluster,
  DELETED_BECAUSE_ANNOTATION,
  type KubeObject,
  LABELS,
  MADE_BY_LABEL,
  MANAGED_BY,
  type WatchEvent,
} from "@upstart/engine";
import { madeEnvironment, UID_ANNOTATION } from "../environments/made.ts";
import { COMMENT_ANNOTATION } from "./comments.ts";
import { DEPLOYMENT_ANNOTATION } from "./deployments.ts";
import type { Environments } from "./environments.ts";

export interface LastSeenOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly clock: Clock;
  readonly environments: Environments;
  readonly namespaces: ReadonlySet<string>;
  /** Told of what has gone while nobody was there, as if it had been seen to go now. */
  readonly replay: (event: WatchEvent) => void;
}

/** Where it is kept, in the namespace of the environments. */
const CONFIG_MAP = "upstart.forge";
/** What changes within it shares a write. */
const GATHER_MS = 5000;
/** How long what is gone is kept: by then the forge has been told, or is told by whoever has heard of it. */
const GONE_MS = 60_000;
const MAX_KEPT = 1000;
const ANNOTATIONS = [UID_ANNOTATION, DELETED_BECAUSE_ANNOTATION, DEPLOYMENT_ANNOTATION, COMMENT_ANNOTATION];

/**
 * What each environment of ours was like when it was seen last, kept in the cluster. An environment takes with it what
 * was told of it; one that goes while this program is down would be told of as running for ever, and be made again.
 */
export class LastSeen {
  readonly #options: LastSeenOptions;
  /** Since when what is gone is known to be, by uid. */
  readonly #goneSince = new Map<string, number>();
  readonly #firstLooks: ReadonlyMap<string, PromiseWithResolvers<void>>;
  #hasBegun = false;
  #enqueue: Enqueue = () => undefined;

  constructor(options: LastSeenOptions) {
    this.#options = options;
    this.#firstLooks = new Map([...options.namespaces].map((ns) => [ns, Promise.withResolvers<void>()]));
  }

  /** Resolves when what had gone before this program led has been replayed, or could not be read. Never rejects. */
  async replayed(): Promise<void> {
    await Promise.all([...this.#firstLooks.values()].map((look) => look.promise));
  }

  get reconciler(): Reconciler {
    return {
      name: "last-seen",
      workers: 1,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return [];
      },
      keys: () => this.#options.namespaces,
      reconcile: (run) => this.#run(run).finally(() => this.#firstLooks.get(run.key)?.resolve()),
    };
  }

  hear({ type, object }: WatchEvent): void {
    if (madeEnvironment(object) === undefined) return;
    const { namespace = "", uid = "" } = object.metadata;
    // Before, nobody has told of it: what is heard while another one leads is replayed.
    if (type === "deleted" && this.#hasBegun) this.#goneSince.set(uid, this.#options.clock.now());
    this.#enqueue(namespace, "wake", GATHER_MS);
  }

  async #run({ key: namespace }: Run): Promise<Result> {
    const { cluster, environments } = this.#options;
    this.#hasBegun = true;
    const before = await cluster.get({ apiVersion: "v1", kind: "ConfigMap", namespace, name: CONFIG_MAP });
    const there = new Map(environments.objectsIn(namespace).map((o) => [o.metadata.uid ?? "", copyOf(o)]));
    const gone = [...copiesIn(before)].filter(([uid]) => !there.has(uid)).filter(([, copy]) => this.#isRecent(copy));
    const kept = new Map([...there, ...gone].slice(0, MAX_KEPT));
    await this.#write(namespace, before, kept);
    for (const uid of this.#goneSince.keys()) if (!kept.has(uid)) this.#goneSince.delete(uid);
    return gone.length === 0 ? {} : { requeueAfterMs: GONE_MS };
  }

  /** Whether one that is gone is to be kept for a while; replays it where nobody has heard of its end. */
  #isRecent(copy: KubeObject): boolean {
    const { uid = "" } = copy.metadata;
    const now = this.#options.clock.now();
    const since = this.#goneSince.get(uid);
    if (since !== undefined) return now - since < GONE_MS;
    this.#goneSince.set(uid, now);
    this.#options.replay({ type: "deleted", object: copy });
    return true;
  }

  async #write(
    namespace: string,
    before: KubeObject | undefined,
    kept: ReadonlyMap<string, KubeObject>,
  ): Promise<void> {
    const data = Object.fromEntries([...kept].map(([uid, copy]) => [uid, JSON.stringify(copy)]));
    if (isDeepStrictEqual(data, before?.data ?? {})) return;
    const metadata = { name: CONFIG_MAP, namespace, labels: { [LABELS.managedBy]: MANAGED_BY } };
    if (before === undefined)
      await this.#options.cluster.create({ apiVersion: "v1", kind: "ConfigMap", metadata, data });
    else await this.#options.cluster.update({ ...before, data });
  }
}

function copyOf({ apiVersion, kind, metadata, spec }: KubeObject): KubeObject {
  const { name, namespace = "", uid = "", labels = {}, annotations = {} } = metadata;
  const told = ANNOTATIONS.flatMap((key) => (annotations[key] === undefined ? [] : [[key, annotations[key]] as const]));
  const { source } = (spec ?? {}) as { readonly source?: unknown };
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      uid,
      labels: { [MADE_BY_LABEL]: labels[MADE_BY_LABEL] ?? "" },
      annotations: Object.fromEntries(told),
    },
    spec: { source },
  };
}

function copiesIn(configMap: KubeObject | undefined): Map<string, KubeObject> {
  const data = (configMap?.data ?? {}) as Readonly<Record<string, string>>;
  return new Map(
    Object.entries(data).flatMap(([uid, text]) => {
      const copy = copyFrom(text);
      return copy === undefined || copy.metadata.uid !== uid ? [] : [[uid, copy] as const];
    }),
  );
}

function copyFrom(text: string): KubeObject | undefined {
  try {
    const copy = JSON.parse(text) as KubeObject | null;
    return typeof copy?.metadata?.name === "string" && madeEnvironment(copy) !== undefined ? copy : undefined;
  } catch {
    return undefined; // somebody has edited it: of that one nothing is told
  }
}
