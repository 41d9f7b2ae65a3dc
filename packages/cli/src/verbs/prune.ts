import { deleteNamespaces, recordedName, releasesOf, removalOfRecorded, tearDown } from "@upstart/engine";
import type { RecordWriter } from "../cluster/record-writer.ts";
import type { Session } from "../cluster/session.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import type { Progress } from "../progress/progress.ts";

/**
 * Takes away what an earlier apply of the same objects installed and they no longer have, dependents first, and then
 * the namespaces that none of them is in any more. Whether all of it is gone.
 */
export async function pruneReleases(
  host: Host,
  flags: { readonly maxParallel: number },
  { cluster, helm, clock }: Session,
  universe: Universe,
  by: { readonly writers: readonly RecordWriter[]; readonly progress: Progress; readonly signal: AbortSignal },
): Promise<boolean> {
  const { graph } = universe.analysis;
  const wanted = new Set(releasesOf(graph).map(recordedName));
  const leftOf = (writer: RecordWriter) => Object.entries(writer.record.releases).filter(([name]) => !wanted.has(name));
  const removals = by.writers.flatMap(leftOf).map(([name, recorded]) => removalOfRecorded(name, recorded));
  if (removals.length > 0) {
    by.progress.begin(removals.map((r) => r.id).reverse());
    const { deleted, failed, kept } = await tearDown(
      removals,
      { helm, clock, reporter: by.progress },
      { maxParallel: flags.maxParallel, signal: by.signal },
    ).finally(() => by.progress.end());
    for (const writer of by.writers) for (const [name] of leftOf(writer)) if (deleted.has(name)) writer.removed(name);
    for (const [name, { message }] of failed)
      host.stderr.write(`warning: ${name} is no longer in the files and could not be removed: ${message}\n`);
    if (failed.size + kept.size > 0) return false;
  }
  const used = new Set([...graph.nodes.values()].map((n) => n.namespace));
  for (const writer of by.writers) {
    const { namespaces } = writer.record;
    const unused = namespaces.filter((ns) => !used.has(ns));
    await deleteNamespaces(cluster, unused, writer.uid);
    writer.setNamespaces(namespaces.filter((ns) => used.has(ns)));
  }
  return true;
}
