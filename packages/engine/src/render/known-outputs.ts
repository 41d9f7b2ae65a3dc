import type { Graph, GraphNode, Release } from "../graph/graph.ts";
import { needsOf } from "../graph/graph.ts";
import { visibleSources } from "../graph/published.ts";
import type { Reference } from "../reference/parse.ts";
import type { Resolution, Resolve } from "../reference/substitute.ts";

/** Outputs that somebody gave by hand: by the dependency's name, or by a node's id. Values are text. */
export type GivenOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Fills in what needs no cluster, and outputs from `given`. What is not in there at all stays unknown. */
export function offlineResolver(graph: Graph, release: Release, given: GivenOutputs = {}): Resolve {
  const targets = new Map(needsOf(graph, release.id).map((e) => [e.dependency?.name, graph.nodes.get(e.to)!]));
  return (reference) => {
    const { target } = reference;
    if (target.kind !== "output") return resolveOwn(graph, release, reference);
    const node = targets.get(target.dependency);
    const outputs = lookUp(given, node?.id) ?? lookUp(given, target.dependency);
    if (outputs === undefined)
      return { state: node?.kind === "service" && node.isOff === true ? "missing" : "unknown" };
    if (!Object.hasOwn(outputs, target.key)) return { state: "missing" };
    return { state: "known", value: outputs[target.key]!, sensitive: mayBeSecret(graph, release, node, target.key) };
  };
}

/** What a release knows by itself: names, its namespace, its environment's params. */
export function resolveOwn(graph: Graph, release: Release, { target }: Reference): Resolution {
  const known = (value: string): Resolution => ({ state: "known", value, sensitive: false });
  switch (target.kind) {
    case "releaseName":
      return known(release.releaseName);
    case "releaseNamespace":
      return known(release.namespace);
    case "serviceName": {
      const service = release.service === undefined ? undefined : graph.nodes.get(release.service);
      if (service?.kind === "service") return known(service.key);
      return release.service === undefined ? { state: "missing" } : known(release.owner.name);
    }
    case "environmentName":
      return release.environment === undefined ? { state: "missing" } : known(release.environment.name);
    case "environmentParam": {
      const params = release.environment?.params;
      return params !== undefined && Object.hasOwn(params, target.key)
        ? known(params[target.key]!)
        : { state: "missing" };
    }
    case "output":
      return { state: "unknown" };
  }
}

/** Whether any source that may hold the key is a Secret. What is not in the files may be. */
function mayBeSecret(graph: Graph, reader: Release, node: GraphNode | undefined, key: string): boolean {
  if (node === undefined) return true;
  const holders = visibleSources(graph, reader, node).filter(
    ({ source }) => source.keys === undefined || source.keys.includes(key),
  );
  return holders.length === 0 || holders.some(({ source }) => source.secretRef !== undefined);
}

function lookUp(given: GivenOutputs, name: string | undefined): Readonly<Record<string, string>> | undefined {
  return name !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
}
