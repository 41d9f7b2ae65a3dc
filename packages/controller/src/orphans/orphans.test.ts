import { type KubeObject, orphansKey, readOrphanReport } from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const begin = (before?: Stage) =>
  new Stage({}, before === undefined ? "host_one" : "host_two", before, {
    orphanIntervalMs: 10 * MINUTE,
    leaseNamespace: "upstart",
  });

let stage: Stage;

beforeEach(async () => {
  stage = begin();
  stage.put("UpstartEnvironment", "cart", { services: { web: { spec: { helmReleases: { api: release("api") } } } } });
  await stage.clock.advance(3 * MINUTE);
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const report = () => {
  const { name, namespace } = orphansKey("upstart");
  return readOrphanReport(stage.get("ConfigMap", name, namespace));
};
const told = () => report()?.orphans.map((o) => `${o.kind} ${o.object.name}`);
const events = () => stage.events.filter((e) => e.event.reason === "Orphaned").map((e) => e.name);
const metric = async (kind: string) =>
  (await stage.metrics.registry.getSingleMetricAsString("upstart_orphans")).includes(`kind="${kind}"} 1`);
const remove = (kind: string, name: string, namespace?: string) => {
  const object = stage.cluster.objects().find((o) => o.kind === kind && o.metadata.name === name);
  const { apiVersion } = object!;
  stage.cluster.remove({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
};
/** As somebody does who takes finalizers out. */
const wipe = () => {
  remove("UpstartEnvironment", "cart", "shop");
  remove("UpstartService", "cart-web", "shop");
  remove("HelmRelease", "cart-web-api", "shop");
};
const volume = (name: string, namespace: string, phase: string): KubeObject => ({
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name },
  spec: { claimRef: { namespace, name: "data-db-0" } },
  status: { phase },
});
const role = (name: string, namespace: string, annotations = {}): KubeObject => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: {
    name,
    labels: { "app.kubernetes.io/managed-by": "Helm" },
    annotations: {
      "meta.helm.sh/release-name": "api",
      "meta.helm.sh/release-namespace": namespace,
      ...annotations,
    },
  },
});

test("where everything is kept nothing is told, and nothing is written but once an hour", async () => {
  await stage.clock.advance(10 * MINUTE);
  expect(report()).toMatchObject({ orphans: [], unread: [] });
  stage.writes();
  await stage.clock.advance(50 * MINUTE);
  expect(stage.writes()).toEqual([]);
  await stage.clock.advance(20 * MINUTE);
  expect(stage.writes()).toEqual(["update ConfigMap upstart/upstart.orphans"]);
});

test("a look costs a list a kind, however much there is", async () => {
  const lists = () => stage.cluster.calls.filter((c) => /^list \S+ \*$/.test(c));
  const before = lists().length;
  await stage.clock.advance(10 * MINUTE);
  expect(lists().slice(before).sort()).toEqual(
    [
      "ClusterRole",
      "ClusterRoleBinding",
      "CustomResourceDefinition",
      "IngressClass",
      "MutatingWebhookConfiguration",
      "PersistentVolume",
      "PriorityClass",
      "Secret",
      "StorageClass",
      "ValidatingWebhookConfiguration",
    ].map((kind) => `list ${kind} *`),
  );
});

describe("what is left of an environment whose finalizers somebody has taken out", () => {
  test("is told when it has been seen twice: with its marks, since when, and once", async () => {
    wipe();
    await stage.clock.advance(7.5 * MINUTE);
    expect(told()).toEqual([]);
    await stage.clock.advance(2 * MINUTE);
    expect(report()?.orphans).toMatchObject([
      { kind: "HelmRecord", object: { namespace: "cart-web" }, releaseName: "api", isOurs: true },
      {
        kind: "Namespace",
        object: { name: "cart-web" },
        isOurs: true,
        why: "the environment cart is gone",
        since: expect.stringMatching(/Z$/),
      },
    ]);
    expect(await metric("Namespace")).toBe(true);
    expect(events()).toEqual(["sh.helm.release.v1.api.v1", "cart-web"]);
    const { since } = report()!.orphans[0]!;
    await stage.stop();
    stage = begin(stage);
    await stage.clock.advance(HOUR);
    expect(report()!.orphans[0]!.since).toBe(since);
    expect(events()).toEqual([]);
  });

  test("is told no more when it is gone, or kept again; nothing of it was ever deleted", async () => {
    wipe();
    await stage.clock.advance(12 * MINUTE);
    expect(told()).toHaveLength(2);
    expect(stage.cluster.calls.filter((c) => c.startsWith("delete "))).toEqual([]);
    stage.put("HelmRelease", "mine", { ...release("api"), releaseName: "api", targetNamespace: "cart-web" });
    await stage.clock.advance(10 * MINUTE);
    expect(told()).toEqual(["Namespace cart-web"]);
    remove("Namespace", "cart-web");
    await stage.clock.advance(10 * MINUTE);
    expect(told()).toEqual([]);
    expect(await metric("Namespace")).toBe(false);
  });

  test("outside of namespaces is known by the name of one that we had made, also to the next leader", async () => {
    stage.cluster.put(volume("pv-1", "cart-web", "Released"));
    stage.cluster.put(volume("pv-2", "cart-web", "Bound"));
    stage.cluster.put(volume("pv-3", "elsewhere", "Released"));
    stage.cluster.put(role("left", "cart-web"));
    stage.cluster.put(role("kept", "cart-web", { "helm.sh/resource-policy": "keep" }));
    stage.cluster.put(role("theirs", "elsewhere"));
    wipe();
    remove("Secret", "sh.helm.release.v1.api.v1", "cart-web");
    remove("Namespace", "cart-web");
    await stage.clock.advance(12 * MINUTE);
    await stage.stop();
    stage = begin(stage);
    await stage.clock.advance(12 * MINUTE);
    expect(told()).toEqual(["PersistentVolume pv-1", "ClusterObject left"]);
    expect(report()?.orphans.every((o) => !o.isOurs)).toBe(true);
  });
});

test("what only looks like ours is never told of", async () => {
  const labels = { "app.kubernetes.io/managed-by": "upstart" };
  const namespace = (name: string, metadata: object) =>
    stage.cluster.put({ apiVersion: "v1", kind: "Namespace", metadata: { name, ...metadata } });
  namespace("label-only", { labels });
  namespace("uid-only", { annotations: { "upstart.com/owner-uid": "gone" } });
  namespace("set-aside", { labels, annotations: { "upstart.com/owner-uid": "kept for shop/cart" } });
  const record = (name: string, more: object) =>
    stage.cluster.put({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace: "team", labels: { owner: "helm", name, version: "1", ...more } },
    });
  record("by-hand", { status: "deployed" });
  record("under-way", { ...labels, status: "pending-install" });
  stage.put("HelmRelease", "written", release("written"));
  await stage.clock.advance(HOUR);
  expect(told()).toEqual([]);
});

