import type { OutputSource } from "../spec/objects.ts";
import type { Graph, GraphNode, Release } from "./graph.ts";

/** One entry of a release's `outputsFrom`. */
export interface PublishedSource {
  readonly release: Release;
  readonly index: number;
  readonly source: OutputSource;
}

/** Everything that a node publishes, whoever may see it; a service publishes what its releases do. */
export function publishedBy(graph: Graph, node: GraphNode): PublishedSource[] {
  const releases = node.kind === "release" ? [node] : node.releases.map((id) => graph.nodes.get(id) as Release);
  return releases.flatMap((release) => release.outputsFrom.map((source, index) => ({ release, index, source })));
}

/**
 * What `reader` may see of a node: everything of a sibling, only `scope: external` of anything else. Nothing else
 * crosses a namespace, so a HelmRelease that is installed into another one is no sibling.
 */
export function visibleSources(graph: Graph, reader: Release, node: GraphNode): PublishedSource[] {
  const all = publishedBy(graph, node);
  return isSibling(reader, node) ? all : all.filter(({ source }) => source.scope === "external");
}

function isSibling(reader: Release, node: GraphNode): boolean {
  if (node.kind === "service" || node.service !== reader.service) return false;
  if (node.service !== undefined) return true;
  return node.owner.namespace === reader.owner.namespace && node.namespace === reader.namespace;
}
