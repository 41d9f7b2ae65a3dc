import { type Cluster, type KubeObject, recordKey, releasesOf, type Spec } from "@upstart/engine";
import { atOnce } from "../cluster/at-once.ts";
import type { Door } from "../cluster/door.ts";
import type { Session } from "../cluster/session.ts";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT, type ExitCode } from "../exit.ts";
import type { Host } from "../host.ts";
import type { Universe } from "../input/universe.ts";
import { printable } from "../output/printable.ts";
import { printDocument, styleOf } from "../print.ts";
import { openProgress } from "../progress/progress.ts";
import type { ApplyFlags } from "./apply.ts";
import { exitCodeOf, resultDocument } from "./apply-result.ts";
import { rollOut } from "./apply-rollout.ts";
import { applySummary } from "./apply-summary.ts";
import { type Refusal, submitObjects } from "./submit.ts";
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
  await refuseRecorded(host, session, universe);
  const form = flags.output === "json" ? "json" : "yaml";
  const silent = openProgress(host, "none", style, session.clock);
  const planFlags = { ...flags, dryRun: "client" } as const;
  const plan = await rollOut(host, planFlags, session, universe, {
    writers: [],
    progress: silent,
    signal: host.signal,
    door,
    isDryRun: flags.dryRun === "client",
  });
  if (plan.end === "interrupted") return EXIT.interrupted;
  if (flags.dryRun === "client") {
    if (flags.output !== "text") await printDocument(host, form, resultDocument(plan));
    return EXIT.ok;
  }
  const { refusals, submitted } = await submitObjects(session, universe, { force: flags.forceConflicts === true });
  if (refusals.length > 0) {
    writeRefusals(host, flags, universe, refusals);
    return EXIT.no;
  }
  const progress = openProgress(host, flags.progress, style, session.clock, ONLY_WATCHED);
  const result = await watchApplied(host, flags, session, { universe, plan, submitted, progress });
  if (flags.output === "text")
    host.stdout.write(await applySummary(host, session, result, styleOf(host, "stdout", flags), goesOn(host, session)));
  // Whoever runs with old values is upgraded by the controllers.
  else await printDocument(host, form, { ...resultDocument(result), outOfDate: [] });
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

function goesOn({ name }: Host, { namespace }: Session): string {
  return `the controllers go on with it; ${name} status -n ${namespace} shows how far they are`;
}

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

/** What a client applied is the client's: the controllers would not touch what it installed. */
async function refuseRecorded(host: Host, { cluster, namespace }: Session, { loaded }: Universe): Promise<void> {
  const records = await atOnce(loaded.specs, (spec) => recordOf(cluster, spec, namespace));
  const found = loaded.specs.flatMap((spec, i) => (records[i] === undefined ? [] : [{ spec, record: records[i] }]));
  const [first] = found;
  if (first === undefined) return;
  const { kind, object } = first.spec;
  const { name, namespace: home } = first.record.metadata;
  const what = kind === "UpstartEnvironment" ? undefined : `kubectl delete secret ${name} -n ${home}`;
  throw new CliError(
    EXIT.no,
    `${kind} ${object.name} was applied from a client before, and what it installed stays with it (Secret ${home}/${name})`,
    [
      "go on from here with --server-side=false",
      what === undefined
        ? `or take it away with ${host.name} delete uenv/${object.name} -n ${home}, and apply it again`
        : `or leave it to the controllers: ${what}, which forgets that and leaves all releases as they are, and apply again`,
    ].join("\n"),
  );
}

function recordOf(cluster: Cluster, { object }: Spec, namespace: string): Promise<KubeObject | undefined> {
  return cluster.get(recordKey({ ...object, namespace: object.namespace ?? namespace }));
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
