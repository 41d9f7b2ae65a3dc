import type { EnvironmentService, ServiceRef, UpstartEnvironmentSpec } from "../spec/objects.ts";

/** A template environment as it is stored. */
export interface EnvironmentTemplate {
  readonly name: string;
  readonly namespace: string;
  readonly generation: number;
  readonly spec: UpstartEnvironmentSpec;
}

/**
 * The spec of an environment with all that it does not say itself copied from its template; `namespace` is its own.
 * Params and services are put together key by key, and what it says of a service lies over what the template says. Doing
 * it twice is doing it once.
 */
export function materialise(
  asked: Omit<UpstartEnvironmentSpec, "services"> & Partial<Pick<UpstartEnvironmentSpec, "services">>,
  template: EnvironmentTemplate,
  namespace: string,
): UpstartEnvironmentSpec {
  const { template: _, quota: __, services: theirs, params, ...given } = template.spec;
  const home = template.namespace === namespace ? undefined : template.namespace;
  return {
    ...given,
    ...asked,
    from: { name: template.name, ...(home === undefined ? {} : { namespace: home }), generation: template.generation },
    ...(params === undefined && asked.params === undefined ? {} : { params: { ...params, ...asked.params } }),
    services: servicesOf(theirs, asked.services ?? {}, home),
  };
}

function servicesOf(
  theirs: UpstartEnvironmentSpec["services"],
  own: UpstartEnvironmentSpec["services"],
  home: string | undefined,
): UpstartEnvironmentSpec["services"] {
  const copied = Object.entries(theirs).map(([key, service]) => {
    const over = Object.hasOwn(own, key) ? own[key] : undefined;
    return [
      key,
      over === undefined
        ? fromHome(service, home)
        : over.spec !== undefined || over.from !== undefined
          ? over
          : { ...fromHome(service, home), ...over },
    ];
  });
  return { ...Object.fromEntries(copied), ...withoutKeys(own, theirs) };
}

/** Names without a namespace are of the template's. */
function fromHome(service: EnvironmentService, home: string | undefined): EnvironmentService {
  if (home === undefined) return service;
  const at = <R extends object>(ref: R): R => ({ namespace: home, ...ref });
  return {
    ...service,
    ...(service.from === undefined ? {} : { from: at<ServiceRef>(service.from) }),
    ...(service.mock === undefined ? {} : { mock: { from: at<ServiceRef>(service.mock.from) } }),
    ...(service.proxy === undefined ? {} : { proxy: at(service.proxy) }),
  };
}

function withoutKeys<V>(map: Readonly<Record<string, V>>, keys: object): Record<string, V> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !Object.hasOwn(keys, key)));
}
