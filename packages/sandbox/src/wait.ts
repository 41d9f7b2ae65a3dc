import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { SandboxError, type SandboxErrorCode } from "./errors.ts";
import type { Program } from "./journal.ts";

/** A program that must stay up while something is waited for. */
export interface Watched {
  readonly program: Program;
  readonly child: ChildProcess;
}

const POLL_MS = 25;

/**
 * Resolves when `check` says yes; a check that rejects counts as no. Throws SandboxError as soon as a watched program has
 * ended (with its exit and its last words), or when the time is up.
 */
export async function waitUntil(
  what: string,
  watched: readonly Watched[],
  check: () => Promise<boolean>,
  withinMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    const ended = watched.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (ended !== undefined) throw await whyEnded(ended);
    try {
      if (await check()) return;
    } catch (error) {
      lastError = error; // not up yet: asked again
    }
    await sleep(POLL_MS);
  }
  const because = lastError instanceof Error ? ` (${lastError.message})` : "";
  throw new SandboxError(
    "StartFailed",
    `${what} was not ready within ${withinMs / 1000}s${because}`,
    `look into the logs: ${watched.map((w) => w.program.log).join(", ")}`,
  );
}

async function whyEnded({ program, child }: Watched): Promise<SandboxError> {
  const text = existsSync(program.log) ? await readFile(program.log, "utf8") : "";
  const how = child.signalCode === null ? `exit code ${child.exitCode}` : child.signalCode;
  const words = text.trimEnd().split("\n").slice(-5).join("\n  ");
  return new SandboxError(
    codeOf(text),
    `${program.name} ended with ${how} while starting:\n  ${words || "(it said nothing)"}`,
    `its whole log is ${program.log}`,
  );
}

/** By what it said last: a Go program that breaks prints the stacks of its goroutines. */
function codeOf(text: string): SandboxErrorCode {
  if (/address already in use/.test(text)) return "PortTaken";
  return /^goroutine \d+ .*\[/m.test(text) ? "Crashed" : "StartFailed";
}
