import { Readable } from "node:stream";
import { call } from "../../src/call.ts";
import type { Host, Output } from "../../src/host.ts";

/** What a call did, as the shell that made it sees it. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly name?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Columns of a terminal that stdout and stderr are; absent: they are pipes. */
  readonly terminal?: number;
}

/** Nothing of the machine that the tests run on: no cluster, no Helm, no home, no cache of anybody's. */
const BARE = {
  LANG: "en_GB.UTF-8",
  TERM: "xterm-256color",
  HOME: "/nonexistent",
  HELM_BIN: "/nonexistent/helm",
  KUBECONFIG: "/nonexistent/kubeconfig",
  UPSTART_CACHE: "/nonexistent/cache",
  UPSTART_SANDBOX: "/nonexistent/sandbox",
};

/** Calls the program in this process, with streams, environment and clock of the test's own. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [capture(options.terminal), capture(options.terminal)];
  const host: Host = {
    name: options.name ?? "upstart",
    env: { ...BARE, ...options.env },
    cwd: options.cwd ?? "/nonexistent",
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: stdout.output,
    stderr: stderr.output,
    now: () => 0,
    signal: new AbortController().signal,
  };
  const exitCode = await call(host, argv);
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

function capture(terminal: number | undefined): { output: Output; text: () => string } {
  let written = "";
  return {
    output: {
      write: (text) => {
        written += text;
      },
      isTTY: terminal !== undefined,
      columns: terminal ?? 0,
    },
    text: () => written,
  };
}
