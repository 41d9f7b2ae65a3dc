import { expect, test } from "vitest";
import { type Tombstone, tombstoneText } from "./tombstone.ts";

const ALL_GONE: Tombstone = {
  result: { deleted: new Set(["db", "api"]), failed: new Map(), kept: new Set() },
  gone: [],
  leftAlone: [],
  stillGoing: [],
  kept: [],
};
const claim = (name: string, namespace: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  namespace,
  name,
});

test("what is all gone needs one line", () => {
  expect(tombstoneText(ALL_GONE)).toBe("2 releases deleted\n");
});

test("what is left behind is named with the commands that remove it, one a namespace", () => {
  const kept = [
    claim("data-db-0", "shop"),
    claim("data-db-1", "shop"),
    { apiVersion: "cert-manager.io/v1", kind: "Certificate", namespace: "web", name: "tls" },
    { apiVersion: "v1", kind: "PersistentVolume", name: "disk" },
  ];
  expect(
    tombstoneText({ ...ALL_GONE, kept })
      .split("\n")
      .slice(1),
  ).toEqual([
    "left behind, as their charts or workloads ask:",
    "  PersistentVolumeClaim shop/data-db-0",
    "  PersistentVolumeClaim shop/data-db-1",
    "  Certificate web/tls",
    "  PersistentVolume disk",
    "once nobody wants what is in them:",
    "  kubectl delete persistentvolumeclaim/data-db-0 persistentvolumeclaim/data-db-1 -n shop",
    "  kubectl delete certificate.cert-manager.io/tls -n web",
    "  kubectl delete persistentvolume/disk",
    "",
  ]);
});
