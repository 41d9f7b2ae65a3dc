import { HelmError } from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FINALIZER, RETRY_ANNOTATION } from "../names.ts";
import { publishing, release, Stage } from "../testing/stage.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage({ db: { outputs: () => ({ URL: "one" }) } });
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const db = (more: object = {}) => release("db", { ...publishing("db", "external"), ...more });
const api = (more: object = {}) =>
  release("api", { dependencies: [{ name: "db" }], values: { url: "<< db.outputs.URL >>" }, ...more });
const names = (kind: string) =>
  stage.cluster
    .objects()
    .filter((o) => o.kind === kind)
    .map((o) => o.metadata.name)
    .sort();
const releasesOf = (name: string) =>
  stage.status("UpstartService", name).releases as Record<string, Record<string, unknown>>;

describe("a service", () => {
  test("makes each HelmRelease when its time has come, is ready in the end, and then nothing is written", async () => {
    stage.cluster.lag(0);
    stage.helm.behave("db", { deployMs: 1000, outputs: () => ({ URL: "one" }), outputsMs: 2000 });
    stage.put("UpstartService", "shop", { helmReleases: { db: db(), api: api() } });
    await stage.clock.advance(2000);
    expect(names("HelmRelease")).toEqual(["shop-db"]);
    expect(releasesOf("shop").api).toMatchObject({
      state: "waiting",
      reason: "WaitingForDependency",
      waitingFor: [{ object: "db" }],
    });
    expect(stage.condition("UpstartService", "shop", "Reconciling")?.status).toBe("True");
    await stage.clock.advance(5000);
    expect(names("HelmRelease")).toEqual(["shop-api", "shop-db"]);
    expect(stage.condition("UpstartService", "shop", "Ready")).toMatchObject({ status: "True", reason: "Ready" });
    expect(stage.condition("UpstartService", "shop", "Reconciling")).toBeUndefined();
    expect(stage.status("UpstartService", "shop").observedGeneration).toBe(1);
    expect(releasesOf("shop").db).toMatchObject({ state: "ready", revision: 1, outputs: ["URL"] });
    expect(stage.get("HelmRelease", "shop-api")?.spec).toMatchObject({ values: { url: "<< db.outputs.URL >>" } });
    stage.writes();
    await stage.clock.advance(3_600_000);
    expect(stage.writes()).toEqual([]);
    expect(stage.calls()).toEqual(["upgrade db", "upgrade api"]);
  });

  test("is not written again when it is looked at and nothing is new", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db(), api: api() } });
    await stage.clock.advance(3000);
    stage.writes();
    stage.put("UpstartService", "other", { helmReleases: {} }); // the world is read anew, and all of it looked at
    await stage.clock.advance(3000);
    expect(stage.writes().filter((w) => !w.includes("shop/other"))).toEqual([]);
  });

  test("says which key it waits for, since when, and what is there instead", async () => {
    stage.put("UpstartService", "shop", {
      helmReleases: { db: db(), api: api({ values: { u: "<< db.outputs.URI >>" } }) },
    });
    await stage.clock.advance(1000);
    const first = releasesOf("shop").api!;
    expect(first).toMatchObject({
      reason: "WaitingForOutputs",
      waitingFor: [{ object: "ConfigMap db-outputs", output: "URI" }],
    });
    expect(first.message).toContain("it has URL");
    await stage.clock.advance(60_000);
    stage.put("UpstartService", "other", { helmReleases: {} });
    await stage.clock.advance(1000);
    expect(releasesOf("shop").api!.waitingFor).toEqual(first.waitingFor);
  });

  test("with a mistake is stalled with its code and path; others go on, and so do its users", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db() } });
    stage.put("UpstartService", "user", {
      helmReleases: {
        web: release("web", { dependencies: [{ name: "shop" }], values: { u: "<< shop.outputs.URL >>" } }),
      },
    });
    await stage.clock.advance(1000);
    stage.put("UpstartService", "shop", { helmReleases: { db: db({ values: { x: "<< cache.outputs.HOST >>" } }) } });
    await stage.clock.advance(1000);
    const stalled = stage.condition("UpstartService", "shop", "Stalled");
    expect(stalled).toMatchObject({ status: "True", reason: "UndeclaredDependency" });
    expect(stalled?.message).toContain("spec.helmReleases.db.values.x");
    expect(stage.condition("UpstartService", "user", "Ready")?.status).toBe("True");
    expect(stage.calls()).toEqual(["upgrade db", "upgrade web"]);
  });

  test("on a cycle tells it by keys, installs nothing, and leaves the rest alone", async () => {
    const needs = (name: string) => release(name, { dependencies: [{ name }] });
    stage.put("UpstartService", "shop", { helmReleases: { a: needs("b"), b: needs("a") } });
    stage.put("UpstartService", "web", { helmReleases: { w: release("w") } });
    await stage.clock.advance(1000);
    expect(stage.condition("UpstartService", "shop", "Stalled")?.message).toContain("a -> b -> a");
    expect(stage.calls()).toEqual(["upgrade w"]);
    expect(names("HelmRelease")).toEqual(["web-w"]);
  });

  test("that fails says so, and is tried again when the annotation asks for it", async () => {
    const fail = new HelmError("Failed", "it broke");
    stage.helm.behave("db", { fails: Array.from({ length: 5 }, () => fail) });
    stage.put("UpstartService", "shop", { helmReleases: { db: release("db") } });
    await stage.clock.advance(3000);
    expect(stage.condition("UpstartService", "shop", "Ready")).toMatchObject({ reason: "InstallFailed" });
    expect(releasesOf("shop").db).toMatchObject({
      state: "retrying",
      message: expect.stringContaining("attempt 2 of 5"),
    });
    await stage.clock.advance(600_000);
    expect(stage.condition("UpstartService", "shop", "Stalled")).toMatchObject({ reason: "InstallFailed" });
    expect(stage.calls()).toHaveLength(5);
    stage.annotate("UpstartService", "shop", { [RETRY_ANNOTATION]: "1" });
    await stage.clock.advance(1000);
    expect(stage.condition("UpstartService", "shop", "Ready")?.status).toBe("True");
    expect(stage.condition("UpstartService", "shop", "Stalled")).toBeUndefined();
  });

  test("tells of transitions in events, each once", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db() } });
    await stage.clock.advance(10_000);
    const told = stage.events.filter((e) => e.name === "shop").map((e) => e.event.reason);
    expect(told.at(-1)).toBe("Ready");
    expect(new Set(told).size).toBe(told.length);
  });

  test("never takes over a HelmRelease that somebody wrote", async () => {
    stage.put("HelmRelease", "shop-db", { chart: "charts/other" });
    await stage.clock.advance(1000);
    stage.put("UpstartService", "shop", { helmReleases: { db: db() } });
    await stage.clock.advance(1000);
    expect(stage.get("HelmRelease", "shop-db")?.spec).toEqual({ chart: "charts/other" });
    expect(stage.condition("UpstartService", "shop", "Stalled")?.reason).toBe("ReleaseNameConflict");
  });

  test("puts back what is edited or deleted by hand, without a Helm call", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db() } });
    await stage.clock.advance(1000);
    stage.put("HelmRelease", "shop-db", { chart: "charts/evil", values: { more: 1 } });
    await stage.clock.advance(1000);
    expect(stage.get("HelmRelease", "shop-db")?.spec).toMatchObject({ chart: "charts/db" });
    expect(stage.get("HelmRelease", "shop-db")?.spec).not.toHaveProperty("values");
    const { uid } = stage.get("HelmRelease", "shop-db")!.metadata;
    await stage.delete("HelmRelease", "shop-db");
    await stage.clock.advance(1000);
    expect(stage.get("HelmRelease", "shop-db")?.metadata.uid).not.toBe(uid);
    expect(stage.calls()).toEqual(["upgrade db"]);
  });
});

