import {
  analyze,
  type NodeId,
  recordKey,
  releasesOf,
  type Spec,
  specOfRecord,
  stillNeeded,
  tearDown,
} from "@upstart/engine";
import { type HeldLease, holdLease } from "../cluster/lease.ts";
import { deleteNamespaces } from "../cluster/namespaces.ts";
import { listRecords, type StoredRecord } from "../cluster/records.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress, type ProgressForm } from "../progress/progress.ts";

export interface DeleteFlags extends FileFlags, ClusterFlags, OutputFlags {
  readonly maxParallel: number;
  readonly progress: ProgressForm;
  readonly force?: boolean;
  readonly ignoreNotFound?: boolean;
}

/** Takes away what was applied: dependents first, namespaces last; what others still need is held. */
export async function deleteApplied(host: Host, flags: DeleteFlags, names: readonly string[]): Promise<ExitCode> {
  const session = openSession(host, flags);
  const leases: HeldLease[] = [];
  try {
    const all = await listRecords(session.cluster, session.namespace);
    const targets = await chosen(host, flags, session, names, all);
    if (targets.length === 0) return EXIT.ok;
    for (const { record } of targets)
      leases.push(
        await holdLease(
          session.cluster,
          { ...recordKey(record.object), apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
          {
            signal: host.signal,
            onWait: (holder) =>
              host.stderr.write(`waiting for ${holder}, which is applying ${record.object.name} right now\n`),
          },
        ),
      );
    return await takeAway(host, flags, session, all, targets);
  } finally {
    await Promise.allSettled(leases.map((l) => l.release()));
    session.close();
  }
}

async function chosen(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  names: readonly string[],
  all: readonly StoredRecord[],
): Promise<StoredRecord[]> {
  const wanted: { kind?: string; name: string }[] = names.map((n) => ({ name: n.split("/").at(-1)! }));
  if (flags.filename.length > 0) {
    const universe = await readUniverse(host, { ...flags, namespace: session.namespace });
    wanted.push(...universe.loaded.specs.map((s: Spec) => ({ kind: s.kind, name: s.object.name })));
  } else if (names.length === 0) throw new CliError(EXIT.usage, "nothing to delete: name it, or give its file with -f");
  return wanted.flatMap(({ kind, name }) => {
    const hits = all.filter(
      ({ record: { object } }) => object.name === name && (kind === undefined || object.kind === kind),
    );
    if (hits.length === 0 && flags.ignoreNotFound !== true)
      host.stderr.write(`${name} is not applied in namespace "${session.namespace}": nothing to delete\n`);
    return hits;
  });
}

async function takeAway(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  all: readonly StoredRecord[],
  targets: readonly StoredRecord[],
): Promise<ExitCode> {
  const { graph } = analyze(
    all.map((r) => specOfRecord(r.record)),
    { namespace: session.namespace },
  );
  const isTarget = new Set(
    targets.map(({ record: { object } }) => `${object.kind}/${object.namespace}/${object.name}`),
  );
  const releases = releasesOf(graph).filter((r) =>
    isTarget.has(`${r.owner.kind}/${r.owner.namespace}/${r.owner.name}`),
  );
  const ids = new Set<NodeId>(releases.map((r) => r.id));
  const needed = stillNeeded(graph, ids);
  if (needed.length > 0 && flags.force !== true) {
    throw new CliError(
      EXIT.no,
      needed.map((n) => `${n.needs} is still needed by ${n.by}`).join("\n       "),
      "delete those first or together with it, or give --force",
    );
  }
  const progress = openProgress(
    host,
    flags.progress,
    releases.map((r) => r.id).reverse(),
    styleOf(host, "stderr", flags),
  );
  const result = await tearDown(
    graph,
    ids,
    { helm: session.helm, clock: session.clock, reporter: progress },
    { maxParallel: flags.maxParallel, signal: host.signal },
  ).finally(() => progress.close());
  const left: string[] = [];
  if (result.failed.size === 0 && result.kept.size === 0) {
    for (const { record, secret } of targets) {
      left.push(...(await deleteNamespaces(session.cluster, record.namespaces, secret.metadata.uid ?? "")));
      await session.cluster.delete(recordKey(record.object));
    }
  }
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", {
      deleted: [...result.deleted],
      failed: Object.fromEntries(result.failed),
      kept: [...result.kept],
      namespacesLeft: left,
    });
  else host.stdout.write(summary(result, targets, left));
  if (host.signal.aborted) return EXIT.interrupted;
  return result.failed.size === 0 && result.kept.size === 0 ? EXIT.ok : result.deleted.size > 0 ? EXIT.partly : EXIT.no;
}

function summary(
  { deleted, failed, kept }: Awaited<ReturnType<typeof tearDown>>,
  targets: readonly StoredRecord[],
  left: readonly string[],
): string {
  const namespaces = targets.flatMap((t) => t.record.namespaces).filter((ns) => !left.includes(ns));
  const lines = [
    `${deleted.size} releases deleted${failed.size === 0 && namespaces.length > 0 ? `, and ${namespaces.length} namespaces: ${namespaces.join(", ")}` : ""}`,
  ];
  for (const [id, why] of failed) lines.push(`${id} could not be deleted: ${why}`);
  if (kept.size > 0) lines.push(`kept, being needed by what could not be deleted: ${[...kept].join(", ")}`);
  if (left.length > 0) lines.push(`left alone, being somebody else's: ${left.join(", ")}`);
  lines.push(
    "volumes of StatefulSets and objects that a chart marks with helm.sh/resource-policy: keep stay where they are not in a namespace of ours",
  );
  return `${lines.join("\n")}\n`;
}
