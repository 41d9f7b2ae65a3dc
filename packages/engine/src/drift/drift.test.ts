import { describe, expect, test } from "vitest";
import type { KubeObject, ManagedFields } from "../ports/object.ts";
import { differences, holds } from "./differences.ts";
import { driftOf, formatDrifted } from "./drifted.ts";
import { fingerprintOf, hasOtherWriters } from "./fingerprint.ts";
import { asHelmWrites, withoutField } from "./helm-object.ts";
import { isLeftTo } from "./managers.ts";
import { ownersOf } from "./owners.ts";
import { Patience } from "./patience.ts";

const KEY = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" };
const deployment = (spec: object, metadata: Partial<KubeObject["metadata"]> = {}): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", ...metadata },
  spec,
});
const container = (name: string, image: string, more: object = {}) => ({ name, image, ...more });
const pods = (...containers: object[]) => ({ template: { spec: { containers } } });

test.each([
  { live: { a: 1, b: 2 }, wanted: { a: 1 }, is: true },
  { live: { a: 1 }, wanted: { a: 2 }, is: false },
  { live: {}, wanted: { a: null, b: {}, c: [] }, is: true },
  { live: { a: 0 }, wanted: { a: null }, is: false },
  { live: { a: [1, 2] }, wanted: { a: [1] }, is: false },
  { live: { a: [{ x: 1, y: 2 }] }, wanted: { a: [{ x: 1 }] }, is: true },
  { live: { a: "500m" }, wanted: { a: 0.5 }, is: false },
  { live: { a: { b: 1 } }, wanted: { a: [] }, is: false },
])("that $live has all of $wanted is $is", ({ live, wanted, is }) => {
  expect(holds(live, wanted)).toBe(is);
});

test("differences leave out what the server keeps, and are places, not values", () => {
  const live = deployment({ ...pods(container("app", "a:1")), replicas: 1 }, { resourceVersion: "1", generation: 1 });
  const other = { ...deployment(pods(container("app", "a:2"))), status: { replicas: 3 } };
  expect(differences(live, other)).toEqual([
    ["spec", "template", "spec", "containers", 0, "image"],
    ["spec", "replicas"],
  ]);
});

describe("owners of a field", () => {
  const by = (manager: string, fieldsV1: object, more: object = {}): ManagedFields => ({
    manager,
    operation: "Update",
    fieldsV1,
    ...more,
  });
  const image = { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"app"}': { ".": {}, "f:image": {} } } } } };
  const object = deployment(pods(container("proxy", "p"), container("app", "a")), {
    finalizers: ["a/b"],
    managedFields: [
      by("kubectl-edit", { "f:spec": image }),
      by("helm", { "f:spec": image }),
      by("other", { "f:spec": { "f:selector": {} }, "f:metadata": { "f:finalizers": { 'v:"a/b"': {} } } }),
    ],
  });
  test.each([
    { path: ["spec", "template", "spec", "containers", 1, "image"], owners: ["kubectl-edit"] },
    { path: ["spec", "template", "spec", "containers", 0, "image"], owners: [] },
    { path: ["spec", "selector", "matchLabels", "app"], owners: ["other"] },
    { path: ["metadata", "finalizers", 0], owners: ["other"] },
    { path: ["spec", "replicas"], owners: [] },
  ])("$path: $owners", ({ path, owners }) => {
    expect(ownersOf(object, path).map((m) => m.manager)).toEqual(owners);
  });

  test.each([
    { manager: "kubectl-edit", operation: "Update", is: false },
    { manager: "kubectl", operation: "Apply", is: false },
    { manager: "kubectl", operation: "Update", subresource: "scale", is: false },
    { manager: "helm", operation: "Apply", is: false },
    { manager: "node-fetch", operation: "Update", is: false },
    { manager: "kube-controller-manager", operation: "Update", subresource: "scale", is: true },
    { manager: "kube-controller-manager", operation: "Update", is: true },
    { manager: "keda", operation: "Update", subresource: "scale", is: true },
    { manager: "cert-manager-cainjector", operation: "Apply", is: true },
  ])("what $manager writes by $operation $subresource is left to it: $is", ({ is, ...entry }) => {
    expect(isLeftTo(entry)).toBe(is);
  });

  test("of what is told who has it now, or else who wrote last", () => {
    const applied = deployment(pods(container("proxy", "p"), container("app", "z")), object.metadata);
    const drifted = driftOf(KEY, object, applied)!;
    expect(formatDrifted(drifted)).toBe("Deployment web: spec.template.spec.containers[1].image (by kubectl-edit)");
    const { metadata } = object;
    const later = { ...by("node-fetch", {}), time: "2030-01-01T00:00:00Z" };
    const live = deployment({}, { ...metadata, managedFields: [...metadata.managedFields!, later] });
    expect(driftOf(KEY, live, deployment({ a: 1, b: 2, c: 3, d: 4 }, metadata))).toMatchObject({ by: ["node-fetch"] });
    expect(formatDrifted({ key: KEY, fields: ["a", "b", "c", "d"], by: [] })).toBe(
      "Deployment web: a, b, c and 1 more",
    );
  });
});

