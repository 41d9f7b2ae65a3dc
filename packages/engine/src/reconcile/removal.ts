import { type Graph, type NodeId, needsOf, type Release } from "../graph/graph.ts";

/** A Helm release to be taken away. */
export interface Removal {
  readonly id: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** As whom, where it is not ourselves. */
  readonly asUser?: string;
  /** Ids of what it needs: these go after it. Others than those to be taken away do not count. */
  readonly needs: readonly string[];
}

/** What taking some releases of a graph away means. */
export function removalsOf(graph: Graph, releases: readonly Release[]): Removal[] {
  return releases.map((release) => ({
    id: release.id,
    releaseName: release.releaseName,
    namespace: release.namespace,
    timeoutMs: release.timeoutMs,
    needs: releasesNeededBy(graph, release.id).map((r) => r.id),
  }));
}

/** The releases that a release needs; of a service, all of its. */
export function releasesNeededBy(graph: Graph, id: NodeId): Release[] {
  return needsOf(graph, id).flatMap(({ to }) => {
    const node = graph.nodes.get(to)!;
    return node.kind === "release" ? [node] : node.releases.map((r) => graph.nodes.get(r) as Release);
  });
}

/** Releases outside `targets` that need one of them, with what they need. */
export function stillNeeded(
  graph: Graph,
  targets: ReadonlySet<NodeId>,
): { readonly by: NodeId; readonly needs: NodeId }[] {
  return [...graph.nodes.values()].flatMap((node) => {
    if (node.kind !== "release" || targets.has(node.id)) return [];
    return needsOf(graph, node.id).flatMap(({ to }) => {
      const target = graph.nodes.get(to)!;
      const needs = target.kind === "release" ? [target.id] : target.releases;
      return needs.some((id) => targets.has(id)) ? [{ by: node.id, needs: to }] : [];
    });
  });
}
