import { HelmError, type HelmErrorCode } from "@upstart/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RETRY_ANNOTATION } from "./names.ts";
import type { AttemptsStatus } from "./status/attempts-status.ts";
import { release, Stage } from "./testing/stage.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const failing = (times: number, code: HelmErrorCode = "Failed") =>
  Array.from({ length: times }, () => new HelmError(code, "it broke"));
const attempts = () => stage.status("HelmRelease", "shop-db").attempts as AttemptsStatus | undefined;
const install = () => stage.put("UpstartService", "shop", { helmReleases: { db: release("db") } });
const isReady = () => stage.condition("UpstartService", "shop", "Ready")?.status === "True";

async function takeOver(identity?: string): Promise<void> {
  await stage.stop();
  stage = stage.successor(identity);
}

test("is written before Helm is called, by whom and for which revision, and is gone when Helm has succeeded", async () => {
  let seen: AttemptsStatus | undefined;
  stage.helm.behave("db", {
    deployMs: 1000,
    outputs: () => {
      seen = attempts();
      return {};
    },
  });
  install();
  await stage.clock.advance(500);
  expect(attempts()).toMatchObject({ calls: 1, failures: 0, by: "host_one", revision: 1 });
  expect(stage.condition("HelmRelease", "shop-db", "Ready")?.message).toBe("Helm is at work");
  await stage.clock.advance(2000);
  expect(seen).toMatchObject({ calls: 1, by: "host_one", digest: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(isReady()).toBe(true);
  expect(attempts()).toBeUndefined();
});

test("costs no write of its own: an install has two in all", async () => {
  const statusWrites = () => stage.writes().filter((w) => w === "apply HelmRelease shop/shop-db/status").length;
  stage.helm.behave("db", { deployMs: 1000 });
  install();
  await stage.clock.advance(500);
  expect(statusWrites()).toBe(1); // that Helm is at work
  await stage.clock.advance(5000);
  expect(statusWrites()).toBe(1);
});

test("are nothing to whoever takes over what is as wanted: nothing is written, by a chain of ten either", async () => {
  const key = (i: number) => `r${i}`;
  const chain = Array.from({ length: 10 }, (_, i) => [
    key(i),
    release(key(i), i === 0 ? {} : { dependencies: [{ name: key(i - 1) }] }),
  ]);
  for (let i = 0; i < 10; i++) stage.helm.behave(key(i), { readyMs: 100 });
  stage.put("UpstartService", "shop", { helmReleases: Object.fromEntries(chain) });
  await stage.clock.advance(30_000);
  expect(isReady()).toBe(true);
  await takeOver();
  stage.cluster.lag(50);
  await stage.clock.advance(600_000);
  expect(stage.writes()).toEqual([]);
  expect(stage.calls()).toHaveLength(10);
});

test("without being written, Helm is not called; when it can be, it is", async () => {
  stage.helm.behave("db", { deployMs: 100 });
  install();
  stage.cluster.fail("HelmRelease", "ServerError");
  await stage.clock.advance(60_000);
  expect(stage.calls()).toEqual([]);
  stage.cluster.fail("HelmRelease", undefined);
  await stage.clock.advance(600_000);
  expect(stage.calls()).toEqual(["upgrade db"]);
  expect(isReady()).toBe(true);
});

test("are counted across controllers: five in all, and then nobody calls Helm or writes anything", async () => {
  stage.helm.behave("db", { fails: failing(9) });
  install();
  await stage.clock.advance(10_000);
  expect(stage.calls()).toHaveLength(2);
  expect(attempts()).toMatchObject({ calls: 2, failures: 2, reason: "InstallFailed", message: "it broke" });
  await takeOver("other_two");
  await stage.clock.advance(600_000);
  expect(stage.calls()).toHaveLength(5);
  expect(attempts()).toMatchObject({ calls: 5, failures: 5, by: "other_two" });
  expect(attempts()).not.toHaveProperty("nextAt");
  stage.writes();
  await takeOver();
  await stage.clock.advance(600_000);
  expect(stage.calls()).toHaveLength(5);
  expect(stage.condition("UpstartService", "shop", "Stalled")).toMatchObject({ reason: "InstallFailed" });
  expect(stage.writes()).toEqual([]);
});

test("wait as long as the one before would have", async () => {
  stage.helm.behave("db", { fails: failing(9) });
  install();
  await stage.clock.advance(20_000); // after 0, 5 and 15 s; the next is due at 35 s
  expect(stage.calls()).toHaveLength(3);
  await takeOver();
  await stage.clock.advance(14_000);
  expect(stage.calls()).toHaveLength(3);
  await stage.clock.advance(3000);
  expect(stage.calls()).toHaveLength(4);
});

test("are not put off by a clock that was a day ahead", async () => {
  stage.helm.behave("db", { fails: failing(9) });
  install();
  await stage.clock.advance(20_000);
  await stage.stop();
  const object = stage.get("HelmRelease", "shop-db")!;
  const nextAt = new Date(stage.clock.now() + 86_400_000).toISOString();
  stage.cluster.put({ ...object, status: { ...(object.status as object), attempts: { ...attempts(), nextAt } } });
  stage = stage.successor();
  await stage.clock.advance(21_000); // what the third attempt is waited for at most
  expect(stage.calls()).toHaveLength(4);
});

test.each(["HelmRelease", "UpstartService"] as const)(
  "begin anew when the annotation on the %s asks for it, also while no controller was there",
  async (kind) => {
    stage.helm.behave("db", { fails: failing(7) });
    install();
    await stage.clock.advance(600_000);
    await stage.stop();
    stage.annotate(kind, kind === "HelmRelease" ? "shop-db" : "shop", { [RETRY_ANNOTATION]: "now" });
    stage = stage.successor();
    await stage.clock.advance(600_000);
    expect(stage.calls()).toHaveLength(8); // five, two that fail, and the one that succeeds
    expect(isReady()).toBe(true);
    expect(attempts()).toBeUndefined();
  },
);

test("begin anew with an edit, also while no controller was there", async () => {
  stage.helm.behave("db", { fails: failing(5) });
  install();
  await stage.clock.advance(600_000);
  await stage.stop();
  stage.put("UpstartService", "shop", { helmReleases: { db: release("db", { values: { size: 2 } }) } });
  stage = stage.successor();
  await stage.clock.advance(1000);
  expect(stage.calls()).toHaveLength(6);
  expect(isReady()).toBe(true);
});

test("that the world ends are not counted to those that the release ends", async () => {
  stage.helm.behave("db", { fails: [...failing(8, "ClusterUnreachable"), ...failing(4)] });
  install();
  await stage.clock.advance(3_600_000);
  expect(stage.calls()).toHaveLength(13);
  expect(isReady()).toBe(true);
});

test("that we end ourselves are not counted", async () => {
  stage.helm.behave("db", { deployMs: 60_000 });
  install();
  await stage.clock.advance(1000);
  expect(attempts()).toMatchObject({ calls: 1 });
  await stage.abort();
  expect(attempts()).toBeUndefined();
});

test("that were cut off are counted: after five of them it is given up on, and says why", async () => {
  stage.helm.behave("db", { deployMs: 60_000, diesWhenEnded: true });
  install();
  for (let kill = 1; kill <= 5; kill++) {
    await stage.clock.advance(2000);
    expect(attempts()).toMatchObject({ calls: kill, failures: kill - 1, by: expect.stringMatching(/^host_/) });
    stage = await stage.killed(`host_${kill}`);
  }
  await stage.clock.advance(2000);
  expect(stage.calls()).toHaveLength(5);
  expect(stage.condition("UpstartService", "shop", "Stalled")?.message).toContain("cut off");
});
