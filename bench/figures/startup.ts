import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Rig, ROOT } from "../rig.ts";
import { run } from "../run.ts";
import { median } from "../statistics.ts";
import { type Row, timeText } from "../table.ts";
import type { Figure } from "./figure.ts";

const ROUNDS = 15;
const UPSTART = join(ROOT, "node_modules/.bin/upstart");
const CALLS = [
  { what: "--version", args: ["--version"], barMs: 40 },
  { what: "completion", args: ["__complete", "apply", "--"], barMs: 40 },
  { what: "render of the example", args: ["render", "-f", join(ROOT, "examples/example")], barMs: 150 },
];

/** What a call takes longer than bare Node. Each is called as people call it: the Node on the PATH is the pinned one. */
export const startupFigure: Figure = {
  name: "startup",
  about: "start-up beside bare Node",
  measure: async (rig) => {
    const rows = await startupRows(rig, rig.env, "bare Node", true);
    const older = await olderNode(rig);
    if (older === undefined) return { rows };
    const env = { ...rig.env, PATH: `${older.folder}:${rig.env.PATH}` };
    return { rows: [...rows, ...(await startupRows(rig, env, `bare Node ${older.version}`, false)).slice(0, 1)] };
  },
};

async function startupRows(rig: Rig, env: Rig["env"], besideName: string, hasBar: boolean): Promise<Row[]> {
  const programs = [{ command: "node", args: ["-e", "0"] }, ...CALLS.map(({ args }) => ({ command: UPSTART, args }))];
  const medians: number[][] = [];
  const cpu = programs.map(() => 0);
  for (let i = 0; i < rig.options.runs; i++) medians.push(await oneRun(programs, env, cpu));
  return CALLS.map(({ what, barMs }, i) => {
    const ours = medians.map((m) => m[i + 1]!);
    const bare = medians.map((m) => m[0]!);
    const cpuOver = (cpu[i + 1]! - cpu[0]!) / (rig.options.runs * ROUNDS);
    const over = median(medians.map((m) => m[i + 1]! - m[0]!));
    return {
      what: hasBar ? what : `${what}, started by an older Node that it leaves`,
      ours: `${timeText(over)} over (${timeText(median(ours))}; of CPU ${timeText(cpuOver)} over)`,
      beside: `${besideName} ${timeText(median(bare))}`,
      ratio: median(ours.map((ms, k) => ms / bare[k]!)),
      ...(hasBar ? { bar: `≤ ${barMs} ms over`, met: over <= barMs } : {}),
    };
  });
}

/**
 * The median of each program, called in turn so that what disturbs one disturbs all. The first round is not counted.
 * CPU time is summed up: it is told in steps of 10 ms, which only a sum evens out.
 */
async function oneRun(
  programs: readonly { readonly command: string; readonly args: readonly string[] }[],
  env: Rig["env"],
  cpu: number[],
): Promise<number[]> {
  const times = programs.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, { command, args }] of programs.entries()) {
      const { ms, cpuMs } = await run(command, args, { env });
      if (round === 0) continue;
      times[i]!.push(ms);
      cpu[i]! += cpuMs;
    }
  }
  return times.map(median);
}

/** A Node on the user's PATH that the program does not run on. */
async function olderNode({ env }: Rig): Promise<{ folder: string; version: string } | undefined> {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    if (folder === "" || !existsSync(join(folder, "node"))) continue;
    const version = (await run(join(folder, "node"), ["--version"], { env })).stdout.trim().slice(1);
    if (Number.parseInt(version, 10) < 22) return { folder, version };
  }
  return undefined;
}
