import { type Command, CommanderError, InvalidArgumentError } from "commander";

/** A call that is answered without starting: help, the version, or what is wrong with the arguments. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
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

/** Reads where to listen. Throws InvalidArgumentError. */
export function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]*):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535)
    throw new InvalidArgumentError("Give HOST:PORT, such as 127.0.0.1:8080, [::1]:8080 or :8080.");
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** Reads what is true or false, as Go reads it. Throws InvalidArgumentError. */
export function bool(text: string): boolean {
  if (/^(?:true|t|1)$/i.test(text)) return true;
  if (/^(?:false|f|0)$/i.test(text)) return false;
  throw new InvalidArgumentError("Give true or false.");
}
