import { createHelmLog } from "../helm-log.ts";
import { type PeakMemory, watchMemory } from "../memory.ts";
import type { Rig } from "../rig.ts";
import { helmfile } from "../rivals/helmfile.ts";
import type { Contestant } from "../rivals/rival.ts";
import { PARALLEL, upstart } from "../rivals/upstart.ts";
import { median } from "../statistics.ts";
import { bytesText, type Row, timeText } from "../table.ts";
import { type Workload, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const HUNDRED: Workload = { name: "100 releases", nodes: wide(100) };
const BAR_MS = 1000;
const BAR_BYTES = 400e6;

interface Lap {
  /** While it installed them. */
  readonly peak: PeakMemory;
  /** Once more, with nothing changed. */
  readonly againMs?: number;
}

interface Runner {
  readonly name: string;
  readonly first: Contestant;
  readonly again?: Contestant;
}

/** A hundred releases: memory while they are installed, and what it costs to apply them once more unchanged. */
export const hundredFigure: Figure = {
  name: "hundred",
  about: "100 releases without dependencies: memory of the first apply, time of the second",
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "hundred", (await rig.sandbox()).helm);
    const first = await upstart(rig, HUNDRED);
    await first.install(await rig.namespace()); // fetches the chart
    const runners: Runner[] = [{ name: "upstart", first, again: await upstart(rig, HUNDRED, log) }];
    if (rig.options.withRivals) runners.push(...(await rivals(rig)));
    const laps = new Map(runners.map(({ name }) => [name, [] as Lap[]]));
    for (let round = 0; round < rig.options.runs; round++)
      for (const runner of runners) laps.get(runner.name)!.push(await lap(rig, runner));
    return { rows: [...againRows(laps, log.calls().length), ...memoryRows(laps)] };
  },
};

async function rivals(rig: Rig): Promise<Runner[]> {
  const asItComes = await helmfile(rig, HUNDRED);
  const few = await helmfile(rig, HUNDRED, ["--concurrency", `${PARALLEL}`]);
  return [
    { name: "helmfile", first: asItComes, again: asItComes },
    { name: `helmfile --concurrency ${PARALLEL}`, first: few },
  ];
}

async function lap(rig: Rig, { name, first, again }: Runner): Promise<Lap> {
  const namespace = await rig.namespace();
  let memory: ReturnType<typeof watchMemory> | undefined;
  await first.install(namespace, {
    onStart: (pid) => {
      memory = watchMemory(pid);
    },
  });
  const peak = memory!.peak();
  const againMs = (await again?.install(namespace))?.ms;
  rig.options.say(`  ${name} ${bytesText(peak.pss)}${againMs === undefined ? "" : `, once more ${timeText(againMs)}`}`);
  return { peak, ...(againMs === undefined ? {} : { againMs }) };
}

function againRows(laps: ReadonlyMap<string, readonly Lap[]>, calls: number): Row[] {
  const of = (lap: Lap) => lap.againMs;
  const own = median(laps.get("upstart")!.map((l) => l.againMs!));
  const bar = { bar: "under 1 s, no Helm call", met: own < BAR_MS && calls === 0 };
  const ours = `${timeText(own)}, ${calls} Helm calls`;
  return compare("second apply of 100 unchanged releases", ours, laps, { of, text: timeText, bar });
}

function memoryRows(laps: ReadonlyMap<string, readonly Lap[]>): Row[] {
  const of = (lap: Lap) => lap.peak.pss;
  const own = laps.get("upstart")!;
  const peak = median(own.map(of));
  const bar = { bar: "under 400 MB", met: peak < BAR_BYTES };
  const ours = `${bytesText(peak)} (sum of RSS ${bytesText(median(own.map((l) => l.peak.rss)))})`;
  return compare("memory of an apply of 100 releases, with Helm", ours, laps, { of, text: bytesText, bar });
}

/** A row for each rival that has the number, or one of ours alone; the bar stands in the first. */
function compare(
  what: string,
  ours: string,
  laps: ReadonlyMap<string, readonly Lap[]>,
  {
    of,
    text,
    bar,
  }: { of: (lap: Lap) => number | undefined; text: (n: number) => string; bar: Pick<Row, "bar" | "met"> },
): Row[] {
  const numbers = (name: string) =>
    laps
      .get(name)!
      .map(of)
      .filter((n) => n !== undefined);
  const own = numbers("upstart");
  const others = [...laps.keys()].filter((name) => name !== "upstart" && numbers(name).length > 0);
  if (others.length === 0) return [{ what, ours, ...bar }];
  return others.map((name, i) => ({
    what,
    ours,
    beside: `${name} ${text(median(numbers(name)))}`,
    ratio: median(own.map((n, k) => n / numbers(name)[k]!)),
    ...(i === 0 ? bar : {}),
  }));
}
