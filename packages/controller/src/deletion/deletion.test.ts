import { HelmError, type KubeObject, readTombstones, tombstonesKey } from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RETRY_ANNOTATION, SKIP_UNINSTALL_ANNOTATION } from "../names.ts";
import type { EventToRecord } from "../runtime/events.ts";
import { publishing, release, Stage } from "../testing/stage.ts";
import { Tombstones } from "./tombstones.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const HOLD = "example.com/hold";
const configMap = (name: string, metadata: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, ...metadata },
});
const names = (kind: string) =>
  stage.cluster
    .objects()
    .filter((o) => o.kind === kind)
    .map((o) => o.metadata.name)
    .sort();
const ready = (kind: "HelmRelease" | "UpstartService" | "UpstartEnvironment", name: string) =>
  stage.condition(kind, name, "Ready");
const tombstones = () => {
  const { name } = tombstonesKey("shop");
  return readTombstones(stage.get("ConfigMap", name));
};
const leftBy = (name: string) =>
  tombstones()
    .filter((t) => t.object.name === name)
    .flatMap((t) => t.left.map((l) => `${l.why} ${l.object.kind} ${l.object.name}`));
const eventsOf = (name: string) => stage.events.filter((e) => e.name === name).map((e) => e.event.reason);
const free = (kind: string, name: string) => {
  const object = stage.get(kind, name)!;
  stage.cluster.remove({ apiVersion: object.apiVersion, kind, namespace: "shop", name });
};
const namespace = (name: string, metadata: object = {}) =>
  stage.cluster.put({ apiVersion: "v1", kind: "Namespace", metadata: { name, ...metadata } });

describe("an object of a release that does not go", () => {
  beforeEach(async () => {
    stage.helm.behave("web", { objects: [configMap("held", { finalizers: [HOLD] }), configMap("plain")] });
    const web = release("web", { dependencies: [{ name: "db" }] });
    stage.put("UpstartService", "shop", { helmReleases: { db: release("db"), web, other: release("other") } });
    await stage.clock.advance(2000);
    const held = stage.get("ConfigMap", "held")!;
    stage.cluster.put({ ...held, metadata: { ...held.metadata, finalizers: [HOLD] } });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(10_000);
  });

  test("holds what its release needs and nothing else, and is told with what to do, in the service too", async () => {
    expect(names("HelmRelease")).toEqual(["shop-db", "shop-web"]);
    expect(names("ConfigMap")).toEqual(["held"]);
    expect(ready("HelmRelease", "shop-web")).toMatchObject({
      reason: "HeldByFinalizer",
      message: expect.stringMatching(/ConfigMap shop\/held .*example\.com\/hold.*kubectl patch configmap held -n shop/),
    });
    expect(ready("UpstartService", "shop")).toMatchObject({
      reason: "HeldByFinalizer",
      message: expect.stringContaining("2 of its releases are left; shop-web is uninstalled"),
    });
    // Helm was called once, and is not called again.
    await stage.clock.advance(3_600_000);
    expect(stage.calls().filter((c) => c === "uninstall web")).toHaveLength(1);
  });

  test("is waited for, and then everything goes on", async () => {
    free("ConfigMap", "held");
    await stage.clock.advance(20_000);
    expect(names("HelmRelease")).toEqual([]);
    expect(names("UpstartService")).toEqual([]);
    expect(names("Secret")).toEqual([]);
    expect(stage.calls().at(-1)).toBe("uninstall db");
    expect(eventsOf("shop").at(-1)).toBe("Deleted");
  });

  test("is left, and told, when the annotation asks for it", async () => {
    stage.annotate("UpstartService", "shop", { [SKIP_UNINSTALL_ANNOTATION]: "true" });
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual([]);
    expect(leftBy("shop")).toContain("finalizer ConfigMap held");
    expect(eventsOf("shop").at(-1)).toBe("LeftBehind");
  });

  test("is remembered by who takes over: Helm is not called again", async () => {
    const cluster = stage.cluster;
    await stage.stop();
    const calls = stage.calls().length;
    stage = stage.successor();
    await stage.clock.advance(60_000);
    expect(ready("HelmRelease", "shop-web")?.reason).toBe("HeldByFinalizer");
    expect(stage.calls()).toHaveLength(calls);
    expect(stage.cluster).toBe(cluster);
  });
});

