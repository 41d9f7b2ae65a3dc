import { expect, test } from "vitest";
import { objectDataOf, objectsOf } from "./manifest.ts";

const namespaced = async (_: string, kind: string) => kind !== "ClusterRole";

test("objects of a manifest: the release's namespace where they name none, and none where they have none", async () => {
  const manifest = `
# Source: web/templates/a.yaml
apiVersion: v1
kind: Secret
metadata: {name: own, namespace: other}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: kept
  annotations: {helm.sh/resource-policy: keep}
---
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader, namespace: ignored}
---
apiVersion: v1
kind: ConfigMapList
items:
- {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}
- {apiVersion: v1, kind: ConfigMap, metadata: {name: two, namespace: ""}}
---
just text
`;
  expect(await objectsOf(manifest, "ns", namespaced)).toEqual([
    { key: { apiVersion: "v1", kind: "Secret", namespace: "other", name: "own" }, isKept: false },
    { key: { apiVersion: "v1", kind: "ConfigMap", namespace: "ns", name: "kept" }, isKept: true },
    { key: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "reader" }, isKept: false },
    { key: { apiVersion: "v1", kind: "ConfigMap", namespace: "ns", name: "one" }, isKept: false },
    { key: { apiVersion: "v1", kind: "ConfigMap", namespace: "ns", name: "two" }, isKept: false },
  ]);
});

test.each(["", "\n", "# nothing\n", "---\n---\n", "null\n"])("a manifest of nothing: %j", async (manifest) => {
  expect(await objectsOf(manifest, "ns", namespaced)).toEqual([]);
  expect(objectDataOf(manifest)).toEqual(new Map());
});

test("keys of Secrets and ConfigMaps, whatever way they are written", () => {
  const manifest = `kind: Secret
metadata: {name: s}
data: {A: eA==}
stringData: {B: x}
---
kind: ConfigMap
metadata: {name: c}
data:
binaryData: {C: eA==}
---
kind: Deployment
metadata: {name: d}
data: {D: x}
`;
  expect(objectDataOf(manifest)).toEqual(
    new Map([
      ["Secret/s", new Set(["A", "B"])],
      ["ConfigMap/c", new Set(["C"])],
    ]),
  );
});
