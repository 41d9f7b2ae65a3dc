// Changes all the time, over a connection that is cut again and again; every so often a moment of calm, in which all
// must become as it was asked for last. `npm run soak -- --minutes 10`
import { parseArgs } from "node:util";
import type { Running } from "../controller/processes.ts";
import { Stage } from "../controller/stage.ts";
import { Patch } from "./churn.ts";
import { type Vitals, vitalsOf } from "./vitals.ts";

export interface SoakOptions {
  readonly minutes: number;
  readonly patches: number;
  readonly onLine: (line: string) => void;
}

/** A moment of calm. */
export interface Calm extends Vitals {
  readonly atS: number;
  readonly disturbances: number;
  /** How long it took until all was as asked for. */
  readonly settledMs: number;
}

const ROUND_MS = 20_000;
const PAUSE_MS = 150;

/** Runs a soak. Throws where something was missed or is left over; returns what was measured at each calm. */
export async function soak({ minutes, patches: count, onLine }: SoakOptions): Promise<Calm[]> {
  const stage = await Stage.open();
  const kept = keepRunning(stage);
  try {
    await stage.lease("upstart");
    await kept.begin();
    const patches = Array.from({ length: count }, (_, i) => new Patch(stage, i));
    for (const patch of patches) await patch.begin();
    const start = Date.now();
    const calms: Calm[] = [];
    let disturbances = 0;
    onLine(HEAD);
    while (Date.now() - start < minutes * 60_000) {
      disturbances += await disturbFor(ROUND_MS, stage, patches);
      const settled = await Promise.all(patches.map((p) => p.settled()));
      const vitals = await vitalsOf(kept.current, stage);
      const calm = { ...vitals, atS: (Date.now() - start) / 1000, disturbances, settledMs: Math.max(...settled) };
      calms.push(calm);
      onLine(formatCalm(calm));
    }
    const errors = kept.lines().filter((l) => l.level === "error" && l.msg !== LOST);
    if (errors.length > 0) throw new Error(`errors: ${textOf(errors.slice(0, 5))}`);
    if (kept.restarts > 0) onLine(`the controller lost its Lease and was started again, times: ${kept.restarts}`);
    return calms;
  } catch (error) {
    onLine(textOf(kept.lines().slice(-100)));
    throw error;
  } finally {
    kept.end();
    await stage.close();
  }
}

/** What a controller says that has been kept from the API server for too long, as by many cuts on a busy machine. */
const LOST = "lost the lease";

/** A controller that is started again when it ends, as a Pod is. */
function keepRunning(stage: Stage) {
  const all: Running[] = [];
  let isOver = false;
  const start = () => {
    const controller = stage.start("upstart");
    all.push(controller);
    void controller.exited.then(() => (isOver ? undefined : start()));
  };
  return {
    get current() {
      return all.at(-1)!;
    },
    get restarts() {
      return all.length - 1;
    },
    lines: () => all.flatMap((c) => c.lines),
    begin: async () => {
      start();
      await all[0]!.said("leading");
    },
    end: () => {
      isOver = true;
    },
  };
}

/** Each patch by somebody of its own; beside them, connections are cut. Returns how much was done. */
async function disturbFor(ms: number, stage: Stage, patches: readonly Patch[]): Promise<number> {
  const end = Date.now() + ms;
  const cuts = setInterval(() => stage.api.cut(Math.random() < 0.5 ? undefined : (c) => c.isWatch), 4000);
  const one = async (patch: Patch): Promise<number> => {
    let done = 0;
    for (; Date.now() < end; done++) {
      await patch.disturb(Math.random());
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * Math.random()));
    }
    return done;
  };
  const done = await Promise.all(patches.map(one)).finally(() => clearInterval(cuts));
  return done.reduce((a, b) => a + b, 0);
}

const HEAD = "   at s  changes  settled s  heap MiB  resident MiB  files  connections  queued";

function formatCalm(c: Calm): string {
  const cells: readonly (readonly [number, number, number])[] = [
    [c.atS, 7, 0],
    [c.disturbances, 9, 0],
    [c.settledMs / 1000, 11, 1],
    [c.heapMiB, 10, 1],
    [c.residentMiB, 14, 1],
    [c.files, 7, 0],
    [c.connections, 13, 0],
    [c.queued, 8, 0],
  ];
  return cells.map(([value, width, digits]) => value.toFixed(digits).padStart(width)).join("");
}

function textOf(lines: readonly object[]): string {
  return lines.map((l) => JSON.stringify(l)).join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { minutes: { type: "string", default: "10" }, patches: { type: "string", default: "6" } },
  });
  const onLine = (line: string) => process.stdout.write(`${line}\n`);
  const calms = await soak({ minutes: Number(values.minutes), patches: Number(values.patches), onLine });
  const third = Math.max(1, Math.floor(calms.length / 3));
  const least = (part: readonly Calm[]) => Math.min(...part.map((c) => c.heapMiB));
  const [before, after] = [least(calms.slice(0, third)), least(calms.slice(-third))];
  onLine(`least heap in the first third ${before.toFixed(1)} MiB, in the last ${after.toFixed(1)} MiB`);
}
