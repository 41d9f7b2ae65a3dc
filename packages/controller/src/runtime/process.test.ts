import { EventEmitter } from "node:events";
import { fakeClock, settle } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { memoryLog } from "../testing/memory-log.ts";
import { runProcess } from "./process.ts";

/** A process that can be signalled, and something that runs in it until `end`. */
function start() {
  const events = new EventEmitter();
  const clock = fakeClock();
  const log = memoryLog();
  const calls: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const runnable = { run: () => promise, stop: () => void calls.push("stop"), abort: () => void calls.push("abort") };
  const process = { on: events.on.bind(events), exit: (code: number) => void calls.push(`exit ${code}`) };
  void runProcess(process, runnable, log, clock);
  return { events, clock, log, calls, end: resolve, fail: reject };
}

test("each signal ends it more urgently", async () => {
  const { events, calls, end } = start();
  events.emit("SIGTERM");
  events.emit("SIGINT");
  expect(calls).toEqual(["stop", "abort"]);
  end(0);
  await settle();
  expect(calls).toEqual(["stop", "abort", "exit 0"]);
});

test("the third does not wait for anything", () => {
  const { events, calls } = start();
  for (let i = 0; i < 3; i++) events.emit("SIGTERM");
  expect(calls).toEqual(["stop", "abort", "exit 1"]);
});

test.each(["unhandledRejection", "uncaughtException"])(
  "%s is logged, children are told to end, and it exits with 1",
  async (name) => {
    const { events, calls, log, end } = start();
    events.emit(name, new TypeError("x is not a function"));
    events.emit(name, new TypeError("again"));
    expect(log.lines[0]).toMatchObject({ level: "error", error: { stack: expect.stringContaining("TypeError") } });
    end(0);
    await settle();
    expect(calls).toEqual(["stop", "abort", "exit 1"]);
  },
);

test("after a bug it does not wait for ever", async () => {
  const { events, clock, calls } = start();
  events.emit("unhandledRejection", new Error("bug"));
  await clock.advance(20_000);
  expect(calls).toEqual(["stop", "abort", "exit 1"]);
});

test("a run that throws is a bug", async () => {
  const { calls, log, fail } = start();
  fail(new Error("bug"));
  await settle();
  expect(calls).toEqual(["exit 1"]);
  expect(log.lines[0]).toMatchObject({ level: "error" });
});
