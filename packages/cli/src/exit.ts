/** Exit codes, as scripts may rely on them. */
export const EXIT = {
  /** Done, or yes. */
  ok: 0,
  /** No: findings, differences, failed, not ready. */
  no: 1,
  /** Called wrongly, or a file that cannot be opened. */
  usage: 2,
  /** Cluster, registry or Helm unreachable or forbidden. */
  unreachable: 3,
  /** Timed out, still going. */
  timedOut: 4,
  /** Some of it is applied. */
  partly: 5,
  /** ^C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a verb with a message for a person: what failed, and what to do next. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exitCode: ExitCode;
  readonly help: string | undefined;
  constructor(exitCode: ExitCode, message: string, help?: string) {
    super(message);
    this.exitCode = exitCode;
    this.help = help;
  }
}
