import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Release } from "@upstart/engine";
import { systemClock } from "./clock.ts";

const LOOK_MS = 300;

/**
 * Waits until no Helm is at work for a release on this machine. One that was started by an upstart which was killed
 * goes on for a while, and what it works on must not be taken for abandoned.
 */
export async function orphansGone(
  release: Pick<Release, "releaseName" | "namespace">,
  signal: AbortSignal,
  listProcesses: () => Promise<readonly string[]> = commandLines,
): Promise<boolean> {
  while (!signal.aborted) {
    if (!(await listProcesses()).some((line) => isAtWork(line, release))) return true;
    await new Promise<void>((resolve) => void systemClock.after(LOOK_MS, resolve));
  }
  return false;
}

/** Whether a command line is our call of Helm for a release. */
export function isAtWork(
  line: string,
  { releaseName, namespace }: Pick<Release, "releaseName" | "namespace">,
): boolean {
  const words = line.split(/\s+/);
  const verb = words.indexOf("upgrade");
  return (
    verb > 0 &&
    words[verb + 1] === releaseName &&
    words.includes("--reset-values") &&
    words[words.indexOf("--namespace") + 1] === namespace
  );
}

/** Command lines of all processes; none where the machine does not tell. */
async function commandLines(): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-A", "-ww", "-o", "args="], { maxBuffer: 64 * 1024 * 1024 });
    return stdout.split("\n");
  } catch {
    return []; // no ps here, as in a small container: there is nothing else to be asked
  }
}
