import { API_VERSION, buildUniverse, encodeRecord, releasesOf, type Spec } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { templatesFor } from "./templates.ts";

const web = { helmReleases: { web: { chart: "charts/web" }, worker: { chart: "charts/worker" } } };

function environment(spec: object): Spec {
  const object = { kind: "UpstartEnvironment", name: "pr-1" };
  return { kind: "UpstartEnvironment", object, metadata: {}, spec: { services: {}, ...spec } };
}
function put(kind: string, name: string, spec: object) {
  cluster.put({ apiVersion: API_VERSION, kind, metadata: { namespace: "platform", name }, spec });
}
const cluster = fakeCluster(fakeClock(0));
put("UpstartEnvironment", "shop", { template: true, services: { front: { from: { name: "web" } } } });
put("UpstartService", "web", web);

/** What would be installed, by the specs and the templates that the cluster has for them. */
async function madeOf(...specs: Spec[]): Promise<string[]> {
  const templates = await templatesFor({ cluster, namespace: "dev" }, specs);
  return releasesOf(buildUniverse([...specs, ...templates], "dev").graph).map((r) => r.id);
}

test("an environment is what its template in the cluster makes of it, and of the template itself nothing is made", async () => {
  const made = environment({ from: { name: "shop", namespace: "platform" } });
  expect(await madeOf(made)).toEqual(["pr-1-front/web", "pr-1-front/worker"]);
  const service = environment({ services: { shop: { from: { name: "web", namespace: "platform" } } } });
  expect(await madeOf(service)).toEqual(["pr-1-shop/web", "pr-1-shop/worker"]);
});

test("what clients have recorded is a template, too", async () => {
  const object = { kind: "UpstartService", namespace: "dev", name: "cart" } as const;
  const spec = { helmReleases: { cart: { chart: "charts/cart" } } };
  cluster.put(encodeRecord({ object, spec, releases: {}, namespaces: [], appliedAt: "2026-01-01T00:00:00Z" }));
  expect(await madeOf(environment({ services: { cart: { from: { name: "cart" } } } }))).toEqual(["pr-1-cart/cart"]);
});

test("what is there is not asked for, and what is not there or may not be seen is left out", async () => {
  const service: Spec = {
    kind: "UpstartService",
    object: { kind: "UpstartService", namespace: "platform", name: "web" },
    metadata: {},
    spec: web,
  };
  const services = { shop: { from: { name: "web", namespace: "platform" } } };
  const before = cluster.calls.length;
  expect(await templatesFor({ cluster, namespace: "dev" }, [environment({ services }), service])).toEqual([]);
  expect(cluster.calls.length).toBe(before);
  expect(await madeOf(environment({ from: { name: "nosuch" } }))).toEqual([]);
  cluster.fail("UpstartService", "Forbidden");
  expect(await madeOf(environment({ services }))).toEqual([]);
  cluster.fail("UpstartService", "Unreachable");
  await expect(madeOf(environment({ services }))).rejects.toThrow("Unreachable");
});
