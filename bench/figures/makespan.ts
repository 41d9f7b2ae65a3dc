import { createHelmLog } from "../helm-log.ts";
import type { Rig } from "../rig.ts";
import { helmfile } from "../rivals/helmfile.ts";
import { helmwave } from "../rivals/helmwave.ts";
import type { Contestant, Lap } from "../rivals/rival.ts";
import { ideal, upstart } from "../rivals/upstart.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import { clusterCpu, helmCpu, timeSpent } from "../time-spent.ts";
import { SHAPES, type Workload } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const MAX_RATIO_TO_IDEAL = 1.1;

/** From the first moment to everything ready, beside an ideal scheduler and what people use instead. */
export const makespanFigure: Figure = {
  name: "makespan",
  about: "a chain of 10, 50 wide, 10 x 10 layers and 8 uneven chains of tiny charts, each into a new namespace",
  measure: async (rig) => {
    const rows: Row[] = [];
    const notes: string[] = [];
    for (const shape of SHAPES) {
      rig.options.say(`${shape.name} …`);
      rows.push(...(await shapeRows(rig, shape, notes)));
      notes.push(await whereTimeGoes(rig, shape));
    }
    return { rows, notes };
  },
};

async function shapeRows(rig: Rig, shape: Workload, notes: string[]): Promise<Row[]> {
  const ours = await upstart(rig, shape);
  const others = [await ideal(rig, shape), ...(rig.options.withRivals ? [await helmfile(rig, shape)] : [])];
  const fourth = rig.options.withRivals ? helmwave(rig, shape) : undefined;
  if (fourth !== undefined) others.push(fourth);
  const laps = await race(rig, [ours, ...others]);
  const ownLaps = laps.get(ours)!;
  const cpuRatio = median(ownLaps.map((lap, i) => lap.cpuMs / laps.get(others[0]!)![i]!.cpuMs));
  notes.push(
    `${shape.name}: CPU time of ours and its Helm runs is ${cpuRatio.toFixed(2)} of that of the ideal's Helm runs.`,
  );
  return others.map((other) => {
    const theirs = laps.get(other)!;
    const ratio = median(ownLaps.map((lap, i) => lap.ms / theirs[i]!.ms));
    const isIdeal = other.name === "ideal";
    return {
      what: shape.name,
      ours: timeText(median(ownLaps.map((lap) => lap.ms))),
      beside: `${other.name} ${timeText(median(theirs.map((lap) => lap.ms)))}`,
      ratio,
      bar: isIdeal ? "within 10 %" : "ahead",
      met: isIdeal ? ratio <= MAX_RATIO_TO_IDEAL : ratio < 1,
    };
  });
}

/** Each round has everyone once, and another one begins. */
export async function race(rig: Rig, contestants: readonly Contestant[]): Promise<Map<Contestant, Lap[]>> {
  const laps = new Map(contestants.map((c) => [c, [] as Lap[]]));
  for (let round = 0; round < rig.options.runs; round++) {
    const first = round % contestants.length;
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      const lap = await contestant.install(await rig.namespace());
      laps.get(contestant)!.push(lap);
      rig.options.say(`  ${contestant.name} ${timeText(lap.ms)}`);
    }
  }
  return laps;
}

/** One more run of ours, with a Helm that writes down its times. */
async function whereTimeGoes(rig: Rig, shape: Workload): Promise<string> {
  const { helm } = await rig.sandbox();
  const log = await createHelmLog(rig.directory, `spans-${shape.name.replaceAll(" ", "-")}`, helm);
  const contestant = await upstart(rig, shape, log);
  const namespace = await rig.namespace();
  const cluster = await clusterCpu(rig);
  const begun = Date.now();
  const { ms, cpuMs } = await contestant.install(namespace);
  const calls = log.calls();
  const cpu = { helm: helmCpu(calls), cluster: cluster(), own: cpuMs - helmCpu(calls) };
  return timeSpent(shape.name, { begun, ms, calls, cpu });
}
