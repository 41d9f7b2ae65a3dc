import type { Readable } from "node:stream";

/** A stream that is written to, and whether a person sees it. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns, or 0 where there are none to know. */
  readonly columns: number;
  /** Lines that are seen at once, or 0 where there are none to know. */
  readonly rows?: number;
}

/** Everything of the process that the program may touch. Tests give their own. */
export interface Host {
  /** What people type to call the program: `kubectl upstart`, `helm upstart` or `upstart`. Hints show it. */
  readonly name: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Aborted at the first ^C. */
  readonly signal: AbortSignal;
}
