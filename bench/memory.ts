import { readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { statFields } from "./machine.ts";

const EVERY_MS = 100;

/** Sums over a process and all that descend from it, each the largest that was seen. */
export interface PeakMemory {
  /** Proportional set sizes: memory that several share counts once. */
  readonly pss: number;
  /** Resident set sizes: what is shared counts for each. */
  readonly rss: number;
}

/** Looks at a process and its descendants until it is asked for the peak. */
export function watchMemory(root: number): { peak(): PeakMemory } {
  let peak = { pss: 0, rss: 0 };
  const timer = setInterval(() => {
    const now = treeOf(root).map(memoryOf);
    const sum = (of: (m: PeakMemory) => number) => now.reduce((total, m) => total + of(m), 0);
    peak = {
      pss: Math.max(
        peak.pss,
        sum((m) => m.pss),
      ),
      rss: Math.max(
        peak.rss,
        sum((m) => m.rss),
      ),
    };
  }, EVERY_MS);
  return {
    peak: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** What this program itself holds on its heap, garbage left out. */
export function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? parentOf(pid) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(statFields(pid)[1]);
  } catch {
    return undefined; // gone meanwhile
  }
}

function memoryOf(pid: number): PeakMemory {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0) * 1024;
    return { pss: bytes("Pss"), rss: bytes("Rss") };
  } catch {
    return { pss: 0, rss: 0 }; // gone meanwhile
  }
}
