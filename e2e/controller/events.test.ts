import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import type { KubeObject } from "@upstart/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { steadyClock } from "../../packages/controller/src/runtime/clock.ts";
import { EventRecorder } from "../../packages/controller/src/runtime/events.ts";
import { createLog } from "../../packages/controller/src/runtime/log.ts";
import { type Bench, openBench } from "../harness.ts";

let bench: Bench;
let cluster: KubernetesCluster;
beforeAll(async () => {
  bench = await openBench();
  cluster = createCluster(connect({ kubeconfig: bench.sandbox.kubeconfig }, {}));
});
afterAll(async () => {
  cluster?.close();
  await bench?.close();
});

test("the API takes what is recorded: new, counted up, combined, and cut to its limit", async () => {
  const outcomes: string[] = [];
  const recorder = new EventRecorder({
    cluster,
    clock: steadyClock,
    log: createLog({ level: "debug", write: (line) => process.stderr.write(line), now: () => steadyClock.now() }),
    instance: "e2e",
    observe: (outcome) => outcomes.push(outcome),
  });
  const object = (await cluster.get({ apiVersion: "v1", kind: "Namespace", name: "default" })) as KubeObject;
  const event = { type: "Warning", reason: "InstallFailed", action: "Install" } as const;
  for (let i = 0; i < 3; i++) recorder.record(object, { ...event, note: "the same" });
  for (let i = 0; i < 14; i++) recorder.record(object, { ...event, note: `${i} ${"ä".repeat(1000)}` });
  await recorder.flush();
  expect(outcomes.filter((o) => o !== "sent")).toEqual([]);

  const events = (await cluster.list({ apiVersion: "events.k8s.io/v1", kind: "Event", namespace: "default" })).filter(
    (e) => e.reportingController === "upstart.com/controller",
  );
  expect(events).toHaveLength(11);
  expect(events.find((e) => e.note === "the same")?.series).toMatchObject({ count: 3 });
  expect(events.find((e) => String(e.note).startsWith("(combined"))?.series).toMatchObject({ count: 5 });
});
