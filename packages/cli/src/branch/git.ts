import { execFile } from "node:child_process";
import type { Host } from "../host.ts";

/** What git says in the current folder, without the line feed; undefined where it says nothing or is not there. */
export function git(host: Pick<Host, "cwd" | "env">, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: host.cwd, env: host.env as NodeJS.ProcessEnv, timeout: 10_000 };
    execFile("git", [...args], options, (error, stdout) => {
      const text = stdout.trim();
      resolve(error !== null || text === "" ? undefined : text);
    });
  });
}