test("what may not be listed is said once, and the rest is looked for", async () => {
  stage.cluster.fail("PersistentVolume", "Forbidden");
  stage.cluster.fail("ClusterRole", "Forbidden");
  wipe();
  await stage.clock.advance(2 * HOUR);
  expect(told()).toEqual(["HelmRecord sh.helm.release.v1.api.v1", "Namespace cart-web"]);
  expect(report()?.unread).toHaveLength(2);
  expect(stage.log.lines.filter((l) => String(l.msg).includes("as far as that is allowed"))).toHaveLength(2);
});

test("a list that fails is no proof of anything: it is looked again", async () => {
  stage.cluster.fail("Secret", "ServerError");
  wipe();
  await stage.clock.advance(HOUR);
  expect(told()).toEqual([]);
  stage.cluster.fail("Secret", undefined);
  await stage.clock.advance(HOUR);
  expect(told()).toHaveLength(2);
  stage.log.lines.length = 0;
});

test.each([{ watchNamespaces: ["shop"] }, { shard: "blue" }])(
  "who does not see everything, or keeps a shard, does not look: %j",
  async (more) => {
    await stage.stop();
    stage = new Stage({}, "host_three", stage, { orphanIntervalMs: MINUTE, leaseNamespace: "other", ...more });
    await stage.clock.advance(HOUR);
    expect(stage.get("ConfigMap", "upstart.orphans", "other")).toBeUndefined();
  },
);
