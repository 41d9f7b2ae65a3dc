import { formatPath, type KubeObject } from "@upstart/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { environment, peersOf, publishing, release, service, stored } from "../testing/objects.ts";
import { type Findings, findingsIn, findingsOf } from "../validate/faults.ts";
import { neighbourhood } from "./neighbourhood.ts";
import { peerOf, readObject } from "./peer.ts";
import type { Directory } from "./peers.ts";
import { withSubject } from "./with-subject.ts";

// Few names, so that things meet: the same ones for releases, services and environments, and slips of them.
const name = fc.constantFrom("aaaa", "aaab", "bbbb", "cccc", "a", "a-aaaa", "bbbb-a");
const namespace = fc.constantFrom("shop", "shop", "other", "a-bbbb");
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const dependency = fc
  .record({ name, kind: optional(fc.constantFrom("HelmRelease", "UpstartService")), namespace: optional(namespace) })
  .map(defined);
const anyRelease = fc
  .record({
    dependencies: fc.array(dependency, { maxLength: 3 }),
    uses: fc.array(fc.tuple(name, fc.constantFrom("K", "L")), { maxLength: 2 }),
    publishes: optional(fc.record({ scope: fc.constantFrom("internal", "external"), keys: fc.subarray(["K", "L"]) })),
    suspend: optional(fc.boolean()),
    param: fc.boolean(),
  })
  .map(({ dependencies, uses, publishes, suspend, param }) =>
    release({
      dependencies,
      values: {
        uses: uses.map(([of, key]) => `<< ${of}.outputs.${key} >>`),
        ...(param ? { sha: "<< environment.params.sha >>" } : {}),
      },
      ...(publishes === undefined ? {} : publishing(publishes.scope as "internal", ...publishes.keys)),
      ...defined({ suspend }),
    }),
  );
const releases = fc.dictionary(name, anyRelease, { maxKeys: 3 });
const anyService = fc
  .tuple(name, namespace, releases, optional(fc.boolean()))
  .map(([n, ns, helmReleases, suspend]) => service(n, helmReleases, { namespace: ns }, defined({ suspend })));
const anyStandalone = fc
  .tuple(name, namespace, anyRelease, optional(namespace))
  .map(([n, ns, spec, targetNamespace]) =>
    stored("HelmRelease", n, { ...spec, ...defined({ targetNamespace }) }, { namespace: ns }),
  );
const environmentService = fc.oneof(
  releases.map((helmReleases) => ({ spec: { helmReleases } })),
  fc
    .tuple(name, optional(namespace), releases)
    .map(([of, ns, changes]) => ({ from: defined({ name: of, namespace: ns }), releases: changes })),
);
const anyEnvironment = fc
  .record({
    name,
    namespace,
    services: fc.dictionary(name, environmentService, { maxKeys: 3 }),
    params: fc.constantFrom({}, { sha: "1" }),
    namespaces: optional(fc.constantFrom("Shared", "PerService")),
  })
  .map(({ name: n, namespace: ns, ...spec }) => environment(n, defined(spec), { namespace: ns }));

const universe = fc
  .uniqueArray(fc.oneof(anyService, anyService, anyStandalone, anyEnvironment), {
    selector: (o) => `${o.kind}/${o.metadata.namespace}/${o.metadata.name}`,
    minLength: 1,
    maxLength: 7,
  })
  .map((objects) => objects.map((o, i) => aged(o, i)));

test("looking at the neighbourhood says of an object what looking at everything says", () => {
  let faults = 0;
  fc.assert(
    fc.property(universe, fc.nat(), (objects, pick) => {
      const object = objects[pick % objects.length]!;
      const peers = peersOf(...objects);
      const { spec, ...read } = readObject(object);
      const subject = peerOf({ ...read, spec: spec! }, (key) => peers.get(key)?.spec);
      const directory = withSubject(peers, subject.key, subject);
      const some = said(findingsOf(directory, subject));
      const users = new Set(directory.usersOf(subject.key));
      const everything = objects
        .map((o) => peers.get(readObject(o).key)!)
        .filter((p) => !users.has(p.key))
        .sort((a, b) => (a.age < b.age ? -1 : 1));
      expect(some).toEqual(
        said(
          findingsIn(
            everything.map((p) => p.spec),
            subject,
          ),
        ),
      );
      faults += some.length;
    }),
    { numRuns: 600 },
  );
  // A law about objects without faults would say nothing.
  expect(faults).toBeGreaterThan(600);
});

test("an environment hears of a circle that its template lies on, though it is on none itself", () => {
  const peers = peersOf(
    service("api", { api: dependsOn("db") }),
    service("db", { db: dependsOn("api") }),
    environment("one", { services: { api: { from: { name: "api" } } } }),
  );
  const { faults } = findingsOf(peers, peers.get("UpstartEnvironment/shop/one")!);
  expect(faults.map((f) => [f.diagnostic.code, formatPath(f.place.path)])).toEqual([
    ["DependencyCycle", "spec.services.api.from"],
  ]);
});

test("what has nothing to do with an object is not looked at", () => {
  const others = Array.from({ length: 50 }, (_, i) => service(`other-${i}`, { [`r${i}`]: release() }));
  const peers: Directory = peersOf(
    ...others,
    service("db", { db: release() }),
    service("api", { api: dependsOn("db") }),
  );
  const subject = peers.get("UpstartService/shop/api")!;
  expect(
    neighbourhood(peers, subject)
      .map((s) => s.object.name)
      .sort(),
  ).toEqual(["api", "db"]);
});

function dependsOn(other: string): object {
  return release({ dependencies: [{ name: other }] });
}

function said({ faults }: Findings): string[] {
  return faults
    .map(({ diagnostic: d, place }) => `${d.severity} ${d.code} ${formatPath(place.path)} ${d.message}`)
    .sort();
}

function aged(object: KubeObject, index: number): KubeObject {
  const creationTimestamp = `2030-01-01T00:00:0${index}Z`;
  return { ...object, metadata: { ...object.metadata, uid: `uid-${index}`, creationTimestamp } };
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