describe("an uninstall that fails", () => {
  beforeEach(async () => {
    stage.put("UpstartService", "shop", { helmReleases: { web: release("web") } });
    await stage.clock.advance(2000);
    stage.helm.behave("web", { keeps: new HelmError("Failed", "a hook broke") });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(1000);
  });

  test("is told with Helm's reason and the way out, and tried ever more seldom", async () => {
    expect(ready("HelmRelease", "shop-web")).toMatchObject({
      reason: "UninstallFailed",
      message: expect.stringMatching(/a hook broke; .*upstart\.com\/skip-uninstall=true/),
    });
    await stage.clock.advance(3_600_000);
    expect(stage.calls().filter((c) => c === "uninstall web").length).toBeLessThan(25);
    expect(new Set(eventsOf("shop-web")).size).toBe(3);
  });

  test("is tried again at once when somebody asks for it", async () => {
    await stage.clock.advance(600_000);
    stage.helm.behave("web", {});
    stage.annotate("UpstartService", "shop", { [RETRY_ANNOTATION]: "now" });
    await stage.clock.advance(1000);
    expect(names("UpstartService")).toEqual([]);
  });

  test("is skipped when somebody asks for it: everything stays, and is told", async () => {
    stage.annotate("HelmRelease", "shop-web", { [SKIP_UNINSTALL_ANNOTATION]: "true" });
    await stage.clock.advance(1000);
    expect(names("UpstartService")).toEqual([]);
    expect(names("Secret")).toEqual(["sh.helm.release.v1.web.v1"]);
  });
});

describe("an uninstall that hangs", () => {
  test("keeps no worker from the others", async () => {
    const keys = Array.from({ length: 12 }, (_, i) => `r${i}`);
    stage.put("UpstartService", "shop", { helmReleases: Object.fromEntries(keys.map((k) => [k, release(k)])) });
    stage.put("UpstartService", "other", { helmReleases: { web: release("web") } });
    await stage.clock.advance(5000);
    for (const key of keys) stage.helm.behave(key, { uninstallMs: 100_000 });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(1000);
    stage.put("UpstartService", "other", { helmReleases: { web: release("web", { version: "2.0.0" }) } });
    await stage.clock.advance(1000);
    expect(ready("UpstartService", "other")?.status).toBe("True");
    await stage.clock.advance(400_000);
    expect(names("UpstartService")).toEqual(["other"]);
  });
});

