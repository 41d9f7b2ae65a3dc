import { decodeRecord, type Release, recordKey, releasesOf } from "@upstart/engine";
import { fakeClock, fakeCluster, graphOf, serviceOf } from "@upstart/engine/testing";
import { expect, test, vi } from "vitest";
import { RecordWriter } from "./record-writer.ts";
import { recordSelection } from "./records.ts";

const spec = serviceOf({ a: {}, b: { needs: ["a"] } });
const KEY = recordKey({ kind: "UpstartService", namespace: "shop", name: "shop" });
const releases = releasesOf(graphOf({ a: {}, b: { needs: ["a"] } }));
const deployed = { revision: 1, chart: "x", version: "1", objects: [] };

function world() {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const listed = () => cluster.list(recordSelection("shop"));
  const open = async (of = spec) =>
    RecordWriter.open(cluster, clock, of, { namespace: "shop", listed: await listed() });
  const stored = async () => decodeRecord((await cluster.get(KEY))!)!;
  const writes = () => cluster.calls.filter((c) => /^(?:create|update)/.test(c)).length;
  return { clock, cluster, open, stored, writes };
}

test("what was applied is known before anything is done", async () => {
  const { open, stored } = world();
  await open();
  expect(await stored()).toMatchObject({ spec: spec.spec, releases: {}, namespaces: [] });
});

test("the same spec again is not written again", async () => {
  const { open, writes } = world();
  await open();
  await (await open()).flush();
  expect(writes()).toBe(1);
});

test("what is done at one time is one write, and what is done while it is under way goes into one more", async () => {
  const { open, stored, writes } = world();
  const writer = await open();
  const deployAll = () => {
    for (const release of [...releases, ...releases] as Release[]) writer.deployed(release, deployed, ["shop/a"]);
  };
  deployAll();
  expect(writes()).toBe(1);
  await vi.waitUntil(() => writes() === 2);
  deployAll();
  await writer.flush();
  expect(Object.keys((await stored()).releases)).toEqual(["shop/a", "shop/b"]);
  expect(writes()).toBe(3);
});

test("what comes soon after a write waits for more, but for no more than a moment", async () => {
  const { clock, open, stored, writes } = world();
  const writer = await open();
  writer.deployed(releases[0]!, deployed, []);
  await vi.waitUntil(() => clock.pending === 1);
  writer.deployed(releases[1]!, deployed, []);
  await clock.advance(900);
  expect(writes()).toBe(2);
  await clock.advance(100);
  await vi.waitUntil(() => writes() === 3);
  expect(Object.keys((await stored()).releases)).toEqual(["shop/a", "shop/b"]);
});

test("a record that lost its labels, and so is in no list, is gone on with", async () => {
  const { cluster, open, stored } = world();
  const writer = await open();
  writer.deployed(releases[0]!, deployed, []);
  await writer.flush();
  const { metadata, ...rest } = (await cluster.get(KEY))!;
  cluster.put({ ...rest, metadata: { ...metadata, labels: {} } });
  await open();
  expect(await stored()).toMatchObject({ spec: spec.spec });
});

test("a change of the Secret by others is no conflict for long, and a record that was deleted is made anew", async () => {
  const { cluster, open, stored } = world();
  const writer = await open();
  const { metadata, ...rest } = (await cluster.get(KEY))!;
  cluster.put({ ...rest, metadata: { ...metadata, labels: { ...metadata.labels, team: "shop" } } });
  writer.deployed(releases[0]!, deployed, []);
  await writer.flush();
  expect(Object.keys((await stored()).releases)).toEqual(["shop/a"]);
});

test("a write that failed is tried again at the end, and said where it fails for good", async () => {
  const { cluster, open, stored } = world();
  const writer = await open();
  cluster.fail("Secret", "Unreachable");
  writer.deployed(releases[0]!, deployed, []);
  await expect(writer.flush()).rejects.toMatchObject({ code: "Unreachable" });
  cluster.fail("Secret", undefined);
  await writer.flush();
  expect(Object.keys((await stored()).releases)).toEqual(["shop/a"]);
});

test("a record of a newer version is not overwritten", async () => {
  const { cluster, open, writes } = world();
  await open();
  cluster.put({ ...(await cluster.get(KEY))!, type: "upstart.com/record.v9" });
  await expect(open(serviceOf({ other: {} }))).rejects.toMatchObject({ exitCode: 1 });
  expect(writes()).toBe(1);
});

test("failures are kept until a success, and cost no write where nothing is new", async () => {
  const { open, stored, writes } = world();
  const failure = { reason: "InstallFailed", message: "no", digest: "d", revision: 0, at: "2030-01-01T00:00:00Z" };
  const writer = await open();
  writer.concluded(
    new Map([
      ["shop/a", failure],
      ["shop/b", undefined],
    ]),
  );
  await writer.flush();
  expect((await stored()).failures).toEqual({ "shop/a": failure });
  const next = await open();
  const before = writes();
  next.concluded(new Map([["shop/a", failure]]));
  await next.flush();
  expect(writes()).toBe(before);
  next.concluded(new Map([["shop/a", undefined]]));
  await next.flush();
  expect(await stored()).not.toHaveProperty("failures");
});
