import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that outlives us, by pid and by when it started: pids are given again. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Empty where the system does not tell. */
  readonly started: string;
}

/** Names the process that has this pid now, so that it is known again later. */
export function identify(name: string, pid: number): Running {
  return { name, pid, started: startTime(pid) ?? "" };
}

/** Whether the very process is still there, and not another one that got its pid. */
export function isRunning({ pid, started }: Running): boolean {
  return isAlive(pid) && (started === "" || startTime(pid) === started);
}

/**
 * Ends processes one after the other: SIGTERM, some time, SIGKILL. Resolves when all are gone; a process that is not the
 * one named is never signalled.
 */
export async function stopAll(processes: readonly Running[], graceMs = 5000): Promise<void> {
  for (const running of processes) {
    signal(running, "SIGTERM");
    if (await isGoneWithin(running, graceMs)) continue;
    signal(running, "SIGKILL");
    await isGoneWithin(running, graceMs);
  }
}

async function isGoneWithin(running: Running, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (isRunning(running)) {
    if (Date.now() >= deadline) return false;
    await sleep(10);
  }
  return true;
}

function signal(running: Running, name: NodeJS.Signals): void {
  if (!isRunning(running)) return;
  try {
    process.kill(running.pid, name);
  } catch (error) {
    // It ended between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return startTime(pid) !== "zombie";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In clock ticks since boot, where /proc tells; "zombie" for a dead one that nobody has waited for. */
function startTime(pid: number): string | undefined {
  try {
    // The name is in parentheses and may hold anything; fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return fields[0] === "Z" ? "zombie" : fields[19];
  } catch {
    return undefined; // not Linux, or gone
  }
}
