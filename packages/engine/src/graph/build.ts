import type { Spec } from "../spec/objects.ts";
import { type Expanded, type ExpandedService, expand, type IdStyle } from "./expand.ts";
import type { BuiltGraph, Dangling, Edge, Graph, GraphNode, NodeId, Release } from "./graph.ts";
import { rememberedOf } from "./remembered.ts";
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
  const edges = new Map<NodeId, readonly Edge[]>();
  const dangling: Dangling[] = [];
  const resolve = dependencyResolver(expanded);
  const add = (release: Release, needs: Needs) => {
    if (nodes.has(release.id)) return; // two objects of one name: ReleaseNameConflict reports it
    nodes.set(release.id, release);
    edges.set(release.id, needs.edges);
    for (const one of needs.dangling) dangling.push(one);
  };
  for (const entry of expanded.services) {
    const { service, releases } = entry;
    const needs = needsOfService(entry, resolve);
    for (const [i, release] of releases.entries()) add(release, needs[i]!);
    if (nodes.has(service.id) || (expanded.isSingleService && !isNeeded(service.id, edges))) continue;
    nodes.set(service.id, service);
    edges.set(service.id, edgesOfService(entry));
  }
  for (const release of expanded.standalone) add(release, needsOfRelease(release, resolve));
  const graph: Graph = { nodes, edges, dangling };
  return { graph, diagnostics: expanded.diagnostics, specs, expanded, namespace };
}

/** A service on its own is a node only when one of its releases (wrongly) waits for it. */
function isNeeded(id: NodeId, edges: ReadonlyMap<NodeId, readonly Edge[]>): boolean {
  return [...edges.values()].some((needs) => needs.some((edge) => edge.to === id));
}

/** A service is ready when its releases are. */
const edgesOfService = rememberedOf(({ service, releases }: ExpandedService): Edge[] =>
  releases.map((r) => ({ from: service.id, to: r.id, place: r.placeOf([]), outputs: [] })),
);

interface Needs {
  readonly edges: readonly Edge[];
  readonly dangling: readonly Dangling[];
}

interface KnownNeeds {
  /** What each dependency of each release leads to, one after the other. */
  readonly found: readonly (readonly NodeId[])[];
  readonly needs: readonly Needs[];
}

const known = new WeakMap<ExpandedService, KnownNeeds>();

/** What the releases of a service need. While their dependencies lead to what they led to before, it is the same again. */
function needsOfService(entry: ExpandedService, resolve: ResolveDependency): readonly Needs[] {
  const { releases, isShared } = entry;
  if (isShared !== true) return releases.map((release) => needsOfRelease(release, resolve));
  const before = known.get(entry);
  if (before !== undefined && leadsTo(releases, resolve, before.found)) return before.needs;
  const found = releases.map((release) => release.dependencies.map((dependency) => resolve(release, dependency)));
  const needs = releases.map((release, i) => needsThatLeadTo(release, found[i]!));
  known.set(entry, { found: found.flat(), needs });
  return needs;
}

function leadsTo(releases: readonly Release[], resolve: ResolveDependency, found: KnownNeeds["found"]): boolean {
  let at = 0;
  for (const release of releases)
    for (const dependency of release.dependencies)
      if (!isSameList(resolve(release, dependency), found[at++]!)) return false;
  return true;
}

function isSameList(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function needsOfRelease(release: Release, resolve: ResolveDependency): Needs {
  return needsThatLeadTo(
    release,
    release.dependencies.map((dependency) => resolve(release, dependency)),
  );
}

function needsThatLeadTo(release: Release, found: readonly (readonly NodeId[])[]): Needs {
  const outputs = outputsByDependency(release);
  const edges: Edge[] = [];
  const dangling: Dangling[] = [];
  for (const [index, dependency] of release.dependencies.entries()) {
    const { name } = dependency;
    const used = outputs.has(name) ? [...outputs.get(name)!].sort() : [];
    const candidates = found[index]!;
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
