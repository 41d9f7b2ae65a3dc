import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "./lock.ts";
import { identify } from "./processes.ts";
import { temporaryFolder } from "./testing/temporary.ts";

const patient = { onWait: () => undefined, pollMs: 5 };

test("many that want the same lock have it one after the other", async () => {
  const file = join(temporaryFolder(), "lock");
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => withLock(file, patient, work)));
  expect(most).toBe(1);
});

test("who waits is told once for whom", async () => {
  const file = join(temporaryFolder(), "lock");
  const told: number[] = [];
  const letGo = Promise.withResolvers<void>();
  const held = withLock(file, patient, () => letGo.promise);
  await expect.poll(() => existsSync(file)).toBe(true);
  const waiting = withLock(
    file,
    {
      onWait: ({ pid }) => {
        told.push(pid);
        letGo.resolve();
      },
      pollMs: 5,
    },
    async () => "done",
  );
  expect(await waiting).toBe("done");
  await held;
  expect(told).toEqual([process.pid]);
});

const ended = spawnSync(process.execPath, ["-e", ""]).pid;
test.each([
  ["whose process has ended", JSON.stringify({ name: "lock", pid: ended, started: "1" })],
  ["whose pid another process has now", JSON.stringify({ ...identify("lock", process.pid), started: "1" })],
  ["that says nothing", ""],
])("a lock %s is taken over, also by many at once", async (_, content) => {
  const folder = temporaryFolder();
  const file = join(folder, "lock");
  writeFileSync(file, content);
  const done = await Promise.all([1, 2, 3, 4].map((n) => withLock(file, patient, async () => n)));
  expect(done).toEqual([1, 2, 3, 4]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock is let go when the work fails", async () => {
  const folder = temporaryFolder();
  const failing = withLock(join(folder, "lock"), patient, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(readdirSync(folder)).toEqual([]);
});
