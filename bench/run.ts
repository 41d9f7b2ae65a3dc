import { type ChildProcess, spawn } from "node:child_process";
import { childrenCpuMs } from "./machine.ts";

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly input?: string;
  /** After how long it is ended; a quarter of an hour where nobody says. */
  readonly timeoutMs?: number;
  /** In a session of its own, to which Linux gives a share of the CPU of its own. */
  readonly detached?: boolean;
  /** Told the pid as soon as there is one. */
  readonly onStart?: (pid: number) => void;
}

/** What a program took, and what it said. */
export interface Run {
  readonly ms: number;
  /** User and system time of it and of all that it waited for. Only true while nothing else of ours ends. */
  readonly cpuMs: number;
  readonly stdout: string;
}

const MAX_MS = 15 * 60_000;
const running = new Set<ChildProcess>();
let stopped = false;

/** Runs a program to its end. Rejects with its last words when it fails: a figure of a failure is worth nothing. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Run> {
  if (stopped) throw new Error("the bench was interrupted");
  const cpuBefore = childrenCpuMs();
  const begun = performance.now();
  const child = spawn(command, args, { ...options, timeout: options.timeoutMs ?? MAX_MS });
  running.add(child);
  if (child.pid !== undefined) options.onStart?.(child.pid);
  try {
    const { code, stdout, stderr, endedAt } = await ended(child, options.input);
    if (code !== 0)
      throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${(stderr || stdout).slice(-2000)}`);
    return { ms: endedAt - begun, cpuMs: childrenCpuMs() - cpuBefore, stdout };
  } finally {
    running.delete(child);
  }
}

function ended(child: ChildProcess, input = "") {
  const said = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said.stderr = (said.stderr + text).slice(-20_000);
  });
  child.stdin?.on("error", () => undefined); // it need not read
  child.stdin?.end(input);
  return new Promise<typeof said & { code: number | string; endedAt: number }>((resolve, reject) => {
    let endedAt = 0;
    child.once("error", reject);
    child.once("exit", () => {
      endedAt = performance.now();
    });
    child.once("close", (code, signal) => resolve({ ...said, code: code ?? signal ?? "no code", endedAt }));
  });
}

/** Ends what runs now, and lets nothing more start. */
export function stopRuns(): void {
  stopped = true;
  for (const child of running) child.kill("SIGTERM");
}

/** Whether somebody wanted it to end. */
export function isStopped(): boolean {
  return stopped;
}
