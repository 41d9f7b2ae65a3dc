import { buildUniverse, childName, type Dependency, type ObjectRef, type Spec, templateOf } from "@upstart/engine";

/** What an object has to do with others, as texts that are the same where it has. */
export interface Meaning {
  /** Names by which dependencies reach it: `S:shop/payments`, `H:shop/redis`. */
  readonly provides: ReadonlySet<string>;
  /** Names that its dependencies give, whatever they lead to. */
  readonly needs: ReadonlySet<string>;
  /** Of each dependency that is no sibling inside the object, the names that it may be known by. */
  readonly outward: readonly (readonly string[])[];
  /** Names that it takes in the cluster: of Helm releases, objects and namespaces. */
  readonly claims: ReadonlySet<string>;
  /** What of it others read, as one text: its releases and what they publish. */
  readonly surface: string;
}

/** The templates that an environment is made from, as keys of UpstartServices; none for other kinds. */
export function templatesOf({ kind, object, spec }: Spec): string[] {
  if (kind !== "UpstartEnvironment") return [];
  const named = Object.values(spec.services).flatMap((service) => templateOf(service) ?? []);
  const keys = named.map((from) => keyOf({ ...object, ...from, kind: "UpstartService" }));
  return [...new Set(keys)];
}

/** The environments that one takes something from, as keys: services by proxy, or all of its template. */
export function usedBy({ kind, object, spec }: Spec): string[] {
  if (kind !== "UpstartEnvironment") return [];
  const proxies = Object.values(spec.services).flatMap(({ mode, proxy }) => (mode === "proxy" && proxy ? [proxy] : []));
  const names = [
    ...proxies.map(({ environment, namespace }) => ({ name: environment, namespace })),
    ...(spec.from === undefined ? [] : [{ name: spec.from.name, namespace: spec.from.namespace }]),
  ];
  const keys = names.map(({ name, namespace = object.namespace }) =>
    keyOf({ kind, name, ...(namespace === undefined ? {} : { namespace }) }),
  );
  return [...new Set(keys)];
}

/** One text per object: `UpstartService/shop/payments`. */
export function keyOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind}/${namespace ?? ""}/${name}`;
}

/**
 * What an object has to do with others. The engine names what it makes; here is only said which names count. An
 * environment's templates must be given: its releases come from there.
 */
export function meaningOf(spec: Spec, templates: readonly Spec[]): Meaning {
  const isOwn = (owner: ObjectRef) => keyOf(owner) === keyOf(spec.object);
  const { expanded } = buildUniverse([spec, ...templates], "", "absolute");
  const services = expanded.services.filter(({ service }) => isOwn(service.owner));
  const releases = [...services.flatMap((s) => s.releases), ...expanded.standalone.filter((r) => isOwn(r.owner))];
  const objects = new Map(services.map(({ service }) => [service.id, service.object]));
  const namespaceOf = spec.object.namespace ?? "";
  const namesOf = ({ name, kind, namespace = namespaceOf }: Dependency) => [
    ...(kind === "HelmRelease" ? [] : [`S:${namespace}/${name}`]),
    ...(kind === "UpstartService" ? [] : [`H:${namespace}/${name}`]),
  ];
  const siblings = new Map(services.map((s) => [s.service.id, new Set(s.releases.map((r) => r.key))]));
  const isSibling = (service: string | undefined, name: string, namespace = namespaceOf) =>
    service !== undefined && namespace === namespaceOf && siblings.get(service)?.has(name) === true;
  return {
    provides: new Set([
      ...services.map(({ service: { object } }) => `S:${object.namespace}/${object.name}`),
      ...expanded.standalone.map((r) => `H:${r.owner.namespace}/${r.key}`),
    ]),
    needs: new Set(releases.flatMap(({ dependencies }) => dependencies.flatMap(namesOf))),
    outward: releases.flatMap(({ service, dependencies }) =>
      dependencies
        .filter((d) => d.kind === "UpstartService" || !isSibling(service, d.name, d.namespace))
        .map((d) => namesOf(d)),
    ),
    claims: new Set([
      ...[...objects.values()].map((o) => `service ${o.namespace}/${o.name}`),
      ...releases.map((r) => `helm ${r.namespace}/${r.releaseName}`),
      ...releases.map((r) => {
        const service = r.service === undefined ? undefined : objects.get(r.service);
        return `release ${namespaceOf}/${service === undefined ? r.key : childName(service.name, r.key)}`;
      }),
      ...services.flatMap(({ service }) =>
        service.environment === undefined ? [] : [`namespace ${service.namespace}`],
      ),
    ]),
    surface: JSON.stringify(releases.map(({ id, outputsFrom }) => [id, outputsFrom])),
  };
}
