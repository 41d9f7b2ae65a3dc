import { type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import type { Release, Service } from "../../graph/graph.ts";
import { childName } from "../../names/names.ts";
import type { Rule } from "../rule.ts";

/** A thing that gets a name. */
interface Claim {
  readonly name: string;
  readonly place: Place;
  readonly who: string;
}

/**
 * Two different things never meet in one name: Helm releases and namespaces in the cluster, objects in a namespace.
 *
 *     helmReleases: {exampleService: {…}, example-service: {…}}
 */
export const noNameConflicts: Rule = ({ expanded }) => {
  const services = expanded.services.map((s) => s.service);
  const objects = clashes(services.map(objectOf), (name) => `the UpstartService ${name}`);
  const lost = new Set(objects.map((d) => d.place));
  // Whatever belongs to a service that has no name of its own clashes too: said once is enough.
  const distinct = expanded.services.filter((s) => !lost.has(s.service.place));
  const releases = [...distinct.flatMap((s) => s.releases), ...expanded.standalone];
  const objectNames = new Map(distinct.map(({ service }) => [service.id, service.object.name]));
  const helm = clashes(releases.filter((r) => !r.suspended).map(helmNameOf), (name) => `the Helm release ${name}`);
  const said = new Set(helm.map(pairOf));
  const releaseObjects = clashes(
    releases.map((r) => releaseObjectOf(r, r.service === undefined ? undefined : objectNames.get(r.service))),
    (name) => `the HelmRelease ${name}`,
  );
  return [
    ...objects,
    ...helm,
    ...releaseObjects.filter((d) => !said.has(pairOf(d))),
    ...clashes(namespacesOf(distinct.map((s) => s.service)), (name) => `the namespace "${name}"`),
  ];
};

function clashes(claims: readonly Claim[], what: (name: string) => string): Diagnostic[] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    const earlier = first.get(claim.name);
    if (earlier === undefined) {
      first.set(claim.name, claim);
      return [];
    }
    return [
      diagnose(
        "ReleaseNameConflict",
        claim.place,
        `${earlier.who} and ${claim.who} would both become ${what(claim.name)}`,
        {
          help: "give one of them another name",
          related: [{ place: earlier.place, message: "the other" }],
        },
      ),
    ];
  });
}

/** Which two things a clash is between: those that share Helm's name mostly share the object's name too. */
function pairOf(d: Diagnostic): string {
  return JSON.stringify([d.place, d.related]);
}

function objectOf(service: Service): Claim {
  const { namespace, name } = service.object;
  return { name: `"${name}" in namespace "${namespace}"`, place: service.place, who: describe(service) };
}

function helmNameOf(release: Release): Claim {
  return {
    name: `"${release.releaseName}" in namespace "${release.namespace}"`,
    place: release.placeOf([]),
    who: `"${release.id}"`,
  };
}

function releaseObjectOf(release: Release, service: string | undefined): Claim {
  const name = service === undefined ? release.key : childName(service, release.key);
  return {
    name: `"${name}" in namespace "${release.owner.namespace}"`,
    place: release.placeOf([]),
    who: `"${release.id}"`,
  };
}

/** The namespaces that environments make: one a service, or one for all. */
function namespacesOf(services: readonly Service[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const service of services) {
    const { environment, namespace } = service;
    if (environment === undefined) continue;
    const shared = namespace === environment.name;
    const who = shared ? `the environment "${environment.name}"` : describe(service);
    // The services of one environment that share a namespace make one claim.
    claims.set(shared ? `${environment.namespace}/${environment.name}` : `${service.id}/${service.key}`, {
      name: namespace,
      place: service.place,
      who,
    });
  }
  return [...claims.values()];
}

function describe(service: Service): string {
  return service.environment === undefined
    ? `the service "${service.key}"`
    : `the service "${service.key}" of the environment "${service.environment.name}"`;
}
