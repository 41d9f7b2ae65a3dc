import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** The machine in a few words. */
export function machineText(): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${memory}, Linux ${kernel()}`;
}

/** How many processes ran or wanted to, on average over the last minute. */
export function load(): number {
  return loadavg()[0]!;
}

/** CPU time of all our children that have ended, and of theirs: a difference tells what one of them took. */
export function childrenCpuMs(): number {
  const [user, system] = statFields("self").slice(13, 15).map(Number) as [number, number];
  return (user + system) * TICK_MS;
}

/** CPU time of a process that runs; 0 when it is gone. */
export function processCpuMs(pid: number): number {
  try {
    const [user, system] = statFields(pid).slice(11, 13).map(Number) as [number, number];
    return (user + system) * TICK_MS;
  } catch {
    return 0;
  }
}

/** The same with all children that have ended and that it waited for. */
export function treeCpuMs(pid: number): number {
  const times = statFields(pid).slice(11, 15).map(Number);
  return times.reduce((sum, ticks) => sum + ticks, 0) * TICK_MS;
}

/** What Linux counts in, whatever the kernel's own clock. */
const TICK_MS = 10;

/** The fields of /proc/PID/stat that come after the name: the first is the state. */
export function statFields(pid: number | "self"): string[] {
  // The name is in parentheses and may hold anything.
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
}

function kernel(): string {
  return readFileSync("/proc/sys/kernel/osrelease", "utf8").trim();
}
