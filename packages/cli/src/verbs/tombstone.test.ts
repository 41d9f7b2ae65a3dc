import { API_VERSION, type KubeObject, type LeftObject, withTombstone } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { leftBy } from "../cluster/left-by.ts";
import { type Tombstone, tombstoneText } from "./tombstone.ts";

const ALL_GONE: Tombstone = {
  result: { deleted: new Set(["db", "api"]), failed: new Map(), kept: new Set() },
  gone: [],
  leftAlone: [],
  stillGoing: [],
  kept: [],
};
const claim = (name: string, namespace: string): LeftObject => ({
  object: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name },
  why: "claim",
});

test("what is all gone needs one line", () => {
  expect(tombstoneText(ALL_GONE)).toBe("2 releases deleted\n");
});

test("what is left behind is named with the commands that remove it, one a namespace", () => {
  const kept: LeftObject[] = [
    claim("data-db-0", "shop"),
    claim("data-db-1", "shop"),
    { object: { apiVersion: "cert-manager.io/v1", kind: "Certificate", namespace: "web", name: "tls" }, why: "policy" },
    { object: { apiVersion: "v1", kind: "PersistentVolume", name: "disk" }, why: "hook" },
  ];
  expect(
    tombstoneText({ ...ALL_GONE, kept })
      .split("\n")
      .slice(1),
  ).toEqual([
    "left behind:",
    "  PersistentVolumeClaim shop/data-db-0 (the volume of a StatefulSet)",
    "  PersistentVolumeClaim shop/data-db-1 (the volume of a StatefulSet)",
    "  Certificate web/tls (its chart asks to keep it)",
    "  PersistentVolume disk (made by a hook)",
    "once nobody wants what is in them:",
    "  kubectl delete persistentvolumeclaim/data-db-0 persistentvolumeclaim/data-db-1 -n shop",
    "  kubectl delete certificate.cert-manager.io/tls -n web",
    "  kubectl delete persistentvolume/disk",
    "",
  ]);
});

test("what controllers wrote down of these objects is read, and said where it may not be", async () => {
  const cluster = fakeCluster(fakeClock());
  const gone = (name: string, uid: string): KubeObject => ({
    apiVersion: API_VERSION,
    kind: "UpstartService",
    metadata: { name, namespace: "shop", uid },
  });
  const at = "2026-01-01T00:00:00Z";
  const object = { kind: "UpstartService", namespace: "shop", name: "db" };
  const first = withTombstone(undefined, { object, uid: "old", at, left: [claim("data-db-0", "shop")] });
  cluster.put(withTombstone(first, { object, uid: "new", at, left: [claim("data-db-1", "shop")] }));
  const said: string[] = [];
  const host = { stderr: { write: (text: string) => said.push(text) > 0 } };
  expect(await leftBy(host, cluster, [gone("db", "new"), gone("web", "web")])).toEqual([claim("data-db-1", "shop")]);
  expect(said).toEqual([]);
  cluster.fail("ConfigMap", "Forbidden");
  expect(await leftBy(host, cluster, [gone("db", "new")])).toEqual([]);
  expect(said).toHaveLength(1);
});
