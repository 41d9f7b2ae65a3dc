import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { type Bench, until } from "../harness.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/webhook/bin/upstart-webhook.js", import.meta.url));

export interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A webhook of this build, as a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly lines: readonly Line[];
  readonly exited: Promise<number | null>;
  /** The first line with that message, as soon as there is one. */
  said(msg: string, timeoutMs?: number): Promise<Line>;
}

/** Starts one that registers itself by its address, and is ready when this resolves. */
export async function startWebhook(
  bench: Bench,
  options: { readonly port?: number; readonly args?: readonly string[] } = {},
): Promise<Running> {
  const port = options.port ?? (await freePort());
  const lines: Line[] = [];
  let rest = "";
  const argv = ["--kubeconfig", bench.sandbox.kubeconfig, "--host", "127.0.0.1", "--port", `${port}`];
  const child = spawn(
    process.execPath,
    [PROGRAM, ...argv, "--url", `https://127.0.0.1:${port}`, "--drain", "0", ...(options.args ?? [])],
    { env: { ...process.env, ...bench.sandbox.env, HOME: bench.directory }, stdio: ["ignore", "ignore", "pipe"] },
  );
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const part of parts) lines.push(JSON.parse(part) as Line);
  });
  const said = (msg: string, timeoutMs = 30_000) =>
    until(`"${msg}" of ${JSON.stringify(lines)}`, async () => lines.find((l) => l.msg === msg), timeoutMs);
  const exited = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const running = { child, port, lines, exited, said };
  await said("ready", 60_000);
  return running;
}

export async function endWebhook(
  running: Running | undefined,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<number | null> {
  if (running === undefined) return null;
  running.child.kill(signal);
  return await running.exited;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
