import { type Cluster, ClusterError, hasKeepPolicy, type ObjectKey } from "@upstart/engine";

/**
 * Deletes objects that Helm has marked as a release's, where Helm cannot any more: its record went with its namespace.
 * What is marked otherwise, or may not be deleted, is left.
 */
export async function sweep(
  cluster: Pick<Cluster, "get" | "delete">,
  release: { readonly releaseName: string; readonly namespace: string },
  objects: readonly ObjectKey[],
): Promise<void> {
  for (const object of objects)
    try {
      const { annotations, uid } = (await cluster.get(object))?.metadata ?? {};
      const isMarked =
        annotations?.["meta.helm.sh/release-name"] === release.releaseName &&
        annotations["meta.helm.sh/release-namespace"] === release.namespace;
      if (isMarked && !hasKeepPolicy(annotations)) await cluster.delete(object, uid === undefined ? {} : { uid });
    } catch (error) {
      if (!(error instanceof ClusterError) || error.retryable) throw error;
    }
}

/** Those objects that do not go with a namespace. */
export function outsideOf(namespace: string, objects: readonly ObjectKey[]): ObjectKey[] {
  return objects.filter((o) => o.namespace !== namespace);
}
