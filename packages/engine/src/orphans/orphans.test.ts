import { expect, test } from "vitest";
import { LABELS, MANAGED_BY, OWNER_UID_ANNOTATION } from "../names/labels.ts";
import type { KubeObject } from "../ports/object.ts";
import { API_VERSION } from "../spec/objects.ts";
import { fakeClock } from "../testing/fake-clock.ts";
import { fakeCluster } from "../testing/fake-cluster.ts";
import { fakeHelm } from "../testing/fake-helm.ts";
import { deleteOrphan } from "./delete-orphan.ts";
import type { Orphan } from "./orphan.ts";
import { orphanReport, orphansKey, readOrphanReport, withOrphanReport } from "./orphan-report.ts";

const labels = { [LABELS.managedBy]: MANAGED_BY };
const owner = (kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion: API_VERSION, kind, name, uid, controller: true }],
});
const namespace: KubeObject = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "cart-web", labels, annotations: { [OWNER_UID_ANNOTATION]: "env-1" } },
};
const release: KubeObject = {
  apiVersion: API_VERSION,
  kind: "HelmRelease",
  metadata: { name: "cart-api", namespace: "shop", labels, ...owner("UpstartService", "cart", "svc-1") },
  spec: { chart: "a/b" },
};
const record: KubeObject = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: {
    name: "sh.helm.release.v1.api.v1",
    namespace: "cart-web",
    labels: { ...labels, owner: "helm", name: "api", version: "1", status: "deployed" },
  },
};
const without = (object: KubeObject, metadata: Partial<KubeObject["metadata"]>): KubeObject => ({
  ...object,
  metadata: { ...object.metadata, ...metadata },
});
const environment = { apiVersion: API_VERSION, kind: "UpstartEnvironment", metadata: { name: "x", namespace: "y" } };

const scene = () => {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  return { cluster, helm: fakeHelm(clock, cluster), clock };
};

test.each<{
  what: string;
  kind: Orphan["kind"];
  there?: KubeObject;
  also?: KubeObject;
  isOurs?: boolean;
  want: string;
}>([
  { what: "a namespace", kind: "Namespace", there: namespace, want: "deleted" },
  {
    what: "a namespace whose environment is somewhere",
    kind: "Namespace",
    there: namespace,
    also: { ...environment, metadata: { ...environment.metadata, uid: "env-1" } },
    want: "kept",
  },
  {
    what: "a namespace that a client has made, whose record is there",
    kind: "Namespace",
    there: namespace,
    also: without(record, { name: "record", uid: "env-1", labels: { [LABELS.record]: "upstartenvironment" } }),
    want: "kept",
  },
  {
    what: "a namespace that lost its mark",
    kind: "Namespace",
    there: without(namespace, { annotations: {} }),
    want: "not ours",
  },
  {
    what: "a namespace that was set aside for its volumes",
    kind: "Namespace",
    there: without(namespace, { annotations: { [OWNER_UID_ANNOTATION]: "kept for shop/cart" } }),
    want: "not ours",
  },
  { what: "a HelmRelease", kind: "HelmRelease", there: release, want: "deleted" },
  {
    what: "a HelmRelease whose maker is there",
    kind: "HelmRelease",
    there: release,
    also: {
      apiVersion: API_VERSION,
      kind: "UpstartService",
      metadata: { name: "cart", namespace: "shop", uid: "svc-1" },
    },
    want: "kept",
  },
  {
    what: "a HelmRelease that nobody is said to have made",
    kind: "HelmRelease",
    there: without(release, { ownerReferences: [] }),
    want: "not ours",
  },
  { what: "a Helm release", kind: "HelmRecord", there: record, want: "deleted" },
  {
    what: "a Helm release that a HelmRelease is about",
    kind: "HelmRecord",
    there: record,
    also: { ...release, spec: { releaseName: "api", targetNamespace: "cart-web" } },
    want: "kept",
  },
  {
    what: "a Helm release that somebody has installed with Helm",
    kind: "HelmRecord",
    there: without(record, { labels: { owner: "helm", name: "api" } }),
    want: "not ours",
  },
  { what: "what cannot be proven", kind: "Namespace", there: namespace, isOurs: false, want: "not ours" },
  { what: "what is gone", kind: "Namespace", want: "gone" },
])("$what that somebody asks to be deleted: $want", async ({ kind, there, also, isOurs = true, want }) => {
  const { cluster, helm, clock } = scene();
  const { uid = "none" } = there === undefined ? {} : cluster.put(there).metadata;
  if (also !== undefined) cluster.put(also);
  const { apiVersion, kind: objectKind, metadata } = there ?? namespace;
  const { name, namespace: home } = metadata;
  const object = { apiVersion, kind: objectKind, name, ...(home === undefined ? {} : { namespace: home }) };
  const before = cluster.objects().length;
  const end = await clock.until(deleteOrphan({ cluster, helm }, { kind, object, uid, why: "", isOurs }, 1000));
  expect(end).toBe(want);
  const isUninstalled = helm.calls.some((c) => c.verb === "uninstall" && c.releaseName === "api");
  expect(isUninstalled).toBe(want === "deleted" && kind === "HelmRecord");
  if (kind !== "HelmRecord") expect(cluster.objects()).toHaveLength(before - (want === "deleted" ? 1 : 0));
});

test("another object of the same name is not what was found", async () => {
  const { cluster, helm, clock } = scene();
  cluster.put(namespace);
  const orphan: Orphan = {
    kind: "Namespace",
    object: { apiVersion: "v1", kind: "Namespace", name: "cart-web" },
    uid: "an-older-one",
    why: "",
    isOurs: true,
  };
  expect(await clock.until(deleteOrphan({ cluster, helm }, orphan, 1000))).toBe("gone");
  expect(cluster.objects()).toHaveLength(1);
});

test("a report is bounded, counts all, keeps others' labels, and one that somebody has edited is none", () => {
  const orphans = Array.from({ length: 300 }, (_, n) => ({
    kind: "Namespace" as const,
    object: { apiVersion: "v1", kind: "Namespace", name: `n-${n}` },
    uid: `${n}`,
    why: "",
    isOurs: true,
    since: "2026-01-01T00:00:00Z",
  }));
  const report = orphanReport("2026-01-01T00:00:00Z", orphans, ["cannot list"]);
  const before = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", labels: { theirs: "1" } } };
  const stored = withOrphanReport(before, "upstart", report, "{}");
  const { name, namespace: home } = orphansKey("upstart");
  expect(stored.metadata).toMatchObject({ name, namespace: home, labels: { theirs: "1", ...labels } });
  expect(readOrphanReport(stored)).toMatchObject({ counts: { Namespace: 300 }, unread: ["cannot list"] });
  expect(readOrphanReport(stored)?.orphans).toHaveLength(200);
  for (const text of ["", "null", "[]", '{"orphans": 1}'])
    expect(readOrphanReport({ ...stored, data: { report: text } })).toBeUndefined();
});
