import { Applier } from "../applier.ts";
import { ControllerProcess } from "../controller.ts";
import { busyMs, createHelmLog, type HelmLog } from "../helm-log.ts";
import { processCpuMs } from "../machine.ts";
import type { Rig } from "../rig.ts";
import { controllers } from "../rivals/controllers.ts";
import { upstart } from "../rivals/upstart.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { clusterCpu, helmCpu, timeSpent } from "../time-spent.ts";
import { SHAPES, servicesOf, type Workload, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";
import { race } from "./makespan.ts";

const MAX_RATIO = 1.1;
const MAX_OVERHEAD_MS = 10_000;
const WARM_UP: Workload = { name: "warm-up", nodes: wide(4) };

/** The shapes of the makespan in the controllers, beside a client-side apply of the same objects. */
export const controllerMakespanFigure: Figure = {
  name: "controller-makespan",
  about: "the same shapes in the controllers, from the first request until all services are ready",
  measure: async (rig) => {
    const rows: Row[] = [];
    const notes: string[] = [];
    const controller = await start(rig, (await rig.sandbox()).helm);
    for (const shape of SHAPES) rows.push(await shapeRow(rig, controller, shape));
    await controller.end("SIGTERM");
    const { helm } = await rig.sandbox();
    const log = await createHelmLog(rig.directory, "controller-spans", helm);
    const observed = await start(rig, log.binary);
    for (const shape of SHAPES) {
      const { note, ms, busy } = await whereTimeGoes(rig, observed, shape, log);
      notes.push(note);
      if (shape === SHAPES[0]) rows.push(overheadRow(shape, ms, busy));
    }
    await observed.end("SIGTERM");
    return { rows, notes };
  },
};

/** One that has worked before: controllers run for weeks. */
async function start(rig: Rig, helm: string): Promise<ControllerProcess> {
  const controller = await ControllerProcess.start(rig, { helm });
  await controller.leading();
  await (await controllers(rig, controller, WARM_UP)).install(await rig.namespace());
  return controller;
}

async function shapeRow(rig: Rig, controller: ControllerProcess, shape: Workload): Promise<Row> {
  rig.options.say(`${shape.name} …`);
  const ours = await controllers(rig, controller, shape);
  const beside = { ...(await upstart(rig, shape, undefined, ["--server-side=false"])), name: "client-side" };
  const laps = await race(rig, [ours, beside]);
  const [own, other] = [laps.get(ours)!, laps.get(beside)!];
  const ratio = median(own.map((lap, i) => lap.ms / other[i]!.ms));
  return {
    what: `controllers: ${shape.name}`,
    ours: timeText(median(own.map((lap) => lap.ms))),
    beside: `client-side ${timeText(median(other.map((lap) => lap.ms)))}`,
    ratio,
    bar: "within 10 %",
    met: ratio <= MAX_RATIO,
  };
}

/** In a chain one Helm run is always under way, if nobody dawdles: they are the critical path. */
function overheadRow({ name }: Workload, ms: number, busy: number): Row {
  const overhead = ms - busy;
  return {
    what: `controllers: ${name}, time in which no Helm ran`,
    ours: timeText(overhead),
    beside: `its Helm runs ${timeText(busy)}`,
    ratio: overhead / busy,
    bar: "under 10 s, within 10 %",
    met: overhead < MAX_OVERHEAD_MS && overhead / busy <= MAX_RATIO - 1,
  };
}

/** One more run, with a Helm that writes down its times. */
async function whereTimeGoes(rig: Rig, controller: ControllerProcess, shape: Workload, log: HelmLog) {
  const applier = await Applier.open(rig);
  const namespace = await rig.namespace();
  const before = log.calls().length;
  const cluster = await clusterCpu(rig);
  const ownBefore = processCpuMs(controller.pid);
  const begun = Date.now();
  const ms = await applier.install(servicesOf(shape), namespace);
  const own = processCpuMs(controller.pid) - ownBefore;
  const calls = log.calls().slice(before);
  const cpu = { helm: helmCpu(calls), cluster: cluster(), own };
  await applier.remove(namespace);
  return { note: timeSpent(`controllers, ${shape.name}`, { begun, ms, calls, cpu }), ms, busy: busyMs(calls) };
}
