import { ClusterError, type KnownOrphan, ORPHANS_ANYWHERE, readOrphanReport } from "@upstart/engine";
import type { At } from "./environment.ts";
import type { Garbage } from "./garbage.ts";

/** What the controllers have found that nobody keeps any more; empty where nobody looks, or it may not be read. */
export async function knownOrphans({ cluster }: Pick<At, "cluster">): Promise<readonly KnownOrphan[]> {
  try {
    const reports = await cluster.list(ORPHANS_ANYWHERE);
    return reports.flatMap((configMap) => readOrphanReport(configMap)?.orphans ?? []);
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return [];
    throw error;
  }
}

/** An orphan as something that is not wanted. */
export function garbageOfOrphan(orphan: KnownOrphan): Garbage {
  return { key: orphan.object, why: `nobody keeps it: ${orphan.why}`, orphan };
}
