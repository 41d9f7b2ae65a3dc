import { encodeRecord, recordKey } from "@upstart/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const OBJECT = { kind: "UpstartService", name: "shop", namespace: "shop" };
const recorded = (...names: string[]) =>
  encodeRecord({
    object: OBJECT,
    spec: { helmReleases: {} },
    releases: Object.fromEntries(
      names.map((name) => [
        `shop/${name}`,
        {
          namespace: "shop",
          releaseName: name,
          chart: name,
          version: "1.0.0",
          revision: 1,
          objects: [],
          needs: [],
          timeoutMs: 1000,
          deployedAt: "2026-01-01T00:00:00Z",
        },
      ]),
    ),
    namespaces: [],
    appliedAt: "2026-01-01T00:00:00Z",
  });

test("what a client applied is left to it, and said; what nobody has is installed", async () => {
  stage.cluster.put(recorded("db"));
  stage.put("UpstartService", "shop", { helmReleases: { db: release("db"), api: release("api") } });
  await stage.clock.advance(2000);
  expect(stage.calls()).toEqual(["upgrade api"]);
  expect(stage.status("UpstartService", "shop").releases).toMatchObject({
    db: { state: "failed", reason: "ReleaseNameConflict" },
    api: { state: "ready" },
  });
  expect(stage.get("HelmRelease", "shop-db")).toBeUndefined();
});

test("when the record is gone, the controllers take over", async () => {
  stage.cluster.put(recorded("db"));
  stage.put("UpstartService", "shop", { helmReleases: { db: release("db") } });
  await stage.clock.advance(2000);
  expect(stage.calls()).toEqual([]);
  stage.cluster.remove(recordKey(OBJECT));
  await stage.clock.advance(2000);
  expect(stage.calls()).toEqual(["upgrade db"]);
  expect(stage.condition("UpstartService", "shop", "Ready")?.status).toBe("True");
});

test("a deleted object uninstalls nothing that a client holds by then", async () => {
  stage.put("HelmRelease", "db", { chart: "charts/db" });
  await stage.clock.advance(2000);
  stage.cluster.put(recorded("db"));
  await stage.clock.advance(1000);
  await stage.delete("HelmRelease", "db");
  await stage.clock.advance(2000);
  expect(stage.get("HelmRelease", "db")).toBeUndefined();
  expect(stage.calls()).toEqual(["upgrade db"]);
});
