const LABELS = { "kubernetes.io/hostname": "sandbox", "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" };
const ROOM = { cpu: "4000", memory: "4000Gi", pods: "10000" };

/** A node that kwok plays, with room for everything. */
const NODE = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "sandbox", annotations: { "kwok.x-k8s.io/node": "fake" }, labels: LABELS },
  status: { allocatable: ROOM, capacity: ROOM },
};

/** Volumes of the controller-manager's own provisioner. */
const STORAGE_CLASS = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/host-path",
  volumeBindingMode: "Immediate",
};

/** What a new cluster needs before pods can run, each with the path that it is posted to. */
export const FIRST_OBJECTS: readonly (readonly [path: string, object: object])[] = [
  ["/api/v1/nodes", NODE],
  ["/apis/storage.k8s.io/v1/storageclasses", STORAGE_CLASS],
];
