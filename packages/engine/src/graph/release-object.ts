import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import { childName } from "../names/names.ts";
import type { Graph, Release } from "./graph.ts";

/** The HelmRelease that stands for a release in a cluster: the one that a person wrote, else what its service makes. */
export function releaseObject(graph: Graph, { owner, service, key }: Release): ObjectRef {
  if (owner.kind === "HelmRelease") return owner;
  const node = service === undefined ? undefined : graph.nodes.get(service);
  // Where there is one service and nothing else the graph has no node for it.
  const { namespace, name } = node?.kind === "service" ? node.object : owner;
  return { kind: "HelmRelease", ...(namespace === undefined ? {} : { namespace }), name: childName(name, key) };
}
