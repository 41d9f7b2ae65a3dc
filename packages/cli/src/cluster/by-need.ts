import { type Graph, orderOf, type Release } from "@upstart/engine";

/**
 * Releases with what they need before them. Where that leaves a choice it is by name, since an API server keeps no order
 * of keys, or by the files. What lies on a cycle, or depends on one, comes last.
 */
export function byNeed(graph: Graph, releases: readonly Release[], ties: "name" | "file" = "name"): Release[] {
  const ids = [...graph.nodes.keys()];
  const rank = new Map(orderOf(graph, ties === "name" ? ids.sort() : ids).map((id, i) => [id, i]));
  const rankOf = ({ id }: Release) => rank.get(id) ?? Number.POSITIVE_INFINITY;
  return releases.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
}
