import type { KubeObject, ObjectKey } from "./object.ts";

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
