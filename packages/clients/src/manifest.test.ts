import { expect, test } from "vitest";
import { manifestObjects, objectDataOf, objectsOf } from "./manifest.ts";
import { plainObjects } from "./plain-manifest.ts";

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

const object = (lines: string) => `---\n# Source: web/templates/a.yaml\n${lines}\n`;
const head = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db";

test.each([
  `${head}\n  namespace: other\ndata:\n  script: |\n    # no comment\n\n    name: x\n    \tkind: y`,
  `${head}\n  labels:\n    name: not-this\n    kind: nor-this\nsubjects:\n- kind: User\n  name: somebody`,
  "# a comment\n\nkind: \"Role\"\nmetadata:\n    labels: {a: b}\n    name: 'my.role'\n\napiVersion: rbac.authorization.k8s.io/v1",
])("what is written plainly is read without a parser, and read the same", async (lines) => {
  const manifest = object(lines) + object("# nothing but this") + object(head);
  expect(plainObjects(manifest)).toHaveLength(2);
  await expectTheSame(manifest);
});

test.each([
  ["a number for a name", head.replace("db", "123")],
  ["a bool for a name", head.replace("db", "yes")],
  ["no name", head.replace("name", "generateName")],
  ["a name that goes on", `${head}\n    and-more`],
  ["a kind that goes on", head.replace("Secret", "Secret\n  Thing")],
  ["a comment behind a name", `${head} # it`],
  ["an anchor", `${head.replace("name: db", "name: &n db")}\n  namespace: *n`],
  ["a merge", `x: &x {namespace: far}\n${head}\n  <<: *x`],
  ["a name twice", `${head}\n  name: other`],
  ["flow", "{apiVersion: v1, kind: Secret, metadata: {name: db}}"],
  ["flow over lines", `data: {\na: "b"\n}\n${head}`],
  ["text that is not closed", `data: "a\n\n  b"\n${head}`],
  ["escapes", head.replace("db", '"d\\x62"')],
  ["a namespace that is empty", `${head}\n  namespace: ""`],
  [
    "a list",
    "apiVersion: v1\nkind: SecretList\nmetadata:\n  name: all\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}}",
  ],
  ["what stays", `${head}\n  annotations:\n    helm.sh/resource-policy: keep`],
  ["line ends of Windows", head.replaceAll("\n", "\r\n")],
  ["an end of a document", `${head}\n...\nkind: Other`],
  ["metadata further out", `${head}\n namespace: far`],
  ["not a mapping", "just text"],
])("left to the parser, and read the same: %s", async (_, lines) => {
  expect(plainObjects(object(lines))).toBeUndefined();
  await expectTheSame(object(lines));
});

async function expectTheSame(manifest: string): Promise<void> {
  const parsed = await manifestObjects(manifest, "ns", namespaced);
  const keys = parsed.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({
    ...(namespace === undefined ? {} : { namespace }),
    apiVersion,
    kind,
    name,
  }));
  expect((await objectsOf(manifest, "ns", namespaced)).map((o) => o.key)).toEqual(keys);
}
