import { type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import type { ExpandedService } from "../../graph/expand.ts";
import type { Release, Service } from "../../graph/graph.ts";
import { rememberedOf } from "../../graph/remembered.ts";
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
  const objects = clashes(expanded.services.map(objectOf), (name) => `the UpstartService ${name}`);
  const lost = new Set(objects.map((d) => d.place));
  // Whatever belongs to a service that has no name of its own clashes too: said once is enough.
  const distinct = lost.size === 0 ? expanded.services : expanded.services.filter((s) => !lost.has(s.service.place));
  const { standalone } = expanded;
  const helm = clashes(
    [...distinct.flatMap(helmNamesOf), ...standalone.filter((r) => !r.suspended).map(helmNameOf)],
    (name) => `the Helm release ${name}`,
  );
  const said = new Set(helm.map(pairOf));
  const releaseObjects = clashes(
    [...distinct.flatMap(releaseObjectsOf), ...standalone.map((r) => releaseObjectOf(r, undefined))],
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
  const found: Diagnostic[] = [];
  for (const claim of claims) {
    const earlier = first.get(claim.name);
    if (earlier === undefined) first.set(claim.name, claim);
    else found.push(clash(earlier, claim, what(claim.name)));
  }
  return found;
}

function clash(earlier: Claim, claim: Claim, what: string): Diagnostic {
  return diagnose("ReleaseNameConflict", claim.place, `${earlier.who} and ${claim.who} would both become ${what}`, {
    help: "give one of them another name",
    related: [{ place: earlier.place, message: "the other" }],
  });
}

/** Which two things a clash is between: those that share Helm's name mostly share the object's name too. */
function pairOf(d: Diagnostic): string {
  return JSON.stringify([d.place, d.related]);
}

const objectOf = rememberedOf(({ service }: ExpandedService): Claim => {
  const { namespace, name } = service.object;
  return { name: `"${name}" in namespace "${namespace}"`, place: service.place, who: describe(service) };
});

const helmNamesOf = rememberedOf(({ releases }: ExpandedService): Claim[] =>
  releases.filter((r) => !r.suspended).map(helmNameOf),
);

const releaseObjectsOf = rememberedOf(({ service, releases }: ExpandedService): Claim[] =>
  releases.map((r) => releaseObjectOf(r, service.object.name)),
);

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
