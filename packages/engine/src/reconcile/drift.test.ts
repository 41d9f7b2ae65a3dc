import { beforeEach, describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import type { KubeObject, ManagedFields } from "../ports/object.ts";
import type { DriftDetection, Spec } from "../spec/objects.ts";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import { type FakeCluster, fakeCluster } from "../testing/fake-cluster.ts";
import { type FakeHelm, fakeHelm } from "../testing/fake-helm.ts";
import { Slots } from "./slots.ts";
import { Steward } from "./steward.ts";

const CONFIG = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config" }, data: { color: "red", size: "1" } };
const KEPT = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "kept", annotations: { "helm.sh/resource-policy": "keep" } },
  data: { color: "red" },
};
const WORKLOAD = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "app" },
  spec: { replicas: 2, x: "1" },
};
const READY = { observedGeneration: 9, replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2 };

let clock: FakeClock;
let cluster: FakeCluster;
let helm: FakeHelm;
let steward: Steward;
let corrected: string[];
let manifestsRead: number;
/** How long the cluster takes for what is asked to put something right. */
let slowMs: number;

beforeEach(() => {
  clock = fakeClock();
  cluster = fakeCluster(clock);
  helm = fakeHelm(clock, cluster, { web: { objects: [CONFIG, KEPT] } });
  corrected = [];
  manifestsRead = 0;
  slowMs = 0;
  steward = newSteward();
});

function newSteward(): Steward {
  return new Steward(
    {
      helm,
      cluster,
      clock,
      unlock: async () => "over",
      readDeployed: async (release) => {
        const objects = helm.manifestOf(release).map(({ apiVersion, kind, metadata: { namespace, name } }) => ({
          apiVersion,
          kind,
          namespace: namespace!,
          name,
        }));
        return { revision: 1, chart: "fake", version: "1.0.0", objects };
      },
      drift: {
        clusterOf: () => ({
          get: async (key) => await slowly(await cluster.get(key)),
          apply: async (object, options) => await cluster.apply(await slowly(object), options),
        }),
        readManifest: async (release) => {
          manifestsRead += 1;
          return helm.manifestOf(release);
        },
      },
    },
    {
      slots: new Slots(4),
      mayStart: () => true,
      onChange: () => undefined,
      onCorrected: (_, what) => void corrected.push(what),
      onBug: (error) => {
        throw error;
      },
    },
  );
}

const slowly = <T>(value: T): Promise<T> =>
  slowMs === 0 ? Promise.resolve(value) : new Promise((resolve) => void clock.after(slowMs, () => resolve(value)));

function keep(driftDetection?: DriftDetection, more: object = {}, on = steward): void {
  const spec: Spec = {
    kind: "HelmRelease",
    object: { kind: "HelmRelease", namespace: "shop", name: "web" },
    metadata: {},
    spec: { chart: "charts/web", ...(driftDetection === undefined ? {} : { driftDetection }), ...more },
  };
  const { graph } = analyze([spec], { namespace: "shop", ids: "absolute" });
  on.replace({ graph, halts: new Map() });
}

const step = (on = steward) => on.seen().steps.get("shop/HelmRelease/web");
const find = (name: string) => cluster.objects().find((o) => o.metadata.name === name && o.kind !== "HelmRelease")!;
const asks = () => cluster.calls.filter((c) => !c.startsWith("watch "));

/** Writes as somebody else would, through the API. */
function write(
  name: string,
  change: Partial<KubeObject>,
  by: ManagedFields = { manager: "kubectl-edit", operation: "Update" },
) {
  const { metadata, ...object } = find(name);
  const managedFields = [...(metadata.managedFields ?? []).filter((m) => m.manager !== by.manager), by];
  cluster.put({ ...object, ...change, metadata: { ...metadata, managedFields } } as KubeObject);
}

const data = (values: Record<string, string>, manager = "kubectl-edit") =>
  [
    { data: values },
    {
      manager,
      operation: "Update",
      fieldsV1: { "f:data": Object.fromEntries(Object.keys(values).map((k) => [`f:${k}`, {}])) },
    },
  ] as const;

