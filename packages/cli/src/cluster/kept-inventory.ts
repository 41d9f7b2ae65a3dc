import { readDeployed } from "@upstart/clients";
import { ClusterError, type Graph, type NodeId, type ObjectKey, releasesOf } from "@upstart/engine";
import { atOnce } from "./at-once.ts";
import { ownerKey } from "./records.ts";
import type { Session } from "./session.ts";

/**
 * What the releases of these owners are made of, by Helm's own records. What may not be read is left out; rejects
 * with ClusterError where it cannot be read now.
 */
export async function keptInventory(
  { cluster }: Pick<Session, "cluster">,
  graph: Graph,
  owners: ReadonlySet<string>,
): Promise<(readonly [NodeId, readonly ObjectKey[]])[]> {
  const releases = releasesOf(graph).filter((r) => owners.has(ownerKey(r.owner, "")));
  const isNamespaced = (apiVersion: string, kind: string) => cluster.isNamespaced(apiVersion, kind);
  const found = await atOnce(releases, async (release) => {
    try {
      return [release.id, (await readDeployed(cluster, release, isNamespaced))?.objects ?? []] as const;
    } catch (error) {
      if (error instanceof ClusterError && !error.retryable) return undefined;
      throw error;
    }
  });
  return found.filter((entry) => entry !== undefined);
}
