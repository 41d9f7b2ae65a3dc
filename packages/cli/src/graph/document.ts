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

/** What a picture may show besides. */
export interface DrawOptions {
  /** Dependencies that nothing in the files answers to. */
  readonly missing?: readonly { readonly from: string; readonly name: string; readonly outputs: readonly string[] }[];
  readonly notes?: Readonly<
    Record<
      string,
      {
        readonly chart?: string;
        readonly version?: string;
        readonly state?: "ready" | "progressing" | "failed" | "waiting";
      }
    >
  >;
  readonly direction?: "lr" | "tb";
  /** Draw every release, also of large graphs. */
  readonly expand?: boolean;
}

/** Whether an edge only says that a release is part of a service. */
export function isMembership(document: GraphDocument, edge: GraphEdgeDocument): boolean {
  return (
    /^spec\.(?:.*\.)?(?:helmReleases|releases)(?:\.[^.]+|\[".*"\])$/.test(edge.path) &&
    document.nodes.some((n) => n.id === edge.to && n.service === edge.from)
  );
}

/** The ids that lie on a cycle. */
export function cyclicIds(document: GraphDocument): Set<string> {
  return new Set(document.cycles.flat());
}

/** Up to `most` names, and how many more there are: `PG_HOST, PG_PORT +3`. */
export function nameSome(names: readonly string[], most = 4): string {
  return names.length <= most ? names.join(", ") : `${names.slice(0, most - 1).join(", ")} +${names.length - most + 1}`;
}
