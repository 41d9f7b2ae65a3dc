import type { Values } from "../spec/objects.ts";

/** A Kubernetes object as the API server sends it. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
    /** In watches only who has written it, each by name, without the fields and without those who write statuses. */
    readonly managedFields?: readonly ManagedFields[];
    readonly ownerReferences?: readonly {
      readonly apiVersion: string;
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
      readonly controller?: boolean;
    }[];
  };
  readonly [field: string]: unknown;
}

/** Who says which fields of an object: the server's own record of it. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: object;
}

/** Names one object. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Which objects a list or watch is about. Without `namespace`: of all namespaces. */
export interface Selection {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Only metadata is fetched and kept (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
}

export interface WatchEvent {
  readonly type: "added" | "modified" | "deleted";
  readonly object: KubeObject;
}

/** A live copy of a selection, kept current until stopped, whatever the connection does in between. */
export interface Watch {
  /** Resolves when the first list is in; rejects with a ClusterError when it cannot be had (forbidden, no such kind). */
  readonly synced: Promise<void>;
  get(name: string, namespace?: string): KubeObject | undefined;
  list(): readonly KubeObject[];
  stop(): void;
}

/** The Kubernetes API. Every method throws ClusterError and nothing else. */
export interface Cluster {
  get(key: ObjectKey): Promise<KubeObject | undefined>;
  list(selection: Selection): Promise<readonly KubeObject[]>;
  create(object: KubeObject): Promise<KubeObject>;
  /** Replaces; `metadata.resourceVersion` guards against others' writes (code `Conflict`). */
  update(object: KubeObject): Promise<KubeObject>;
  /** Server-side apply; of the `status` subresource where that is said. `dryRun`: only asks what would come of it. */
  apply(
    object: KubeObject,
    options: {
      readonly fieldManager: string;
      readonly force?: boolean;
      readonly subresource?: "status";
      readonly dryRun?: boolean;
    },
  ): Promise<KubeObject>;
  /**
   * Deletes; what is already gone is no error. `uid` guards against deleting a namesake, `resourceVersion` against
   * deleting what others have written since (code `Conflict`).
   */
  delete(
    key: ObjectKey,
    options?: {
      readonly uid?: string;
      readonly resourceVersion?: string;
      readonly propagation?: "Foreground" | "Background" | "Orphan";
    },
  ): Promise<void>;
  /** Sets how many replicas a workload has, through its subresource `scale`, as an autoscaler does. */
  scale(key: ObjectKey, replicas: number, options: { readonly fieldManager: string }): Promise<void>;
  watch(selection: Selection, onEvent: (event: WatchEvent) => void): Watch;
  /** The last lines of a container's log; empty when there is none to be had. */
  logs(pod: {
    readonly namespace: string;
    readonly name: string;
    readonly container?: string;
    readonly lines: number;
    readonly previous?: boolean;
  }): Promise<string>;
}

export type ClusterErrorCode =
  | "Unreachable"
  | "Unauthorized"
  | "Forbidden"
  | "NotFound"
  | "UnknownKind"
  | "AlreadyExists"
  | "Conflict"
  | "Invalid"
  | "Gone"
  | "TooManyRequests"
  | "ServerError"
  | "BadKubeconfig";

/** One of the reasons why the API refuses an object: a code, the field in Kubernetes' writing, and words. */
export interface RefusalCause {
  readonly reason: string;
  readonly field: string;
  readonly message: string;
}

/** The API could not do what was asked. `message` says what was being done and why not; it holds no secret. */
export class ClusterError extends Error {
  override readonly name = "ClusterError";
  readonly code: ClusterErrorCode;
  /** HTTP status, where one came. */
  readonly status?: number;
  /** What is wrong with the object, field by field, where the server says so. */
  readonly causes: readonly RefusalCause[];
  constructor(
    code: ClusterErrorCode,
    message: string,
    options: { status?: number; cause?: unknown; causes?: readonly RefusalCause[] } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.causes = options.causes ?? [];
    if (options.status !== undefined) this.status = options.status;
  }
  /** Whether the same call may succeed later without anyone changing anything. */
  get retryable(): boolean {
    return ["Unreachable", "Conflict", "Gone", "TooManyRequests", "ServerError"].includes(this.code);
  }
}

/** A chart as a release names it. */
export interface ChartRef {
  /** `repository/chart`, `oci://…`, `http(s)://….tgz`, or a local path. */
  readonly chart: string;
  readonly version?: string;
}

/** A chart that is on this machine. */
export interface Chart {
  /** A `.tgz` or a folder, to hand to Helm. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** It has (or may have, where that is templated) post-install or post-upgrade hooks: these come after readiness. */
  readonly hasPostHooks: boolean;
}

export interface UpgradeRequest {
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: Chart;
  readonly values: Values;
  readonly timeoutMs: number;
  /** Let Helm itself wait until everything is ready, so that post hooks come after. */
  readonly wait: boolean;
  /** Strings that must not appear in an error. */
  readonly secrets: readonly string[];
  /** Put on Helm's own record of the revision (`--labels`). */
  readonly labels: Readonly<Record<string, string>>;
  /** As whom, where it is not ourselves: `system:serviceaccount:shop:deployer`. */
  readonly asUser?: string;
}

export interface UninstallRequest {
  readonly releaseName: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** As whom, where it is not ourselves. */
  readonly asUser?: string;
  /**
   * Returns when the objects are told to go, and keeps Helm's record, marked as uninstalled, for whoever sees to the
   * rest. Without it: returns when they are gone, and the record with them.
   */
  readonly keepRecord?: boolean;
  /** The chart's hooks do not run: nothing can be made where its namespace goes, too. */
  readonly noHooks?: boolean;
}

/** What Helm has on record of a release, by its newest revision. */
export interface HelmRecord {
  /** `deployed`, `failed`, `uninstalled`, … as Helm writes it. */
  readonly status: string;
  /** A revision of it is ours. */
  readonly isOurs: boolean;
  /** Objects of the manifest. */
  readonly objects: readonly ObjectKey[];
  /** Objects of hooks, which no uninstall takes away. */
  readonly hooks: readonly ObjectKey[];
  /** Those of them that run when it is uninstalled. */
  readonly deleteHooks: readonly ObjectKey[];
}

/** What Helm deployed. */
export interface Deployed {
  readonly revision: number;
  readonly chart: string;
  readonly version: string;
  /** Objects of the manifest, hooks not included. Namespace filled in for namespaced kinds that name none. */
  readonly objects: readonly ObjectKey[];
  /** Helm was given no values. Told where that is read from its record. */
  readonly isWithoutValues?: boolean;
}

/** The Helm command line, 3 or 4. Every method throws HelmError and nothing else. */
export interface Helm {
  /** Brings the chart onto this machine; the same reference is fetched once. */
  fetchChart(chart: ChartRef): Promise<Chart>;
  /** Installs or upgrades with exactly these values (`--reset-values`), given by standard input. */
  upgrade(request: UpgradeRequest, signal?: AbortSignal): Promise<Deployed>;
  /** Takes a release away; one that is not there is no error. */
  uninstall(request: UninstallRequest, signal?: AbortSignal): Promise<void>;
  /** The chart's manifests with these values, as Helm prints them, hooks included. Needs no cluster. */
  template(request: {
    readonly releaseName: string;
    readonly namespace: string;
    readonly chart: Chart;
    readonly values: Values;
  }): Promise<string>;
}

export type HelmErrorCode =
  | "HelmUnavailable"
  | "ChartUnavailable"
  | "ReleaseLocked"
  | "ClusterUnreachable"
  | "NamespaceMissing"
  | "Forbidden"
  | "TimedOut"
  | "Cancelled"
  | "ReleaseTooLarge"
  | "ValuesRefused"
  | "Failed";

/** Helm could not do what was asked. `message` is Helm's own reason, shortened and without secrets. */
export class HelmError extends Error {
  override readonly name = "HelmError";
  readonly code: HelmErrorCode;
  constructor(code: HelmErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
  get retryable(): boolean {
    return ["ReleaseLocked", "ClusterUnreachable", "TimedOut"].includes(this.code);
  }
}

/** Time. `after` runs once, never before `now` is that much later, and returns what cancels it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** One thing that happened to one release, as `apply --progress json` prints it. */
export interface ProgressEvent {
  readonly time: string;
  readonly seq: number;
  readonly object: string;
  readonly phase: Phase;
  readonly elapsedMs: number;
  readonly waitingFor?: readonly string[];
  readonly reason?: string;
  readonly message?: string;
}

/** Where a release is on its way. `ready`, `failed`, `blocked`, `suspended`, `asleep` and `deleted` are ends. */
export type Phase =
  | "waiting"
  | "installing"
  | "upgrading"
  | "progressing"
  | "ready"
  | "unchanged"
  | "failed"
  | "blocked"
  | "suspended"
  | "asleep"
  | "uninstalling"
  | "deleted";

/** Where progress goes. Never throws, never waits. */
export interface Reporter {
  report(event: ProgressEvent): void;
}
