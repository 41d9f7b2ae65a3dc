import { readRecord } from "@upstart/clients";
import { ClusterError, type NodeId, type ObjectKey, type Observation, type Release } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Session } from "../cluster/session.ts";

/**
 * The objects that each release made, those of its hooks included, by Helm's newest record of it, whatever came of that.
 * Where that may not be read: what was recorded of it otherwise. Rejects with ClusterError where it cannot be read now.
 */
export async function madeByReleases(
  { cluster }: Pick<Session, "cluster">,
  releases: readonly Release[],
  observation: Observation,
): Promise<ReadonlyMap<NodeId, readonly ObjectKey[]>> {
  const isNamespaced = (apiVersion: string, kind: string) => cluster.isNamespaced(apiVersion, kind);
  const found = await atOnce(releases, async (release) => {
    const recorded = observation.get(release.id)?.made ?? [];
    try {
      const record = await readRecord(cluster, release, isNamespaced);
      return [release.id, record === undefined ? recorded : [...record.objects, ...record.hooks]] as const;
    } catch (error) {
      if (error instanceof ClusterError && !error.retryable) return [release.id, recorded] as const;
      throw error;
    }
  });
  return new Map(found);
}
