import { type Graph, type GraphNode, type NodeId, needsOf, type Release } from "../graph/graph.ts";
import { type PublishedSource, visibleSources } from "../graph/published.ts";
import type { Resolve } from "../reference/substitute.ts";
import { resolveOwn } from "../render/known-outputs.ts";
import type { Observation, OutputObject, ReleaseObservation } from "./observation.ts";

/** An output as it is right now. */
export interface Output {
  readonly name: string;
  readonly value: string;
  readonly sensitive: boolean;
}

/** An object or key that a release needs and that is not there yet. */
export interface MissingOutput {
  readonly dependency: NodeId;
  /** `Secret postgres`, in words. */
  readonly object: string;
  readonly key?: string;
  /** Keys that the object has instead, when it is there. */
  readonly has?: readonly string[];
  /** Names of objects of its kind that the chart made, where it is not there. */
  readonly others?: readonly string[];
}

/** A source and the object behind it. */
interface Live {
  readonly published: PublishedSource;
  readonly object: OutputObject;
}

/** The objects behind what `reader` may see of a node. */
function liveSources(graph: Graph, observation: Observation, reader: Release, node: GraphNode): Live[] {
  return visibleSources(graph, reader, node).flatMap((published) => {
    const object = observation.get(published.release.id)?.outputs[published.index];
    return object === undefined ? [] : [{ published, object }];
  });
}

/** Resolves references from live objects; what is not there yet is `missing` where its object exists, else `unknown`. */
export function liveResolver(graph: Graph, observation: Observation, release: Release): Resolve {
  const live = new Map<string, Live[]>();
  for (const edge of needsOf(graph, release.id))
    live.set(edge.dependency!.name, liveSources(graph, observation, release, graph.nodes.get(edge.to)!));
  return (reference) => {
    const { target } = reference;
    if (target.kind !== "output") return resolveOwn(graph, release, reference);
    const sources = live.get(target.dependency);
    if (sources === undefined || sources.some(({ object }) => object.data === undefined)) {
      const held = sources?.find((s) => holds(s, target.key));
      return held === undefined ? { state: "unknown" } : known(held, target.key);
    }
    const holder = sources.find((s) => holds(s, target.key));
    return holder === undefined ? { state: "missing" } : known(holder, target.key);
  };
}

function known({ object }: Live, key: string) {
  return { state: "known", value: object.data![key]!, sensitive: object.sensitive } as const;
}

function holds({ published, object }: Live, key: string): boolean {
  const { keys } = published.source;
  return (keys === undefined || keys.includes(key)) && object.data !== undefined && Object.hasOwn(object.data, key);
}

/** What of its own outputs a release has not published yet: objects that are not there, and promised `keys` not in them. */
export function unpublished(release: Release, { outputs, made = [] }: ReleaseObservation): MissingOutput[] {
  return release.outputsFrom.flatMap((source, i): MissingOutput[] => {
    const object = outputs[i];
    const kind = source.secretRef === undefined ? "ConfigMap" : "Secret";
    const name = `${kind} ${(source.secretRef ?? source.configMapRef)?.name}`;
    const others = made.filter((o) => o.kind === kind).map((o) => o.name);
    if (object?.data === undefined)
      return [{ dependency: release.id, object: name, ...(others.length === 0 ? {} : { others }) }];
    const has = Object.keys(object.data);
    return (source.keys ?? [])
      .filter((key) => !has.includes(key))
      .map((key) => ({ dependency: release.id, object: name, key, has }));
  });
}

/** Keys that a release's values use and that no live source holds: told with what is there instead, so that a typo shows. */
export function missingKeys(graph: Graph, observation: Observation, release: Release): MissingOutput[] {
  const missing = new Map<string, MissingOutput>();
  for (const { reference } of release.found.references) {
    const { target } = reference;
    if (target.kind !== "output" || reference.default !== undefined) continue;
    const edge = needsOf(graph, release.id).find((e) => e.dependency?.name === target.dependency);
    if (edge === undefined) continue;
    const sources = liveSources(graph, observation, release, graph.nodes.get(edge.to)!);
    if (sources.some((s) => holds(s, target.key))) continue;
    const open = sources.filter(({ object }) => object.data !== undefined);
    const object =
      open.map(({ object: o }) => `${o.key.kind} ${o.key.name}`).join(" or ") || `${target.dependency}'s outputs`;
    const has = open.flatMap(({ object: o }) => Object.keys(o.data ?? {})).sort();
    missing.set(`${edge.to} ${target.key}`, { dependency: edge.to, object, key: target.key, has });
  }
  return [...missing.values()];
}

/** What a missing output reads like: `key PG_HOTS in Secret postgres (it has PG_HOST, PG_PORT)`. */
export function formatMissing({ object, key, has, others }: MissingOutput): string {
  if (key === undefined) return others === undefined ? object : `${object} (its chart made ${some(others)})`;
  const instead = has === undefined ? "" : has.length === 0 ? " (it is empty)" : ` (it has ${some(has)})`;
  return `key ${key} in ${object}${instead}`;
}

function some(names: readonly string[]): string {
  return `${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`;
}