describe("objects of a release", () => {
  test("are left in peace, without a call, as long as nobody else writes them", async () => {
    keep();
    await clock.advance(5000);
    const before = asks().length;
    await clock.advance(3_600_000);
    expect(asks().slice(before)).toEqual([]);
    expect(manifestsRead).toBe(0);
  });

  test("that somebody changes are put right, without Helm, and it is told which fields, and who did it", async () => {
    keep();
    await clock.advance(5000);
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(5000);
    expect(find("config").data).toEqual({ color: "red", size: "1" });
    expect(corrected).toEqual(["ConfigMap config: data.color (by kubectl-edit)"]);
    expect(helm.calls).toHaveLength(1);
    expect(step()).toEqual({ do: "nothing", digest: expect.any(String) });
    const before = asks().length;
    await clock.advance(3_600_000);
    expect(asks().slice(before)).toEqual([]);
  });

  test("that somebody takes a field from get it back, though nobody has it", async () => {
    keep();
    await clock.advance(5000);
    const { metadata, ...object } = find("config");
    cluster.put({ ...object, metadata, data: { size: "1" } });
    await clock.advance(5000);
    expect(find("config").data).toEqual({ color: "red", size: "1" });
  });

  test("that somebody takes a field from get it back, also right after Helm has ended", async () => {
    keep();
    while (step()?.do !== "nothing") await clock.advance(10);
    const { metadata, ...object } = find("config");
    cluster.put({ ...object, metadata, data: { size: "1" } });
    await clock.advance(5000);
    expect(find("config").data).toEqual({ color: "red", size: "1" });
  });

  test("keep what somebody adds to them", async () => {
    keep();
    await clock.advance(5000);
    write("config", ...data({ color: "red", size: "1", more: "x" }));
    await clock.advance(5000);
    expect(find("config").data).toMatchObject({ more: "x" });
    expect(cluster.calls.filter((c) => c.includes("apply"))).toEqual([]);
  });

  test("may be scaled by an autoscaler, also when something else is put right", async () => {
    helm.behave("web", { objects: [WORKLOAD] });
    keep();
    await clock.advance(5000);
    write("app", { status: READY });
    const scale = { "f:spec": { "f:replicas": {} } };
    write(
      "app",
      { spec: { replicas: 7, x: "1" } },
      { manager: "kube-controller-manager", operation: "Update", subresource: "scale", fieldsV1: scale },
    );
    await clock.advance(5000);
    expect(find("app").spec).toEqual({ replicas: 7, x: "1" });
    expect(cluster.calls.filter((c) => c === "apply Deployment shop/app")).toEqual([]);
    write(
      "app",
      { spec: { replicas: 7, x: "2" } },
      { manager: "kubectl-edit", operation: "Update", fieldsV1: { "f:spec": { "f:x": {} } } },
    );
    await clock.advance(5000);
    expect(find("app").spec).toEqual({ replicas: 7, x: "1" });
    expect(corrected).toEqual(["Deployment app: spec.x (by kubectl-edit)"]);
  });

  test("that a person scales are scaled back", async () => {
    helm.behave("web", { objects: [WORKLOAD] });
    keep();
    await clock.advance(5000);
    const by = {
      manager: "kubectl",
      operation: "Update",
      subresource: "scale",
      fieldsV1: { "f:spec": { "f:replicas": {} } },
    };
    write("app", { spec: { replicas: 0, x: "1" } }, by);
    await clock.advance(5000);
    expect(find("app").spec).toEqual({ replicas: 2, x: "1" });
  });

  test.each([
    { what: "Helm leaves behind", name: "kept" },
    { what: "somebody leaves to others", name: "config", annotations: { "upstart.com/drift-detection": "Disabled" } },
  ])("that $what are left alone", async ({ name, annotations }) => {
    keep();
    await clock.advance(5000);
    const { metadata, ...object } = find(name);
    const marked = { ...metadata, annotations: { ...metadata.annotations, ...annotations } };
    cluster.put({ ...object, metadata: marked, data: { color: "blue" } });
    await clock.advance(5000);
    expect(find(name).data).toEqual({ color: "blue" });
  });

  test("that were changed while nobody watched are found after a start", async () => {
    keep();
    await clock.advance(5000);
    await clock.until(steward.stop());
    write("config", ...data({ color: "blue", size: "1" }));
    const next = newSteward();
    keep(undefined, {}, next);
    await clock.advance(5000);
    expect(find("config").data).toEqual({ color: "red", size: "1" });
    expect(helm.calls).toHaveLength(1);
    const before = asks().length;
    await clock.advance(3_600_000);
    expect(asks().slice(before)).toEqual([]);
  });

  test("are not touched while the release is upgraded, and compared with what comes of that", async () => {
    keep();
    await clock.advance(5000);
    helm.behave("web", { deployMs: 10_000, objects: [{ ...CONFIG, data: { color: "green", size: "1" } }] });
    keep(undefined, { values: { a: 1 } });
    await clock.advance(1000);
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(8000);
    expect(find("config").data).toEqual({ color: "blue", size: "1" });
    await clock.advance(10_000);
    expect(find("config").data).toEqual({ color: "green", size: "1" });
    expect(helm.calls).toHaveLength(2);
  });

  test("are never made anew by being put right, only by Helm", async () => {
    keep();
    await clock.advance(5000);
    slowMs = 1000;
    cluster.lag(5000); // it is not seen yet that it is gone
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(6000); // read, and on its way to being compared
    cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "config" });
    await clock.advance(3000);
    expect(find("config")).toBeUndefined();
    await clock.advance(5000);
    expect(helm.calls).toHaveLength(2);
  });

  test("are not put right while Helm is at work: it waits for what is under way", async () => {
    keep();
    await clock.advance(5000);
    slowMs = 1000;
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(3000); // read and compared, and about to be written
    helm.behave("web", { objects: [{ ...CONFIG, data: { color: "green", size: "1" } }] });
    keep(undefined, { values: { a: 1 } });
    await clock.advance(60_000);
    expect(helm.calls).toHaveLength(2);
    expect(find("config").data).toMatchObject({ color: "green" });
    const [written] = cluster.calls.filter((c) => c === "apply ConfigMap shop/config");
    expect([written, helm.calls[1]!.from >= 8000]).toEqual(["apply ConfigMap shop/config", true]);
  });

  test("are let go of when the release is taken away", async () => {
    keep();
    await clock.advance(5000);
    slowMs = 1000;
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(1000); // it is being read
    await clock.until(steward.settle("shop/HelmRelease/web"));
    steward.replace({ graph: { nodes: new Map(), edges: new Map(), dangling: [] }, halts: new Map() });
    await clock.advance(60_000);
    expect(find("config").data).toMatchObject({ color: "blue" });
  });
});

