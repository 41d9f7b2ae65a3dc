import type { KubeObject } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { beforeEach, expect, test } from "vitest";
import type { Summary } from "./conditions.ts";
import { StatusWriter } from "./status-writer.ts";

const clock = fakeClock();
const cluster = fakeCluster(clock);
const events: string[] = [];
const writer = new StatusWriter({ cluster, clock, events: { record: (_, { reason }) => void events.push(reason) } });
const key = { apiVersion: "upstartoperators.upstart.com/v1alpha1", kind: "HelmRelease", namespace: "shop", name: "db" };
const working = (message: string): Summary => ({ is: "progressing", reason: "Progressing", message });
const READY: Summary = { is: "ready", reason: "Ready", message: "is deployed and ready" };

const current = () => cluster.objects().find((o) => o.metadata.name === "db") as KubeObject;
const message = () => (current().status as { conditions: { message: string }[] }).conditions[0]!.message;
const writes = () => cluster.calls.filter((c) => c.startsWith("apply")).length;

beforeEach(async () => {
  cluster.remove(key);
  cluster.put({ apiVersion: key.apiVersion, kind: key.kind, metadata: { name: "db", namespace: "shop" }, spec: {} });
  await writer.write(current(), working("install"));
});

test("how work goes on is told a second later at most, however often it changes until then", async () => {
  const before = writes();
  const told: (number | undefined)[] = [];
  for (const words of ["one", "two", "three"]) {
    told.push((await writer.writeInTime(current(), working(words))).requeueAfterMs);
    await clock.advance(400);
  }
  expect(told).toEqual([1000, 600, 200]);
  expect(writes()).toBe(before);
  expect(await writer.writeInTime(current(), working("four"))).toEqual({});
  expect([message(), writes() - before]).toEqual(["four", 1]);
});

test("another reason, being ready and another generation are told at once, and what waited is told with them", async () => {
  await writer.writeInTime(current(), working("one"));
  expect(await writer.writeInTime(current(), { ...working("failed"), reason: "InstallFailed" })).toEqual({});
  expect(message()).toBe("failed");
  expect(await writer.writeInTime(current(), READY)).toEqual({});
  expect(message()).toBe(READY.message);
  cluster.put({ ...current(), spec: { chart: "other" } });
  expect(await writer.writeInTime(current(), { ...READY, message: "is as before" })).toEqual({});
  expect(message()).toBe("is as before");
  // What was told with it waits no more: the next moment is a whole one.
  expect((await writer.writeInTime(current(), { ...READY, message: "more" })).requeueAfterMs).toBe(1000);
});

test("what is as it was before is neither written nor waited for", async () => {
  await writer.writeInTime(current(), working("one"));
  const before = writes();
  expect(await writer.writeInTime(current(), working("install"))).toEqual({});
  expect(writes()).toBe(before);
});
