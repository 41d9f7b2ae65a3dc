import { ClusterError, environmentNamespaces } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import { askForDoor, chooseDoor, type Door, type ServerSide } from "../cluster/door.ts";
import { openViewsEarly } from "../cluster/early-views.ts";
import { surroundingsOf } from "../cluster/foreign.ts";
import { type Hold, holdObjects } from "../cluster/hold.ts";
import { listKeptIn } from "../cluster/kept.ts";
import { makeNamespaces } from "../cluster/namespaces.ts";
import { recordOutcomes } from "../cluster/record-outcomes.ts";
import { RecordWriter } from "../cluster/record-writer.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse, type Universe } from "../input/universe.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress, type ProgressForm } from "../progress/progress.ts";
import { exitCodeOf, resultDocument } from "./apply-result.ts";
import { rollOut } from "./apply-rollout.ts";
import { applySummary } from "./apply-summary.ts";
import { homesOf } from "./homes.ts";
import { tellOutOfDate } from "./out-of-date.ts";
import { pruneReleases } from "./prune.ts";
import { refuseKept } from "./refuse-kept.ts";

export interface ApplyFlags extends FileFlags, ClusterFlags, OutputFlags {
  readonly timeout: number;
  readonly maxParallel: number;
  readonly dryRun: "none" | "client";
  readonly progress: ProgressForm;
  readonly createNamespace?: boolean;
  readonly serverSide: ServerSide;
  readonly forceConflicts?: boolean;
  readonly takeOwnership?: boolean;
}

/** Makes what the files say real, through the controllers where they run, else from here; returns the exit code. */
export async function apply(host: Host, flags: ApplyFlags): Promise<ExitCode> {
  const session = openSession(host, flags);
  try {
    const asked = askForDoor(session, flags.serverSide);
    const universe = await readUniverse(host, { ...flags, namespace: session.namespace });
    writeDiagnostics(host, "stderr", universe.diagnostics, styleOf(host, "stderr", flags));
    if (universe.isFaulty) {
      host.stderr.write("nothing was applied\n");
      return EXIT.no;
    }
    if (universe.isEmpty) return EXIT.ok;
    const homes = homesOf(universe, session.namespace);
    const [door, kept] = await Promise.all([
      chooseDoor(host, session, flags.serverSide, asked, homes),
      listKeptIn(session.cluster, homes),
    ]);
    if (door.by === "cluster") {
      await checkNamespaces(session, universe, flags);
      return await (await import("./hand-over.ts")).handOver(host, flags, session, universe, door);
    }
    refuseServerFlags(flags);
    refuseKept(universe, session.namespace, kept.objects);
    if (flags.dryRun !== "client") return await applyUniverse(host, flags, session, universe, door);
    await checkNamespaces(session, universe, flags);
    return await showPlan(host, flags, session, universe, door);
  } finally {
    session.close();
  }
}

function refuseServerFlags({ forceConflicts, takeOwnership }: ApplyFlags): void {
  const flag = forceConflicts === true ? "--force-conflicts" : takeOwnership === true ? "--take-ownership" : undefined;
  if (flag !== undefined)
    throw new CliError(EXIT.usage, `${flag} holds for a server-side apply only, and this one is client-side`);
}

async function showPlan(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  door: Door,
): Promise<ExitCode> {
  const progress = openProgress(host, "none", styleOf(host, "stderr", flags), session.clock);
  const result = await rollOut(host, flags, session, universe, { writers: [], progress, signal: host.signal, door });
  if (flags.output !== "text")
    await printDocument(host, flags.output === "json" ? "json" : "yaml", resultDocument(result));
  return result.end === "interrupted" ? EXIT.interrupted : EXIT.ok;
}

async function applyUniverse(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  door: Door,
): Promise<ExitCode> {
  const { cluster, clock, namespace } = session;
  const { specs } = universe.loaded;
  const holding = holdInNamespaces(host, flags, session, universe);
  void session.helm.prepare();
  const hold = await holding;
  const signal = AbortSignal.any([host.signal, hold.lost]);
  let writers: readonly RecordWriter[] = [];
  let closeViews = () => {};
  try {
    // From here on nobody else changes what is ours: it is looked at while the records are written.
    closeViews = openViewsEarly(cluster, universe.analysis.graph);
    const around = surroundingsOf(host, flags, session, universe);
    around.catch(() => undefined); // the rollout hears of it
    writers = await atOnce(specs, (spec) => RecordWriter.open(cluster, clock, spec, namespace));
    await makeEnvironmentNamespaces(session, universe, writers, signal);
    const progress = openProgress(host, flags.progress, styleOf(host, "stderr", flags), clock);
    const by = { writers, progress, signal, door, around, onLook: closeViews };
    const result = await rollOut(host, flags, session, universe, by);
    if (hold.lost.aborted) throw lostHold();
    recordOutcomes(writers, result.own, result, host.now());
    const code = exitCodeOf(result);
    const isPruned =
      code !== EXIT.ok || (await pruneReleases(host, flags, session, universe, { writers, progress, signal }));
    if (flags.output === "text")
      host.stdout.write(await applySummary(host, session, result, styleOf(host, "stdout", flags)));
    const outOfDate = await tellOutOfDate(host, session, result);
    if (flags.output !== "text")
      await printDocument(host, flags.output === "json" ? "json" : "yaml", { ...resultDocument(result), outOfDate });
    return isPruned ? code : EXIT.partly;
  } catch (error) {
    if (host.signal.aborted) return EXIT.interrupted;
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

/** Whoever may not look at namespaces may still apply into one. */
async function checkNamespaces(
  { cluster, namespace }: Session,
  { loaded }: Universe,
  flags: ApplyFlags,
): Promise<void> {
  const names = new Set(loaded.specs.map((s) => s.object.namespace ?? namespace));
  await atOnce([...names], async (name) => {
    const key = { apiVersion: "v1", kind: "Namespace", name };
    const found = await cluster.get(key).catch((error: unknown) => {
      if (error instanceof ClusterError && error.code === "Forbidden") return null;
      throw error;
    });
    if (found !== undefined) return;
    if (flags.createNamespace !== true || flags.dryRun === "client")
      throw new CliError(
        EXIT.no,
        `the namespace "${name}" does not exist`,
        "make it with kubectl create namespace, or give --create-namespace",
      );
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
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
