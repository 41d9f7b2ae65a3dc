import { call } from "./call.ts";
import { EXIT } from "./exit.ts";
import type { Host, Output } from "./host.ts";

/**
 * The one place that touches the process: arguments in, exit code out. Output that is still on its way is never cut,
 * and a reader that goes away (`| head`) is no failure.
 */
export async function main(name: string, argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(process.exitCode ?? EXIT.ok); // nobody reads on: there is nothing left to flush
    });
  }
  process.exitCode = await call(hostOf(maskOf(name)), argv);
  // Nobody who presses TAB waits for a cluster that has not answered by now.
  if (argv[0] === "__complete") process.stdout.write("", () => process.exit());
}

/** Helm sets its own variables for every program below it, so the name that we were called by comes first. */
function maskOf(name: string): string {
  return name === "upstart" && process.env.HELM_PLUGIN_NAME === "upstart" ? "helm upstart" : name;
}

/** Made when a verb asks for it: verbs that do not are ended by ^C as any program is. */
let interrupted: AbortSignal | undefined;

function hostOf(name: string): Host {
  return {
    name,
    env: process.env,
    cwd: process.cwd(),
    // Looking at it opens it, and few calls read it.
    get stdin() {
      return process.stdin;
    },
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    now: () => Date.now(),
    get signal() {
      interrupted ??= interruptSignal();
      return interrupted;
    },
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 0;
    },
    get rows() {
      return stream.rows ?? 0;
    },
  };
}

const SHOW_CURSOR = "\u001b[?25h";

/** The first ^C is told to the verb, which ends in order; the second ends the process. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) {
      if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR); // whoever hid it does not get to show it again
      process.exit(EXIT.interrupted);
    }
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