describe("deletion", () => {
  const lastOnes = (count: number) => stage.calls().slice(-count);

  test("uninstalls dependents first, and then lets the objects go", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db(), api: api() } });
    await stage.clock.advance(2000);
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(5000);
    expect(lastOnes(2)).toEqual(["uninstall api", "uninstall db"]);
    expect(names("HelmRelease")).toEqual([]);
    expect(names("UpstartService")).toEqual([]);
  });

  test("holds what others need, says by whom, and goes on when they are gone", async () => {
    stage.put("UpstartService", "base", { helmReleases: { db: db() } });
    stage.put("UpstartService", "user", {
      helmReleases: { web: release("web", { dependencies: [{ name: "base" }] }) },
    });
    await stage.clock.advance(2000);
    await stage.delete("UpstartService", "base");
    await stage.clock.advance(2000);
    expect(stage.condition("UpstartService", "base", "Ready")).toMatchObject({
      reason: "StillNeeded",
      message: "is still needed by user/web",
    });
    await stage.delete("UpstartService", "user");
    await stage.clock.advance(5000);
    expect(lastOnes(2)).toEqual(["uninstall web", "uninstall db"]);
    expect(names("UpstartService")).toEqual([]);
  });

  test("of one that cannot be uninstalled keeps what it needs, stops nothing else, and is tried again", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db(), api: api(), web: release("web") } });
    await stage.clock.advance(2000);
    stage.helm.behave("api", { keeps: new HelmError("Failed", "a hook broke") });
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(1000);
    expect(names("HelmRelease")).toEqual(["shop-api", "shop-db"]);
    expect(stage.condition("HelmRelease", "shop-api", "Ready")).toMatchObject({ reason: "UninstallFailed" });
    expect(stage.condition("HelmRelease", "shop-db", "Ready")?.message).toContain("shop-api");
    stage.helm.behave("api", {});
    await stage.clock.advance(600_000);
    expect(names("HelmRelease")).toEqual([]);
  });

  test("of a key takes its release away, after what needs it, whatever else was edited", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: db(), api: api(), web: release("web") } });
    await stage.clock.advance(2000);
    stage.put("UpstartService", "shop", { helmReleases: { web: release("web") } });
    await stage.clock.advance(5000);
    expect(lastOnes(2)).toEqual(["uninstall api", "uninstall db"]);
    expect(names("HelmRelease")).toEqual(["shop-web"]);
  });

  test("pre-empts an install that hangs", async () => {
    stage.helm.behave("db", { deployMs: 600_000 });
    stage.put("UpstartService", "shop", { helmReleases: { db: release("db") } });
    await stage.clock.advance(2000);
    stage.helm.behave("db", {}); // its uninstall does not hang
    await stage.delete("UpstartService", "shop");
    await stage.clock.advance(2000);
    expect(names("UpstartService")).toEqual([]);
    expect(stage.calls()).toEqual(["upgrade db", "uninstall db"]);
  });

  test("leaves a Helm release alone that was there before and is not ours", async () => {
    stage.cluster.put({
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "sh.helm.release.v1.db.v1",
        namespace: "shop",
        labels: { owner: "helm", name: "db", version: "1", status: "deployed" },
      },
    });
    stage.put("HelmRelease", "db", { chart: "charts/db", suspend: true });
    await stage.clock.advance(1000);
    await stage.delete("HelmRelease", "db");
    await stage.clock.advance(1000);
    expect(names("HelmRelease")).toEqual([]);
    expect(stage.calls()).toEqual([]);
  });
});