describe("an object that is fought over", () => {
  const fight = (rounds: number) => {
    let left = rounds;
    cluster.watch({ apiVersion: "v1", kind: "ConfigMap", namespace: "shop" }, ({ object }) => {
      if (object.metadata.name !== "config" || (object.data as { color?: string }).color !== "red" || left === 0)
        return;
      left -= 1;
      clock.after(100, () => write("config", ...data({ color: "blue", size: "1" }, "other-controller")));
    });
  };

  test("is put right ever more slowly, and the status says so as long as it has to wait", async () => {
    keep();
    await clock.advance(5000);
    fight(1000);
    write("config", ...data({ color: "blue", size: "1" }, "other-controller"));
    await clock.advance(3_600_000);
    expect(corrected.length).toBeGreaterThan(3);
    expect(corrected.length).toBeLessThan(12);
    expect(step()).toMatchObject({
      do: "nothing",
      drift: expect.stringMatching(/config: data\.color \(by other-controller\), put right \d+ times/),
    });
  });

  test("is well again when the other gives up", async () => {
    keep();
    await clock.advance(5000);
    fight(4);
    write("config", ...data({ color: "blue", size: "1" }, "other-controller"));
    await clock.advance(600_000);
    expect(find("config").data).toMatchObject({ color: "red" });
    expect(step()).toEqual({ do: "nothing", digest: expect.any(String) });
  });
});

describe("driftDetection", () => {
  test("Warn tells and writes nothing, until it is as deployed again", async () => {
    keep("Warn");
    await clock.advance(5000);
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(5000);
    expect(find("config").data).toMatchObject({ color: "blue" });
    expect(step()).toMatchObject({ drift: "ConfigMap config: data.color (by kubectl-edit)" });
    const before = asks().length;
    await clock.advance(3_600_000);
    expect(asks().slice(before)).toEqual([]);
    write("config", ...data({ color: "red", size: "1" }));
    await clock.advance(5000);
    expect(step()).not.toHaveProperty("drift");
  });

  test("Warn that becomes Enabled puts right what it has told", async () => {
    keep("Warn");
    await clock.advance(5000);
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(5000);
    keep("Enabled");
    await clock.advance(5000);
    expect(find("config").data).toMatchObject({ color: "red" });
    expect(step()).not.toHaveProperty("drift");
  });

  test("Disabled looks at nothing", async () => {
    keep("Disabled");
    await clock.advance(5000);
    write("config", ...data({ color: "blue", size: "1" }));
    await clock.advance(60_000);
    expect(find("config").data).toMatchObject({ color: "blue" });
    expect(step()).not.toHaveProperty("drift");
    expect(manifestsRead).toBe(0);
  });

  test.each(["Warn", "Disabled"] as const)(
    "%s does not make again what was deleted; it is not ready without",
    async (mode) => {
      keep(mode);
      await clock.advance(5000);
      cluster.remove({ apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "config" });
      await clock.advance(5000);
      expect(helm.calls).toHaveLength(1);
      expect(step()).toMatchObject({ do: "wait", waitingFor: [expect.stringContaining("configmap/config")] });
    },
  );
});

test("what may not be compared is said, and tried again in a while", async () => {
  keep();
  await clock.advance(5000);
  cluster.fail("ConfigMap", "Forbidden");
  write("config", ...data({ color: "blue", size: "1" }));
  await clock.advance(5000);
  expect(step()).toMatchObject({ drift: expect.stringContaining("ConfigMap config: cannot get") });
  cluster.fail("ConfigMap", undefined);
  await clock.advance(60_000);
  expect(find("config").data).toMatchObject({ color: "red" });
  expect(step()).not.toHaveProperty("drift");
});
