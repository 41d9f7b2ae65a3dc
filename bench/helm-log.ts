import { existsSync, readFileSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** One run of Helm as the wrapper saw it; times in milliseconds since the epoch. */
export interface HelmCall {
  readonly args: readonly string[];
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number;
  /** User and system time. */
  readonly cpuMs?: number;
}

/** A `helm` that writes down each of its runs. */
export interface HelmLog {
  readonly binary: string;
  calls(): HelmCall[];
}

// Bash, because it knows the time to the microsecond without a further process.
const script = (helm: string, log: string) => `#!/usr/bin/env bash
LC_ALL=C
IFS=$'\\x1f'
printf 'start\\x1f%s\\x1f%s\\x1f%s\\n' "$$" "$EPOCHREALTIME" "$*" >>'${log}'
'${helm}' "$@"
code=$?
times >'${log}'.$$
{ read -r; read -r took; } <'${log}'.$$
printf 'end\\x1f%s\\x1f%s\\x1f%s\\n' "$$" "$EPOCHREALTIME" "$took" >>'${log}'
exit $code
`;

/** Makes the wrapper; each gets a log of its own. */
export async function createHelmLog(directory: string, name: string, helm: string): Promise<HelmLog> {
  const binary = join(directory, `helm-${name}`);
  const log = join(directory, `helm-${name}.log`);
  await writeFile(binary, script(helm, log));
  await chmod(binary, 0o755);
  return { binary, calls: () => (existsSync(log) ? parseHelmLog(readFileSync(log, "utf8")) : []) };
}

/** Reads the wrapper's log: the calls in the order in which they started. */
export function parseHelmLog(text: string): HelmCall[] {
  const calls = new Map<string, HelmCall>();
  for (const line of text.split("\n")) {
    const [what, pid, time, ...rest] = line.split("\x1f") as [string, string, string, ...string[]];
    if (what === "start") calls.set(pid, { args: rest, startedAt: Number(time) * 1000 });
    else if (what === "end")
      calls.set(pid, { ...calls.get(pid)!, endedAt: Number(time) * 1000, cpuMs: cpuOf(rest[0]!) });
  }
  return [...calls.values()];
}

/** `0m0.120s 0m0.044s`, user and system. */
function cpuOf(times: string): number {
  const parts = [...times.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
}

/** Milliseconds during which at least one call ran. Assumes that all have ended. */
export function busyMs(calls: readonly HelmCall[]): number {
  let busy = 0;
  let until = 0;
  for (const { startedAt, endedAt = startedAt } of calls.toSorted((a, b) => a.startedAt - b.startedAt)) {
    busy += Math.max(0, endedAt - Math.max(startedAt, until));
    until = Math.max(until, endedAt);
  }
  return busy;
}
