import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { holdObjects } from "./hold.ts";

const objects = (...names: string[]) => names.map((name) => ({ kind: "UpstartService", name }) as const);

function world() {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const said: string[] = [];
  const stderr = { write: (text: string) => void said.push(text), isTTY: false, columns: 0 };
  const hold = (names: string[], timeoutMs = 60_000, signal = new AbortController().signal) =>
    holdObjects({ stderr, signal }, { cluster, clock, namespace: "shop" }, objects(...names), timeoutMs);
  const leases = () => cluster.objects().map((o) => o.metadata.name.split(".").at(-1));
  return { clock, cluster, said, hold, leases };
}

test("leases that nobody has cost one call each, and one more when they are given back", async () => {
  const { cluster, hold, leases } = world();
  const held = await hold(["b", "a", "c"]);
  expect(cluster.calls.every((call) => call.startsWith("create Lease"))).toBe(true);
  expect(cluster.calls).toHaveLength(3);
  expect(leases().toSorted()).toEqual(["a", "b", "c"]);
  await held.release();
  expect(leases()).toEqual([]);
});

test("whoever waits for one holds nothing that comes after it, so that two cannot wait for each other", async () => {
  const { clock, hold, leases, said } = world();
  const first = await hold(["b"]);
  let isHeld = false;
  const second = hold(["c", "a", "b"]).then((held) => {
    isHeld = true;
    return held;
  });
  await clock.advance(1000);
  expect(leases().toSorted()).toEqual(["a", "b"]);
  expect([isHeld, said.length]).toEqual([false, 1]);
  expect(said[0]).toMatch(/applies or deletes b right now/);
  await (await hold(["c"])).release();
  await first.release();
  await (await clock.until(second)).release();
  expect(leases()).toEqual([]);
});

test("nothing stays held when one cannot be had", async () => {
  const { clock, cluster, hold, leases } = world();
  const first = await hold(["b"]);
  await expect(clock.until(hold(["a", "b", "c"], 2000))).rejects.toMatchObject({ exitCode: 4 });
  expect(leases()).toEqual(["b"]);
  await first.release();
  cluster.fail("Lease", "Forbidden");
  await expect(hold(["a"])).rejects.toMatchObject({ code: "Forbidden" });
});
