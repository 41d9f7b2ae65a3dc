import { HelmError } from "@upstart/engine";
import { expect, test } from "vitest";
import { memoryLog } from "../testing/memory-log.ts";
import { createLog } from "./log.ts";

test("a line is one JSON object with time, level, message and what it is about", () => {
  const written: string[] = [];
  const log = createLog({ level: "info", write: (line) => written.push(line), now: () => 0 });
  log.with({ controller: "release" }).info("two\nlines", { name: "api" });
  expect(written).toEqual([
    '{"ts":"1970-01-01T00:00:00.000Z","level":"info","msg":"two\\nlines","controller":"release","name":"api"}\n',
  ]);
});

test("lines below the level are not written", () => {
  const log = memoryLog("warn");
  log.debug("no");
  log.info("no");
  log.warn("yes");
  log.error("yes");
  expect(log.lines.map((l) => l.level)).toEqual(["warn", "error"]);
});

test("values and the data of Secrets are hidden wherever they stand", () => {
  const log = memoryLog();
  log.info("odd", {
    object: { kind: "Secret", data: { PASSWORD: "hunter2" } },
    release: { spec: { values: "hunter2" } },
  });
  expect(JSON.stringify(log.lines)).not.toContain("hunter2");
});

test("long texts are cut, and say so", () => {
  const log = memoryLog();
  log.info("helm", { output: "x".repeat(20_000) });
  expect(String(log.lines[0]!.output)).toMatch(/^x{16384}… \(3616 more characters\)$/);
});

test("a failure has its code, a bug its stack", () => {
  const log = memoryLog();
  log.warn("one", { error: new HelmError("TimedOut", "timed out") });
  log.warn("two", { error: new Error("odd") });
  expect(log.lines[0]!.error).toEqual({ code: "TimedOut", message: "timed out" });
  expect(log.lines[1]!.error).toMatchObject({ message: "odd", stack: expect.stringContaining("log.test.ts") });
});

test("what cannot be written never ends the program", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const log = memoryLog();
  log.info("circle", { circle });
  log.info("big", { n: 1n });
  expect(log.lines.map((l) => l.msg)).toEqual(["circle", "big"]);
});
