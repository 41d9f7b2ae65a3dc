import type { ObjectRef, Place } from "../diagnostic/diagnostic.ts";
import type { FieldPath } from "../diagnostic/field-path.ts";
import type { OutputSource, Values } from "../spec/objects.ts";
import type { Reference } from "../reference/parse.ts";

/** Names a node: `service/release` for a release, the object's name for a service; short forms in a universe of one. */
export type NodeId = string;

/** A reference inside a release's values and where it stands. */
export interface PlacedReference extends Reference {
  /** Path below `values`. */
  readonly valuePath: FieldPath;
  readonly place: Place;
}

/** A Helm release with everything that its spec says, defaults filled in and templates merged. */
export interface Release {
  readonly kind: "release";
  readonly id: NodeId;
  /** Key under `helmReleases`, or the object's name for one that stands alone. */
  readonly key: string;
  /** The service it belongs to; absent when it stands alone. */
  readonly service?: NodeId;
  /** The environment it belongs to. */
  readonly environment?: string;
  /** The object that declares it (the environment or service a person wrote). */
  readonly owner: ObjectRef;
  /** Name of Helm's release, and the namespace it is installed into. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version?: string;
  readonly values: Values;
  readonly outputsFrom: readonly OutputSource[];
  readonly references: readonly PlacedReference[];
  readonly timeoutMs: number;
  readonly suspended: boolean;
  /** Where a field of this release was written: the template's file, or the environment that overrides it. */
  readonly placeOf: (path: FieldPath) => Place;
}

/** A service as others see it: ready when its releases are, with the outputs of those that are `external`. */
export interface Service {
  readonly kind: "service";
  readonly id: NodeId;
  /** The UpstartService object. */
  readonly object: ObjectRef;
  /** Key inside an environment. */
  readonly key?: string;
  readonly environment?: string;
  readonly namespace: string;
  readonly releases: readonly NodeId[];
  readonly place: Place;
}

export type GraphNode = Release | Service;

/** `from` needs `to`. */
export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The `…dependencies[i].name` that declares it, or the release's own place for a service's edge to its releases. */
  readonly place: Place;
  /** Index into `dependencies`; absent for a service's edge to its release. */
  readonly dependency?: { readonly index: number; readonly name: string };
  /** Keys that `from` reads of `to`, each once, sorted. */
  readonly outputs: readonly string[];
}

/** A dependency that nothing in the universe answers to. */
export interface Missing {
  readonly from: NodeId;
  readonly name: string;
  readonly namespace?: string;
  readonly kind?: "HelmRelease" | "UpstartService";
  readonly place: Place;
  readonly outputs: readonly string[];
}

/** The whole universe: nodes in the author's order, edges by the node that declares them. An invalid graph is a value too. */
export interface Graph {
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly edges: ReadonlyMap<NodeId, readonly Edge[]>;
  readonly missing: readonly Missing[];
}
