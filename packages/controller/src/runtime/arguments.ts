import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

/** A call that is answered without starting: help, the version, or what is wrong with the arguments. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a server listens. An empty host is every address. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server's program with what all servers are asked in the same words; what is its own is added to it. */
export function serverProgram(name: string, version: string, description: string): Command {
  return new Command(name)
    .description(description)
    .version(version, "-V, --version", "print the version")
    .allowExcessArguments(false)
    .option("--kubeconfig <FILE>", "talk to this cluster (default: KUBECONFIG, else the Pod's own credentials)");
}

/** Where something listens: by default at that port of every address. */
export function listenOption(flag: string, what: string, port: number): Option {
  return new Option(`${flag} <HOST:PORT>`, what).argParser(listenAddress).default({ host: "", port }, `:${port}`);
}

/** Where a server can be asked how it is. */
export function healthOption(flag: string, port: number): Option {
  return listenOption(flag, "where /livez, /readyz and /metrics are", port);
}

/** How much is told; `what` says what `debug` adds. */
export function logLevelOption(what: string): Option {
  return new Option("--log-level <LEVEL>", what).choices(["info", "debug"]).default("info");
}

/** For how long load balancers are still answered that have not heard of the end. */
export function drainOption(): Option {
  return new Option("--drain <SECONDS>", "go on answering for so long after SIGTERM").argParser(seconds).default(10);
}

/** Whether one of several works at a time. */
export function leaderElectionOption(): Option {
  const what = "of several replicas one works at a time; =false where there is one";
  return new Option("--leader-election [BOOL]", what).argParser(bool).default(true);
}

/**
 * Reads the arguments of a server; returns what `configOf` makes of them, or the answer to give. `refuse` ends it with
 * a message.
 */
export function readArguments<T extends object>(
  program: Command,
  argv: readonly string[],
  configOf: (refuse: (message: string) => never) => T,
): T | Answer {
  const stdout: string[] = [];
  const stderr: string[] = [];
  program.exitOverride().configureOutput({
    writeOut: (text) => void stdout.push(text),
    writeErr: (text) => void stderr.push(text),
    outputError: (text, write) => write(`${text.trimEnd()}\n  see ${program.name()} --help\n`),
    getOutHelpWidth: () => 100,
  });
  try {
    program.parse(argv, { from: "user" });
    return configOf((message) => program.error(`error: ${message}`));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 2, stdout: stdout.join(""), stderr: stderr.join("") };
  }
}

export function isAnswer<T extends object>(value: T | Answer): value is Answer {
  return "exitCode" in value;
}

/** Says it, and leaves its exit code behind. */
export function give({ stdout, stderr, exitCode }: Answer, to: Pick<NodeJS.Process, "stdout" | "stderr" | "exitCode">) {
  to.stdout.write(stdout);
  to.stderr.write(stderr);
  to.exitCode = exitCode;
}

function listenAddress(text: string): Address {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]*):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new InvalidArgumentError("Give HOST:PORT, such as 127.0.0.1:8080, [::1]:8080 or :8080.");
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** As Go reads it. */
function bool(text: string): boolean {
  if (/^(?:true|t|1)$/i.test(text)) return true;
  if (/^(?:false|f|0)$/i.test(text)) return false;
  throw new InvalidArgumentError("Give true or false.");
}

function seconds(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Give whole seconds, at most 999.");
  return Number(text);
}
