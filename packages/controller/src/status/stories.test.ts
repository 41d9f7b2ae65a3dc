import { ClusterError, HelmError, type KubeObject } from "@upstart/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { release, Stage } from "../testing/stage.ts";

let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const crash = { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } };
const pod = (name: string, state: object, more: object = {}): KubeObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop", ownerReferences: ownerOf() },
  status: { containerStatuses: [{ name: "app", ready: false, restartCount: 3, state, ...more }] },
});
const ownerOf = () => {
  const { uid = "none" } = stage.get("Deployment", "api")?.metadata ?? {};
  return [{ apiVersion: "apps/v1", kind: "Deployment", name: "api", uid }];
};
const message = () => stage.condition("HelmRelease", "shop-api", "Ready")?.message.split("\n") ?? [];
const releases = () => stage.status("UpstartService", "shop").releases as Record<string, { message: string }>;
const api = release("api", { timeout: "1m" });

test("a release that does not become ready is told with its pod and the pod's last words, in the service too", async () => {
  stage.helm.behave("api", { readyMs: 600_000 });
  stage.put("UpstartService", "shop", { helmReleases: { api } });
  await stage.clock.advance(2000);
  stage.cluster.log("api-1", "one\ntwo\nthree\nfour\nfive\nno such table: users\n");
  stage.cluster.put(pod("api-1", crash));
  await stage.clock.advance(2000);
  expect(message()[0]).toContain("pod/api-1 CrashLoopBackOff");
  const below = [
    "pod api-1/app CrashLoopBackOff: back-off 40s",
    ..."one two three four five".split(" ").map((w) => `log ${w}`),
  ];
  expect(message().slice(1)).toEqual([...below, "log no such table: users"].filter((l) => l !== "log one"));
  expect(releases().api!.message.split("\n").slice(1)).toEqual(message().slice(1));
  // Who sums up has one line.
  expect(stage.condition("UpstartService", "shop", "Ready")?.message).not.toContain("\n");
  await stage.clock.advance(60_000);
  expect(stage.condition("HelmRelease", "shop-api", "Stalled")).toMatchObject({ reason: "InstallFailed" });
  expect(message().at(-1)).toBe("log no such table: users");
});

test("what is over is told no more", async () => {
  stage.helm.behave("api", { readyMs: 10_000 });
  stage.put("UpstartService", "shop", { helmReleases: { api } });
  await stage.clock.advance(2000);
  stage.cluster.put(pod("api-1", crash));
  await stage.clock.advance(2000);
  expect(message()).toContain("pod api-1/app CrashLoopBackOff: back-off 40s");
  stage.cluster.remove({ apiVersion: "v1", kind: "Pod", namespace: "shop", name: "api-1" });
  await stage.clock.advance(20_000);
  expect(message()).toEqual(["is deployed and ready"]);
});

test("a hook that fails is told with its pod; secrets that are known are masked, however they are written", async () => {
  stage.helm.behave("db", { secrets: () => ({ PASSWORD: "hunter2hunter2" }) });
  const fails = Array.from({ length: 5 }, () => new HelmError("Failed", "failed post-install: job api-migrate failed"));
  stage.helm.behave("api", { fails });
  const ended = { terminated: { exitCode: 1, reason: "Error", message: "cannot log in with hunter2hunter2" } };
  stage.cluster.put(pod("api-migrate-x", ended));
  stage.cluster.log("api-migrate-x", `auth ${btoa("hunter2hunter2")}\n${"x".repeat(3000)}`);
  stage.put("UpstartService", "shop", {
    helmReleases: {
      db: release("db", { outputsFrom: [{ secretRef: { name: "db-secret" } }] }),
      api: release("api", { dependencies: [{ name: "db" }], values: { p: "<< db.outputs.PASSWORD >>" } }),
    },
  });
  await stage.clock.advance(600_000);
  expect(stage.condition("HelmRelease", "shop-api", "Stalled")?.reason).toBe("InstallFailed");
  expect(message().slice(0, 3)).toEqual([
    "failed post-install: job api-migrate failed",
    "pod api-migrate-x/app Error: cannot log in with (sensitive)",
    "log auth (sensitive)",
  ]);
  expect(message().join("").length).toBeLessThan(1500);
});

test("a log that cannot be had breaks nothing; that memory was too little is said", async () => {
  stage.cluster.logs = async () => {
    throw new ClusterError("Forbidden", "cannot read the log");
  };
  const killed = { lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } } };
  stage.helm.behave("api", { fails: [new HelmError("Failed", "it broke")] });
  stage.cluster.put(pod("api-1", crash, killed));
  stage.put("UpstartService", "shop", { helmReleases: { api } });
  await stage.clock.advance(3000);
  expect(message()[1]).toBe("pod api-1/app OOMKilled: it takes more memory than it may; 3 restarts");
});

test("values that the chart's schema refuses are given up on at once, and told in one line by who sums up", async () => {
  const refused =
    "values don't meet the specifications of the schema(s) in the following chart(s):\napi:\n- at '/port'";
  stage.helm.behave("api", { fails: [new HelmError("ValuesRefused", refused)] });
  stage.put("UpstartService", "shop", { helmReleases: { api } });
  await stage.clock.advance(600_000);
  expect(stage.calls()).toEqual(["upgrade api"]);
  expect(stage.condition("HelmRelease", "shop-api", "Stalled")).toMatchObject({
    reason: "InstallFailed",
    message: refused,
  });
  expect(stage.condition("UpstartService", "shop", "Stalled")?.message).toContain("api: - at '/port'");
});

test("each thing is told once in events, also of what is suspended as it is", async () => {
  stage.put("UpstartService", "shop", { helmReleases: { api } });
  await stage.clock.advance(2000);
  stage.put("UpstartService", "shop", { suspend: true, helmReleases: { api } });
  await stage.clock.advance(2000);
  stage.put("UpstartService", "shop", { suspend: true, helmReleases: { api: release("api", { timeout: "2m" }) } });
  await stage.clock.advance(2000);
  const told = stage.events.filter((e) => e.name === "shop-api").map((e) => e.event.reason);
  expect(told.filter((reason) => reason === "Suspended")).toHaveLength(1);
});
