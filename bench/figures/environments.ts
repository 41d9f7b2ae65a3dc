import { API_VERSION, type KubeObject, LABELS } from "@upstart/engine";
import { Applier, isReady } from "../applier.ts";
import { branchesOf, homeOf, RELEASES, templateOf } from "../branch-workload.ts";
import { ControllerProcess } from "../controller.ts";
import { createHelmLog, type HelmCall } from "../helm-log.ts";
import { processCpuMs } from "../machine.ts";
import type { Rig } from "../rig.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { clusterCpu, helmCpu, timeSpent } from "../time-spent.ts";
import type { Figure, Findings } from "./figure.ts";

const COUNT = 30;
const HELM_PROCESSES = 4;
const MAX_MS = 10 * 60_000;
/** After so long without a run one goes before all others. */
const PATIENCE_MS = 10_000;

/** As many branches as the article has at once: made, and taken away, all in one moment. */
export const environmentsFigure: Figure = {
  name: "environments",
  about: `${COUNT} environments of ${RELEASES} releases deployed at once, and deleted at once: makespan, who waits how long, and what is left`,
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "environments", (await rig.sandbox()).helm);
    const controller = await ControllerProcess.start(rig, { helm: log.binary });
    await controller.leading();
    const applier = await Applier.open(rig);
    const namespace = await rig.namespace();
    await applier.cluster.create(templateOf(namespace));
    const lap = (act: () => Promise<unknown>, isDone: IsDone) =>
      timed(rig, { applier, namespace, controller, calls: log.calls }, act, isDone);
    const objects = branchesOf(namespace, COUNT);
    const made = await lap(() => applier.make(objects, namespace), isReady);
    const deployed = deployment(made);
    const gone = await lap(
      () => removeAll(applier, objects),
      () => false,
    );
    const taken = teardown(gone);
    const left = await leftovers(applier, namespace);
    await controller.end("SIGTERM");
    return {
      rows: [...deployed.rows, ...taken.rows, leakRow(left)],
      notes: [...(deployed.notes ?? []), ...(taken.notes ?? [])],
    };
  },
};

type IsDone = (environment: KubeObject) => boolean;

/** One lap: when each environment was done, and what Helm did for it; milliseconds since the beginning. */
interface Lap {
  readonly ms: number;
  readonly doneAt: readonly number[];
  /** When each got its first run of Helm. */
  readonly begunAt: readonly number[];
  /** Of each, the longest that it had no run of Helm between its first and its last. */
  readonly pauses: readonly number[];
  readonly calls: readonly HelmCall[];
  readonly note: (what: string) => string;
}

interface Scene {
  readonly applier: Applier;
  readonly namespace: string;
  readonly controller: ControllerProcess;
  readonly calls: () => HelmCall[];
}

async function timed(rig: Rig, scene: Scene, act: () => Promise<unknown>, isDone: IsDone): Promise<Lap> {
  const { applier, namespace, controller } = scene;
  const before = scene.calls().length;
  const cluster = await clusterCpu(rig);
  const own = processCpuMs(controller.pid);
  const doneAt = new Map<string, number>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const begun = Date.now();
  const done = (name: string) => {
    if (!doneAt.has(name)) doneAt.set(name, Date.now() - begun);
    if (doneAt.size === COUNT) resolve();
  };
  const watch = applier.cluster.watch({ apiVersion: API_VERSION, kind: "UpstartEnvironment", namespace }, (event) => {
    if (event.object.metadata.name === "template") return;
    if (event.type === "deleted" || isDone(event.object)) done(event.object.metadata.name);
  });
  await watch.synced;
  const timer = setTimeout(() => reject(new Error(`only ${doneAt.size} of ${COUNT} were done in time`)), MAX_MS);
  try {
    await act();
    await Promise.race([promise, controller.failed]);
  } finally {
    clearTimeout(timer);
    watch.stop();
  }
  const ms = Date.now() - begun;
  const calls = scene
    .calls()
    .slice(before)
    .filter((c) => c.endedAt !== undefined);
  const cpu = { helm: helmCpu(calls), cluster: cluster(), own: processCpuMs(controller.pid) - own };
  const note = (what: string) => timeSpent(what, { begun, ms, calls, cpu });
  return { ms, doneAt: [...doneAt.values()], ...turnsOf(calls, begun), calls, note };
}

