import { releasesOf } from "@upstart/engine";
import type { Door } from "../cluster/door.ts";
import { holdObjects } from "../cluster/hold.ts";
import { listKeptIn } from "../cluster/kept.ts";
import type { Session } from "../cluster/session.ts";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import { exitCodeOf, resultDocument } from "./apply-result.ts";
import { rollOut } from "./apply-rollout.ts";
import { applySummary } from "./apply-summary.ts";
import { awaitGoing, goingOf } from "./await-going.ts";
import { goesOnIn, homesOf, ownKeysOf } from "./homes.ts";
import { removalsOfKept } from "./planned-removals.ts";
import { standingsOf, standingText } from "./standings.ts";
import { type Refusal, type Submission, submitObjects } from "./submit.ts";
import { giveUpRecords, type Recorded, recordedOf, refuseLeftovers, refuseRecorded } from "./take-ownership.ts";
import { watchApplied } from "./watch-applied.ts";

/** Hands the objects of the files to the controllers, and shows what these make of them as if it were done from here. */
export async function handOver(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  door: Door,
): Promise<ExitCode> {
  const style = styleOf(host, "stderr", flags);
  const local = localCharts(universe);
  if (local.length > 0) {
    writeDiagnostics(host, "stderr", local, style);
    host.stderr.write("nothing was applied\n");
    return EXIT.no;
  }
  const [recorded, kept] = await Promise.all([
    recordedOf(session, universe),
    listKeptIn(session.cluster, homesOf(universe, session.namespace)),
  ]);
  if (flags.takeOwnership === true) refuseLeftovers(universe, recorded);
  else refuseRecorded(host, recorded);
  const form = flags.output === "json" ? "json" : "yaml";
  const silent = openProgress(host, "none", style, session.clock);
  const planFlags = { ...flags, dryRun: "client" } as const;
  const plan = await rollOut(host, planFlags, session, universe, {
    writers: [],
    progress: silent,
    signal: host.signal,
    door,
    isDryRun: flags.dryRun === "client",
    removals: removalsOfKept(universe.analysis.graph, ownKeysOf(universe, session.namespace), kept.objects),
  });
  if (plan.end === "interrupted") return EXIT.interrupted;
  if (flags.dryRun === "client") {
    for (const { kind, metadata } of goingOf(kept.objects, ownKeysOf(universe, session.namespace)))
      host.stderr.write(`${kind} ${metadata.name} is being deleted: an apply waits until it is gone\n`);
    if (flags.output !== "text") await printDocument(host, form, resultDocument(plan));
    return EXIT.ok;
  }
  const took = await awaitGoing(host, session, ownKeysOf(universe, session.namespace), kept, flags.timeout);
  const flagsLeft = { ...flags, timeout: Math.max(0, flags.timeout - took) };
  const { refusals, submitted } = await submitHeld(host, flagsLeft, session, universe, recorded);
  if (refusals.length > 0) {
    writeRefusals(host, flags, universe, refusals);
    return EXIT.no;
  }
  const progress = openProgress(host, flags.progress, style, session.clock, ONLY_WATCHED);
  const result = await watchApplied(host, flagsLeft, session, { universe, plan, submitted, recorded, progress });
  const environments = standingsOf(host, result.own, result.objects);
  if (flags.output === "text") {
    const out = styleOf(host, "stdout", flags);
    const goesOn = goesOnIn(host.name, homesOf(universe, session.namespace));
    const summary = await applySummary(host, session, result, out, goesOn);
    host.stdout.write(`${summary}${standingText(environments, out)}`);
  }
  // Whoever runs with old values is upgraded by the controllers.
  else {
    const told = environments.length === 0 ? {} : { environments };
    await printDocument(host, form, { ...resultDocument(result), ...told, outOfDate: [] });
  }
  if (result.end !== "settled") for (const text of result.waiting) host.stderr.write(`${printable(text)}\n`);
  for (const { id, stuck } of result.unwanted)
    host.stderr.write(
      stuck === undefined
        ? `${id} is no longer in the files and is not gone yet\n`
        : `warning: ${id} is no longer in the files and could not be removed: ${printable(stuck)}\n`,
    );
  const code = exitCodeOf(result);
  return code === EXIT.ok && result.unwanted.length > 0 ? EXIT.partly : code;
}

/** What ^C does. */
const ONLY_WATCHED = "^C stops watching";

/** What lies on this machine the controllers cannot read. */
function localCharts({ analysis, loaded, sources }: Universe): LocatedDiagnostic[] {
  const local = releasesOf(analysis.graph).filter(({ chart }) => /^\.{0,2}\//.test(chart) || chart === ".");
  const diagnostics = local.map(({ id, chart, placeOf }) => ({
    code: "SchemaViolation" as const,
    severity: "error" as const,
    message: `the chart of "${id}", ${chart}, lies on this machine, where the controllers cannot read it`,
    help: "put it into a chart repository or a registry, or apply from here with --server-side=false",
    place: placeOf(["chart"]),
  }));
  return locateAll(loaded, diagnostics, sources).map((d) => ({ ...d, code: "ChartUnavailable" }));
}

/** Submits; what is taken over from a client no client applies or deletes meanwhile. */
async function submitHeld(
  host: Host,
  flags: ApplyFlags,
  session: Session,
  universe: Universe,
  recorded: readonly Recorded[],
): Promise<Submission> {
  const options = { force: flags.forceConflicts === true };
  if (recorded.length === 0) return await submitObjects(session, universe, options);
  const objects = recorded.map((r) => r.record.object);
  const hold = await holdObjects(host, session, objects, flags.timeout);
  try {
    const submission = await submitObjects(session, universe, options);
    if (submission.refusals.length === 0) await giveUpRecords(session, recorded);
    return submission;
  } finally {
    await hold.release();
  }
}

/** What the server refuses is told like what the engine does: with the place in the file. */
function writeRefusals(host: Host, flags: ApplyFlags, universe: Universe, refusals: readonly Refusal[]): void {
  const { loaded, sources } = universe;
  const located = refusals.flatMap(({ code, diagnostic }) =>
    locateAll({ ...loaded, faults: [] }, [diagnostic], sources).map((d) => ({ ...d, code })),
  );
  writeDiagnostics(host, "stderr", located, styleOf(host, "stderr", flags));
  host.stderr.write("nothing was applied\n");
}
