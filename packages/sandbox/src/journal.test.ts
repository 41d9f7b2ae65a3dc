import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Journal, type Program } from "./journal.ts";
import { isRunning, stopAll } from "./processes.ts";
import { temporaryFolder } from "./testing/temporary.ts";

function setUp() {
  const folder = temporaryFolder();
  const file = join(folder, "processes.json");
  onTestFinished(() => stopAll(new Journal(file).stopOrder));
  const program = (name: string, code = "setInterval(() => {}, 1000)"): Program => ({
    name,
    command: process.execPath,
    args: ["-e", code],
    log: join(folder, `${name}.log`),
  });
  return { folder, file, program };
}

test("who comes later finds every process, in the order of start and of stop", () => {
  const { file, program } = setUp();
  const journal = new Journal(file);
  for (const name of ["etcd", "api", "kwok"]) journal.start(program(name));
  const later = new Journal(file);
  expect(later.entries.map((e) => e.name)).toEqual(["etcd", "api", "kwok"]);
  expect(later.stopOrder.map((e) => e.name)).toEqual(["kwok", "api", "etcd"]);
  expect(later.entries.every(isRunning)).toBe(true);
});

test("a program that is started again keeps its place", async () => {
  const { file, program } = setUp();
  const journal = new Journal(file);
  for (const name of ["etcd", "api", "kwok"]) journal.start(program(name));
  const first = journal.entries[1]!;
  await stopAll([first]);
  journal.start(program("api"));
  expect(new Journal(file).entries.map((e) => e.name)).toEqual(["etcd", "api", "kwok"]);
  expect(new Journal(file).entries[1]!.pid).not.toBe(first.pid);
});

test("of the caller's variables a program sees where to put temporary files, and no other; its output is kept", async () => {
  const { folder, file, program } = setUp();
  vi.stubEnv("ETCD_DATA_DIR", "elsewhere");
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { child } = new Journal(file).start(
    program(
      "env",
      "const e = process.env; console.log(e.ETCD_DATA_DIR, e.HOME, e.TMPDIR); console.error('and errors')",
    ),
  );
  await new Promise((resolve) => child.once("exit", resolve));
  expect(await readFile(join(folder, "env.log"), "utf8")).toBe(`undefined ${folder} ${folder}\nand errors\n`);
});

test("a program that is not there is an error that names it, and is not noted", () => {
  const { file, program } = setUp();
  const journal = new Journal(file);
  expect(() => journal.start({ ...program("etcd"), command: join(file, "nowhere") })).toThrow(
    expect.objectContaining({ code: "StartFailed", message: "etcd could not be started" }),
  );
  expect(journal.entries).toEqual([]);
});

test("a journal that cannot be read is an error that says which file", () => {
  const { file } = setUp();
  writeFileSync(file, "{");
  expect(() => new Journal(file)).toThrow(expect.objectContaining({ code: "StateUnreadable" }));
  writeFileSync(file, "[]"); // for the cleaning up
});

test("a program gets the variables that it asks for", async () => {
  const { file, program } = setUp();
  const asks = program("kwok", "console.log(process.env.GOMAXPROCS)");
  const { child } = new Journal(file).start({ ...asks, env: { GOMAXPROCS: "1" } });
  await once(child, "exit");
  expect(await readFile(asks.log, "utf8")).toBe("1\n");
});
