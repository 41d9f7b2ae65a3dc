import type { Dependency } from "../spec/objects.ts";
import type { Expanded, ExpandedService } from "./expand.ts";
import type { NodeId, Release } from "./graph.ts";
import { rememberedOf } from "./remembered.ts";

/** Finds what a dependency of a release leads to: none, one, or several candidates. */
export type ResolveDependency = (release: Release, dependency: Dependency) => readonly NodeId[];

/**
 * Looks names up as the contract says: sibling release, then service key of the same environment, then UpstartService
 * object of that name in the same namespace. The service's own object counts only when `kind: UpstartService` says so,
 * and a template is no second hit beside the key that uses it.
 */
export function dependencyResolver(expanded: Expanded): ResolveDependency {
  const siblings = new Map<string, ReadonlyMap<string, NodeId>>();
  const standalone = new Map<string, NodeId>();
  const keys = new Map<string, ExpandedService>();
  const objects = new Map<string, ExpandedService>();
  for (const entry of expanded.services) {
    const { service } = entry;
    siblings.set(service.id, keysOf(entry));
    if (service.environment !== undefined)
      keys.set(`${service.environment.namespace}/${service.environment.name}/${service.key}`, entry);
    // The first stands; that there are two is reported as ReleaseNameConflict.
    const object = objectNameOf(entry);
    if (!objects.has(object)) objects.set(object, entry);
  }
  for (const r of expanded.standalone) standalone.set(`${r.owner.namespace}/${r.key}`, r.id);

  const releaseNamed = (release: Release, { name, namespace }: Dependency, home: string): NodeId | undefined => {
    if (release.service === undefined) return standalone.get(`${namespace ?? home}/${name}`);
    if (namespace === undefined || namespace === home) return siblings.get(release.service)?.get(name);
    return standalone.get(`${namespace}/${name}`);
  };

  const inPlaceOf = (entry: ExpandedService): ExpandedService =>
    (entry.proxied && objects.get(`${entry.proxied.namespace}/${entry.proxied.name}`)) ?? entry;

  const servicesNamed = (release: Release, { name, namespace, kind }: Dependency, home: string): NodeId[] => {
    const env = release.environment;
    const byKey =
      env !== undefined && namespace === undefined // a namespace is one of objects
        ? keys.get(`${env.namespace}/${env.name}/${name}`)
        : undefined;
    const byObject = objects.get(`${namespace ?? home}/${name}`);
    const isOneHit = byKey !== undefined && byObject !== undefined && isTemplateOf(byObject, byKey);
    const ids: NodeId[] = [];
    for (const hit of isOneHit ? [byKey] : [byKey, byObject]) {
      const id = hit === undefined ? undefined : inPlaceOf(hit).service.id;
      if (id !== undefined && (id !== release.service || kind === "UpstartService")) ids.push(id);
    }
    return ids;
  };

  return (release, dependency) => {
    const home = release.owner.namespace ?? "";
    const hits: NodeId[] = [];
    if (dependency.kind !== "UpstartService") {
      const hit = releaseNamed(release, dependency, home);
      if (hit !== undefined) hits.push(hit);
    }
    if (dependency.kind !== "HelmRelease") hits.push(...servicesNamed(release, dependency, home));
    return hits.length < 2 ? hits : [...new Set(hits)];
  };
}

const keysOf = rememberedOf(({ releases }): ReadonlyMap<string, NodeId> => new Map(releases.map((r) => [r.key, r.id])));
const objectNameOf = rememberedOf(({ service: { object } }) => `${object.namespace}/${object.name}`);

function isTemplateOf(candidate: ExpandedService, made: ExpandedService): boolean {
  const { template } = made;
  return (
    template !== undefined &&
    template.name === candidate.service.object.name &&
    template.namespace === candidate.service.object.namespace
  );
}
