import { askForDoor, chooseDoor, type Door, type ServerSide } from "../cluster/door.ts";
import { type Kept, listKeptIn, mayKeep, NOTHING_KEPT } from "../cluster/kept.ts";
import { openSession, type Session } from "../cluster/session.ts";
import { templatesFor } from "../cluster/templates.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { ClusterFlags, FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse, type Universe } from "../input/universe.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress, type ProgressForm } from "../progress/progress.ts";
import { rollOutHeld } from "./apply-held.ts";
import { exitCodeOf, resultDocument } from "./apply-result.ts";
import { rollOut } from "./apply-rollout.ts";
import { applySummary } from "./apply-summary.ts";
import { checkNamespaces } from "./check-namespaces.ts";
import { homesOf, shardsOf } from "./homes.ts";
import { refuseWithoutTemplate, sayTemplates } from "./made-from.ts";
import { tellOutOfDate } from "./out-of-date.ts";
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
    const mayBeKept = mayKeep(session.cluster);
    mayBeKept.catch(() => undefined); // whoever needs to know hears of it
    const files = { ...flags, namespace: session.namespace };
    const universe = await readUniverse(host, files, (specs) => templatesFor(session, specs));
    writeDiagnostics(host, "stderr", universe.diagnostics, styleOf(host, "stderr", flags));
    if (universe.isFaulty) {
      host.stderr.write("nothing was applied\n");
      return EXIT.no;
    }
    if (universe.isEmpty) return EXIT.ok;
    const homes = homesOf(universe, session.namespace);
    const asking = { namespaces: homes, shards: shardsOf(universe) };
    const door = await chooseDoor(host, session, flags.serverSide, asked, asking);
    if (door.by === "cluster") {
      await checkNamespaces(session, universe, flags);
      return await (await import("./hand-over.ts")).handOver(host, flags, session, universe, door);
    }
    refuseServerFlags(flags);
    refuseWithoutTemplate(universe, session.namespace);
    sayTemplates(host, universe);
    const kept = mayBeKept.then((may) => (may ? listKeptIn(session.cluster, homes) : NOTHING_KEPT));
    if (flags.dryRun !== "client") return await applyUniverse(host, flags, session, universe, { door, kept });
    refuseKept(universe, session.namespace, (await kept).objects);
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
  by: { readonly door: Door; readonly kept: Promise<Kept> },
): Promise<ExitCode> {
  try {
    const { result, isPruned, looking } = await rollOutHeld(host, flags, session, universe, by);
    const code = exitCodeOf(result);
    if (flags.output === "text")
      host.stdout.write(await applySummary(host, session, result, styleOf(host, "stdout", flags)));
    const outOfDate = tellOutOfDate(host, session, await looking);
    if (flags.output !== "text")
      await printDocument(host, flags.output === "json" ? "json" : "yaml", { ...resultDocument(result), outOfDate });
    return isPruned ? code : EXIT.partly;
  } catch (error) {
    if (host.signal.aborted) return EXIT.interrupted;
    throw error;
  }
}
