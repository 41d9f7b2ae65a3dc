import { readTombstones, tombstonesKey } from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { publishing, release, Stage } from "../testing/stage.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage({ db: { outputs: () => ({ URL: "old" }) }, database: { outputs: () => ({ URL: "new" }) } });
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const api = release("api", { dependencies: [{ name: "db" }], values: { url: "<< db.outputs.URL >>" } });
const base = (spec: object = {}) => release("db", { ...publishing("db"), ...spec });
const calls = () => stage.helm.calls.map((c) => `${c.verb} ${c.namespace}/${c.releaseName}`);
const names = (kind: string) =>
  stage.cluster
    .objects()
    .filter((o) => o.kind === kind)
    .map((o) => o.metadata.name)
    .sort();

describe("a release whose Helm name changes", () => {
  const renamed = base({ releaseName: "database", ...publishing("database") });

  test("is uninstalled under its old one, then installed under its new one; who needs it is upgraded in the end", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: base(), api } });
    await stage.clock.advance(3000);
    stage.put("UpstartService", "shop", { helmReleases: { db: renamed, api } });
    await stage.clock.advance(10_000);
    expect(calls().slice(2)).toEqual(["uninstall shop/db", "upgrade shop/database", "upgrade shop/api"]);
    expect(stage.helm.calls.at(-1)).toMatchObject({ values: { url: "new" } });
    expect(stage.condition("UpstartService", "shop", "Ready")?.status).toBe("True");
    expect(names("HelmRelease")).toEqual(["shop-api", "shop-db"]);
    expect(stage.get("HelmRelease", "shop-db")?.spec).toMatchObject({ releaseName: "database" });
  });

  test("stays as it is while it is suspended", async () => {
    stage.put("UpstartService", "shop", { helmReleases: { db: base() } });
    await stage.clock.advance(3000);
    stage.put("UpstartService", "shop", { suspend: true, helmReleases: { db: renamed } });
    await stage.clock.advance(10_000);
    expect(calls()).toEqual(["upgrade shop/db"]);
    stage.put("UpstartService", "shop", { suspend: false, helmReleases: { db: renamed } });
    await stage.clock.advance(10_000);
    expect(calls().slice(1)).toEqual(["uninstall shop/db", "upgrade shop/database"]);
  });

  test("in an environment tells of the volume that stays in its namespace", async () => {
    const set = {
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "db" },
      spec: { volumeClaimTemplates: [{ metadata: { name: "data" } }] },
    };
    stage.helm.behave("db", { outputs: () => ({ URL: "old" }), objects: [set] });
    stage.cluster.put({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data-db-0", namespace: "pr-base" },
    });
    const of = (db: object) => ({ services: { base: { spec: { helmReleases: { db } } } } });
    stage.put("UpstartEnvironment", "pr", of(base()));
    await stage.clock.advance(3000);
    stage.put("UpstartEnvironment", "pr", of(renamed));
    await stage.clock.advance(10_000);
    const { name } = tombstonesKey("shop");
    const left = readTombstones(stage.get("ConfigMap", name)).flatMap((t) => t.left);
    expect(left.map((l) => l.object.name)).toEqual(["data-db-0"]);
  });
});

test("an environment goes from namespaces of its services' own to a shared one and back, in order", async () => {
  const spec = (namespaces?: string) => ({
    ...(namespaces === undefined ? {} : { namespaces }),
    services: {
      base: { spec: { helmReleases: { db: release("db", publishing("db", "external")) } } },
      front: { spec: { helmReleases: { web: release("web", { dependencies: [{ name: "base" }] }) } } },
    },
  });
  stage.put("UpstartEnvironment", "pr", spec());
  await stage.clock.advance(5000);
  stage.put("UpstartEnvironment", "pr", spec("Shared"));
  await stage.clock.advance(20_000);
  expect(calls().slice(2)).toEqual([
    "uninstall pr-front/web",
    "uninstall pr-base/db",
    "upgrade pr/db",
    "upgrade pr/web",
  ]);
  expect(names("Namespace")).toEqual(["pr"]);
  expect(stage.condition("UpstartEnvironment", "pr", "Ready")?.status).toBe("True");
  stage.put("UpstartEnvironment", "pr", spec("PerService"));
  await stage.clock.advance(20_000);
  expect(names("Namespace")).toEqual(["pr-base", "pr-front"]);
  expect(stage.condition("UpstartEnvironment", "pr", "Ready")?.status).toBe("True");
});

describe("what is suspended", () => {
  const two = { db: base(), web: release("web") };

  test("keeps what is taken out of it until it goes on", async () => {
    stage.put("UpstartService", "shop", { helmReleases: two });
    await stage.clock.advance(3000);
    stage.put("UpstartService", "shop", { suspend: true, helmReleases: { db: base() } });
    await stage.clock.advance(5000);
    expect(names("HelmRelease")).toEqual(["shop-db", "shop-web"]);
    stage.put("UpstartService", "shop", { helmReleases: { db: base() } });
    await stage.clock.advance(5000);
    expect(names("HelmRelease")).toEqual(["shop-db"]);
  });

  test("as an environment keeps its services, and says so", async () => {
    const services = { a: { spec: { helmReleases: { db: base() } } }, b: { spec: { helmReleases: two } } };
    stage.put("UpstartEnvironment", "pr", { services });
    await stage.clock.advance(5000);
    stage.put("UpstartEnvironment", "pr", { suspend: true, services: { a: services.a } });
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual(["pr-a", "pr-b"]);
    expect(stage.condition("UpstartService", "pr-b", "Ready")?.reason).toBe("Suspended");
    stage.put("UpstartEnvironment", "pr", { services: { a: services.a } });
    await stage.clock.advance(5000);
    expect(names("UpstartService")).toEqual(["pr-a"]);
    expect(names("Namespace")).toEqual(["pr-a"]);
  });

  test.each(["HelmRelease", "UpstartService", "UpstartEnvironment"] as const)(
    "goes when it is deleted: %s",
    async (kind) => {
      const spec = {
        HelmRelease: { chart: "charts/web" },
        UpstartService: { helmReleases: two },
        UpstartEnvironment: { services: { a: { spec: { helmReleases: two } } } },
      }[kind];
      stage.put(kind, "web", spec);
      await stage.clock.advance(5000);
      stage.put(kind, "web", { ...spec, suspend: true });
      await stage.clock.advance(5000);
      const before = calls().length;
      await stage.delete(kind, "web");
      await stage.clock.advance(5000);
      expect(names(kind)).toEqual([]);
      expect(
        new Set(
          calls()
            .slice(before)
            .map((c) => c.split(" ")[0]),
        ),
      ).toEqual(new Set(["uninstall"]));
    },
  );
});
