import { expect } from "vitest";
import { dataOf, tiny, until } from "../harness.ts";
import { API, publishes } from "../kinds.ts";
import type { Cluster } from "./cluster.ts";
import { useSnapshots } from "./snapshot-journey.ts";

const metadata = (name: string, namespace: string) => ({ name, namespace });

export const service = (namespace: string, name: string, helmReleases: object) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: metadata(name, namespace),
  spec: { helmReleases },
});

const inShard = (shard: string, object: ReturnType<typeof service>) => ({
  ...object,
  metadata: { ...object.metadata, labels: { "upstart.com/shard": shard } },
});

const environment = (namespace: string, name: string, services: object) => ({
  apiVersion: API,
  kind: "UpstartEnvironment",
  metadata: metadata(name, namespace),
  spec: { services },
});

/** A template with a quota, and an environment of it whose time is short. */
const brief = (namespace: string) => {
  const template = environment(namespace, "template", {});
  const made = environment(namespace, "brief", {});
  return [
    { ...template, spec: { ...template.spec, template: true, quota: { environments: 1 }, ttl: { idle: "3s" } } },
    { ...made, spec: { from: { name: "template" } } },
  ];
};

const AS_ACCOUNT = { serviceAccountName: "deployer" };
const OUTPUTS = [{ secretRef: { name: "kinds" } }, { configMapRef: { name: "kinds" }, scope: "external" }];
const CRASHING = { podAnnotations: { "upstart.com/sandbox-fail": "crash" } };

/**
 * What people do with the controllers, as far as it takes rights: what is not done here is a right that nobody needs.
 * `kinds` is the address of a chart with one object of each kind; the account `deployer` may be named, and releases
 * without an account may be in the namespace `granted` alone.
 */
export async function useControllers(cluster: Cluster, kinds: string): Promise<void> {
  await cluster.run("create", "namespace", "team");
  await cluster.run("create", "serviceaccount", "deployer", "-n", "team");
  const admin = ["--clusterrole=admin", "--serviceaccount=team:deployer"];
  await cluster.run("create", "rolebinding", "deployer", "-n", "team", ...admin);
  const redis = { chart: "upstart-charts/redis", version: "0.1.1", timeout: "5s", values: CRASHING };
  const value = "<< kinds.outputs.password >> << kinds.outputs.url >>";
  await cluster.apply(
    service("team", "shop", {
      kinds: { chart: kinds, outputsFrom: OUTPUTS, ...AS_ACCOUNT },
      web: tiny({ dependencies: [{ name: "kinds" }], values: { value }, ...AS_ACCOUNT }),
    }),
    service("team", "crash", { redis: { ...redis, ...AS_ACCOUNT } }),
    environment("team", "pr-1", {
      base: { spec: { helmReleases: { db: tiny(publishes("db", "external")) } } },
      empty: { spec: { helmReleases: {} } }, // its namespace has no volume, and goes
    }),
    // What is read for a release alone is read as its account, and where it has none with the controllers' own rights.
    service("granted", "shop", { kinds: { chart: kinds, outputsFrom: OUTPUTS } }),
    service("granted", "crash", { redis }),
    ...brief("team"),
    inShard("blue", service("granted", "other", { other: tiny() })),
    inShard("green", service("granted", "lost", { lost: tiny() })),
  );
  await cluster.ready("usvc", "shop", "team");
  // Where nothing was granted, Helm may do nothing.
  const forbidden = await cluster.told("uhr", "pr-1-base-db", "team", (c) => c.message.includes("is forbidden"));
  expect(forbidden.message).toContain('User "system:serviceaccount:upstart:upstart-controller" cannot');
  // Its time is over within seconds, and it goes by itself.
  await cluster.gone("uenv", "brief", "team");
  await forgetEnded(cluster);
  for (const name of ["shop", "other"]) await cluster.ready("usvc", name, "granted");
  // Its controllers had it, and hand it over.
  await cluster.run("label", "usvc", "other", "-n", "granted", "upstart.com/shard-");
  for (const namespace of ["team", "granted"])
    await cluster.told("uhr", "crash-redis", namespace, (c) => c.message.includes("\npod redis-"));
  // The same change twice is one event that is counted up.
  for (let i = 0; i < 2; i++) await changeByHand(cluster);
  await useSnapshots(cluster);
  await leave(cluster);
}

