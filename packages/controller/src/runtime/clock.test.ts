import { systemClock } from "@upstart/clients";
import { expect, test } from "vitest";
import { steadyClock } from "./clock.ts";

test.each([
  ["steady", steadyClock],
  ["system", systemClock],
])("no timer of the %s clock runs before its time", async (_, clock) => {
  const early = Array.from({ length: 300 }, (_, i) => {
    const begun = clock.now();
    const ms = 1 + (i % 20) + ((i * 7) % 10) / 10;
    return new Promise<number>((resolve) => void clock.after(ms, () => resolve(clock.now() - begun - ms)));
  });
  expect((await Promise.all(early)).filter((late) => late < 0)).toEqual([]);
});
