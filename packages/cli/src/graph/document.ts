/** The graph as `graph -o json` prints it, and what every drawer draws. */
export interface GraphDocument {
  readonly nodes: readonly GraphNodeDocument[];
  /** `from` needs `to`. A service's edges to its own releases are in it too. */
  readonly edges: readonly GraphEdgeDocument[];
  readonly order: readonly string[];
  readonly layers: readonly (readonly string[])[];
  /** Closed walks: the first id again at the end. */
  readonly cycles: readonly (readonly string[])[];
}

export interface GraphNodeDocument {
  readonly id: string;
  readonly kind: "HelmRelease" | "UpstartService";
  readonly service?: string;
  readonly release?: string;
}

export interface GraphEdgeDocument {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly outputs: readonly string[];
}

/** A dependency that nothing in the files answers to. */
export interface MissingDependency {
  readonly from: string;
  readonly name: string;
  readonly outputs: readonly string[];
}

/** What is known of a node besides its place in the graph. */
export interface NodeNote {
  readonly chart?: string;
  readonly version?: string;
}

/** What a picture may show besides. */
export interface DrawOptions {
  readonly missing?: readonly MissingDependency[];
  /** By id. */
  readonly notes?: Readonly<Record<string, NodeNote>>;
  /** Which way the outputs run: to the right, which is the default, or down. */
  readonly direction?: "lr" | "tb";
  /** Draw every release, also of large graphs. */
  readonly expand?: boolean;
}

/** The ids that lie on a cycle. */
export function cyclicIds(document: GraphDocument): Set<string> {
  return new Set(document.cycles.flat());
}

/** Answers whether an edge is a step of a cycle: having both ends on cycles is not enough. */
export function cyclicSteps(document: GraphDocument): (edge: GraphEdgeDocument) => boolean {
  const steps = new Set(document.cycles.flatMap((walk) => walk.slice(1).map((id, i) => stepKey(walk[i]!, id))));
  return ({ from, to }) => steps.has(stepKey(from, to));
}

/** Up to `most` names, and how many more there are: `PG_HOST, PG_PORT +3`. */
export function nameSome(names: readonly string[], most = 4): string {
  return names.length <= most ? names.join(", ") : `${names.slice(0, 2).join(", ")} +${names.length - 2}`;
}

/** `1 release`, `2 releases`. */
export function countOf(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function stepKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
