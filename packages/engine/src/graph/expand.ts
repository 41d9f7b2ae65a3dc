import { serviceNamespace } from "../branch/url-service.ts";
import { type Diagnostic, diagnose, formatObject, type ObjectRef, type Place } from "../diagnostic/diagnostic.ts";
import type { FieldPath } from "../diagnostic/field-path.ts";
import { nearest, nearestOf } from "../diagnostic/nearest.ts";
import { childName, kebabCase } from "../names/names.ts";
import { collect } from "../reference/collect.ts";
import { DEFAULT_TIMEOUT_MS, parseDuration } from "../spec/duration.ts";
import { paramsOf } from "../spec/life-params.ts";
import type { EnvironmentService, ReleaseOverride, ReleaseSpec, Spec, UpstartServiceSpec } from "../spec/objects.ts";
import { override, speaksOf } from "../spec/override.ts";
import { makingOf } from "../spec/service-mode.ts";
import { copied } from "./copied.ts";
import type { Environment, NodeId, Release, Service } from "./graph.ts";
import { proxied } from "./proxied.ts";

type ServiceSpec = Extract<Spec, { kind: "UpstartService" }>;
type EnvironmentSpec = Extract<Spec, { kind: "UpstartEnvironment" }>;
type StandaloneSpec = Extract<Spec, { kind: "HelmRelease" }>;

/** A service with its releases, as the author's files make it; ids are final. */
export interface ExpandedService {
  readonly service: Service;
  readonly releases: readonly Release[];
  /** The template it was made from. */
  readonly template?: ObjectRef;
  /** The service of another environment that serves in its place. */
  readonly proxied?: ObjectRef;
  /** It is the same in many universes: what is worked out of it by itself is worth being remembered. */
  readonly isShared?: true;
}

