import { releasesOf, type Step } from "@upstart/engine";
import { fakeClock, fakeCluster, graphOf, serviceOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { recordFailure, recordOutcomes } from "./record-outcomes.ts";
import { RecordWriter } from "./record-writer.ts";

const own = releasesOf(graphOf({ a: {} }));
const failed: Step = { do: "stop", phase: "failed", reason: "ChartUnavailable", message: "token hunter2 refused" };
const run = {
  state: "failed" as const,
  digest: "d",
  failure: { reason: "ChartUnavailable", message: "token hunter2 refused" },
};
const secret = { key: { apiVersion: "v1", kind: "Secret", name: "s" }, sensitive: true, data: { T: "hunter2" } };

test("a failure is kept without secrets, through a run that does not come to its end, until a success", async () => {
  const writer = await RecordWriter.open(fakeCluster(fakeClock()), fakeClock(), serviceOf({ a: {} }), {
    namespace: "shop",
    listed: [],
  });
  const record = (step: Step) =>
    recordOutcomes(
      [writer],
      own,
      { steps: new Map([["a", step]]), observation: new Map([["a", { run, blockers: [], outputs: [secret] }]]) },
      0,
    );
  record(failed);
  expect(writer.record.failures).toMatchObject({ "shop/a": { message: "token (sensitive) refused", digest: "d" } });
  record({ do: "wait", phase: "waiting", reason: "Progressing", waitingFor: [] });
  expect(Object.keys(writer.record.failures ?? {})).toEqual(["shop/a"]);
  record({ do: "nothing", digest: "d" });
  expect(writer.record.failures).toBeUndefined();
});

test("a failure is written when it comes, and the same again costs no write", async () => {
  const cluster = fakeCluster(fakeClock());
  const spec = serviceOf({ a: {} });
  const writer = await RecordWriter.open(cluster, fakeClock(), spec, { namespace: "shop", listed: [] });
  const seen = { steps: new Map([["a", failed]]), observation: new Map([["a", { run, blockers: [], outputs: [] }]]) };
  const writes = () => cluster.calls.filter((c) => c.startsWith("update")).length;
  recordFailure(writer, own[0]!, seen, 0);
  await writer.flush();
  expect(Object.keys(writer.record.failures ?? {})).toEqual(["shop/a"]);
  recordFailure(writer, own[0]!, seen, 1000);
  recordOutcomes([writer], own, seen, 2000);
  await writer.flush();
  expect(writes()).toBe(1);
});
