import { buildUniverse, recordedName, releasesOf, tearDown } from "@upstart/engine";
import { deleteNamespaces } from "../cluster/namespaces.ts";
import type { RecordWriter } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";

/** Takes away what an earlier apply of the same objects installed and they no longer have. Says each. */
export async function pruneReleases(
  host: Host,
  flags: { readonly maxParallel: number },
  session: Session,
  universe: Universe,
  writers: readonly RecordWriter[],
): Promise<void> {
  const wanted = new Set(releasesOf(universe.analysis.graph).map(recordedName));
  for (const writer of writers) {
    for (const [name, recorded] of Object.entries(writer.record.releases)) {
      if (wanted.has(name)) continue;
      const { graph } = buildUniverse(
        [
          {
            kind: "HelmRelease",
            object: { kind: "HelmRelease", namespace: recorded.namespace, name: recorded.releaseName },
            metadata: {},
            spec: { chart: recorded.chart },
          },
        ],
        session.namespace,
      );
      const { failed } = await tearDown(
        graph,
        new Set(graph.nodes.keys()),
        { helm: session.helm, clock: session.clock, reporter: { report: () => undefined } },
        { maxParallel: flags.maxParallel, signal: host.signal },
      );
      const [why] = failed.values();
      if (why === undefined) writer.removed(name);
      host.stderr.write(
        why === undefined
          ? `removed ${name}: it is no longer in ${writer.record.object.name}\n`
          : `warning: ${name} is no longer in ${writer.record.object.name} and could not be removed: ${why}\n`,
      );
    }
    const namespaces = new Set([...universe.analysis.graph.nodes.values()].map((n) => n.namespace));
    const unused = writer.record.namespaces.filter((ns) => !namespaces.has(ns));
    if (unused.length > 0) {
      await deleteNamespaces(session.cluster, unused, writer.uid);
      writer.madeNamespaces(writer.record.namespaces.filter((ns) => namespaces.has(ns)));
    }
  }
}
