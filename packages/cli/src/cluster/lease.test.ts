import type { ObjectKey } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { holdLease, type Machine } from "./lease.ts";

const KEY: ObjectKey = {
  apiVersion: "coordination.k8s.io/v1",
  kind: "Lease",
  namespace: "shop",
  name: "upstart.usvc.shop",
};

function world() {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const running = new Set([1, 2, 3]);
  const waits: string[] = [];
  const hold = (name: string, pid: number, signal = new AbortController().signal) => {
    const machine: Machine = { name, pid, isRunning: (p) => running.has(p) };
    return holdLease(cluster, KEY, {
      clock,
      signal,
      machine,
      onWait: (holder) => void waits.push(`${name} for ${holder}`),
    });
  };
  return { clock, cluster, running, waits, hold };
}

test("the second one waits until the first has released it, and is told who holds it", async () => {
  const { clock, hold, waits } = world();
  const first = await hold("laptop", 1);
  let isHeld = false;
  const second = hold("ci", 2).then(() => {
    isHeld = true;
  });
  await clock.advance(60_000);
  expect([isHeld, waits]).toEqual([false, ["ci for laptop"]]);
  await first.release();
  await clock.until(second);
  expect(isHeld).toBe(true);
});

test("one that was killed on this machine is not waited for", async () => {
  const { clock, hold, running } = world();
  await hold("laptop", 1);
  running.delete(1);
  const start = clock.now();
  await clock.until(hold("laptop", 2));
  expect(clock.now() - start).toBe(0);
});

test("one elsewhere that renews no more is gone after as long as the lease lasts, whatever its clock says", async () => {
  const { clock, cluster, hold } = world();
  // A lease from a machine whose clock is a year ahead, and that is silent.
  cluster.put({
    apiVersion: KEY.apiVersion,
    kind: KEY.kind,
    metadata: { name: KEY.name, namespace: "shop" },
    spec: { holderIdentity: "elsewhere/9/x", renewTime: "2031-01-01T00:00:00.000000Z" },
  });
  const start = clock.now();
  await clock.until(hold("laptop", 1));
  expect(clock.now() - start).toBe(15_000);
});

test("of two who find it free only one has it", async () => {
  const { clock, hold } = world();
  const held: string[] = [];
  void hold("a", 1).then(() => held.push("a"));
  void hold("b", 2).then(() => held.push("b"));
  await clock.advance(10_000);
  expect(held).toHaveLength(1);
});

test("a holder that cannot renew it, or finds it taken, knows that it is lost", async () => {
  const { clock, cluster, hold } = world();
  const first = await hold("a", 1);
  cluster.fail("Lease", "Unreachable");
  await clock.advance(10_000);
  expect(first.lost.aborted).toBe(false);
  await clock.advance(10_000);
  expect(first.lost.aborted).toBe(true);

  cluster.fail("Lease", undefined);
  const second = await clock.until(hold("b", 2));
  const { metadata, ...rest } = (await cluster.get(KEY))!;
  cluster.put({ ...rest, metadata, spec: { holderIdentity: "c/3/y" } });
  await clock.advance(5000);
  expect(second.lost.aborted).toBe(true);
  await second.release();
  expect(await cluster.get(KEY)).toBeDefined();
});

test("what others write on it, and leave the holder, does not take it away", async () => {
  const { clock, cluster, hold } = world();
  const first = await hold("a", 1);
  const { metadata, ...rest } = (await cluster.get(KEY))!;
  cluster.put({ ...rest, metadata: { ...metadata, labels: { team: "shop" } } });
  const before = (await cluster.get(KEY))!.metadata.resourceVersion;
  await clock.advance(5000);
  expect(first.lost.aborted).toBe(false);
  expect((await cluster.get(KEY))!.metadata.resourceVersion).not.toBe(before);
});

test("waiting for it ends when the signal says so", async () => {
  const { clock, hold } = world();
  await hold("a", 1);
  const abort = new AbortController();
  const waiting = hold("b", 2, abort.signal);
  const ended = expect(waiting).rejects.toThrow();
  await clock.advance(1000);
  abort.abort();
  await ended;
});