describe("a hook of the uninstall that does not end", () => {
  const farewell = { apiVersion: "batch/v1", kind: "Job", namespace: "shop", name: "farewell" };
  const timedOut = new HelmError("TimedOut", "timed out waiting for the condition");
  const job = (status: object) =>
    stage.cluster.put({ ...configMap("farewell", { namespace: "shop" }), ...farewell, status } as KubeObject);
  const told = () => ready("HelmRelease", "shop-web");

  beforeEach(async () => {
    stage.put("UpstartService", "shop", { helmReleases: { web: release("web", { timeout: "2m" }) } });
    await stage.clock.advance(2000);
    stage.helm.behave("web", { uninstallMs: 120_000, keeps: timedOut, deleteHooks: [farewell] });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(1000);
  });

  test("is told by its name as soon as it is there, and not as long as it is not", async () => {
    expect(told()).toMatchObject({ reason: "Progressing", message: "is being uninstalled" });
    job({});
    await stage.clock.advance(20_000);
    const message = "is being uninstalled; waits for its hook Job shop/farewell (0/1 complete), for up to 120s";
    expect(told()).toMatchObject({ reason: "Progressing", message });
  });

  test("is given up on after the release's timeout, with what to do; another attempt takes that not back", async () => {
    job({});
    await stage.clock.advance(120_000);
    expect(told()).toMatchObject({
      reason: "UninstallFailed",
      message: expect.stringMatching(
        /attempt 2 follows: its hook Job shop\/farewell did not end within 120s.*upstart\.com\/skip-uninstall=true/,
      ),
    });
    await stage.clock.advance(20_000);
    expect(told()).toMatchObject({
      reason: "UninstallFailed",
      message: expect.stringMatching(/attempt 2 waits for its hook Job shop\/farewell .*did not end within 120s/),
    });
    stage.helm.behave("web", {});
    await stage.clock.advance(600_000);
    expect(names("UpstartService")).toEqual([]);
  });

  test("is ended when it is to be skipped", async () => {
    job({});
    stage.annotate("HelmRelease", "shop-web", { [SKIP_UNINSTALL_ANNOTATION]: "true" });
    await stage.clock.advance(3000);
    expect(names("UpstartService")).toEqual([]);
  });
});

test("a release that is wanted again while it is uninstalled is installed when that is over, and not before", async () => {
  const both = { web: release("web"), db: release("db") };
  stage.put("UpstartService", "shop", { helmReleases: both });
  await stage.clock.advance(2000);
  stage.helm.behave("web", { uninstallMs: 5000 });
  stage.put("UpstartService", "shop", { helmReleases: { db: both.db } });
  await stage.clock.advance(1000);
  stage.put("UpstartService", "shop", { helmReleases: both });
  await stage.clock.advance(20_000);
  const [, uninstall, again] = stage.helm.calls.filter((c) => c.releaseName === "web");
  expect([uninstall?.verb, again?.verb]).toEqual(["uninstall", "upgrade"]);
  expect(again!.from).toBeGreaterThanOrEqual(uninstall!.to!);
  expect(ready("UpstartService", "shop")?.status).toBe("True");
});

