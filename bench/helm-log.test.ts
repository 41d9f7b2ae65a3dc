import { expect, test } from "vitest";
import { busyMs, parseHelmLog } from "./helm-log.ts";

const log = [
  ["start", "7", "100.000500", "upgrade", "a b", "--install"],
  ["start", "8", "100.010000", "upgrade", "c"],
  ["end", "7", "100.020500", "0m0.011s 0m1.002s"],
]
  .map((fields) => fields.join("\x1f"))
  .join("\n");

test("the wrapper's log tells each call's words, times and CPU time", () => {
  const [first, second] = parseHelmLog(log);
  expect(first!.args).toEqual(["upgrade", "a b", "--install"]);
  expect(first!.startedAt).toBeCloseTo(100_000.5);
  expect(first!.endedAt).toBeCloseTo(100_020.5);
  expect(first!.cpuMs).toBeCloseTo(1013);
  expect(second).toEqual({ args: ["upgrade", "c"], startedAt: 100_010 });
});

test.each([
  [
    "calls one after the other",
    [
      [0, 10],
      [20, 25],
    ],
    15,
  ],
  [
    "calls side by side",
    [
      [0, 10],
      [5, 12],
    ],
    12,
  ],
  [
    "a call within another",
    [
      [0, 10],
      [2, 4],
    ],
    10,
  ],
  ["no call", [], 0],
])("Helm is busy during %s", (_, spans, expected) => {
  expect(busyMs(spans.map(([startedAt, endedAt]) => ({ args: [], startedAt: startedAt!, endedAt: endedAt! })))).toBe(
    expected,
  );
});
