import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { run } from "./testing/run.ts";

/** The files of a sandbox whose programs have these pids; 0 is nobody's. */
function sandboxOf(programs: Readonly<Record<string, number>>) {
  const directory = mkdtempSync(join(tmpdir(), "upstart-cli-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, "cluster"));
  const entries = Object.entries(programs).map(([name, pid]) => ({ name, pid, started: "", log: `/logs/${name}.log` }));
  writeFileSync(join(directory, "cluster", "processes.json"), JSON.stringify(entries));
  writeFileSync(join(directory, "sandbox.json"), JSON.stringify({ directory, server: "https://127.0.0.1:1", env: {} }));
  return { env: { UPSTART_SANDBOX: directory } };
}

test("a sandbox of which a program has ended says which, where its last words are, and how to mend it", async () => {
  const ailing = sandboxOf({ etcd: process.pid, kwok: 0 });
  const told = await run(["sandbox", "status"], ailing);
  expect(told.exitCode).toBe(1);
  expect(told.stdout).toMatch(/does not work: kwok has ended\n.*\/logs\/kwok\.log\n.*upstart sandbox up\n/);
  const { stdout } = await run(["sandbox", "status", "-o", "json"], ailing);
  expect(JSON.parse(stdout)).toEqual({ running: false, ended: [{ name: "kwok", log: "/logs/kwok.log" }] });
  expect((await run(["sandbox", "env"], ailing)).stderr).toContain("kwok has ended");
});

test.each([
  ["and doctor warns of it", { etcd: process.pid, kwok: 0 }, "kwok has ended"],
  ["all of it likewise", { etcd: 0, kwok: 0 }, "all of its programs have ended"],
])("%s", async (_, programs, words) => {
  const { stdout } = await run(["doctor", "-o", "json"], sandboxOf(programs));
  const { checks } = JSON.parse(stdout) as { checks: { section: string; result: string; detail: string }[] };
  expect(checks.filter((c) => c.section === "sandbox")).toMatchObject([
    { result: "warning", detail: expect.stringContaining(words) },
  ]);
});

test("of one that works, and where there is none, doctor says nothing", async () => {
  const { stdout } = await run(["doctor", "-o", "json"], sandboxOf({ etcd: process.pid }));
  expect(stdout).not.toContain('"sandbox"');
});
