import { type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import type { FieldPath } from "../../diagnostic/field-path.ts";
import { nearest } from "../../diagnostic/nearest.ts";
import { type Edge, type Graph, type GraphNode, needsOf, type Release, type Service } from "../../graph/graph.ts";
import { type PublishedSource, publishedBy, visibleSources } from "../../graph/published.ts";
import type { Collected } from "../../reference/collect.ts";
import { formatReference } from "../../reference/parse.ts";
import { placeOfReference, type Rule } from "../rule.ts";

/**
 * An output that is used is published to the one who uses it, under that key, by one source.
 *
 *     redis: {outputsFrom: [{configMapRef: {name: redis}, keys: [HOST]}]}
 *     api: {values: {port: << redis.outputs.PORT >>}}
 */
export const publishedOutputs: Rule = ({ graph }, { releases }) =>
  releases.flatMap((release) => [...used(graph, release), ...repeatedKeys(release)]);

function used(graph: Graph, release: Release): Diagnostic[] {
  const edges = new Map(needsOf(graph, release.id).map((edge) => [edge.dependency!.name, edge]));
  return release.found.references.flatMap((found) => {
    const { target } = found.reference;
    const edge = target.kind === "output" ? edges.get(target.dependency) : undefined;
    return target.kind !== "output" || edge === undefined ? [] : check(graph, release, edge, found, target.key);
  });
}

function check(
  graph: Graph,
  release: Release,
  edge: Edge,
  found: Collected["references"][number],
  key: string,
): Diagnostic[] {
  const node = graph.nodes.get(edge.to)!;
  if (node.kind === "service" && node.unknownTemplate === true) return [];
  if (node.kind === "service" && node.isOff === true) return off(release, node, edge, found);
  const visible = visibleSources(graph, release, node);
  const sources = visible.filter(({ source }) => source.keys === undefined || source.keys.includes(key));
  const certain = sources.filter(({ source }) => source.keys !== undefined);
  // Within one release, repeatedKeys says it at the source.
  if (sources.length > 0 && (certain.length < 2 || node.kind === "release")) return [];
  const place = placeOfReference(release, found);
  const subject = `"${release.key}" uses ${formatReference(found.reference)} but "${edge.dependency!.name}"`;
  if (visible.length === 0) return [nothingVisible(graph, release, node, place, subject)];
  if (sources.length === 0) return [unknownOutput(graph, node, visible, { place, subject, key })];
  return [
    diagnose("AmbiguousOutput", place, `${subject} has it from ${certain.length} sources`, {
      help: "leave the key in one of them",
      related: certain.map((s) => ({
        place: s.release.placeOf(["outputsFrom", s.index, "keys"]),
        message: `"${s.release.key}" publishes it`,
      })),
    }),
  ];
}

function off(release: Release, node: Service, edge: Edge, found: Collected["references"][number]): Diagnostic[] {
  if (found.reference.default !== undefined) return [];
  const subject = `"${release.key}" uses ${formatReference(found.reference)} but "${edge.dependency!.name}" is off`;
  return [
    diagnose("NoPublishedOutputs", placeOfReference(release, found), subject, {
      help: 'give the reference a value without it, with | default "…", or choose another mode',
      related: [{ place: { ...node.place, path: [...node.place.path, "mode"] }, message: "turned off here" }],
    }),
  ];
}

function nothingVisible(graph: Graph, release: Release, node: GraphNode, place: Place, subject: string): Diagnostic {
  const hidden = publishedBy(graph, node);
  const related = hidden.map((s) => ({
    place: s.release.placeOf(["outputsFrom", s.index]),
    message: `"${s.release.key}" publishes to its siblings only`,
  }));
  if (hidden.length > 0) {
    const isBeside = node.kind === "release" && node.owner.namespace === release.owner.namespace;
    const where = isBeside ? `namespace "${release.namespace}"` : "others";
    return diagnose("OutputNotExternal", place, `${subject} shares none of its outputs with ${where}`, {
      help: "set scope: external on the outputsFrom that holds it",
      related,
    });
  }
  return diagnose("NoPublishedOutputs", place, `${subject} publishes no outputs`, {
    help: "add outputsFrom with a secretRef or configMapRef to it",
    related: [
      { place: node.kind === "service" ? node.place : node.placeOf([]), message: "declared here, without outputsFrom" },
    ],
  });
}

function unknownOutput(
  graph: Graph,
  node: GraphNode,
  visible: readonly PublishedSource[],
  { place, subject, key }: { place: Place; subject: string; key: string },
): Diagnostic {
  const hidden = publishedBy(graph, node).find((s) => !visible.includes(s) && s.source.keys?.includes(key));
  if (hidden !== undefined) {
    return diagnose("UnknownOutput", place, `${subject} publishes ${key} to its own releases only`, {
      help: "set scope: external on the outputsFrom that holds it",
      related: [{ place: hidden.release.placeOf(["outputsFrom", hidden.index]), message: "published here" }],
    });
  }
  const keys = visible.flatMap(({ source }) => source.keys ?? []);
  const close = nearest(key, keys);
  return diagnose("UnknownOutput", place, `${subject} does not publish ${key}`, {
    help: close === undefined ? `it publishes ${keys.join(", ") || "nothing"}` : `did you mean ${close}?`,
    related: visible.map((s) => ({
      place: s.release.placeOf(["outputsFrom", s.index, "keys"]),
      message: "the keys that it publishes",
    })),
  });
}

/** The same key promised by two sources of one release. */
function repeatedKeys(release: Release): Diagnostic[] {
  const first = new Map<string, FieldPath>();
  return release.outputsFrom.flatMap((source, i) =>
    (source.keys ?? []).flatMap((key, k) => {
      const path = ["outputsFrom", i, "keys", k];
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, path);
        return [];
      }
      return [
        diagnose("AmbiguousOutput", release.placeOf(path), `"${release.key}" publishes ${key} twice`, {
          help: "leave it in one of them",
          related: [{ place: release.placeOf(earlier), message: "published here first" }],
        }),
      ];
    }),
  );
}
