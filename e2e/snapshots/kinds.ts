/** What the API server has to know of snapshots so that they can be made, and what of it can never be changed. */
const GROUP = "snapshot.storage.k8s.io";
const ANYTHING = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
const FIXED = [{ rule: "self == oldSelf", message: "source is immutable" }];
const SOURCE = {
  type: "object",
  properties: {
    persistentVolumeClaimName: { type: "string" },
    volumeSnapshotContentName: { type: "string" },
    volumeHandle: { type: "string" },
    snapshotHandle: { type: "string" },
  },
  "x-kubernetes-validations": FIXED,
};
const CONTENT = {
  type: "object",
  required: ["deletionPolicy", "driver", "source", "volumeSnapshotRef"],
  properties: {
    deletionPolicy: { type: "string", enum: ["Delete", "Retain"] },
    driver: { type: "string" },
    source: SOURCE,
    sourceVolumeMode: { type: "string" },
    volumeSnapshotClassName: { type: "string" },
    volumeSnapshotRef: ANYTHING,
  },
};
const SNAPSHOT = {
  type: "object",
  required: ["source"],
  properties: { source: SOURCE, volumeSnapshotClassName: { type: "string" } },
};

const kind = (name: string, plural: string, scope: "Namespaced" | "Cluster", spec: object) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: {
    name: `${plural}.${GROUP}`,
    annotations: { "api-approved.kubernetes.io": "unapproved, it stands in for the kind of that name in tests" },
  },
  spec: {
    group: GROUP,
    scope,
    names: { kind: name, plural, singular: name.toLowerCase(), listKind: `${name}List` },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: "object", required: ["spec"], properties: { spec, status: ANYTHING } } },
      },
    ],
  },
});

/** As CustomResourceDefinitions. */
export const SNAPSHOT_KINDS = [
  kind("VolumeSnapshot", "volumesnapshots", "Namespaced", SNAPSHOT),
  kind("VolumeSnapshotContent", "volumesnapshotcontents", "Cluster", CONTENT),
];
