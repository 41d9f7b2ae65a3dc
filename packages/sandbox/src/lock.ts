import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isRunning, type Running } from "./processes.ts";

export interface LockOptions {
  /** Told once, with the process that has the lock, when it must be waited for. */
  readonly onWait: (owner: Running) => void;
  readonly pollMs?: number;
}

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
      await discard(file, `${mine}.stale`, text);
      continue;
    }
    if (!isTold) onWait(owner);
    isTold = true;
    await sleep(pollMs);
  }
}

/** Moves a dead owner's lock away; puts it back if it was somebody else's by then. */
async function discard(file: string, aside: string, expected: string): Promise<void> {
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // another one was quicker
    throw error;
  }
  if ((await read(aside)) !== expected) await linked(aside, file);
  await rm(aside, { force: true });
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