describe("what stays", () => {
  test("is told in a tombstone: what a chart keeps, volumes, what hooks made; and the event says so", async () => {
    const set = {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "db" },
      spec: { volumeClaimTemplates: [{ metadata: { name: "data" } }] },
    };
    const hook = { apiVersion: "batch/v1", kind: "Job", namespace: "shop", name: "migrate" };
    const kept = configMap("kept", { annotations: { "helm.sh/resource-policy": "keep" } });
    stage.helm.behave("db", { objects: [set, kept], hooks: [hook, { ...hook, name: "gone" }] });
    const at = { namespace: "shop" };
    stage.cluster.put({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data-db-0", ...at } });
    stage.cluster.put({ apiVersion: "batch/v1", kind: "Job", metadata: { name: "migrate", ...at } });
    stage.put("UpstartService", "shop", { helmReleases: { db: release("db") } });
    await stage.clock.advance(2000);
    const made = stage.get("ConfigMap", "kept")!;
    stage.cluster.put({ ...made, metadata: { ...made.metadata, ...kept.metadata, ...at } });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual([]);
    expect(leftBy("shop").sort()).toEqual([
      "claim PersistentVolumeClaim data-db-0",
      "hook Job migrate",
      "policy ConfigMap kept",
    ]);
    expect(stage.events.at(-1)).toMatchObject({
      name: "shop",
      event: { reason: "LeftBehind", note: expect.stringContaining("PersistentVolumeClaim shop/data-db-0") },
    });
  });

  test("is told when it can be read, and never as nothing", async () => {
    const reasons: string[] = [];
    const events = { record: (_: unknown, { reason }: EventToRecord) => void reasons.push(reason) };
    const kept = new Tombstones({ cluster: stage.cluster, clock: stage.clock, events, log: stage.log });
    stage.put("UpstartService", "shop", { helmReleases: {} });
    const shop = stage.get("UpstartService", "shop")!;
    await kept.add(shop, [{ object: { apiVersion: "v1", kind: "ConfigMap", name: "kept" }, why: "policy" }]);
    stage.cluster.fail("ConfigMap", "ServerError");
    await expect(kept.close(shop)).rejects.toMatchObject({ code: "ServerError" });
    expect(reasons).toEqual([]);
    for (const code of ["Forbidden", undefined] as const) {
      stage.cluster.fail("ConfigMap", code);
      await kept.close(shop);
    }
    expect(reasons).toEqual(["LeftBehind", "LeftBehind"]);
  });

  test("in an environment's own namespaces goes with them and needs no telling", async () => {
    const kept = configMap("kept", { annotations: { "helm.sh/resource-policy": "keep" } });
    stage.helm.behave("db", { objects: [kept] });
    stage.put("UpstartEnvironment", "pr", { services: { base: { spec: { helmReleases: { db: release("db") } } } } });
    await stage.clock.advance(3000);
    await stage.delete("UpstartEnvironment", "pr");
    await stage.clock.advance(5000);
    expect(names("UpstartEnvironment")).toEqual([]);
    expect(tombstones()).toEqual([]);
    expect(eventsOf("pr").at(-1)).toBe("Deleted");
  });
});

describe("a namespace that is deleted by hand", () => {
  test("lets what is in it go, though others outside still need it", async () => {
    stage.helm.behave("db", { outputs: () => ({ URL: "one" }) });
    stage.put("UpstartService", "base", {
      helmReleases: { db: release("db", publishing("db", "external")) },
    });
    const web = release("web", { dependencies: [{ name: "base", namespace: "shop" }] });
    stage.put("UpstartService", "user", { helmReleases: { web } }, "away");
    await stage.clock.advance(2000);
    await stage.delete("UpstartService", "base");
    await stage.clock.advance(2000);
    expect(ready("UpstartService", "base")?.reason).toBe("StillNeeded");
    namespace("shop", { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["kubernetes"] });
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual(["user"]);
    expect(stage.helm.calls.at(-1)).toMatchObject({ verb: "uninstall", releaseName: "db", noHooks: true });
  });

  test("is not held by an uninstall that fails there; what is outside of it is told", async () => {
    const marks = { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "apps" };
    for (const [name, annotations] of [
      ["ours", marks],
      ["unmarked", {}],
    ] as const)
      stage.cluster.put({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name, annotations, labels: { "fake-release": "web" } },
      });
    stage.put("HelmRelease", "web", { chart: "charts/web", targetNamespace: "apps" });
    await stage.clock.advance(2000);
    namespace("apps", { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["kubernetes"] });
    stage.helm.behave("web", { keeps: new HelmError("Failed", "cannot make a hook") });
    await stage.delete("HelmRelease", "web");
    await stage.clock.advance(5000);
    expect(names("HelmRelease")).toEqual([]);
    expect(leftBy("web")).toEqual(["unreached ClusterRole unmarked"]);
    expect(names("ClusterRole")).toEqual(["unmarked"]);
  });

  test("takes along what a release made elsewhere, also where Helm's record goes while Helm is starting", async () => {
    const annotations = { "meta.helm.sh/release-name": "db", "meta.helm.sh/release-namespace": "shop" };
    stage.cluster.put({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "wide", annotations, labels: { "fake-release": "db" } },
    });
    stage.helm.behave("db", { uninstallMs: 500 });
    stage.put("UpstartService", "base", { helmReleases: { db: release("db") } });
    await stage.clock.advance(2000);
    namespace("shop", { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["kubernetes"] });
    await stage.delete("UpstartService", "base");
    await stage.clock.advance(250);
    expect(stage.helm.calls.at(-1)).toMatchObject({ verb: "uninstall", releaseName: "db", noHooks: true });
    for (const name of names("Secret")) free("Secret", name);
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual([]);
    expect(names("ClusterRole")).toEqual([]);
  });

  test("takes along what a release made elsewhere, also where its HelmRelease goes before its service", async () => {
    stage.put("UpstartService", "base", { helmReleases: { db: release("db") } });
    await stage.clock.advance(2000);
    namespace("shop", { deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["kubernetes"] });
    await stage.delete("HelmRelease", "base-db");
    await stage.clock.advance(1000);
    const uninstalls = stage.helm.calls.filter((call) => call.verb === "uninstall");
    expect(uninstalls).toMatchObject([{ releaseName: "db", noHooks: true }]);
  });

  test("of an environment that goes is waited for, and what holds it is told; with the annotation it is left", async () => {
    stage.put("UpstartEnvironment", "pr", { services: { base: { spec: { helmReleases: { db: release("db") } } } } });
    await stage.clock.advance(3000);
    const made = stage.cluster.objects().find((o) => o.kind === "Namespace")!;
    const message = "example.com/hold in 1 resource instances";
    stage.cluster.put({
      ...made,
      metadata: { ...made.metadata, finalizers: ["kubernetes"] },
      status: { conditions: [{ type: "NamespaceFinalizersRemaining", status: "True", message }] },
    });
    await stage.delete("UpstartEnvironment", "pr");
    await stage.clock.advance(20_000);
    expect(ready("UpstartEnvironment", "pr")).toMatchObject({
      reason: "HeldByFinalizer",
      message: expect.stringContaining(message),
    });
    stage.annotate("UpstartEnvironment", "pr", { [SKIP_UNINSTALL_ANNOTATION]: "true" });
    await stage.clock.advance(5000);
    expect(names("UpstartEnvironment")).toEqual([]);
    expect(leftBy("pr")).toEqual(["finalizer Namespace pr-base"]);
  });
});