test("an object as Helm writes it bears Helm's marks, and a Secret's text as data", () => {
  const written = asHelmWrites(
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "web", labels: { a: "b" } },
      data: { kept: "eA==" },
      stringData: { text: "ü" },
      status: {},
    },
    { releaseName: "web", namespace: "shop" },
  );
  expect(written).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: {
      name: "web",
      labels: { a: "b", "app.kubernetes.io/managed-by": "Helm" },
      annotations: { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "shop" },
    },
    data: { kept: "eA==", text: Buffer.from("ü").toString("base64") },
  });
});

test("a field is taken out of the item that has the same name, wherever that stands", () => {
  const wanted = pods(container("app", "a:1", { tty: true }));
  const live = pods(container("injected", "i"), container("app", "a:2"));
  const path = ["template", "spec", "containers", 1, "image"];
  expect(withoutField(wanted, live, path)).toEqual(pods({ name: "app", tty: true }));
  expect(withoutField(wanted, live, ["template", "spec", "containers", 0, "image"])).toEqual(wanted);
  expect(withoutField(wanted, live, ["gone", "x"])).toEqual(wanted);
});

test.each([
  { change: { resourceVersion: "2" }, generation: 1, is: true },
  { change: { resourceVersion: "2" }, generation: undefined, is: false },
  { change: { generation: 2 }, generation: 1, is: false },
  { change: { labels: { a: "b" } }, generation: 1, is: false },
  { change: { uid: "other" }, generation: 1, is: false },
])("after $change at generation $generation an object is the same: $is", ({ change, generation, is }) => {
  const metadata = { uid: "u", resourceVersion: "1", ...(generation === undefined ? {} : { generation }) };
  const before = deployment({}, metadata);
  expect(fingerprintOf(deployment({}, { ...metadata, ...change })) === fingerprintOf(before)).toBe(is);
});

test("others than Helm count as writers, statuses aside", () => {
  const writtenBy = (...managedFields: ManagedFields[]) => hasOtherWriters(deployment({}, { managedFields }));
  expect(writtenBy({ manager: "helm" }, { manager: "kcm", subresource: "status" })).toBe(false);
  expect(writtenBy({ manager: "helm" }, { manager: "kubectl", subresource: "scale" })).toBe(true);
  expect(hasOtherWriters(deployment({}))).toBe(true);
});

test("patience: free at first, then twice as long each time, until there was quiet", () => {
  const patience = new Patience({ free: 2, firstMs: 10, maxMs: 50, quietMs: 100 });
  const pauses: number[] = [];
  let now = 0;
  for (let i = 0; i < 6; i++) {
    patience.note(now);
    pauses.push(patience.leftMs(now));
    now += patience.leftMs(now);
  }
  expect(pauses).toEqual([0, 0, 10, 20, 40, 50]);
  expect(patience.count).toBe(6);
  now += 200;
  patience.note(now);
  expect([patience.count, patience.leftMs(now)]).toEqual([1, 0]);
  patience.note(now, 30);
  expect(patience.leftMs(now + 10)).toBe(20);
});
