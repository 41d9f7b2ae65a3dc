import { expect, test } from "vitest";
import type { Summary } from "./conditions.ts";
import { summaryOfParts } from "./summary.ts";

const ready: Summary = { is: "ready", reason: "Ready", message: "is ready" };
const waiting: Summary = { is: "progressing", reason: "WaitingForOutputs", message: "waiting for key A" };
const blocked: Summary = { is: "progressing", reason: "WaitingForDependency", message: "blocked by a (InstallFailed)" };
const failed: Summary = { is: "stalled", reason: "InstallFailed", message: "it broke" };
const suspended: Summary = { is: "suspended", reason: "Suspended", message: "is suspended" };

test.each([
  { of: "nothing", parts: [], is: "ready", reason: "Ready" },
  { of: "ready ones", parts: [ready, ready], is: "ready", reason: "Ready" },
  { of: "one that waits", parts: [ready, waiting], is: "progressing", reason: "WaitingForOutputs" },
  { of: "one that failed", parts: [ready, failed], is: "stalled", reason: "InstallFailed" },
  { of: "one that failed and those it blocks", parts: [blocked, failed], is: "stalled", reason: "InstallFailed" },
  { of: "one that failed while others go on", parts: [waiting, failed], is: "progressing", reason: "InstallFailed" },
  {
    of: "one that is blocked by another object",
    parts: [blocked, ready],
    is: "progressing",
    reason: "WaitingForDependency",
  },
  { of: "suspended ones", parts: [suspended, ready], is: "suspended", reason: "Suspended" },
])("what is made of $of is $is, for $reason", ({ parts, is, reason }) => {
  const named = parts.map((summary, i) => ({ name: `part${i}`, summary }));
  expect(summaryOfParts(named, "release")).toMatchObject({ is, reason });
});

test("the message counts and names the one that is told", () => {
  const parts = [
    { name: "db", summary: ready },
    { name: "api", summary: waiting },
  ];
  expect(summaryOfParts(parts, "release").message).toBe("1 of 2 releases ready; api: waiting for key A");
});
