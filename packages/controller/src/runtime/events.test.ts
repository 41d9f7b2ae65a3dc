import { ClusterError, type KubeObject } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { memoryLog } from "../testing/memory-log.ts";
import { EventRecorder, type EventToRecord } from "./events.ts";

const release: KubeObject = {
  apiVersion: "upstartoperators.upstart.com/v1alpha1",
  kind: "HelmRelease",
  metadata: { name: "shop-api", namespace: "shop", uid: "u1" },
};
const event = (more: Partial<EventToRecord> = {}): EventToRecord => ({
  type: "Warning",
  reason: "InstallFailed",
  action: "Install",
  note: "it does not start",
  ...more,
});

/** A recorder, and the events as a cluster would have them. `fail` is thrown by the next calls while set. */
function recorder() {
  const clock = fakeClock();
  const events = new Map<string, KubeObject>();
  const outcomes: string[] = [];
  const fault: { fail?: ClusterError } = {};
  const store = (object: KubeObject): Promise<KubeObject> => {
    if (fault.fail !== undefined) return Promise.reject(fault.fail);
    events.set(object.metadata.name, object);
    return Promise.resolve(object);
  };
  const update = (object: KubeObject) =>
    events.has(object.metadata.name) ? store(object) : Promise.reject(new ClusterError("NotFound", "it has expired"));
  const observe = (outcome: string) => void outcomes.push(outcome);
  const options = { cluster: { create: store, update }, clock, log: memoryLog(), instance: "pod-1", observe };
  return { clock, events, outcomes, fault, recorder: new EventRecorder(options), all: () => [...events.values()] };
}

test("an event says what happened to which object, and who saw it", async () => {
  const { recorder: r, all } = recorder();
  r.record(release, event());
  await r.flush();
  expect(all()).toMatchObject([
    {
      apiVersion: "events.k8s.io/v1",
      metadata: { namespace: "shop" },
      type: "Warning",
      reason: "InstallFailed",
      action: "Install",
      note: "it does not start",
      reportingController: "upstart.com/controller",
      reportingInstance: "pod-1",
      regarding: { kind: "HelmRelease", name: "shop-api", namespace: "shop", uid: "u1" },
      eventTime: "2030-01-01T00:00:00.000000Z",
    },
  ]);
});

test("the same again counts up, and after ten minutes it is a new event", async () => {
  const { clock, recorder: r, all } = recorder();
  for (let i = 0; i < 3; i++) r.record(release, event());
  await r.flush();
  expect(all()).toMatchObject([{ series: { count: 3 } }]);
  await clock.advance(601_000);
  r.record(release, event());
  await r.flush();
  expect(all()).toHaveLength(2);
});

test("an event that the cluster has dropped meanwhile is made anew", async () => {
  const { events, recorder: r, all } = recorder();
  r.record(release, event());
  await r.flush();
  events.clear();
  r.record(release, event());
  await r.flush();
  expect(all()).toHaveLength(1);
  expect(all()[0]).not.toHaveProperty("series");
});

test("more than ten different notes of one kind are told as one", async () => {
  const { recorder: r, all } = recorder();
  for (let i = 0; i < 20; i++) r.record(release, event({ note: `attempt ${i}` }));
  await r.flush();
  expect(all()).toHaveLength(11);
  expect(all().at(-1)).toMatchObject({ note: "(combined from similar events) attempt 10", series: { count: 10 } });
});

test("one object sends a burst of 25, then one each five minutes, and holds up no other", async () => {
  const { clock, recorder: r, outcomes, all } = recorder();
  for (let i = 0; i < 40; i++) r.record(release, event({ reason: `R${i}` }));
  await r.flush();
  expect(outcomes.filter((o) => o === "sent")).toHaveLength(25);
  expect(outcomes.filter((o) => o === "dropped")).toHaveLength(15);
  r.record({ ...release, metadata: { ...release.metadata, uid: "u2" } }, event());
  await clock.advance(300_000);
  r.record(release, event({ reason: "Later" }));
  r.record(release, event({ reason: "TooMuch" }));
  await r.flush();
  expect(
    all()
      .map((e) => e.reason)
      .slice(-2),
  ).toEqual(["InstallFailed", "Later"]);
});

test("what cannot be recorded is counted and harms nothing", async () => {
  const { fault, recorder: r, outcomes, all } = recorder();
  fault.fail = new ClusterError("Forbidden", "the namespace is being terminated");
  r.record(release, event());
  await r.flush();
  delete fault.fail;
  r.record(release, event());
  await r.flush();
  expect(outcomes).toEqual(["failed", "sent"]);
  expect(all()).toHaveLength(1);
});

test("a long note is cut at a character, within what the API takes", async () => {
  const { recorder: r, all } = recorder();
  r.record(release, event({ note: "ä".repeat(1000) }));
  await r.flush();
  const note = all()[0]!.note as string;
  expect(Buffer.byteLength(note)).toBeLessThanOrEqual(1024);
  expect(note).toMatch(/^ä{500,}…$/);
});