/** What an environment was is known for seven days. */
async function forgetEnded(cluster: Cluster): Promise<void> {
  const { labels, uid } = (await cluster.bench.get("endedenvironment", "brief", "team"))!.metadata;
  const record = { uid: "0", endedAt: "2020-01-01T00:00:00Z", because: "long ago" };
  const metadata = { name: "old", namespace: "team", labels };
  await cluster.apply({ apiVersion: API, kind: "EndedEnvironment", metadata, record } as never);
  await cluster.gone("endedenvironment", "old", "team");
  // What ends again is known by the last time.
  await cluster.apply(...brief("team").slice(1));
  await cluster.gone("uenv", "brief", "team");
  expect((await cluster.bench.get("endedenvironment", "brief", "team"))?.metadata.uid).toBe(uid);
}

async function changeByHand(cluster: Cluster): Promise<void> {
  const edit = '{"data":{"value":"other"}}';
  await cluster.run("patch", "configmap", "web-outputs", "-n", "team", "--type=merge", "-p", edit);
  await until("the value that was", async () => {
    const { value } = dataOf(await cluster.bench.get("configmap", "web-outputs", "team"));
    return value === "hidden https://example.com" ? true : undefined;
  });
}

async function leave(cluster: Cluster): Promise<void> {
  for (const namespace of ["team", "granted"])
    await cluster.run("annotate", "usvc", "crash", "-n", namespace, "upstart.com/skip-uninstall=true");
  const all = [
    ["usvc", "crash", "team"],
    ["usvc", "crash", "granted"],
    ["uenv", "pr-1", "team"],
    ["usvc", "shop", "team"],
    ["usvc", "shop", "granted"],
    ["usvc", "other", "granted"],
    ["usvc", "lost", "granted"],
  ] as const;
  await keepVolume(cluster);
  for (const [kind, name, namespace] of all) {
    await cluster.run("delete", kind, name, "-n", namespace, "--wait=false");
    await cluster.gone(kind, name, namespace);
  }
  const tombstones = await cluster.bench.get("configmap", "upstart.tombstones", "team");
  expect(Object.values(tombstones?.data ?? {}).join()).toContain("PersistentVolumeClaim");
}

/** Of an environment that keeps its volumes the namespace stays that has one. */
async function keepVolume(cluster: Cluster): Promise<void> {
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  const metadata = { name: "data", namespace: "pr-1-base" };
  await cluster.apply({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata, spec: claim } as never);
  await cluster.run("patch", "uenv", "pr-1", "-n", "team", "--type=merge", "-p", '{"spec":{"dataPolicy":"keep"}}');
}

/** The same for the webhook. `granted` and `default` are namespaces; what is applied to them stays. */
export async function useWebhook(cluster: Cluster): Promise<void> {
  // Whoever reads what is in another namespace has to be allowed to.
  await cluster.apply(service("granted", "base", { db: tiny(publishes("db", "external")) }));
  const dependencies = [{ name: "base", namespace: "granted" }];
  await cluster.apply(
    service("default", "reader", { web: tiny({ dependencies, values: { value: "<< base.outputs.value >>" } }) }),
  );
  // A certificate that somebody has broken is written anew.
  const broken = '{"data":{"tls.crt":"AA=="}}';
  await cluster.run("patch", "secret", "upstart-webhook-tls", "-n", "upstart", "--type=merge", "-p", broken);
  await until("the certificate", async () =>
    dataOf(await cluster.bench.get("secret", "upstart-webhook-tls", "upstart"))["tls.crt"]?.startsWith("-----BEGIN")
      ? true
      : undefined,
  );
}
