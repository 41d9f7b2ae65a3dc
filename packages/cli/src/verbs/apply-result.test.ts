import { type HelmErrorCode, type RolloutEnd, releasesOf, type Step } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { exitCodeOf } from "./apply-result.ts";

const done: Step = { do: "nothing", digest: "" };
const waits: Step = { do: "wait", phase: "waiting", reason: "WaitingForOutputs", waitingFor: ["x"] };
const blocked: Step = { do: "stop", phase: "blocked", reason: "WaitingForDependency", message: "" };
const suspended: Step = { do: "stop", phase: "suspended", reason: "Suspended", message: "" };
const failed = (code?: HelmErrorCode): Step => ({
  do: "stop",
  phase: "failed",
  reason: "InstallFailed",
  message: "",
  ...(code === undefined ? {} : { code }),
});

test.each<[string, RolloutEnd, Step[], number, number]>([
  ["all ready", "settled", [done, done], 2, 0],
  ["nothing to do", "settled", [done, done], 0, 0],
  ["one is suspended", "settled", [done, suspended], 0, 0],
  ["one failed, and nothing was deployed", "settled", [failed("Failed"), blocked], 0, 1],
  ["one failed, some are deployed", "settled", [failed("Failed"), done], 1, 5],
  ["what is deployed did not become ready", "settled", [failed(), blocked], 1, 5],
  ["blocked by what somebody else applied", "settled", [blocked, done], 0, 1],
  ["no Helm", "settled", [failed("HelmUnavailable"), blocked], 0, 3],
  ["no chart", "settled", [failed("ChartUnavailable")], 0, 3],
  ["no rights", "settled", [failed("Forbidden"), failed("Forbidden")], 0, 3],
  ["no rights for one, another refused", "settled", [failed("Forbidden"), failed("Failed")], 0, 1],
  ["still waiting when time was over", "timedOut", [done, waits], 1, 4],
  ["time over, and one had failed", "timedOut", [failed("Failed"), waits], 0, 1],
  ["^C", "interrupted", [done, waits], 1, 130],
])("%s", (_, end, steps, deployed, want) => {
  const graph = graphOf(Object.fromEntries(steps.map((_step, i) => [`r${i}`, {}])));
  const own = releasesOf(graph);
  const ids = own.map((r) => r.id);
  const result = {
    end,
    graph,
    own,
    foreign: new Set<string>(),
    steps: new Map(ids.map((id, i) => [id, steps[i]!])),
    observation: new Map(),
    deployed: new Set(ids.slice(0, deployed)),
  };
  expect(exitCodeOf(result)).toBe(want);
});
