import { ClusterError, environmentNamespaces } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Door } from "../cluster/door.ts";
import { openViewsEarly } from "../cluster/early-views.ts";
import { recordsAround, surroundingsOf } from "../cluster/foreign.ts";
import { type Hold, holdObjects } from "../cluster/hold.ts";
import type { Kept } from "../cluster/kept.ts";
import { makeNamespaces } from "../cluster/namespaces.ts";
import { recordOutcomes } from "../cluster/record-outcomes.ts";
import { RecordWriter } from "../cluster/record-writer.ts";
import type { Session } from "../cluster/session.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import { exitCodeOf } from "./apply-result.ts";
import { type Rolled, rollOut } from "./apply-rollout.ts";
import { checkNamespaces } from "./check-namespaces.ts";
import { type Looked, lookOutOfDate } from "./out-of-date.ts";
import { pruneReleases } from "./prune.ts";
import { refuseKept } from "./refuse-kept.ts";

/** What was rolled out while nobody else could, and what is to be told of it. */
export interface RolledHeld {
  readonly result: Rolled;
  /** What the files no longer have is gone. */
  readonly isPruned: boolean;
  /** For releases of others that run with old values of it. Never rejects with a failure of the cluster's. */
  readonly looking: Promise<Looked>;
}

/**
 * Rolls out while the objects of the files are held, and their records kept. Throws a CliError where controllers keep
 * what is in them, and where they are no longer ours.
 */
export async function rollOutHeld(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  { door, kept }: { readonly door: Door; readonly kept: Promise<Kept> },
): Promise<RolledHeld> {
  const { cluster, clock, namespace } = session;
  kept.catch(() => undefined); // heard of when the leases are ours
  const holding = holdInNamespaces(host, flags, session, universe);
  void session.helm.prepare();
  const hold = await holding;
  const signal = AbortSignal.any([host.signal, hold.lost]);
  let writers: readonly RecordWriter[] = [];
  let closeViews = () => {};
  try {
    // From here on nobody else changes what is ours: it is looked at while the records are written.
    closeViews = openViewsEarly(cluster, universe.analysis.graph);
    const records = recordsAround(session, universe);
    const around = surroundingsOf(host, flags, session, universe, records);
    around.catch(() => undefined); // the rollout hears of it
    refuseKept(universe, namespace, (await kept).objects);
    const open = { namespace, listed: await records };
    writers = await atOnce(universe.loaded.specs, (spec) => RecordWriter.open(cluster, clock, spec, open));
    await makeEnvironmentNamespaces(session, universe, writers, signal);
    const progress = openProgress(host, flags.progress, styleOf(host, "stderr", flags), clock);
    const by = { writers, progress, signal, door, around, onLook: closeViews };
    const result = await rollOut(host, flags, session, universe, by);
    if (hold.lost.aborted) throw lostHold();
    const looking = lookOutOfDate(session, result);
    looking.catch(() => undefined); // whoever tells of it hears of it
    recordOutcomes(writers, result.own, result, host.now());
    const isPruned =
      exitCodeOf(result) !== EXIT.ok ||
      (await pruneReleases(host, flags, session, universe, { writers, progress, signal }));
    return { result, isPruned, looking };
  } catch (error) {
    throw hold.lost.aborted ? lostHold() : error;
  } finally {
    closeViews();
    // Whatever happened: what was done is written down, then nobody has to wait for us any more.
    const ends = await Promise.allSettled(writers.map((w) => w.flush()));
    for (const end of [...ends, ...(await Promise.allSettled([hold.release()]))])
      if (end.status === "rejected")
        host.stderr.write(`warning: ${end.reason instanceof Error ? end.reason.message : String(end.reason)}\n`);
  }
}

/** Takes the leases. Whether the namespaces are there is asked when one is refused: most are. */
async function holdInNamespaces(host: Host, flags: ApplyFlags, session: Session, universe: Universe): Promise<Hold> {
  if (flags.createNamespace === true) await checkNamespaces(session, universe, flags);
  const objects = universe.loaded.specs.map((s) => s.object);
  return await holdObjects(host, session, objects, flags.timeout).catch(async (error: unknown) => {
    if (error instanceof ClusterError && error.code === "NotFound") await checkNamespaces(session, universe, flags);
    throw error;
  });
}

/** Written down before they are made, so that none is forgotten whatever happens in between. */
async function makeEnvironmentNamespaces(
  { cluster }: Session,
  universe: Universe,
  writers: readonly RecordWriter[],
  signal: AbortSignal,
): Promise<void> {
  for (const writer of writers) {
    if (writer.record.object.kind !== "UpstartEnvironment") continue;
    const namespaces = environmentNamespaces(universe.analysis.graph, writer.record.object.name);
    writer.setNamespaces([...new Set([...writer.record.namespaces, ...namespaces.keys()])]);
    await writer.flush();
    await makeNamespaces(cluster, namespaces, writer.uid, signal);
  }
}

function lostHold(): CliError {
  return new CliError(
    EXIT.unreachable,
    "the cluster could not be reached for so long that another apply may have begun, so this one has ended",
    "run the same command again to go on",
  );
}
