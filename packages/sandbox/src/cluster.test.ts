import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { restartApiServer, startCluster } from "./cluster.ts";
import { Journal } from "./journal.ts";
import { isRunning, stopAll } from "./processes.ts";
import { temporaryFolder } from "./testing/temporary.ts";

// What happens when programs do not do what they should; e2e/sandbox has the real ones.

const FOREVER = "exec sleep 60";

/** Programs that are shell scripts in place of etcd and kube-apiserver. */
function setUp(scripts: { etcd?: string; "kube-apiserver"?: string }) {
  const folder = temporaryFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["etcd", "kube-apiserver"] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${scripts[name] ?? FOREVER}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const directory = join(folder, "cluster");
  const processes = () => new Journal(join(directory, "processes.json")).entries;
  onTestFinished(() => stopAll(processes()));
  return { bin, directory, processes };
}

test("a program that ends is named, with its exit code, its last words and its log; the others are ended", async () => {
  const { bin, directory, processes } = setUp({ "kube-apiserver": "echo one; echo no such flag >&2; exit 3" });
  await expect(startCluster({ directory, bin })).rejects.toMatchObject({
    code: "StartFailed",
    message: "kube-apiserver ended with exit code 3 while starting:\n  one\n  no such flag",
    help: `its whole log is ${join(directory, "kube-apiserver.log")}`,
  });
  expect(processes().map((p) => p.name)).toEqual(["etcd", "kube-apiserver"]);
  expect(processes().filter(isRunning)).toEqual([]);
});

test("a program that is killed is named with its signal", async () => {
  const { bin, directory } = setUp({ etcd: "kill -9 $$" });
  await expect(startCluster({ directory, bin })).rejects.toThrow(
    "etcd ended with SIGKILL while starting:\n  (it said nothing)",
  );
});

test("a lost port is no reason to give up at once: other ports are tried", async () => {
  const { bin, directory } = setUp({ etcd: "echo listen tcp: bind: address already in use; exit 1" });
  const progress: string[] = [];
  const starting = startCluster({ directory, bin, onProgress: (line) => progress.push(line) });
  await expect(starting).rejects.toMatchObject({ code: "PortTaken" });
  expect(progress).toEqual(Array(2).fill("a port was taken meanwhile; trying others"));
});

test("a server that crashes while it starts is no reason to give up at once: all is started again", async () => {
  const crash = "printf 'panic: concurrent map writes\\n\\ngoroutine 12 [running]:\\n' >&2; exit 2";
  const { bin, directory } = setUp({ "kube-apiserver": crash });
  const progress: string[] = [];
  const starting = startCluster({ directory, bin, onProgress: (line) => progress.push(line) });
  await expect(starting).rejects.toMatchObject({ code: "Crashed" });
  expect(progress).toEqual(Array(2).fill("a server crashed while it started; starting again"));
});

test("what never becomes ready is given up, and all of it ended", async () => {
  const { bin, directory, processes } = setUp({});
  const starting = startCluster({ directory, bin, readyWithinMs: 100 });
  await expect(starting).rejects.toMatchObject({
    code: "StartFailed",
    message: expect.stringContaining("was not ready within 0.1s"),
  });
  expect(processes()).toHaveLength(2);
  expect(processes().filter(isRunning)).toEqual([]);
});

test("what a killed run left behind is ended and removed", async () => {
  const { bin, directory, processes } = setUp({ "kube-apiserver": "exit 3" });
  mkdirSync(directory);
  writeFileSync(join(directory, "old.log"), "");
  const { started } = new Journal(join(directory, "processes.json")).start({
    name: "etcd",
    command: "/bin/sh",
    args: ["-c", FOREVER],
    log: join(directory, "etcd.log"),
  });
  await expect(startCluster({ directory, bin })).rejects.toThrow("kube-apiserver ended");
  expect(isRunning(started)).toBe(false);
  expect(existsSync(join(directory, "old.log"))).toBe(false);
  expect(processes()).toHaveLength(2);
});

test("a folder with files that are not the sandbox's is left as it is", async () => {
  const { bin, directory } = setUp({});
  mkdirSync(directory);
  writeFileSync(join(directory, "thesis.txt"), "precious");
  await expect(startCluster({ directory, bin })).rejects.toMatchObject({ code: "DirectoryTaken" });
  expect(readFileSync(join(directory, "thesis.txt"), "utf8")).toBe("precious");
});

test("the token is in files that only the user can read, and in no argument", async () => {
  const { bin, directory, processes } = setUp({ "kube-apiserver": "exit 3" });
  await expect(startCluster({ directory, bin })).rejects.toThrow();
  const tokens = join(directory, "tokens.csv");
  const token = readFileSync(tokens, "utf8").split('"')[1]!;
  expect(token).toMatch(/^[0-9a-f]{48}$/);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(tokens).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(processes())).not.toContain(token);
});

test("a server that was never started cannot be started again", async () => {
  await expect(restartApiServer(temporaryFolder())).rejects.toMatchObject({ code: "NotRunning" });
});
