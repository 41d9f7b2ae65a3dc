import type { ReleaseSpec, Spec } from "@upstart/engine";

/**
 * A spec without the values of its releases: all that its neighbours need to know of it, at a fraction of the work.
 * What it says of itself is not to be believed: its references are gone.
 */
export function slim(spec: Spec): Spec {
  switch (spec.kind) {
    case "HelmRelease":
      return { ...spec, spec: withoutValues(spec.spec) };
    case "UpstartService":
      return { ...spec, spec: { ...spec.spec, helmReleases: slimReleases(spec.spec.helmReleases) } };
    case "UpstartEnvironment":
      return {
        ...spec,
        spec: {
          ...spec.spec,
          services: mapped(spec.spec.services, (service) => ({
            ...service,
            ...(service.spec === undefined
              ? {}
              : { spec: { ...service.spec, helmReleases: slimReleases(service.spec.helmReleases) } }),
            ...(service.releases === undefined
              ? {}
              : { releases: mapped(service.releases, (r) => (r === null ? null : withoutValues(r))) }),
          })),
        },
      };
  }
}

function slimReleases(releases: Readonly<Record<string, ReleaseSpec>>): Readonly<Record<string, ReleaseSpec>> {
  return mapped(releases, withoutValues);
}

function withoutValues<R extends { readonly values?: unknown }>(release: R): R {
  const { values: _, ...rest } = release;
  return rest as R;
}

function mapped<A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
