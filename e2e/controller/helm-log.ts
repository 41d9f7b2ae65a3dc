import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Bench, until } from "../harness.ts";

/** One call of Helm that changes something. */
export interface LoggedCall {
  readonly pid: number;
  readonly verb: string;
  readonly release: string;
  readonly caller: string;
  /** Seconds since the epoch. */
  readonly from: number;
  /** Absent while it is under way, and where it was killed. */
  readonly to?: number;
}

/** Where a call can be kept: before Helm itself is started, and after it has ended. */
export type Gate = "before" | "after";

/** Stands in for Helm: keeps a log of who called it and when, and keeps calls at a gate on request. */
export class HelmLog {
  readonly #directory: string;
  readonly #log: string;

  private constructor(directory: string) {
    this.#directory = directory;
    this.#log = join(directory, "calls");
  }

  static async start(bench: Bench): Promise<HelmLog> {
    const log = new HelmLog(join(bench.directory, "helm-log"));
    await mkdir(log.#directory);
    await writeFile(log.#log, "");
    await writeFile(join(log.#directory, "helm"), SCRIPT);
    await chmod(join(log.#directory, "helm"), 0o755);
    return log;
  }

  /** What makes a controller of that name use it. */
  env(bench: Bench, caller: string): Record<string, string> {
    return {
      HELM_BIN: join(this.#directory, "helm"),
      REAL_HELM: bench.sandbox.helm,
      HELM_LOG: this.#directory,
      HELM_CALLER: caller,
    };
  }

  async calls(): Promise<LoggedCall[]> {
    const lines = (await readFile(this.#log, "utf8")).split("\n").filter(Boolean);
    const words = lines.map((line) => line.split(" "));
    const ends = new Map(words.filter(([, what]) => what === "end").map(([at, , pid]) => [pid, Number(at)]));
    return words
      .filter(([, what]) => what === "begin")
      .map(([at, , pid, verb, release, caller]) => {
        const to = ends.get(pid);
        const call = { pid: Number(pid), verb: verb!, release: release!, caller: caller!, from: Number(at) };
        return to === undefined ? call : { ...call, to };
      });
  }

  /** Keeps calls for a release at the gate until it is opened. */
  async close(gate: Gate, release: string): Promise<void> {
    await writeFile(this.#gate(gate, release), "");
  }

  /** Resolves when a call stands at the gate. */
  async reached(gate: Gate, release: string): Promise<void> {
    const mark = `${this.#gate(gate, release)}.reached`;
    await until(`Helm to stand ${gate} ${release}`, async () => (existsSync(mark) ? true : undefined));
    await rm(mark);
  }

  async open(gate: Gate, release: string): Promise<void> {
    await rm(this.#gate(gate, release), { force: true });
  }

  /** Ends calls that are under way as the end of a container does: without a word. */
  async kill(): Promise<void> {
    for (const { pid, to } of await this.calls()) {
      if (to !== undefined) continue;
      try {
        process.kill(-pid, "SIGKILL");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    }
  }

  #gate(gate: Gate, release: string): string {
    return join(this.#directory, `${gate}-${release}`);
  }
}

const SCRIPT = `#!/bin/bash
case $1 in upgrade|uninstall) ;; *) exec "$REAL_HELM" "$@" ;; esac
say() { echo "$(date +%s.%N) $*" >> "$HELM_LOG/calls"; }
gate() {
  [ -e "$HELM_LOG/$1" ] || return
  touch "$HELM_LOG/$1.reached"
  while [ -e "$HELM_LOG/$1" ]; do sleep 0.05; done
}
say begin $$ "$1" "$2" "$HELM_CALLER"
gate "before-$2"
"$REAL_HELM" "$@" <&0 &
child=$!
trap 'kill -TERM $child' TERM
wait $child; code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
gate "after-$2"
say end $$
exit $code
`;
