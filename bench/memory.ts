import { readdirSync, readFileSync } from "node:fs";
import { statFields } from "./machine.ts";

const EVERY_MS = 100;

/**
 * Watches a process and all that descend from it until it is asked for the peak: the largest sum of their proportional
 * set sizes, in which memory that several share counts once.
 */
export function watchMemory(root: number): { peak(): number } {
  let peak = 0;
  const sample = () => {
    peak = Math.max(
      peak,
      treeOf(root).reduce((sum, pid) => sum + bytesOf(pid), 0),
    );
  };
  const timer = setInterval(sample, EVERY_MS);
  return {
    peak: () => {
      clearInterval(timer);
      return peak;
    },
  };
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

function bytesOf(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0; // gone meanwhile
  }
}
