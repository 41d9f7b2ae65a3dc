import { ClusterError, deleteOrphan, type Helm, HelmError, type OrphanEnd } from "@upstart/engine";
import type { Host } from "../host.ts";
import type { At } from "./environment.ts";
import type { Garbage } from "./garbage.ts";

export type GcAt = At & { readonly helm: Pick<Helm, "uninstall"> };

export const DELETED = "deleted";
/** For the uninstall of a release that nobody keeps: what it is made of no longer says how long that may take. */
const UNINSTALL_MS = 300_000;
const ORPHAN_ENDS: Readonly<Record<OrphanEnd, string>> = {
  deleted: DELETED,
  gone: DELETED,
  kept: "somebody keeps it by now; it is left alone",
  "not ours": "nothing proves that it is ours; it is left alone",
};

/**
 * Deletes one after the other; what others have written since it was looked at is left alone. Returns what became of each
 * that was tried: `DELETED`, or why not. Throws what is neither ClusterError nor HelmError.
 */
export async function deleteAll(host: Host, at: GcAt, going: readonly Garbage[]): Promise<Map<Garbage, string>> {
  const results = new Map<Garbage, string>();
  for (const garbage of going) {
    if (host.signal.aborted) break;
    try {
      results.set(garbage, await deleteOne(at, garbage));
    } catch (error) {
      if (!(error instanceof ClusterError || error instanceof HelmError)) throw error;
      const wasWritten = error.code === "Conflict";
      results.set(garbage, wasWritten ? "somebody has written it meanwhile; it is left alone" : error.message);
    }
  }
  return results;
}

async function deleteOne({ cluster, helm }: GcAt, { key, seen, orphan }: Garbage): Promise<string> {
  if (orphan !== undefined) return ORPHAN_ENDS[await deleteOrphan({ cluster, helm }, orphan, UNINSTALL_MS)];
  await cluster.delete(key, seen!);
  return DELETED;
}
