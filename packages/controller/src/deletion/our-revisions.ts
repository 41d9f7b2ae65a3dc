import { type Cluster, type KubeObject, LABELS, MANAGED_BY } from "@upstart/engine";

/** Helm's records of revisions of a release that are ours, by their metadata only. */
export function ourRevisions(
  cluster: Pick<Cluster, "list">,
  { releaseName, namespace }: { readonly releaseName: string; readonly namespace: string },
): Promise<readonly KubeObject[]> {
  const labelSelector = `owner=helm,name=${releaseName},${LABELS.managedBy}=${MANAGED_BY}`;
  return cluster.list({ apiVersion: "v1", kind: "Secret", namespace, labelSelector, metadataOnly: true });
}
