import type { Spec } from "../spec/objects.ts";
import { type Expanded, expand, type IdStyle } from "./expand.ts";
import type { BuiltGraph, Dangling, Edge, Graph, GraphNode, NodeId, Release } from "./graph.ts";
import { dependencyResolver, type ResolveDependency } from "./resolve.ts";

/** A graph together with what it was made from, for rules that ask about objects rather than nodes. */
export interface Universe extends BuiltGraph {
  readonly specs: readonly Spec[];
  readonly expanded: Expanded;
  /** Namespace of objects that name none. */
  readonly namespace: string;
}

/** Makes the graph of all specs together. Never throws for an author's mistake: mistakes are diagnostics, here or of a rule. */
export function buildUniverse(specs: readonly Spec[], namespace: string, ids?: IdStyle): Universe {
  const expanded = expand(specs, namespace, ids);
  const nodes = new Map<NodeId, GraphNode>();
  const edges = new Map<NodeId, Edge[]>();
  const dangling: Dangling[] = [];
  const resolve = dependencyResolver(expanded);
  const add = (release: Release) => {
    if (nodes.has(release.id)) return; // two objects of one name: ReleaseNameConflict reports it
    nodes.set(release.id, release);
    const needs = needsOfRelease(release, resolve);
    edges.set(release.id, needs.edges);
    dangling.push(...needs.dangling);
  };
  for (const { service, releases } of expanded.services) {
    for (const release of releases) add(release);
    if (nodes.has(service.id) || (expanded.isSingleService && !isNeeded(service.id, edges))) continue;
    nodes.set(service.id, service);
    edges.set(
      service.id,
      releases.map((r) => ({ from: service.id, to: r.id, place: r.placeOf([]), outputs: [] })),
    );
  }
  for (const release of expanded.standalone) add(release);
  const graph: Graph = { nodes, edges, dangling };
  return { graph, diagnostics: expanded.diagnostics, specs, expanded, namespace };
}

/** A service on its own is a node only when one of its releases (wrongly) waits for it. */
function isNeeded(id: NodeId, edges: ReadonlyMap<NodeId, readonly Edge[]>): boolean {
  return [...edges.values()].some((needs) => needs.some((edge) => edge.to === id));
}

function needsOfRelease(release: Release, resolve: ResolveDependency): { edges: Edge[]; dangling: Dangling[] } {
  const outputs = outputsByDependency(release);
  const edges: Edge[] = [];
  const dangling: Dangling[] = [];
  for (const [index, dependency] of release.dependencies.entries()) {
    const { name } = dependency;
    const used = outputs.has(name) ? [...outputs.get(name)!].sort() : [];
    const candidates = resolve(release, dependency);
    const [to] = candidates;
    if (to === undefined || candidates.length > 1)
      dangling.push({ from: release.id, index, dependency, candidates, outputs: used });
    else
      edges.push({
        from: release.id,
        to,
        place: release.placeOf(["dependencies", index, "name"]),
        dependency: { index, name },
        outputs: used,
      });
  }
  return { edges, dangling };
}

const NO_OUTPUTS: ReadonlyMap<string, ReadonlySet<string>> = new Map();

function outputsByDependency(release: Release): ReadonlyMap<string, ReadonlySet<string>> {
  if (release.found.references.length === 0) return NO_OUTPUTS;
  const outputs = new Map<string, Set<string>>();
  for (const { reference } of release.found.references) {
    const { target } = reference;
    if (target.kind !== "output") continue;
    outputs.set(target.dependency, (outputs.get(target.dependency) ?? new Set()).add(target.key));
  }
  return outputs;
}
