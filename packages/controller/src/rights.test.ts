import { type Cluster, ClusterError, HelmError, type KubeObject } from "@upstart/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SKIP_UNINSTALL_ANNOTATION } from "./names.ts";
import { release, Stage } from "./testing/stage.ts";

const ACCOUNT = "system:serviceaccount:shop:deployer";

let stage: Stage;
/** Kinds that the account may not look at. */
let hidden: string[];
/** As whom Helm's record was read, and as whom the rest. */
let readers: (string | undefined)[];
let lookers: Set<string | undefined>;

beforeEach(() => {
  hidden = [];
  readers = [];
  lookers = new Set();
  stage = new Stage({}, "host_one", undefined, {
    clusterAs: (user) => {
      lookers.add(user);
      return user === ACCOUNT ? withoutHidden(stage.cluster) : stage.cluster;
    },
    readRecord: async (of) => {
      readers.push(of.asUser);
      if (of.asUser === ACCOUNT && hidden.includes("Secret")) throw forbidden();
      return stage.helm.record(of);
    },
  });
});
afterEach(() => stage.stop());

const forbidden = () => new ClusterError("Forbidden", `User "${ACCOUNT}" cannot`);

function withoutHidden(cluster: Cluster): Cluster {
  const unlessHidden =
    <Q extends { readonly kind: string }, R>(read: (of: Q) => Promise<R>) =>
    async (of: Q) => {
      if (hidden.includes(of.kind)) throw forbidden();
      return await read(of);
    };
  return { ...cluster, get: unlessHidden(cluster.get), list: unlessHidden(cluster.list) };
}

const install = async (more: object = {}) => {
  stage.put("UpstartService", "shop", {
    helmReleases: { a: release("a", { serviceAccountName: "deployer", ...more }) },
  });
  await stage.clock.advance(3000);
};

test("what was installed as a ServiceAccount is read and taken away as that", async () => {
  await install();
  expect(stage.get("HelmRelease", "shop-a")?.spec).toMatchObject({ serviceAccountName: "deployer" });
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(5000);
  expect(stage.helm.calls.map((c) => [c.verb, c.asUser])).toEqual([
    ["upgrade", ACCOUNT],
    ["uninstall", ACCOUNT],
  ]);
  expect(readers).toEqual([ACCOUNT]);
  expect([...lookers]).toEqual([ACCOUNT]);
});

test("what the account may not see is not told as left behind", async () => {
  const annotations = { "helm.sh/resource-policy": "keep" };
  const widget = {
    apiVersion: "example.com/v1",
    kind: "Widget",
    metadata: { name: "w", namespace: "shop", annotations },
  };
  stage.helm.behave("a", { objects: [widget] });
  await install();
  hidden = ["Widget"];
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(5000);
  expect(stage.get("UpstartService", "shop")).toBeUndefined();
  expect(stage.get("ConfigMap", "upstart.tombstones")).toBeUndefined();
});

test("an account that may read nothing uninstalls nothing, and the way out is open", async () => {
  await install();
  hidden = ["Secret"];
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(2000);
  expect(stage.condition("HelmRelease", "shop-a", "Ready")).toMatchObject({ reason: "UninstallFailed" });
  expect(stage.condition("HelmRelease", "shop-a", "Ready")?.message).toContain(ACCOUNT);
  stage.annotate("UpstartService", "shop", { [SKIP_UNINSTALL_ANNOTATION]: "true" });
  await stage.clock.advance(2000);
  expect(stage.get("UpstartService", "shop")).toBeUndefined();
  expect(stage.calls()).toEqual(["upgrade a"]);
});

test("an account that could install nothing is in nobody's way", async () => {
  hidden = ["Secret"];
  stage.helm.behave("a", { refuses: new HelmError("Forbidden", "secrets is forbidden") });
  await install();
  expect(stage.condition("HelmRelease", "shop-a", "Ready")).toMatchObject({ reason: "Forbidden" });
  await stage.delete("UpstartService", "shop");
  await stage.clock.advance(2000);
  expect(stage.get("UpstartService", "shop")).toBeUndefined();
});

test("what pods and their logs say is told only where the account may read it", async () => {
  const crash = { waiting: { reason: "CrashLoopBackOff", message: "back-off" } };
  const pod: KubeObject = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a-1", namespace: "victim" },
    status: { containerStatuses: [{ name: "app", ready: false, restartCount: 3, state: crash }] },
  };
  stage.cluster.put(pod);
  stage.cluster.log("a-1", "password is hunter2");
  const told = async (name: string) => {
    stage.helm.behave("a", { fails: [new HelmError("Forbidden", "secrets is forbidden")] });
    const spec = { chart: "charts/a", releaseName: "a", targetNamespace: "victim", serviceAccountName: "deployer" };
    stage.put("HelmRelease", name, spec);
    await stage.clock.advance(3000);
    const { message = "" } = stage.condition("HelmRelease", name, "Ready") ?? {};
    await stage.delete("HelmRelease", name);
    await stage.clock.advance(3000);
    return message;
  };
  expect(await told("one")).toContain("log password is hunter2");
  hidden = ["Pod"];
  expect(await told("two")).toMatch(/secrets is forbidden$/);
});