describe("an environment", () => {
  const environment = (more: object = {}) => ({
    params: { sha: "3f9" },
    services: {
      base: { spec: { helmReleases: { db: db() } } },
      front: {
        spec: {
          helmReleases: {
            web: release("web", {
              dependencies: [{ name: "base" }],
              values: { u: "<< base.outputs.URL >> << environment.params.sha >>" },
            }),
          },
        },
      },
      ...more,
    },
  });

  test("makes services and namespaces, fills across them, and takes all away again in reverse", async () => {
    stage.put("UpstartEnvironment", "pr-1", environment());
    await stage.clock.advance(3000);
    expect(names("UpstartService")).toEqual(["pr-1-base", "pr-1-front"]);
    expect(names("Namespace")).toEqual(["pr-1-base", "pr-1-front"]);
    expect(stage.get("HelmRelease", "pr-1-front-web")?.spec).toMatchObject({ targetNamespace: "pr-1-front" });
    expect(stage.helm.calls.at(-1)).toMatchObject({ namespace: "pr-1-front", values: { u: "one 3f9" } });
    expect(stage.condition("UpstartEnvironment", "pr-1", "Ready")?.status).toBe("True");
    expect(stage.condition("UpstartService", "pr-1-front", "Ready")?.status).toBe("True");
    stage.writes();
    await stage.clock.advance(3_600_000);
    expect(stage.writes()).toEqual([]);
    await stage.delete("UpstartEnvironment", "pr-1");
    await stage.clock.advance(10_000);
    expect(stage.calls().slice(-2)).toEqual(["uninstall web", "uninstall db"]);
    for (const kind of ["Namespace", "HelmRelease", "UpstartService", "UpstartEnvironment"])
      expect(names(kind)).toEqual([]);
  });

  test("takes a service that is no longer in it away, and its namespace with it", async () => {
    stage.put("UpstartEnvironment", "pr-1", environment());
    await stage.clock.advance(3000);
    const { base } = environment().services;
    stage.put("UpstartEnvironment", "pr-1", { services: { base } });
    await stage.clock.advance(3000);
    expect(stage.calls().at(-1)).toBe("uninstall web");
    expect(names("UpstartService")).toEqual(["pr-1-base"]);
    expect(names("Namespace")).toEqual(["pr-1-base"]);
  });

  test("makes a namespace again that somebody deletes, and installs what was in it", async () => {
    stage.put("UpstartEnvironment", "pr-1", { services: { base: { spec: { helmReleases: { db: db() } } } } });
    await stage.clock.advance(3000);
    for (const { apiVersion, kind, metadata } of stage.cluster.objects())
      if (metadata.namespace === "pr-1-base")
        stage.cluster.remove({ apiVersion, kind, namespace: "pr-1-base", name: metadata.name });
    stage.cluster.remove({ apiVersion: "v1", kind: "Namespace", name: "pr-1-base" });
    await stage.clock.advance(3000);
    expect(names("Namespace")).toEqual(["pr-1-base"]);
    expect(stage.calls()).toEqual(["upgrade db", "upgrade db"]);
    expect(stage.condition("UpstartEnvironment", "pr-1", "Ready")?.status).toBe("True");
  });

  test("never takes a namespace that is somebody else's, and says so", async () => {
    stage.cluster.put({ apiVersion: "v1", kind: "Namespace", metadata: { name: "pr-1-base" } });
    stage.put("UpstartEnvironment", "pr-1", environment());
    await stage.clock.advance(3000);
    expect(stage.condition("UpstartEnvironment", "pr-1", "Stalled")).toMatchObject({ reason: "NamespaceConflict" });
    expect(stage.calls()).toEqual([]);
    await stage.delete("UpstartEnvironment", "pr-1");
    await stage.clock.advance(5000);
    expect(names("Namespace")).toEqual(["pr-1-base"]);
    expect(names("UpstartEnvironment")).toEqual([]);
  });

  test("made from a template keeps what it has when that is gone, and waits for one that is not there yet", async () => {
    stage.put("UpstartEnvironment", "pr-1", { services: { base: { from: { name: "base" } } } });
    await stage.clock.advance(1000);
    expect(stage.condition("UpstartEnvironment", "pr-1", "Ready")).toMatchObject({ reason: "UnknownDependency" });
    stage.put("UpstartService", "base", { suspend: true, helmReleases: { db: db() } });
    await stage.clock.advance(3000);
    expect(stage.condition("UpstartEnvironment", "pr-1", "Ready")?.status).toBe("True");
    await stage.delete("UpstartService", "base");
    await stage.clock.advance(3000);
    expect(stage.calls()).toEqual(["upgrade db"]);
    expect(names("HelmRelease")).toEqual(["pr-1-base-db"]);
  });
});

test("a HelmRelease that stands alone is kept until it is uninstalled", async () => {
  stage.put("HelmRelease", "web", { chart: "charts/web" });
  await stage.clock.advance(1000);
  expect(stage.get("HelmRelease", "web")?.metadata.finalizers).toEqual([FINALIZER]);
  expect(stage.condition("HelmRelease", "web", "Ready")?.status).toBe("True");
  expect(stage.status("HelmRelease", "web").state).toBe("ready");
  stage.put("HelmRelease", "round", { chart: "charts/web", dependencies: [{ name: "round" }] });
  await stage.clock.advance(1000);
  expect(stage.condition("HelmRelease", "round", "Stalled")?.reason).toBe("DependencyCycle");
  expect(stage.status("HelmRelease", "round").state).toBe("failed");
  await stage.delete("HelmRelease", "round");
  await stage.delete("HelmRelease", "web");
  await stage.clock.advance(1000);
  expect(stage.calls()).toEqual(["upgrade web", "uninstall web"]);
  expect(names("HelmRelease")).toEqual([]);
});