function turnsOf(calls: readonly HelmCall[], begun: number): Pick<Lap, "begunAt" | "pauses"> {
  const all = Map.groupBy(
    calls.filter((c) => c.args.includes("--namespace")),
    (c) => c.args[c.args.indexOf("--namespace") + 1]!,
  );
  const ours = branchNames().flatMap((name) => all.get(homeOf(name)) ?? []);
  const byEnvironment = [...Map.groupBy(ours, (c) => c.args[c.args.indexOf("--namespace") + 1]!).values()];
  return {
    begunAt: byEnvironment.map((own) => Math.min(...own.map((c) => c.startedAt)) - begun),
    pauses: byEnvironment.map(longestPause),
  };
}

function longestPause(calls: readonly HelmCall[]): number {
  let longest = 0;
  let until = Number.POSITIVE_INFINITY;
  for (const { startedAt, endedAt = startedAt } of calls.toSorted((a, b) => a.startedAt - b.startedAt)) {
    longest = Math.max(longest, startedAt - until);
    until = Number.isFinite(until) ? Math.max(until, endedAt) : endedAt;
  }
  return longest;
}

function branchNames(): string[] {
  return branchesOf("", COUNT).map((o) => o.metadata.name);
}

function deployment(lap: Lap): Findings {
  const what = `${COUNT} environments of ${RELEASES} releases at once`;
  // Each waits for two things that it needs: for its first run, and for what that was needed for.
  const limit = PATIENCE_MS + (2 * leastMs(lap)) / RELEASES;
  const rows: Row[] = [
    { what, ours: timeText(lap.ms), ...besideHelm(lap) },
    {
      what: `${what}: ready`,
      ours: `first ${timeText(Math.min(...lap.doneAt))}, median ${timeText(median(lap.doneAt))}, last ${timeText(Math.max(...lap.doneAt))}`,
    },
    {
      what: `${what}: without a run of Helm`,
      ours: `${timeText(Math.max(...lap.begunAt))} at most before the first, ${timeText(Math.max(...lap.pauses))} after it`,
      bar: `none over ${timeText(limit)}: patience, and a run of each of the others twice`,
      met: lap.begunAt.length === COUNT && Math.max(...lap.begunAt, ...lap.pauses) <= limit,
    },
  ];
  return { rows, notes: [lap.note(what)] };
}

function teardown(lap: Lap): Findings {
  const what = `${COUNT} environments of ${RELEASES} releases deleted at once`;
  const rows: Row[] = [
    { what, ours: timeText(lap.ms), ...besideHelm(lap) },
    {
      what: `${what}: gone`,
      ours: `first ${timeText(Math.min(...lap.doneAt))}, median ${timeText(median(lap.doneAt))}, last ${timeText(Math.max(...lap.doneAt))}`,
    },
  ];
  return { rows, notes: [lap.note(what)] };
}

/** The same runs of Helm, as long as they were, with never a place empty. */
function besideHelm(lap: Lap): Pick<Row, "beside" | "ratio"> {
  const { ms } = lap;
  const least = leastMs(lap);
  return { beside: `its runs of Helm, four at a time ${timeText(least)}`, ratio: ms / least };
}

function leastMs({ calls }: Lap): number {
  return calls.reduce((sum, c) => sum + c.endedAt! - c.startedAt, 0) / HELM_PROCESSES;
}

async function removeAll(applier: Applier, objects: readonly KubeObject[]): Promise<void> {
  await Promise.all(
    objects.map(({ apiVersion, kind, metadata: { name, namespace = "" } }) =>
      applier.cluster.delete({ apiVersion, kind, name, namespace }),
    ),
  );
}

/** Of anything that was made for them. */
async function leftovers({ cluster }: Applier, namespace: string): Promise<string[]> {
  const homes = new Set(branchNames().map(homeOf));
  const all = await Promise.all([
    cluster.list({ apiVersion: "v1", kind: "Namespace", labelSelector: LABELS.environment }),
    cluster.list({ apiVersion: "v1", kind: "Secret", labelSelector: "owner=helm" }),
    cluster.list({ apiVersion: "v1", kind: "ConfigMap", labelSelector: "app.kubernetes.io/managed-by=Helm" }),
    cluster.list({ apiVersion: API_VERSION, kind: "HelmRelease", namespace }),
    cluster.list({ apiVersion: API_VERSION, kind: "UpstartService", namespace }),
  ]);
  return all
    .flat()
    .filter(
      ({ metadata, kind }) =>
        kind.startsWith("U") || kind.startsWith("HelmR") || homes.has(metadata.namespace ?? metadata.name),
    )
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function leakRow(left: readonly string[]): Row {
  return {
    what: `left of ${COUNT} environments that were deleted`,
    ours: left.length === 0 ? "nothing" : left.slice(0, 5).join(", "),
    bar: "nothing",
    met: left.length === 0,
  };
}