/** Everything that the specs of a universe make. */
export interface Expanded {
  readonly services: readonly ExpandedService[];
  readonly standalone: readonly Release[];
  /** Ids are `release` only: there is one service and nothing else. */
  readonly isSingleService: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * How nodes are named. `short`: as a person says it, with the namespace only where two have one name; the names change
 * with what else there is. `absolute`: `namespace/service`, `namespace/service/release` and
 * `namespace/HelmRelease/name`, whatever else there is.
 */
export type IdStyle = "short" | "absolute";

/** Where a release is written and what lies over it. */
interface Source {
  readonly base: Place;
  readonly spec: ReleaseSpec;
  readonly change?: { readonly place: Place; readonly spec: ReleaseOverride };
}

/**
 * Turns specs into services and releases: environments into their services, templates merged with their overrides.
 * `namespace` is that of objects which name none. A later object of the same name is left out, and said.
 */
export function expand(specs: readonly Spec[], namespace: string, ids: IdStyle = "short"): Expanded {
  const diagnostics: Diagnostic[] = [];
  const distinct = withoutDuplicates(specs, namespace, diagnostics);
  const templates = new Map<string, ServiceSpec>();
  const environments = new Map<string, EnvironmentSpec>();
  for (const spec of distinct) {
    const key = `${spec.object.namespace ?? namespace}/${spec.object.name}`;
    if (spec.kind === "UpstartService") templates.set(key, spec);
    if (spec.kind === "UpstartEnvironment") environments.set(key, spec);
  }
  const made = distinct.filter((spec) => spec.isTemplateOnly !== true);
  const isSingleService = ids === "short" && made.length === 1 && made[0]!.kind === "UpstartService";
  const { serviceId, standaloneId } = ids === "short" ? shortIds(made, namespace, environments) : ABSOLUTE;
  const suggest = nearestOf([...templates.values()].map((t) => t.object.name));
  const services: ExpandedService[] = [];
  const standalone: Release[] = [];
  for (const spec of made) {
    const home = spec.object.namespace ?? namespace;
    switch (spec.kind) {
      case "UpstartService":
        services.push(
          ids === "absolute" && spec.object.namespace !== undefined
            ? expandedOnce(spec, home)
            : expandService(spec, home, serviceId(home, spec.object.name), isSingleService),
        );
        break;
      case "UpstartEnvironment":
        // Of a template nothing is made but other environments.
        if (spec.spec.template !== true)
          services.push(...expandEnvironment(spec, home, { templates, environments, suggest }, serviceId, diagnostics));
        break;
      case "HelmRelease":
        standalone.push(expandStandalone(spec, home, standaloneId(home, spec.object.name)));
        break;
    }
  }
  return { services, standalone, isSingleService, diagnostics };
}

type NameNode = (home: string, name: string) => NodeId;

const ABSOLUTE: { readonly serviceId: NameNode; readonly standaloneId: NameNode } = {
  serviceId: (home, name) => `${home}/${name}`,
  // No service is named with capitals.
  standaloneId: (home, name) => `${home}/HelmRelease/${name}`,
};

function shortIds(
  specs: readonly Spec[],
  namespace: string,
  environments: ReadonlyMap<string, EnvironmentSpec>,
): typeof ABSOLUTE {
  const named = serviceNames(specs, namespace, environments);
  return {
    serviceId: idsOf(named, new Set()),
    standaloneId: idsOf(standaloneNames(specs, namespace), new Set(named.map(([, name]) => name))),
  };
}

function withoutDuplicates(specs: readonly Spec[], namespace: string, diagnostics: Diagnostic[]): Spec[] {
  const first = new Map<string, Spec>();
  for (const spec of specs) {
    const key = `${spec.kind}/${spec.object.namespace ?? namespace}/${spec.object.name}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, spec);
    else {
      diagnostics.push(
        diagnose(
          "DuplicateObject",
          placeOf(spec, ["metadata", "name"]),
          `${formatObject(spec.object)} is declared twice`,
          {
            help: "give one of them another name or namespace, or remove it",
            related: [{ place: placeOf(other, ["metadata", "name"]), message: "declared here first" }],
          },
        ),
      );
    }
  }
  return [...first.values()];
}

/** An object's namespace and name. */
type Named = readonly [home: string, name: string];

/** Object names are ids; where two namespaces have the same name, or it is taken, the namespace goes in front. */
function idsOf(names: readonly Named[], taken: ReadonlySet<string>): (...named: Named) => NodeId {
  const homes = new Map<string, Set<string>>();
  for (const [home, name] of names) homes.set(name, (homes.get(name) ?? new Set()).add(home));
  return (home, name) => (taken.has(name) || (homes.get(name)?.size ?? 0) > 1 ? `${home}/${name}` : name);
}

function serviceNames(
  specs: readonly Spec[],
  namespace: string,
  environments: ReadonlyMap<string, EnvironmentSpec>,
): Named[] {
  return specs.flatMap((spec): Named[] => {
    const home = spec.object.namespace ?? namespace;
    if (spec.kind === "UpstartService") return [[home, spec.object.name]];
    if (spec.kind !== "UpstartEnvironment") return [];
    if (spec.spec.template === true) return [];
    const { services } = copied(spec, home, environments).spec.spec;
    return Object.keys(services).map((key) => [home, childName(spec.object.name, key)]);
  });
}

function standaloneNames(specs: readonly Spec[], namespace: string): Named[] {
  return specs
    .filter((spec) => spec.kind === "HelmRelease")
    .map(({ object }) => [object.namespace ?? namespace, object.name]);
}

const known = new WeakMap<ServiceSpec, ExpandedService>();

/** A service that has a namespace is the same in every universe where names are absolute. */
function expandedOnce(spec: ServiceSpec, home: string): ExpandedService {
  let expanded = known.get(spec);
  if (expanded === undefined) {
    expanded = { ...expandService(spec, home, ABSOLUTE.serviceId(home, spec.object.name), false), isShared: true };
    known.set(spec, expanded);
  }
  return expanded;
}

function expandService(spec: ServiceSpec, home: string, id: NodeId, isSingle: boolean): ExpandedService {
  const service: Omit<Service, "releases"> = {
    kind: "service",
    id,
    object: { ...spec.object, namespace: home },
    key: spec.object.name,
    owner: { ...spec.object, namespace: home },
    namespace: home,
    suspended: spec.spec.suspend === true,
    place: placeOf(spec, ["metadata", "name"]),
  };
  const releases = Object.entries(spec.spec.helmReleases).map(([key, release]) =>
    makeRelease(
      { base: placeOf(spec, ["spec", "helmReleases", key]), spec: release },
      key,
      isSingle ? key : `${id}/${key}`,
      service,
    ),
  );
  return { service: { ...service, releases: releases.map((r) => r.id) }, releases };
}

/** What `from` and `proxy` may name, by namespace and name. */
interface Templates {
  readonly templates: ReadonlyMap<string, ServiceSpec>;
  readonly environments: ReadonlyMap<string, EnvironmentSpec>;
  readonly suggest: (name: string) => string | undefined;
}

function expandEnvironment(
  written: EnvironmentSpec,
  home: string,
  { templates, environments, suggest }: Templates,
  serviceId: (home: string, name: string) => NodeId,
  diagnostics: Diagnostic[],
): ExpandedService[] {
  const { spec, writtenIn, diagnostics: ofCopy } = copied(written, home, environments);
  diagnostics.push(...ofCopy);
  const name = spec.object.name;
  const owner = { ...spec.object, namespace: home };
  const environment: Environment = { name, namespace: home, params: paramsOf(name, spec.spec), object: owner };
  return Object.entries(spec.spec.services).map(([key, said]) => {
    const entry = makingOf(said);
    const objectName = childName(name, key);
    const id = serviceId(home, objectName);
    const place = placeOf(writtenIn, ["spec", "services", key]);
    const template =
      entry.from === undefined ? undefined : { home: entry.from.namespace ?? home, name: entry.from.name };
    const source = template === undefined ? undefined : templates.get(`${template.home}/${template.name}`);
    const sources =
      template === undefined ? inlineSources(entry, place) : templateSources(entry, place, source, diagnostics);
    if (template !== undefined && source === undefined)
      diagnostics.push(unknownTemplate(place, entry.fromPath, template.name, template.home, suggest(template.name)));
    const other = proxied({ key, service: said, environment: name, home, place, idOf: serviceId }, environments);
    diagnostics.push(...other.diagnostics);
    const service: Omit<Service, "releases"> = {
      kind: "service",
      id,
      object: { kind: "UpstartService", namespace: home, name: objectName },
      key,
      environment,
      owner,
      namespace: serviceNamespace(spec.object.name, key, spec.spec.namespaces),
      suspended: spec.spec.suspend === true || entry.spec?.suspend === true,
      ...((template !== undefined && source === undefined) || other.isUnknown ? { unknownTemplate: true } : {}),
      ...(said.mode === "off" ? { isOff: true } : {}),
      place,
    };
    const releases = [...sources].map(([releaseKey, s]) => makeRelease(s, releaseKey, `${id}/${releaseKey}`, service));
    return {
      service: { ...service, releases: releases.map((r) => r.id) },
      releases,
      ...(template === undefined
        ? {}
        : { template: { kind: "UpstartService", namespace: template.home, name: template.name } }),
      ...(other.object === undefined ? {} : { proxied: other.object }),
    };
  });
}

function inlineSources(entry: EnvironmentService, place: Place): Map<string, Source> {
  const releases = (entry.spec as UpstartServiceSpec | undefined)?.helmReleases ?? {};
  return new Map(
    Object.entries(releases).map(([key, spec]) => [key, { base: below(place, ["spec", "helmReleases", key]), spec }]),
  );
}

function templateSources(
  entry: EnvironmentService,
  place: Place,
  template: ServiceSpec | undefined,
  diagnostics: Diagnostic[],
): Map<string, Source> {
  const sources = new Map<string, Source>();
  if (template === undefined) return sources;
  for (const [key, spec] of Object.entries(template.spec.helmReleases)) {
    sources.set(key, { base: placeOf(template, ["spec", "helmReleases", key]), spec });
  }
  for (const [key, change] of Object.entries(entry.releases ?? {})) {
    const changed = below(place, ["releases", key]);
    const source = sources.get(key);
    if (source === undefined) diagnostics.push(unknownRelease(changed, key, template, [...sources.keys()]));
    else if (change === null) sources.delete(key);
    else sources.set(key, { ...source, change: { place: changed, spec: change } });
  }
  return sources;
}

function unknownRelease(place: Place, key: string, template: ServiceSpec, known: readonly string[]): Diagnostic {
  const close = nearest(key, known);
  return diagnose("UnknownDependency", place, `the template "${template.object.name}" has no release "${key}"`, {
    help: close === undefined ? `it has ${known.join(", ") || "none"}` : `did you mean "${close}"?`,
    related: [{ place: placeOf(template, ["spec", "helmReleases"]), message: "the template's releases" }],
  });
}

function unknownTemplate(place: Place, fromPath: FieldPath, name: string, home: string, close?: string): Diagnostic {
  return diagnose(
    "UnknownDependency",
    below(place, [...fromPath, "name"]),
    `there is no UpstartService "${name}" in namespace "${home}" to make this service from`,
    {
      severity: "warning",
      help: close === undefined ? "apply it too, or give its file with -f" : `did you mean "${close}"?`,
    },
  );
}

function expandStandalone(spec: StandaloneSpec, home: string, id: NodeId): Release {
  const owner = { ...spec.object, namespace: home };
  return releaseOf({ base: placeOf(spec, ["spec"]), spec: spec.spec }, spec.object.name, id, {
    owner,
    namespace: spec.spec.targetNamespace ?? home,
    suspended: false,
  });
}

function makeRelease(source: Source, key: string, id: NodeId, service: Omit<Service, "releases">): Release {
  return releaseOf(source, key, id, {
    service: service.id,
    ...(service.environment === undefined ? {} : { environment: service.environment }),
    owner: service.owner,
    namespace: service.namespace,
    suspended: service.suspended,
  });
}

function releaseOf(
  source: Source,
  key: string,
  id: NodeId,
  home: Pick<Release, "service" | "environment" | "owner" | "namespace" | "suspended">,
): Release {
  const spec = (source.change === undefined ? source.spec : override(source.spec, source.change.spec)) as ReleaseSpec;
  const values = spec.values ?? {};
  return {
    kind: "release",
    id,
    key,
    ...home,
    suspended: home.suspended || spec.suspend === true,
    releaseName: spec.releaseName ?? kebabCase(key),
    chart: spec.chart,
    ...(spec.version === undefined ? {} : { version: spec.version }),
    values,
    dependencies: spec.dependencies ?? [],
    outputsFrom: spec.outputsFrom ?? [],
    found: collect(values),
    timeoutMs: (spec.timeout === undefined ? undefined : parseDuration(spec.timeout)) ?? DEFAULT_TIMEOUT_MS,
    ...(spec.serviceAccountName === undefined ? {} : { serviceAccountName: spec.serviceAccountName }),
    driftDetection: spec.driftDetection ?? "Enabled",
    placeOf: (path) =>
      source.change !== undefined && speaksOf(source.change.spec, path)
        ? below(source.change.place, path)
        : below(source.base, path),
  };
}

/** A place inside an object that was declared in the universe. */
export function placeOf(spec: Spec, path: FieldPath): Place {
  return { object: spec.object, ...(spec.document === undefined ? {} : { document: spec.document }), path };
}

function below(place: Place, path: FieldPath): Place {
  return { ...place, path: [...place.path, ...path] };
}
