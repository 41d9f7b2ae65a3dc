import type { Clock } from "@upstart/engine";
import type { Log } from "./log.ts";

/** What of the process is needed to end it in order; tests give their own. */
export interface ProcessEvents {
  on(event: string, listener: (value: unknown) => void): unknown;
  exit(code: number): void;
}

/** Something that runs until it ends by itself or is told to. */
export interface Runnable {
  /** Resolves with the exit code when all has ended. Never rejects: a rejection counts as a bug. */
  run(): Promise<number>;
  /** Ends in order: takes nothing new, lets what is under way finish. */
  stop(): void;
  /** Ends what is under way as well, gently. May come with or without `stop`. */
  abort(): void;
}

/** After a bug nothing is known for sure: children get this long to end, then the process is gone. */
const FATAL_MS = 20_000;

/**
 * Runs until it ends. The first SIGTERM or SIGINT ends it in order, the second without waiting for what is under way,
 * the third at once. A rejection that nobody handles, or a throw outside of everything, is a bug: it is logged,
 * children are told to end, and the process exits with 1.
 */
export async function runProcess(events: ProcessEvents, runnable: Runnable, log: Log, clock: Clock): Promise<void> {
  let signals = 0;
  let isBroken = false;
  for (const signal of ["SIGTERM", "SIGINT"]) {
    events.on(signal, () => {
      signals += 1;
      log.info("told to end", { signal, how: signals === 1 ? "in order" : signals === 2 ? "soon" : "at once" });
      if (signals === 1) runnable.stop();
      else if (signals === 2) runnable.abort();
      else events.exit(1);
    });
  }
  for (const event of ["unhandledRejection", "uncaughtException"]) {
    events.on(event, (error) => {
      log.error("this is a bug in upstart; ending", { event, error });
      if (isBroken) return;
      isBroken = true;
      clock.after(FATAL_MS, () => events.exit(1));
      runnable.stop();
      runnable.abort();
    });
  }
  const code = await runnable.run().catch((error: unknown) => {
    log.error("this is a bug in upstart; ending", { error });
    return 1;
  });
  events.exit(isBroken ? 1 : code);
}