test("a HelmRelease that somebody else's finalizer keeps is told of in its service, and is not uninstalled twice", async () => {
  stage.put("UpstartService", "shop", { helmReleases: { web: release("web") } });
  await stage.clock.advance(2000);
  const object = stage.get("HelmRelease", "shop-web")!;
  const finalizers = [...(object.metadata.finalizers ?? []), HOLD];
  stage.cluster.put({ ...object, metadata: { ...object.metadata, finalizers } });
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(5000);
  expect(ready("UpstartService", "shop")).toMatchObject({
    reason: "HeldByFinalizer",
    message: expect.stringMatching(
      /shop-web is kept by the finalizer example.com\/hold: .* kubectl patch helmrelease shop-web -n \w+ --type=merge/,
    ),
  });
  expect(stage.calls().filter((c) => c.startsWith("uninstall"))).toHaveLength(1);
});

test("a release whose namespace is missing goes on as soon as that is there", async () => {
  const missing = new HelmError("NamespaceMissing", 'namespaces "apps" not found');
  stage.helm.behave("web", { fails: Array.from({ length: 20 }, () => missing) });
  stage.put("HelmRelease", "web", { chart: "charts/web", targetNamespace: "apps" });
  await stage.clock.advance(900_000);
  expect(ready("HelmRelease", "web")).toMatchObject({ reason: "NamespaceMissing" });
  expect(stage.condition("HelmRelease", "web", "Stalled")).toBeUndefined();
  stage.helm.behave("web", {});
  namespace("apps");
  await stage.clock.advance(1000);
  expect(ready("HelmRelease", "web")?.status).toBe("True");
});

test("an install that waits for a hook is ended, and then uninstalled", async () => {
  stage.helm.behave("web", { hasPostHooks: true, readyMs: 600_000 });
  stage.put("UpstartService", "shop", { helmReleases: { web: release("web") } });
  await stage.clock.advance(2000);
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(3000);
  expect(names("UpstartService")).toEqual([]);
  expect(stage.calls()).toEqual(["upgrade web", "uninstall web"]);
  expect(names("Secret")).toEqual([]);
});
