import type { ApplyRecord, KubeObject } from "@upstart/engine";
import { expect, test } from "vitest";
import { refuseDataLoss } from "./refuse-data-loss.ts";

const claim: KubeObject = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data-db-0" } };
const clusterWith = (claims: readonly KubeObject[]) => ({ list: async () => claims });
const applied = (dataPolicy?: string) => ({
  record: {
    object: { kind: "UpstartEnvironment", name: "pr-1", namespace: "team" },
    spec: { services: {}, ...(dataPolicy === undefined ? {} : { dataPolicy }) },
    namespaces: ["pr-1-shop"],
  } as unknown as ApplyRecord,
});

test.each([["keep"], ["snapshot"]])(
  "volumes that dataPolicy: %s keeps are not deleted without controllers",
  async (policy) => {
    await expect(refuseDataLoss(clusterWith([claim]), [applied(policy)])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("data-db-0"),
    });
  },
);

test.each([
  ["there are none", "keep", []],
  ["they are to be deleted", "delete", [claim]],
  ["nothing is said of them", undefined, [claim]],
])("a delete goes on where %s", async (_, policy, claims) => {
  await expect(refuseDataLoss(clusterWith(claims), [applied(policy)])).resolves.toBeUndefined();
});
