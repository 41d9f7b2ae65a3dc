import { expect, test } from "vitest";
import { parseDuration } from "./duration.ts";

test.each([
  ["5m", 300_000],
  ["1h30m", 5_400_000],
  ["1.5m", 90_000],
  ["250ms", 250],
  ["5", undefined],
  ["", undefined],
  ["-5m", undefined],
  ["5m ", undefined],
])("%j is %s ms", (text, want) => expect(parseDuration(text)).toBe(want));
