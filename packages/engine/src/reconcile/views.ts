import { type Cluster, ClusterError, type Selection, type Watch, type WatchEvent } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { ObjectIndex } from "./object-index.ts";

/** A watch that others share, and how it is doing. */
export interface View {
  readonly selection: Selection;
  readonly watch: Watch;
  /** Objects by their label `name`, which is how Helm marks the records of a release. */
  readonly named: (name: string) => Iterable<KubeObject>;
  readonly isSynced: () => boolean;
  /** Set when the selection cannot be watched at all: forbidden, or the kind does not exist. */
  readonly error: () => ClusterError | undefined;
}

/** Told of what happens in the views. */
export interface ViewListener {
  changed(selection: Selection, event: WatchEvent): void;
  /** The view is filled, or `error` says why it cannot be watched. */
  settled(selection: Selection, error: ClusterError | undefined): void;
}

/** Watches by selection, each opened once, all closed together. */
export class Views {
  readonly #cluster: Cluster;
  readonly #listener: ViewListener;
  readonly #views = new Map<string, { view: View; settled: Promise<void>; isRequired: boolean; epoch: number }>();
  #epoch = 0;

  constructor(cluster: Cluster, listener: ViewListener) {
    this.#cluster = cluster;
    this.#listener = listener;
  }

  /** Opens the selection if it is not open yet. It fills in the background. Without a required one there is no going on. */
  open(selection: Selection, options: { readonly required?: boolean } = {}): View {
    const key = selectionKey(selection);
    const known = this.#views.get(key);
    if (known !== undefined) {
      known.isRequired ||= options.required === true;
      known.epoch = this.#epoch;
      return known.view;
    }
    const opened = this.#watch(selection);
    this.#views.set(key, { ...opened, isRequired: options.required === true, epoch: this.#epoch });
    return opened.view;
  }

  /** Watches anew what could not be watched: rights may have been given since. Until that works all stays as it is. */
  tryAgain(selection: Selection): void {
    const key = selectionKey(selection);
    const failed = this.#views.get(key);
    if (failed?.view.error() === undefined) return;
    const opened = this.#watch(selection, (error) => {
      const isWanted = this.#views.get(key) === failed;
      const former = isWanted && error === undefined ? failed : opened;
      former.view.watch.stop();
      if (former === failed) this.#views.set(key, { ...failed, ...opened });
      if (isWanted) this.#listener.settled(selection, error);
    });
  }

  #watch(
    selection: Selection,
    onSettled = (error: ClusterError | undefined) => this.#listener.settled(selection, error),
  ): { view: View; settled: Promise<void> } {
    let isSynced = false;
    let error: ClusterError | undefined;
    const names = new ObjectIndex(
      () => watch.list(),
      ({ metadata: { labels } }) => (labels?.name === undefined ? [] : [labels.name]),
    );
    const watch = this.#cluster.watch(selection, (event) => {
      names.take(event);
      this.#listener.changed(selection, event);
    });
    const settled = watch.synced
      .then(
        () => {
          isSynced = true;
        },
        (cause: unknown) => {
          error =
            cause instanceof ClusterError
              ? cause
              : new ClusterError("ServerError", `cannot watch ${selection.kind}`, { cause });
        },
      )
      .then(() => onSettled(error));
    const named = (name: string) => names.get(name);
    return { view: { selection, watch, named, isSynced: () => isSynced, error: () => error }, settled };
  }

  /** Resolves when every required view opened so far is filled; rejects with what keeps one from being watched. */
  async required(): Promise<void> {
    const required = [...this.#views.values()].filter((v) => v.isRequired);
    await Promise.all(required.map((v) => v.settled));
    for (const { view } of required) {
      const error = view.error();
      if (error !== undefined) throw error;
    }
  }

  /** Resolves when every view opened so far is filled, or known not to be watchable. */
  async settled(): Promise<void> {
    await Promise.all([...this.#views.values()].map((v) => v.settled));
  }

  /** Closes what is not opened again meanwhile. */
  keepOnly(open: () => void): void {
    this.#epoch += 1;
    open();
    for (const [key, { view, epoch }] of this.#views) {
      if (epoch === this.#epoch) continue;
      view.watch.stop();
      this.#views.delete(key);
    }
  }

  close(): void {
    for (const { view } of this.#views.values()) view.watch.stop();
    this.#views.clear();
  }
}

/** One text per selection, to index it by. */
export function selectionKey(selection: Selection): string {
  const { apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly } = selection;
  return JSON.stringify([apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly]);
}

/** Kinds that are as good as ready once they are there: only their metadata is watched. */
const PASSIVE: ReadonlySet<string> = new Set([
  "v1/ConfigMap",
  "v1/Secret",
  "v1/ServiceAccount",
  "v1/LimitRange",
  "v1/ResourceQuota",
  "rbac.authorization.k8s.io/v1/Role",
  "rbac.authorization.k8s.io/v1/RoleBinding",
  "rbac.authorization.k8s.io/v1/ClusterRole",
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
  "networking.k8s.io/v1/NetworkPolicy",
  "scheduling.k8s.io/v1/PriorityClass",
  "storage.k8s.io/v1/StorageClass",
]);

/** Whether an object is as good as ready once it is there. */
export function isPassive({ apiVersion, kind }: ObjectKey): boolean {
  return PASSIVE.has(`${apiVersion}/${kind}`);
}

/** The selection that shows an object of a release among its kind. */
export function selectionFor(key: ObjectKey): Selection {
  const { apiVersion, kind, namespace } = key;
  return {
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(isPassive(key) ? { metadataOnly: true } : {}),
  };
}

/** Helm's own records in a namespace: which releases there are, in what state. */
export function helmStorage(namespace: string): Selection {
  return { apiVersion: "v1", kind: "Secret", namespace, labelSelector: "owner=helm", metadataOnly: true };
}

/** The Secrets or ConfigMaps that outputs may be in. Helm's records hold whole charts and are left out. */
export function outputObjects(kind: "Secret" | "ConfigMap", namespace: string): Selection {
  return {
    apiVersion: "v1",
    kind,
    namespace,
    ...(kind === "Secret" ? { fieldSelector: "type!=helm.sh/release.v1" } : {}),
  };
}

/** Pods, for what keeps a workload from being ready. */
export function podsIn(namespace: string): Selection {
  return { apiVersion: "v1", kind: "Pod", namespace };
}
