import { CliError, EXIT } from "./exit.ts";
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
  const host = hostOf(maskOf(name));
  try {
    process.exitCode = await run(host, argv);
  } catch (error) {
    process.exitCode = await explain(host, error);
  }
}

async function run(host: Host, argv: readonly string[]): Promise<number> {
  const [first] = argv;
  if (argv.length === 1 && (first === "--version" || first === "-V")) {
    // Answered without loading anything: shells and scripts ask often.
    host.stdout.write(`${(await import("./version.ts")).VERSION}\n`);
    return EXIT.ok;
  }
  if (first === "__complete") return (await import("./complete.ts")).complete(host, argv.slice(1));
  return (await import("./program.ts")).runProgram(host, argv);
}

async function explain(host: Host, error: unknown): Promise<number> {
  const { explainError } = await import("./explain-error.ts");
  const { exitCode, text } = explainError(host, error);
  host.stderr.write(text);
  return error instanceof CliError ? error.exitCode : exitCode;
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
    stdin: process.stdin,
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

/** The first ^C is told to the verb, which ends in order; the second ends the process. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return controller.signal;
}
