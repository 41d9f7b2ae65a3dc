import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { identify, isRunning, stopAll } from "./processes.ts";
import { temporaryFolder } from "./testing/temporary.ts";

/** A program that says "ready" and goes on; what else it does is given as code. */
async function program(code = ""): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(process.execPath, ["-e", `${code}; setInterval(() => {}, 1000); console.log("ready")`]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout!, "data");
  return { child, pid: child.pid! };
}

test("a process that runs is known again, and one that ended is not", async () => {
  const { child, pid } = await program();
  const running = identify("program", pid);
  expect(isRunning(running)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(isRunning(running)).toBe(false);
});

test("a program is asked to end", async () => {
  const { child, pid } = await program(`process.on("SIGTERM", () => process.exit(7))`);
  await stopAll([identify("program", pid)]);
  expect(child.exitCode ?? (await once(child, "exit"))[0]).toBe(7);
});

test("a program that does not end when asked is killed", async () => {
  const { child, pid } = await program(`process.on("SIGTERM", () => {})`);
  await stopAll([identify("program", pid)], 50);
  expect(child.signalCode ?? (await once(child, "exit"))[1]).toBe("SIGKILL");
});

test("programs end in the order given", async () => {
  // They write it down themselves: Node tells of several that have ended in an order of its own.
  const ends = join(temporaryFolder(), "ends");
  const noting = (i: number) =>
    program(
      `process.on("SIGTERM", () => { require("fs").appendFileSync(${JSON.stringify(ends)}, "${i}"); process.exit() })`,
    );
  const programs = await Promise.all([0, 1, 2].map(noting));
  await stopAll([2, 0, 1].map((i) => identify(`${i}`, programs[i]!.pid)));
  expect(readFileSync(ends, "utf8")).toBe("201");
});

test.runIf(process.platform === "linux")("a process that only got the pid of ours is left alone", async () => {
  const { child, pid } = await program();
  const earlier = { ...identify("program", pid), started: "1" };
  expect(isRunning(earlier)).toBe(false);
  await stopAll([earlier], 50);
  expect(child.exitCode).toBeNull();
  expect(child.signalCode).toBeNull();
});
