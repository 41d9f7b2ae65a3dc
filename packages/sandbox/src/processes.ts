import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { SandboxError } from "./errors.ts";

/** A process that outlives us, by pid and by when it started: pids are given again. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  readonly started: string;
}

/** Starts a program that goes on when we end, its output in a file. */
export function start(
  name: string,
  command: string,
  args: readonly string[],
  options: { readonly log: string; readonly env?: NodeJS.ProcessEnv },
): { running: Running; child: ChildProcess } {
  const log = openSync(options.log, "a");
  const child = spawn(command, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...options.env },
  });
  if (child.pid === undefined)
    throw new SandboxError("StartFailed", `${name} did not start: ${command}`, `see ${options.log}`);
  child.unref();
  return { running: { name, pid: child.pid, started: startTime(child.pid) ?? "" }, child };
}

/** Whether the very process is still there. */
export function isRunning({ pid, started }: Running): boolean {
  return isAlive(pid) && (started === "" || startTime(pid) === started);
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return startTime(pid) !== "zombie";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ends processes one after the other: SIGTERM, some time, SIGKILL. */
export async function stopAll(processes: readonly Running[], graceMs = 5000): Promise<void> {
  for (const running of processes) {
    if (!isRunning(running)) continue;
    process.kill(running.pid, "SIGTERM");
    const deadline = Date.now() + graceMs;
    while (isRunning(running) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    if (isRunning(running)) process.kill(running.pid, "SIGKILL");
  }
}

/** Ports that nobody listens on right now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((s) => (s.address() as { port: number }).port);
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}

/** When a process started, in clock ticks since boot, where /proc tells; undefined elsewhere. */
function startTime(pid: number): string | undefined {
  try {
    // The name is in parentheses and may hold anything; fields are counted from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return fields[0] === "Z" ? "zombie" : fields[19];
  } catch {
    return undefined; // not Linux, or gone
  }
}
