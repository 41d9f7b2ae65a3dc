import { createLog } from "@upstart/controller/runtime/log";
import { ClusterError, type KubeObject } from "@upstart/engine";
import { expect, test } from "vitest";
import { Activity } from "./activity.ts";

const HOUR = 3_600_000;
const environmentUsedAt = (ms: number): KubeObject => ({
  apiVersion: "upstartoperators.upstart.com/v1alpha1",
  kind: "UpstartEnvironment",
  metadata: { name: "cart", namespace: "envs", uid: "1" },
  status: { lastActivity: { at: new Date(ms).toISOString() } },
});

function stage(fails = false) {
  const time = { now: HOUR };
  const written: string[] = [];
  const said: string[] = [];
  const log = createLog({ level: "info", write: (line) => void said.push(line), now: () => time.now });
  const clock = { now: () => time.now, after: () => () => undefined };
  const cluster = {
    apply: async (object: KubeObject) => {
      if (fails) throw new ClusterError("Forbidden", "not allowed");
      written.push(`${object.metadata.uid} ${object.metadata.annotations?.["upstart.com/activity"]}`);
      return object;
    },
  };
  return { time, written, said, activity: new Activity({ cluster, clock, log }) };
}

test("use is told once a minute at most, for as long as there is any", async () => {
  const { time, written, activity } = stage();
  for (let seconds = 0; seconds <= 60; seconds += 20) {
    time.now = HOUR + seconds * 1000;
    await activity.used(environmentUsedAt(0));
  }
  expect(written).toEqual(["1 request 1970-01-01T01:00:00.000Z", "1 request 1970-01-01T01:01:00.000Z"]);
});

test("what another replica has told need not be told again", async () => {
  const { written, activity } = stage();
  await activity.used(environmentUsedAt(HOUR - 30_000));
  expect(written).toEqual([]);
  await activity.used(environmentUsedAt(HOUR - 61_000));
  expect(written).toHaveLength(1);
});

test("a wake is told at once, and fails where it cannot; use that cannot be told fails nobody", async () => {
  const { written, activity } = stage();
  await activity.wake(environmentUsedAt(HOUR));
  expect(written).toEqual(["1 wake 1970-01-01T01:00:00.000Z"]);
  const broken = stage(true);
  await broken.activity.used(environmentUsedAt(0));
  expect(broken.said).toHaveLength(1);
  await expect(broken.activity.wake(environmentUsedAt(0))).rejects.toThrow("not allowed");
});
