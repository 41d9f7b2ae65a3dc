import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Bench } from "../harness.ts";

/** A command of a page, with the lines that it is said to print, and the headline that it is under. */
export interface Command {
  readonly under: string;
  readonly script: string;
  readonly says: readonly string[];
}

/** The commands of a page of `docs/`, in their order. */
export async function commandsOf(page: string): Promise<readonly Command[]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  return text.split(/^## /m).flatMap((section) => {
    const under = section.split("\n")[0]!;
    return [...section.matchAll(/```sh\n([\s\S]*?)```(?:\n+```text\n([\s\S]*?)```)?/g)].map(([, script, says]) => ({
      under,
      script: script!,
      says: (says ?? "").split("\n").filter((line) => line !== ""),
    }));
  });
}

/** Does what a command says, and sees that it prints what it is said to; returns its stdout. */
export async function follow(bench: Bench, { script, says }: Command, cwd: string): Promise<string> {
  const { stdout, stderr, exitCode } = await bench.shell(`set -e\n${script}`, { cwd });
  for (const line of says) expect(`${stdout}\n${stderr}`.split("\n")).toContain(line);
  // What is shown as an answer may be a no.
  if (says.length === 0)
    expect({ script, exitCode, stderr: exitCode === 0 ? "" : stderr }).toMatchObject({ exitCode: 0 });
  return String(stdout);
}
