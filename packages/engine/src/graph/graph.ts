import type { Diagnostic, ObjectRef, Place } from "../diagnostic/diagnostic.ts";
import type { FieldPath } from "../diagnostic/field-path.ts";
import type { Collected } from "../reference/collect.ts";
import type { Reference } from "../reference/parse.ts";
import type { Values } from "../reference/values.ts";
import type { Dependency, DriftDetection, OutputSource } from "../spec/objects.ts";

/** Names a node: `service/release` for a release, the object's name for a service; `release` in a universe of one service. */
export type NodeId = string;

/** A reference inside a release's values and where it stands. */
export interface PlacedReference extends Reference {
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
  readonly environment?: Environment;
  /** The object that is applied and that this release is part of: environment, service, or the release itself. */
  readonly owner: ObjectRef;
  /** Name of Helm's release, and the namespace it is installed into. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version?: string;
  readonly values: Values;
  readonly dependencies: readonly Dependency[];
  readonly outputsFrom: readonly OutputSource[];
  /** What a walk through `values` found. */
  readonly found: Collected;
  readonly timeoutMs: number;
  readonly suspended: boolean;
  /** A ServiceAccount of the owner's namespace: controllers install as it. */
  readonly serviceAccountName?: string;
  readonly driftDetection: DriftDetection;
  /** Where a field of this release was written: the template, or the environment that overrides it. */
  readonly placeOf: (path: FieldPath) => Place;
}

/** What a release needs to know of its environment. */
export interface Environment {
  readonly name: string;
  /** Namespace of the environment object. */
  readonly namespace: string;
  readonly params: Readonly<Record<string, string>>;
  readonly object: ObjectRef;
}

/** A service as others see it: ready when its releases are, with the outputs of those that are `external`. */
export interface Service {
  readonly kind: "service";
  readonly id: NodeId;
  /** The UpstartService object, made by the environment or written. */
  readonly object: ObjectRef;
  /** What `<< service.name >>` says: the key inside an environment, else the object's name. */
  readonly key: string;
  readonly environment?: Environment;
  readonly owner: ObjectRef;
  /** Where its releases are installed. */
  readonly namespace: string;
  readonly releases: readonly NodeId[];
  /** Its releases are not known: the template that it is made from is not in this universe. */
  readonly unknownTemplate?: boolean;
  /** Its mode is `off`: it publishes nothing, and the `default` of a reference counts. */
  readonly isOff?: boolean;
  /** Nothing of it is installed. */
  readonly suspended: boolean;
  readonly place: Place;
}

export type GraphNode = Release | Service;

/** `from` needs `to`. */
export interface Edge {
  readonly from: NodeId;
  readonly to: NodeId;
  /** The `…dependencies[i].name` that declares it, or where a service names its release. */
  readonly place: Place;
  /** Which entry of `dependencies`; absent for a service's edge to its own release. */
  readonly dependency?: { readonly index: number; readonly name: string };
  /** Keys that `from` reads of `to`, each once, sorted. */
  readonly outputs: readonly string[];
}

/** A dependency that does not lead to exactly one node. */
export interface Dangling {
  readonly from: NodeId;
  readonly index: number;
  readonly dependency: Dependency;
  /** Nothing has the name, or these several have. */
  readonly candidates: readonly NodeId[];
  readonly outputs: readonly string[];
}

/** The whole universe: nodes in the author's order, edges by the node that has the need. An invalid graph is a value too. */
export interface Graph {
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly edges: ReadonlyMap<NodeId, readonly Edge[]>;
  readonly dangling: readonly Dangling[];
}

/** A graph and the mistakes that were met while making it. */
export interface BuiltGraph {
  readonly graph: Graph;
  readonly diagnostics: readonly Diagnostic[];
}

/** The edges that leave a node, in the author's order. */
export function needsOf(graph: Graph, id: NodeId): readonly Edge[] {
  return graph.edges.get(id) ?? [];
}

/** All releases, in the author's order. */
export function releasesOf(graph: Graph): Release[] {
  return [...graph.nodes.values()].filter((n) => n.kind === "release");
}

/** As whom controllers install a release; undefined: as themselves. */
export function actingUserOf({ owner, serviceAccountName }: Pick<Release, "owner" | "serviceAccountName">) {
  return serviceAccountName === undefined ? undefined : serviceAccountUser(owner.namespace ?? "", serviceAccountName);
}

/** What the API server calls a ServiceAccount. */
export function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
