import { createHelmLog } from "../helm-log.ts";
import { watchMemory } from "../memory.ts";
import type { Rig } from "../rig.ts";
import { helmfile } from "../rivals/helmfile.ts";
import type { Contestant } from "../rivals/rival.ts";
import { upstart } from "../rivals/upstart.ts";
import { median } from "../statistics.ts";
import { bytesText, type Row, timeText } from "../table.ts";
import { type Workload, wide } from "../workloads.ts";
import type { Figure } from "./figure.ts";

const HUNDRED: Workload = { name: "100 releases", nodes: wide(100) };
const BAR_MS = 1000;
const BAR_BYTES = 400e6;

interface Lap {
  /** While it installed them. */
  readonly peakBytes: number;
  /** Once more, with nothing changed. */
  readonly againMs: number;
}

/** A hundred releases: memory while they are installed, and what it costs to apply them once more unchanged. */
export const hundredFigure: Figure = {
  name: "hundred",
  about: "100 releases without dependencies: memory of the first apply, time of the second",
  measure: async (rig) => {
    const log = await createHelmLog(rig.directory, "hundred", (await rig.sandbox()).helm);
    const first = await upstart(rig, HUNDRED);
    const second = await upstart(rig, HUNDRED, log);
    await first.install(await rig.namespace()); // fetches the chart
    const rivals = rig.options.withRivals
      ? [
          { name: "helmfile", contestant: await helmfile(rig, HUNDRED) },
          { name: "helmfile --concurrency 4", contestant: await helmfile(rig, HUNDRED, ["--concurrency", "4"]) },
        ]
      : [];
    const laps = new Map<string, Lap[]>();
    for (let round = 0; round < rig.options.runs; round++) {
      await lap(rig, laps, "upstart", first, second);
      for (const { name, contestant } of rivals) await lap(rig, laps, name, contestant, contestant);
    }
    const calls = log.calls().length;
    return { rows: [...secondRows(laps, calls), ...memoryRows(laps)] };
  },
};

async function lap(rig: Rig, laps: Map<string, Lap[]>, name: string, first: Contestant, second: Contestant) {
  const namespace = await rig.namespace();
  let memory: ReturnType<typeof watchMemory> | undefined;
  await first.install(namespace, {
    onStart: (pid) => {
      memory = watchMemory(pid);
    },
  });
  const peakBytes = memory!.peak();
  const { ms } = await second.install(namespace);
  rig.options.say(`  ${name} ${bytesText(peakBytes)}, once more ${timeText(ms)}`);
  laps.set(name, [...(laps.get(name) ?? []), { peakBytes, againMs: ms }]);
}

function secondRows(laps: ReadonlyMap<string, readonly Lap[]>, calls: number): Row[] {
  const times = (name: string) => laps.get(name)!.map((l) => l.againMs);
  const own = median(times("upstart"));
  const ours = `${timeText(own)}, ${calls} Helm calls`;
  const bar = { bar: "under 1 s, no Helm call", met: own < BAR_MS && calls === 0 };
  return compare("second apply of 100 unchanged releases", ours, laps, times, timeText, bar);
}

function memoryRows(laps: ReadonlyMap<string, readonly Lap[]>): Row[] {
  const peaks = (name: string) => laps.get(name)!.map((l) => l.peakBytes);
  const own = median(peaks("upstart"));
  const bar = { bar: "under 400 MB", met: own < BAR_BYTES };
  return compare("memory of an apply of 100 releases, with Helm", bytesText(own), laps, peaks, bytesText, bar);
}

/** One row for each rival, or one of ours alone. */
function compare(
  what: string,
  ours: string,
  laps: ReadonlyMap<string, readonly Lap[]>,
  of: (name: string) => number[],
  text: (n: number) => string,
  bar: Pick<Row, "bar" | "met">,
): Row[] {
  const rivals = [...laps.keys()].filter((name) => name !== "upstart");
  if (rivals.length === 0) return [{ what, ours, ...bar }];
  return rivals.map((name, i) => ({
    what,
    ours,
    beside: `${name} ${text(median(of(name)))}`,
    ratio: median(of("upstart").map((n, k) => n / of(name)[k]!)),
    ...(i === 0 ? bar : {}),
  }));
}
