// Measures what docs and README promise of speed and memory: `npm run bench`. See README.md beside this file.
import { parseArgs } from "node:util";
import { admissionFigure } from "./figures/admission.ts";
import { controllerMakespanFigure } from "./figures/controller-makespan.ts";
import { controllerManyFigure } from "./figures/controller-many.ts";
import { controllerPassFigure } from "./figures/controller-pass.ts";
import { controllerTakeoverFigure } from "./figures/controller-takeover.ts";
import { controllerWakeFigure } from "./figures/controller-wake.ts";
import { environmentsFigure } from "./figures/environments.ts";
import { eventToHelmFigure } from "./figures/event-to-helm.ts";
import type { Figure, Findings } from "./figures/figure.ts";
import { forgeFigure } from "./figures/forge.ts";
import { hundredFigure } from "./figures/hundred.ts";
import { leaksFigure } from "./figures/leaks.ts";
import { lintFigure } from "./figures/lint.ts";
import { makespanFigure } from "./figures/makespan.ts";
import { orphansFigure } from "./figures/orphans.ts";
import { startupFigure } from "./figures/startup.ts";
import { wakeFigure } from "./figures/wake.ts";
import { webhookFigure } from "./figures/webhook.ts";
import { load } from "./machine.ts";
import { type Measured, report, writeReport } from "./report.ts";
import { Rig } from "./rig.ts";
import { HELMFILE_VERSION } from "./rivals/helmfile.ts";
import { helmwaveVersion } from "./rivals/helmwave.ts";
import { isStopped, run, stopRuns } from "./run.ts";

const FIGURES: readonly Figure[] = [
  startupFigure,
  lintFigure,
  admissionFigure,
  forgeFigure,
  wakeFigure,
  makespanFigure,
  hundredFigure,
  controllerWakeFigure,
  controllerMakespanFigure,
  controllerPassFigure,
  controllerManyFigure,
  controllerTakeoverFigure,
  environmentsFigure,
  eventToHelmFigure,
  orphansFigure,
  leaksFigure,
  webhookFigure,
];
/** These need no sandbox of the rig's. */
const OFFLINE: readonly Figure[] = [startupFigure, lintFigure, admissionFigure, forgeFigure, leaksFigure];
const USAGE = `usage: npm run bench -- [figure…] [--helm 3|4] [--runs N] [--no-rivals] [--write]

figures (default: all):
${FIGURES.map(({ name, about }) => `  ${name.padEnd(21)}${about}`).join("\n")}

  --helm 3|4     which Helm (default: 4)
  --runs N       runs of each figure, of which the median is taken (default: 3)
  --no-rivals    nothing beside ours but the ideal scheduler: minutes less
  --write        puts the result into bench/README.md
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const { figures, values } = options;
  const runs = Number(values.runs);
  const { HELMWAVE_BIN } = process.env;
  const rig = await Rig.open({
    helm: values.helm === "3" ? "helm3" : "helm4",
    withRivals: values["no-rivals"] !== true,
    ...(HELMWAVE_BIN ? { helmwave: HELMWAVE_BIN } : {}),
    runs,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopRuns);
  try {
    const measured: Measured[] = [];
    for (const figure of figures) measured.push(await measure(rig, figure));
    if (isStopped()) return 130;
    const command = ["npm run bench", ...(process.argv.length > 2 ? ["--", ...process.argv.slice(2)] : [])].join(" ");
    const versions = await versionsOf(rig, figures);
    const text = report(measured, { command, versions, runs, date: new Date() });
    process.stdout.write(text);
    if (values.write === true) writeReport(text);
    return measured.some(({ result }) => "failure" in result) ? 1 : 0;
  } finally {
    await rig.close();
  }
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        helm: { type: "string", default: "4" },
        runs: { type: "string", default: "3" },
        "no-rivals": { type: "boolean" },
        write: { type: "boolean" },
      },
    });
    const unknown = positionals.filter((name) => !FIGURES.some((f) => f.name === name));
    if (unknown.length > 0) throw new Error(`there is no figure ${unknown.join(", ")}`);
    if (!["3", "4"].includes(values.helm)) throw new Error(`--helm is 3 or 4, not ${values.helm}`);
    if (!/^[1-9]\d*$/.test(values.runs)) throw new Error(`--runs is a whole number from 1, not ${values.runs}`);
    return { values, figures: FIGURES.filter((f) => positionals.length === 0 || positionals.includes(f.name)) };
  } catch (error) {
    process.stderr.write(`error: ${(error as Error).message}\n\n${USAGE}`);
    return undefined;
  }
}

/** A figure that fails costs the others nothing. */
async function measure(rig: Rig, { name, measure: findings }: Figure): Promise<Measured> {
  rig.options.say(`== ${name}`);
  const loadBefore = load();
  const result = await findings(rig).catch((error: unknown): Findings | { failure: string } => ({
    failure: error instanceof Error ? error.message : String(error),
  }));
  return { name, result, loadBefore, loadAfter: load() };
}

async function versionsOf(rig: Rig, figures: readonly Figure[]): Promise<string[]> {
  const said = async (args: readonly string[]) => (await rig.upstart(args)).stdout.trim();
  const versions = [`upstart ${await said(["--version"])}`, `Node ${process.versions.node}`];
  if (figures.every((figure) => OFFLINE.includes(figure))) return versions;
  const { helm } = await rig.sandbox();
  const env = await rig.clusterEnv();
  versions.push(`Helm ${(await run(helm, ["version", "--template", "{{.Version}}"], { env })).stdout.trim()}`);
  const kubernetes = JSON.parse((await rig.kubectl(["version", "-o", "json"])).stdout) as {
    serverVersion: { gitVersion: string };
  };
  versions.push(`Kubernetes ${kubernetes.serverVersion.gitVersion}`);
  if (rig.options.withRivals) versions.push(HELMFILE_VERSION);
  const fourth = await helmwaveVersion(rig);
  return fourth === undefined ? versions : [...versions, fourth];
}
