import { Applier } from "../applier.ts";
import { ControllerProcess } from "../controller.ts";
import { createHelmLog, type HelmLog } from "../helm-log.ts";
import { processCpuMs } from "../machine.ts";
import { watchMemory } from "../memory.ts";
import type { Rig } from "../rig.ts";
import { bytesText, type Row, timeText } from "../table.ts";
import { clusterCpu, helmCpu, timeSpent } from "../time-spent.ts";
import { servicesOf, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";
import { idleRows } from "./idle-rows.ts";

const MIB = 2 ** 20;
const MAX_BYTES = 400 * MIB;
/** The best that has been published of an operator in a cluster, on 16 cores. */
const SIZES = [
  { count: 100, publishedMs: 27_000 },
  { count: 500, publishedMs: 165_000 },
  { count: 1000, publishedMs: 492_000 },
];

/** Many releases without dependencies, each size in a cluster that has nothing else for the controllers to do. */
export const controllerManyFigure: Figure = {
  name: "controller-many",
  about: "100, 500 and 1,000 releases without dependencies, memory with Helm, and then a minute of rest",
  measure: async (rig) => {
    const rows: Row[] = [];
    const notes: string[] = [];
    const log = await createHelmLog(rig.directory, "many", (await rig.sandbox()).helm);
    for (const size of SIZES) {
      const controller = await ControllerProcess.start(rig, { helm: log.binary });
      await controller.leading();
      rig.options.say(`${size.count} releases …`);
      const { namespace, ...found } = await sizeRows(rig, controller, log, size);
      rows.push(...found.rows);
      notes.push(found.note);
      if (size === SIZES.at(-1)) rows.push(...(await idleRows(rig, controller, log, namespace)));
      else await (await Applier.open(rig)).remove(namespace);
      await controller.end("SIGTERM");
    }
    return { rows, notes };
  },
};

async function sizeRows(
  rig: Rig,
  controller: ControllerProcess,
  log: HelmLog,
  { count, publishedMs }: (typeof SIZES)[number],
) {
  const applier = await Applier.open(rig);
  const namespace = await rig.namespace();
  const callsBefore = log.calls().length;
  const ownBefore = processCpuMs(controller.pid);
  const cluster = await clusterCpu(rig);
  const memory = watchMemory(controller.pid);
  const begun = Date.now();
  const objects = servicesOf({ name: "many", nodes: wide(count) });
  const ms = await Promise.race([applier.install(objects, namespace), controller.failed]);
  const peak = memory.peak();
  const calls = log.calls().slice(callsBefore);
  const cpu = { helm: helmCpu(calls), cluster: cluster(), own: processCpuMs(controller.pid) - ownBefore };
  rig.options.say(`  ${timeText(ms)}, ${bytesText(peak.pss)}`);
  const what = `controllers: ${count.toLocaleString("en")} releases`;
  const rows: Row[] = [
    {
      what,
      ours: timeText(ms),
      beside: `published ${timeText(publishedMs)}`,
      ratio: ms / publishedMs,
      bar: "ahead",
      met: ms < publishedMs,
    },
    {
      what: `${what}, memory with Helm`,
      ours: `${bytesText(peak.pss)} (sum of RSS ${bytesText(peak.rss)})`,
      bar: "under 400 MiB",
      met: peak.pss < MAX_BYTES,
    },
  ];
  return { rows, note: timeSpent(what, { begun, ms, calls, cpu }), namespace };
}
