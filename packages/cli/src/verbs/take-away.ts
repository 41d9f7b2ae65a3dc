import {
  buildUniverse,
  deleteNamespaces,
  type Graph,
  type Release,
  type Removal,
  recordedName,
  recordKey,
  releasesOf,
  removalOfRecorded,
  removalsOf,
  specOfRecord,
  type TeardownResult,
  tearDown,
} from "@upstart/engine";
import { byNeed } from "../cluster/by-need.ts";
import { namespacesGone } from "../cluster/namespaces.ts";
import { mayOutlive, stillThere } from "../cluster/outliving.ts";
import { ownerKey, type StoredRecord } from "../cluster/records.ts";
import type { Session } from "../cluster/session.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import { styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import type { DeleteFlags } from "./delete.ts";
import type { Taken, Tombstone } from "./tombstone.ts";

/** Uninstalls everything of the targets, then what was made for them. */
export async function takeAway(
  host: Host,
  flags: DeleteFlags,
  session: Session,
  { all, targets }: { readonly all: readonly StoredRecord[]; readonly targets: readonly StoredRecord[] },
): Promise<Taken> {
  const { helm, clock, namespace } = session;
  // Ids are as short as what is near allows.
  const homes = new Set(targets.map((t) => t.record.object.namespace));
  const near = all.filter((r) => homes.has(r.record.object.namespace));
  const removals = removalsFor(graphOf(near, namespace), targets);
  const outliving = await mayOutlive(session, targets);
  const late = new AbortController();
  const cancel = clock.after(flags.timeout, () => late.abort());
  const signal = AbortSignal.any([host.signal, late.signal]);
  try {
    const progress = openProgress(host, flags.progress, styleOf(host, "stderr", flags), clock);
    progress.begin(removals.map((r) => r.id).reverse());
    const result = await tearDown(
      removals,
      { helm, clock, reporter: progress },
      { maxParallel: flags.maxParallel, signal },
    ).finally(() => progress.end());
    const isAllGone = result.failed.size + result.kept.size === 0;
    const namespaces = isAllGone ? await removeNamespaces(host, session, targets, signal) : NO_NAMESPACES;
    const kept = isAllGone ? await stillThere(session, outliving) : [];
    const tombstone = { ...namespaces, result, kept };
    return { tombstone, code: exitCodeOf(host, late.signal.aborted, tombstone) };
  } finally {
    cancel();
  }
}

const NO_NAMESPACES = { gone: [], leftAlone: [], stillGoing: [] };

function graphOf(records: readonly StoredRecord[], namespace: string): Graph {
  const specs = records.map((r) => specOfRecord(r.record));
  return buildUniverse(specs, namespace).graph;
}

function releasesOfTargets(graph: Graph, targets: readonly StoredRecord[]): Release[] {
  const isTarget = new Set(targets.map(({ record: { object } }) => ownerKey(object, object.namespace)));
  const mine = releasesOf(graph).filter((r) => isTarget.has(ownerKey(r.owner, "")));
  return byNeed(graph, mine);
}

/** What the specs say, and what only the records know any more. */
function removalsFor(graph: Graph, targets: readonly StoredRecord[]): Removal[] {
  const releases = releasesOfTargets(graph, targets);
  const idOf = new Map(releases.map((r) => [recordedName(r), r.id]));
  const forgotten = targets
    .flatMap(({ record }) => Object.entries(record.releases))
    .filter(([name]) => !idOf.has(name))
    .map(([name, recorded]) => removalOfRecorded(name, recorded))
    .map((removal) => ({ ...removal, needs: removal.needs.map((need) => idOf.get(need) ?? need) }));
  return [...removalsOf(graph, releases), ...forgotten];
}

/** Namespaces last, then the record: as long as it is there, a second delete goes on where this one ended. */
async function removeNamespaces(
  host: Host,
  { cluster, clock }: Session,
  targets: readonly StoredRecord[],
  signal: AbortSignal,
): Promise<Pick<Tombstone, "gone" | "leftAlone" | "stillGoing">> {
  const leftAlone: string[] = [];
  const made: string[] = [];
  for (const { record, secret } of targets) {
    const { left, deleted } = await deleteNamespaces(cluster, record.namespaces, secret.metadata.uid ?? "");
    leftAlone.push(...left);
    made.push(...deleted);
  }
  if (made.length > 0)
    host.stderr.write(
      `waiting for ${made.length === 1 ? "the namespace" : "the namespaces"} ${made.join(", ")} to go\n`,
    );
  const stillGoing = await namespacesGone(cluster, clock, made, signal);
  if (stillGoing.length === 0) for (const { record } of targets) await cluster.delete(recordKey(record.object));
  return { gone: made.filter((ns) => !stillGoing.includes(ns)), leftAlone, stillGoing };
}

function exitCodeOf(host: Host, isLate: boolean, { result, stillGoing }: Tombstone): ExitCode {
  if (host.signal.aborted) return EXIT.interrupted;
  if (isLate && (result.kept.size > 0 || stillGoing.length > 0 || hasCancelled(result))) return EXIT.timedOut;
  if (result.failed.size + result.kept.size === 0) return EXIT.ok;
  if (result.deleted.size > 0) return EXIT.partly;
  const isUnreachable = [...result.failed.values()].every(({ code }) =>
    ["HelmUnavailable", "ClusterUnreachable", "Forbidden"].includes(code),
  );
  return isUnreachable ? EXIT.unreachable : EXIT.no;
}

function hasCancelled({ failed }: TeardownResult): boolean {
  return [...failed.values()].some(({ code }) => code === "Cancelled");
}
