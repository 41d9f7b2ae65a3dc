import { type ChildProcess, spawn } from "node:child_process";
import { type Bench, until } from "./harness.ts";

/** A line of a server's log. */
export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A server of this build, as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  readonly exited: Promise<number | null>;
  /** The first line with that message, as soon as there is one. */
  said(msg: string, timeoutMs?: number): Promise<Line>;
}

/** Ends a server, if there is one; resolves with its exit code. */
export async function endServer(
  running: Pick<ServerProcess, "child" | "exited"> | undefined,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<number | null> {
  if (running === undefined) return null;
  running.child.kill(signal);
  return await running.exited;
}

/** Starts a program with the sandbox's environment, and more of it, and reads what it logs. */
export function startServer(
  bench: Pick<Bench, "sandbox" | "directory">,
  program: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): ServerProcess {
  const lines: Line[] = [];
  let rest = "";
  const env = { ...process.env, ...bench.sandbox.env, HOME: bench.directory, ...more };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const part of parts) lines.push(JSON.parse(part) as Line);
  });
  return {
    child,
    lines,
    exited: new Promise((resolve) => child.on("exit", (code) => resolve(code))),
    said: (msg, timeoutMs = 30_000) =>
      until(`"${msg}" of ${JSON.stringify(lines)}`, async () => lines.find((l) => l.msg === msg), timeoutMs),
  };
}
