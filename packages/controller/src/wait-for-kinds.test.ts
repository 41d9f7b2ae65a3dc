import { ClusterError } from "@upstart/engine";
import { fakeClock } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { memoryLog } from "./testing/memory-log.ts";
import { waitForKinds } from "./wait-for-kinds.ts";

const ALL = ["UpstartService", "HelmRelease"];

/** Waits over a cluster that answers with `errors`, a kind's or everybody's. */
function wait(errors: Record<string, ClusterError | undefined>) {
  const clock = fakeClock();
  const log = memoryLog();
  const stopping = new AbortController();
  const get = ({ kind }: { kind: string }) => {
    const error = errors[kind] ?? errors.all;
    return error === undefined ? Promise.resolve(undefined) : Promise.reject(error);
  };
  const options = { cluster: { get }, clock, log, apiVersion: "v1", kinds: ALL, namespace: "upstart" };
  const end: { is?: boolean } = {};
  void waitForKinds({ ...options, signal: stopping.signal }).then((is) => {
    end.is = is;
  });
  return { clock, log, stopping, errors, end };
}

const unknown = new ClusterError("UnknownKind", "the cluster has no such kind");

test("goes on at once where all kinds are there", async () => {
  const { clock, end, log } = wait({});
  await clock.advance(0);
  expect([end.is, log.lines]).toEqual([true, []]);
});

test("says which kinds are missing, again when that changes and every minute, and goes on when they are there", async () => {
  const { clock, log, errors, end } = wait({ UpstartService: unknown, HelmRelease: unknown });
  await clock.advance(10_000);
  delete errors.UpstartService;
  await clock.advance(65_000);
  expect(log.lines.map((l) => l.missing)).toEqual([ALL, ["HelmRelease"], ["HelmRelease"]]);
  expect(end.is).toBeUndefined();
  delete errors.HelmRelease;
  await clock.advance(2000);
  expect(end.is).toBe(true);
});

test("goes on trying while the cluster cannot be reached, and says so", async () => {
  const { clock, log, errors, end } = wait({ all: new ClusterError("Unreachable", "connection refused") });
  await clock.advance(10_000);
  expect(log.lines).toMatchObject([{ level: "warn", error: { code: "Unreachable" } }]);
  delete errors.all;
  await clock.advance(2000);
  expect(end.is).toBe(true);
});

test("takes a kind that it may not read to be there", async () => {
  const { clock, end } = wait({ all: new ClusterError("Forbidden", "forbidden") });
  await clock.advance(0);
  expect(end.is).toBe(true);
});

test("ends when told to", async () => {
  const { clock, stopping, end } = wait({ all: unknown });
  await clock.advance(3000);
  stopping.abort();
  await clock.advance(0);
  expect([end.is, clock.pending]).toEqual([false, 0]);
});
