import { expect, test } from "vitest";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeCluster } from "../testing/fake-cluster.ts";
import { formatLeft, hasKeepPolicy, keptObjects } from "./left-behind.ts";

test("only keep keeps", () => {
  expect(hasKeepPolicy({ "helm.sh/resource-policy": "keep" })).toBe(true);
  expect(hasKeepPolicy({ "helm.sh/resource-policy": "drop" })).toBe(false);
  expect(hasKeepPolicy(undefined)).toBe(false);
});

test("a StatefulSet's claims are left, and what a chart asks to keep; what may not be looked at is not told of", async () => {
  const cluster = fakeCluster(fakeClock());
  const put = (apiVersion: string, kind: string, name: string, more: object = {}, annotations = {}) => {
    cluster.put({ apiVersion, kind, metadata: { name, namespace: "shop", annotations }, ...more });
    return { apiVersion, kind, namespace: "shop", name };
  };
  const set = put("apps/v1", "StatefulSet", "db", {
    spec: { volumeClaimTemplates: [{ metadata: { name: "data" } }] },
  });
  const passing = put("apps/v1", "StatefulSet", "cache", {
    spec: {
      volumeClaimTemplates: [{ metadata: { name: "data" } }],
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" },
    },
  });
  for (const name of ["data-db-0", "data-db-1", "data-db-x", "data-dbx-0", "data-cache-0"])
    put("v1", "PersistentVolumeClaim", name);
  const kept = put("v1", "Secret", "key", {}, { "helm.sh/resource-policy": "keep" });
  const hidden = { apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "hidden" };
  cluster.fail("ConfigMap", "Forbidden");
  expect((await keptObjects(cluster, [set, passing, kept, hidden])).map(formatLeft)).toEqual([
    "Secret shop/key (its chart asks to keep it)",
    "PersistentVolumeClaim shop/data-db-0 (the volume of a StatefulSet)",
    "PersistentVolumeClaim shop/data-db-1 (the volume of a StatefulSet)",
  ]);
});
