import { expect, test } from "vitest";
import { bytesText, markdownTable, timeText } from "./table.ts";

test("columns are aligned, and what is not known stays empty", () => {
  expect(
    markdownTable([
      { what: "chain of 10", ours: "1.90 s", beside: "ideal 1.80 s", ratio: 1.0555, bar: "1.10", met: true },
      { what: "a | b", ours: "2 ms", bar: "1 ms", met: false },
      { what: "only told", ours: "3 ms" },
    ]).split("\n"),
  ).toEqual([
    "| what        | ours   | beside it    | ratio | bar  | met? |",
    "|-------------|--------|--------------|-------|------|------|",
    "| chain of 10 | 1.90 s | ideal 1.80 s | 1.06  | 1.10 | yes  |",
    "| a \\| b      | 2 ms   |              |       | 1 ms | no   |",
    "| only told   | 3 ms   |              |       |      |      |",
    "",
  ]);
});

test.each([
  [0.4, "0 ms"],
  [994, "994 ms"],
  [995, "0.99 s"],
  [1838, "1.84 s"],
  [9949, "9.95 s"],
  [33_240, "33.2 s"],
])("%d ms reads %s", (ms, text) => expect(timeText(ms)).toBe(text));

test.each([
  [240e6, "240 MB"],
  [16.04e9, "16.0 GB"],
])("%d bytes read %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));
