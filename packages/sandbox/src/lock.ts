import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isRunning, type Running } from "./processes.ts";

export interface LockOptions {
  /** Told once, with the process that has the lock, when it must be waited for. */
  readonly onWait: (owner: Running) => void;
  readonly pollMs?: number;
}

/** Between looks at a lock that somebody else is taking over. */
const TAKE_OVER_MS = 10;

/**
 * Runs alone among all processes that name the same file. A lock whose process is dead is taken over; it is let go
 * whether `run` resolves or rejects.
 */
export async function withLock<T>(file: string, options: LockOptions, run: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  // Unlike a file that is opened and then written, a link appears with its content.
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, JSON.stringify(identify("lock", process.pid)));
  try {
    await acquire(file, mine, options);
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string, mine: string, { onWait, pollMs = 200 }: LockOptions): Promise<void> {
  for (let isTold = false; ; ) {
    if (await linked(mine, file)) return;
    const text = await read(file);
    if (text === undefined) continue; // let go meanwhile
    const owner = ownerIn(text);
    if (owner === undefined || !isRunning(owner)) {
      if (!(await discard(file, mine, text))) await sleep(TAKE_OVER_MS);
      continue;
    }
    if (!isTold) onWait(owner);
    isTold = true;
    await sleep(pollMs);
  }
}

/**
 * Removes a dead owner's lock; false when somebody else is at it. Only one at a time may: a lock that is removed, or moved
 * away to be looked at, by two would be somebody's who has just taken it.
 */
async function discard(file: string, mine: string, expected: string): Promise<boolean> {
  const claim = `${file}.taken-over`;
  if (!(await linked(mine, claim))) {
    // Held for two looks at the disk: whoever died in between is not waited for.
    const text = await read(claim);
    if (text !== undefined && !isHeld(text)) await rm(claim, { force: true });
    return false;
  }
  try {
    if ((await read(file)) === expected) await rm(file, { force: true });
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

function isHeld(text: string): boolean {
  const owner = ownerIn(text);
  return owner !== undefined && isRunning(owner);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function ownerIn(text: string): Running | undefined {
  try {
    return JSON.parse(text) as Running;
  } catch {
    return undefined; // not written by us: nobody can be waited for
  }
}
