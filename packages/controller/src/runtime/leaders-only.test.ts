import type { KubeObject } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { leadersOnly } from "./leaders-only.ts";

const OBJECT: KubeObject = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "shop" },
  data: {},
};
const KEY = { apiVersion: "v1", kind: "ConfigMap", name: "a", namespace: "shop" };

test("whoever leads no more reads, and writes nothing", async () => {
  let isLeading = true;
  const behind = fakeCluster(fakeClock());
  const cluster = leadersOnly(behind, () => isLeading);
  await cluster.create(OBJECT);
  isLeading = false;
  const writes = [
    cluster.create({ ...OBJECT, metadata: { name: "b", namespace: "shop" } }),
    cluster.update(OBJECT),
    cluster.apply(OBJECT, { fieldManager: "test" }),
    cluster.delete(KEY),
  ];
  for (const write of writes) await expect(write).rejects.toMatchObject({ code: "Forbidden", retryable: false });
  expect(await cluster.get(KEY)).toMatchObject({ data: {} });
  expect(behind.calls).toEqual(["create ConfigMap shop/a", "get ConfigMap shop/a"]);
});
