import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { SandboxError } from "./errors.ts";
import { identify, type Running } from "./processes.ts";

/** A program as it is started, and started again. Its arguments never hold a secret: everybody may read them. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Variables that it needs; those of the user are kept from it. */
  readonly env?: Readonly<Record<string, string>>;
  /** File that gets what it prints. */
  readonly log: string;
}

/** A process and the program that it runs. */
export interface Started extends Running, Program {}

/**
 * The processes of one folder in the order of their start, kept in a file that is written with each start: whoever comes
 * after a killed run finds everything that it left behind.
 */
export class Journal {
  readonly #file: string;
  #entries: readonly Started[];

  constructor(file: string) {
    this.#file = file;
    this.#entries = existsSync(file) ? parseEntries(file) : [];
  }

  /** In the order of their start. */
  get entries(): readonly Started[] {
    return this.#entries;
  }

  /** In the order in which they must end: what was started first goes last. */
  get stopOrder(): readonly Started[] {
    return [...this.#entries].reverse();
  }

  /** Starts a program that goes on when we end. A program of that name takes the place of the earlier one. */
  start(program: Program): { readonly started: Started; readonly child: ChildProcess } {
    const output = openSync(program.log, "a", 0o600);
    const child = spawn(program.command, program.args, {
      detached: true,
      stdio: ["ignore", output, output],
      env: { ...hermeticEnvironment(dirname(program.log)), ...program.env },
    });
    closeSync(output);
    if (child.pid === undefined) {
      child.on("error", () => undefined); // told below, with what is known now
      throw new SandboxError(
        "StartFailed",
        `${program.name} could not be started`,
        `is ${program.command} there, and a program?`,
      );
    }
    child.unref();
    const started: Started = { ...program, ...identify(program.name, child.pid) };
    this.#write(
      this.#entries.some((e) => e.name === program.name)
        ? this.#entries.map((e) => (e.name === program.name ? started : e))
        : [...this.#entries, started],
    );
    return { started, child };
  }

  /** Forgets every process and marks the folder as a sandbox's. */
  clear(): void {
    this.#write([]);
  }

  // Synchronous, so that no signal comes between the start of a process and the note of it.
  #write(entries: readonly Started[]): void {
    this.#entries = entries;
    writeFileSync(`${this.#file}.new`, JSON.stringify(entries, null, 2), { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }
}

/** etcd reads ETCD_*, kwok its folder at home: what the caller's shell has must not change what is started. */
function hermeticEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, TZ } = process.env;
  return {
    HOME: home,
    ...(PATH === undefined ? {} : { PATH }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(TZ === undefined ? {} : { TZ }),
  };
}

function parseEntries(file: string): readonly Started[] {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as readonly Started[];
  } catch (cause) {
    throw new SandboxError(
      "StateUnreadable",
      `${file} is not what the sandbox has written`,
      "end its processes by hand, remove its folder and try again",
      { cause },
    );
  }
}
