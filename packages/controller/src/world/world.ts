import {
  analyze,
  type Decoded,
  type Diagnostic,
  decode,
  type Graph,
  type Halt,
  type KubeObject,
  type NodeId,
  type ObjectRef,
  type Release,
  releaseObject,
  releasesNeededBy,
  type Service,
  type Spec,
} from "@upstart/engine";
import { makerOf, objectKey } from "../names.ts";
import { faultOf } from "./fault.ts";

/** What the objects of a cluster mean together. */
export interface World {
  readonly graph: Graph;
  /** Releases for which nothing may be done. */
  readonly halts: ReadonlyMap<NodeId, Halt>;
  /** What is wrong with an object that a person wrote, by `objectKey`. */
  readonly faults: ReadonlyMap<string, Halt>;
  /** By `namespace/name` of the UpstartService, written or made. */
  readonly services: ReadonlyMap<string, ServiceInWorld>;
  /** By `namespace/name` of the HelmRelease, written or made. */
  readonly releases: ReadonlyMap<string, Release>;
  /** Who needs a HelmRelease, by its `namespace/name`; so are they. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** The services of an environment, by its `namespace/name`. */
  readonly environments: ReadonlyMap<string, readonly ServiceInWorld[]>;
}

export interface ServiceInWorld {
  readonly service: Service;
  readonly releases: readonly Release[];
}

/** Remembers what an object decodes to as long as its spec is the same. */
export class Decoder {
  readonly #known = new Map<string, { readonly generation: number; readonly decoded: Decoded }>();

  decode(object: KubeObject): Decoded {
    const { uid = "", generation = 0, name, namespace } = object.metadata;
    const known = this.#known.get(uid);
    if (known?.generation === generation) return known.decoded;
    const { apiVersion, kind, spec } = object;
    const decoded = decode({ apiVersion, kind, metadata: { name, namespace }, spec }, {});
    this.#known.set(uid, { generation, decoded });
    return decoded;
  }

  keepOnly(objects: readonly KubeObject[]): void {
    const uids = new Set(objects.map((o) => o.metadata.uid));
    for (const uid of this.#known.keys()) if (!uids.has(uid)) this.#known.delete(uid);
  }
}

/**
 * Makes one universe of what people wrote; what we made ourselves is left out, so that names mean what they mean to
 * the command line. A mistake stops the object that it is in, and an object that is being deleted gets nothing new.
 */
export function worldOf(objects: readonly KubeObject[], decoder: Decoder): World {
  const written = objects.filter((o) => makerOf(o) === undefined).sort(byAge);
  const decoded = written.map((o) => decoder.decode(o));
  decoder.keepOnly(written);
  const specs = decoded.flatMap((d) => (d.spec === undefined ? [] : [d.spec as Spec]));
  const { universe, graph, diagnostics } = analyze(specs, { namespace: "default", ids: "absolute" });
  const faults = faultsOf([...decoded.flatMap((d) => d.diagnostics), ...diagnostics], graph, written);
  const services = universe.expanded.services.map(({ service, releases, template }) => ({
    service,
    releases,
    template,
  }));
  for (const { service, template } of services) {
    const fault = template === undefined ? undefined : faults.get(refKey(template));
    if (fault !== undefined && !faults.has(refKey(service.owner))) faults.set(refKey(service.owner), fault);
  }
  const releases = releasesByObject(graph, faults);
  return {
    graph,
    faults,
    halts: haltsOf(graph, faults, deletingOf(written)),
    services: new Map(services.map((s) => [nameOf(s.service.object), s])),
    releases,
    dependents: dependentsByObject(graph, releases),
    environments: Map.groupBy(
      services.filter((s) => s.service.environment !== undefined),
      ({ service }) => nameOf(service.owner),
    ),
  };
}

/** Of two that would have one object, the one that is at fault has none. */
function releasesByObject(graph: Graph, faults: ReadonlyMap<string, Halt>): Map<string, Release> {
  const releases = [...graph.nodes.values()].filter((n) => n.kind === "release");
  const isFaulty = ({ owner }: Release) => faults.has(refKey(owner));
  return new Map(
    [...releases.filter(isFaulty), ...releases.filter((r) => !isFaulty(r))].map((r) => [releaseObjectOf(graph, r), r]),
  );
}

function dependentsByObject(graph: Graph, releases: ReadonlyMap<string, Release>): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const [key, { id }] of releases)
    for (const need of new Set(releasesNeededBy(graph, id).map((r) => releaseObjectOf(graph, r)))) {
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [key]);
      else known.push(key);
    }
  return dependents;
}

/** `namespace/name` of the HelmRelease that stands for a release. */
export function releaseObjectOf(graph: Graph, release: Release): string {
  return nameOf(releaseObject(graph, release));
}

/** Of two objects that clash, the one that was there first stays. */
function byAge(a: KubeObject, b: KubeObject): number {
  const text = ({ metadata }: KubeObject) => `${metadata.creationTimestamp} ${metadata.namespace}/${metadata.name}`;
  return text(a) < text(b) ? -1 : 1;
}

function faultsOf(diagnostics: readonly Diagnostic[], graph: Graph, written: readonly KubeObject[]): Map<string, Halt> {
  const ages = new Map(written.map((o, i) => [objectKey(o.kind, o.metadata.namespace, o.metadata.name), i]));
  const byObject = new Map<string, { readonly object: ObjectRef; readonly diagnostics: Diagnostic[] }>();
  for (const d of diagnostics.filter((x) => x.severity === "error")) {
    for (const object of atFault(d, ages)) {
      const entry = byObject.get(refKey(object)) ?? { object, diagnostics: [] };
      entry.diagnostics.push(d);
      byObject.set(refKey(object), entry);
    }
  }
  return new Map([...byObject].map(([key, { object, diagnostics: own }]) => [key, faultOf(object, own, graph)]));
}

/**
 * Everything on a cycle is at fault; of two that want one name, the one that came later. What else is related only
 * explains.
 */
function atFault({ code, place, related = [] }: Diagnostic, ages: ReadonlyMap<string, number>): readonly ObjectRef[] {
  const all = [place, ...related].map((p) => ("place" in p ? p.place : p).object);
  const distinct = [...new Map(all.map((o) => [refKey(o), o])).values()];
  switch (code) {
    case "DependencyCycle":
      return distinct;
    case "ReleaseNameConflict":
      return distinct.sort((a, b) => (ages.get(refKey(b)) ?? 0) - (ages.get(refKey(a)) ?? 0)).slice(0, 1);
    default:
      return [place.object];
  }
}

function deletingOf(objects: readonly KubeObject[]): Map<string, Halt> {
  const halt = { reason: "Progressing", message: "is being deleted" };
  const deleting = objects.filter((o) => o.metadata.deletionTimestamp !== undefined);
  return new Map(deleting.map(({ kind, metadata }) => [objectKey(kind, metadata.namespace, metadata.name), halt]));
}

function haltsOf(graph: Graph, ...causes: readonly ReadonlyMap<string, Halt>[]): Map<NodeId, Halt> {
  const halts = new Map<NodeId, Halt>();
  for (const node of graph.nodes.values()) {
    if (node.kind !== "release") continue;
    for (const halt of causes.map((c) => c.get(refKey(node.owner)))) if (halt !== undefined) halts.set(node.id, halt);
  }
  return halts;
}

function refKey({ kind, namespace, name }: ObjectRef): string {
  return objectKey(kind, namespace, name);
}

function nameOf({ namespace, name }: ObjectRef): string {
  return `${namespace}/${name}`;
}
