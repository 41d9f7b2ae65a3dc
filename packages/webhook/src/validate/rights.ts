import {
  API_GROUP,
  type Edge,
  type FieldPath,
  formatPath,
  type Graph,
  type GraphNode,
  type Kind,
  makingOf,
  needsOf,
  type Place,
  type PublishedSource,
  type Release,
  releasesOf,
  type ServiceRef,
  visibleSources,
} from "@upstart/engine";
import { keyOf } from "../peers/meaning.ts";
import type { Peer } from "../peers/peer.ts";
import { placeOfUse } from "./faults.ts";

/** What somebody may do in a namespace, as the API server is asked for it. */
export interface Right {
  readonly verb: "get" | "create" | "impersonate" | "patch";
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace: string;
  /** Absent: all of them, where it is not known which it will be. */
  readonly name?: string;
}

/** A right that whoever writes an object must have, because of one field of it. */
export interface Need {
  readonly right: Right;
  readonly field: string;
  /** What of the object the right is used by, with all that says what it is used for: who changes that is asked again. */
  readonly use: () => string;
}

/**
 * Everything for which an object uses rights that its writer may not have: what it reads of other namespaces, where it
 * installs, and as whom. Nothing is said twice of one use.
 */
export function needsRights(subject: Peer, graph: Graph): Need[] {
  const { name } = subject.spec.object;
  const releases = releasesOf(graph).filter(({ owner }) => owner.name === name && keyOf(owner) === subject.key);
  const needs = [
    ...templateNeeds(subject),
    ...releases.flatMap((r) => [
      ...accountNeeds(r, subject),
      ...targetNeeds(r, subject),
      ...readNeeds(r, subject, graph),
    ]),
  ];
  return [...new Map(needs.map((n) => [`${n.field} ${JSON.stringify(n.right)}`, n])).values()];
}

function templateNeeds({ spec }: Peer): Need[] {
  if (spec.kind !== "UpstartEnvironment") return [];
  const need = (kind: Kind, path: FieldPath, from: ServiceRef | undefined, user: unknown): Need[] => {
    if (from?.namespace === undefined || from.namespace === spec.object.namespace) return [];
    const right = { ...get(kind, from.namespace), name: from.name };
    return [{ right, field: formatPath(["spec", ...path]), use: () => JSON.stringify(user) }];
  };
  return [
    ...need("UpstartEnvironment", ["from"], spec.spec.from, spec.spec.from),
    ...Object.entries(spec.spec.services).flatMap(([key, service]) => {
      const { from, fromPath } = makingOf(service);
      return need("UpstartService", ["services", key, ...fromPath], from, [key, service]);
    }),
  ];
}

/** Who may not be an account may not have it install for them. */
function accountNeeds(release: Release, subject: Peer): Need[] {
  const { serviceAccountName: name, owner } = release;
  if (name === undefined) return [];
  const right = {
    verb: "impersonate",
    group: "",
    resource: "serviceaccounts",
    namespace: owner.namespace ?? "",
    name,
  } as const;
  return [{ right, ...useOf(release, subject, release.placeOf(["serviceAccountName"])) }];
}

/**
 * Who may not write a HelmRelease in a namespace may not install there from another. An account has its own rights there,
 * and the namespaces of an environment are made for it.
 */
function targetNeeds(release: Release, subject: Peer): Need[] {
  const { namespace, owner, serviceAccountName, service } = release;
  if (service !== undefined || serviceAccountName !== undefined || namespace === owner.namespace) return [];
  const right = { verb: "create", group: API_GROUP, resource: "helmreleases", namespace } as const;
  return [{ right, ...useOf(release, subject, release.placeOf(["targetNamespace"])) }];
}

/** What is read of what a release depends on, where that is in another namespace: at least that it is there. */
function readNeeds(release: Release, subject: Peer, graph: Graph): Need[] {
  const found = needsOf(graph, release.id).flatMap((edge) => {
    const rights = rightsOfEdge(release, edge, graph);
    return rights.map((right) => ({ right, ...useOf(release, subject, edge.place) }));
  });
  const unknown = graph.dangling
    .filter(({ from, candidates }) => from === release.id && candidates.length === 0)
    .flatMap(({ index, dependency, outputs }) => {
      const { namespace, name, kind } = dependency;
      if (namespace === undefined || namespace === release.owner.namespace) return [];
      const kinds = kind === undefined ? (["UpstartService", "HelmRelease"] as const) : [kind];
      // What is not there yet is asked for in general: later nobody asks again.
      const rights: Right[] =
        outputs.length > 0 ? [anySecret(namespace)] : kinds.map((k) => ({ ...get(k, namespace), name }));
      const place = release.placeOf(["dependencies", index, "name"]);
      return rights.map((right) => ({ right, ...useOf(release, subject, place) }));
    });
  return [...found, ...unknown];
}

function rightsOfEdge(release: Release, edge: Edge, graph: Graph): Right[] {
  const node = graph.nodes.get(edge.to)!;
  const sources = edge.outputs.length === 0 ? [] : readSources(release, node, edge, graph);
  if (sources.length > 0) return sources.map(rightOfSource);
  const { namespace, name } = objectOf(node);
  if (namespace === release.owner.namespace) return [];
  if (edge.outputs.length > 0) return [anySecret(namespace)];
  return [{ ...get(node.kind === "service" ? "UpstartService" : "HelmRelease", namespace), name }];
}

function readSources(release: Release, node: GraphNode, { outputs }: Edge, graph: Graph): PublishedSource[] {
  return visibleSources(graph, release, node)
    .filter(({ source }) => source.keys === undefined || source.keys.some((key) => outputs.includes(key)))
    .filter((source) => leaves(release, source));
}

function leaves(reader: Release, { release: producer }: PublishedSource): boolean {
  const isOfOneEnvironment =
    reader.environment !== undefined &&
    reader.environment.name === producer.environment?.name &&
    reader.environment.namespace === producer.environment.namespace;
  return !isOfOneEnvironment && producer.namespace !== reader.owner.namespace;
}

function rightOfSource({ release: { namespace }, source: { secretRef, configMapRef } }: PublishedSource): Right {
  const resource = secretRef === undefined ? "configmaps" : "secrets";
  return { verb: "get", group: "", resource, namespace, name: (secretRef ?? configMapRef)!.name };
}

function objectOf(node: GraphNode): { readonly namespace: string; readonly name: string } {
  const { namespace = "", name } = node.kind === "service" ? node.object : node.owner;
  return { namespace, name };
}

function get(kind: Kind, namespace: string): Right {
  return { verb: "get", group: API_GROUP, resource: `${kind.toLowerCase()}s`, namespace };
}

function anySecret(namespace: string): Right {
  return { verb: "get", group: "", resource: "secrets", namespace };
}

/** Where a need shows in the object, and what uses it: a release with everything that decides what becomes of what it gets. */
function useOf(release: Release, { spec }: Peer, place: Place): Pick<Need, "field" | "use"> {
  const isOwn = keyOf(place.object) === keyOf(spec.object);
  const { id, chart, version, values, found, environment } = release;
  const params = found.references.flatMap(({ reference: { target } }) =>
    target.kind === "environmentParam" ? [environment?.params[target.key]] : [],
  );
  return {
    field: formatPath((isOwn ? place : placeOfUse(spec, place.object)).path),
    use: () => JSON.stringify([id, chart, version, values, params]),
  };
}
