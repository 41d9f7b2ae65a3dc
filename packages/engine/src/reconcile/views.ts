import {
  type Cluster,
  ClusterError,
  type KubeObject,
  type ObjectKey,
  type Selection,
  type Watch,
  type WatchEvent,
} from "./ports.ts";

/** A watch that others share, and how it is doing. */
export interface View {
  readonly selection: Selection;
  readonly watch: Watch;
  readonly isSynced: () => boolean;
  /** Set when the selection cannot be watched at all: forbidden, or the kind does not exist. */
  readonly error: () => ClusterError | undefined;
}

/** Watches by selection, each opened once, all closed together. */
export class Views {
  readonly #cluster: Cluster;
  readonly #onChange: (selection: Selection, object: KubeObject) => void;
  readonly #views = new Map<string, { view: View; settled: Promise<void> }>();

  constructor(cluster: Cluster, onChange: (selection: Selection, object: KubeObject) => void) {
    this.#cluster = cluster;
    this.#onChange = onChange;
  }

  /** Opens the selection if it is not open yet. It fills in the background. */
  open(selection: Selection): View {
    const key = JSON.stringify([
      selection.apiVersion,
      selection.kind,
      selection.namespace,
      selection.labelSelector,
      selection.fieldSelector,
      selection.metadataOnly,
    ]);
    const known = this.#views.get(key);
    if (known !== undefined) return known.view;
    let isSynced = false;
    let error: ClusterError | undefined;
    const watch = this.#cluster.watch(selection, (event: WatchEvent) => this.#onChange(selection, event.object));
    const settled = watch.synced.then(
      () => {
        isSynced = true;
      },
      (cause: unknown) => {
        error =
          cause instanceof ClusterError
            ? cause
            : new ClusterError("ServerError", `cannot watch ${selection.kind}`, { cause });
      },
    );
    const view: View = { selection, watch, isSynced: () => isSynced, error: () => error };
    this.#views.set(key, { view, settled });
    return view;
  }

  /** Resolves when every view opened so far is filled, or known not to be watchable. */
  async settled(): Promise<void> {
    await Promise.all([...this.#views.values()].map((v) => v.settled));
  }

  /** The first view that cannot be watched, among those that `needed` picks. */
  failure(needed: (selection: Selection) => boolean): ClusterError | undefined {
    for (const { view } of this.#views.values()) {
      const error = view.error();
      if (error !== undefined && needed(view.selection)) return error;
    }
    return undefined;
  }

  close(): void {
    for (const { view } of this.#views.values()) view.watch.stop();
    this.#views.clear();
  }
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

/** The selection that shows an object of a release among its kind. */
export function selectionFor({ apiVersion, kind, namespace }: ObjectKey): Selection {
  return {
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(PASSIVE.has(`${apiVersion}/${kind}`) ? { metadataOnly: true } : {}),
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
