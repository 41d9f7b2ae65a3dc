import { API_VERSION, analyze, type KubeObject, releasesOf, type Spec, type Step } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { releaseObjectOf, stepOf } from "./told.ts";

const spec: Spec = {
  kind: "UpstartService",
  object: { kind: "UpstartService", namespace: "team", name: "shop" },
  metadata: {},
  spec: { helmReleases: { db: { chart: "charts/db" } } },
};
const { graph } = analyze([spec], { namespace: "team" });
const [db] = releasesOf(graph);

function object(status: object, more: object = {}): KubeObject {
  const metadata = { name: "shop", namespace: "team", uid: "1", generation: 2, ...more };
  return { apiVersion: API_VERSION, kind: "UpstartService", metadata, status: { observedGeneration: 2, ...status } };
}
const says = (release: object) => object({ releases: { db: { reason: "Progressing", message: "", ...release } } });
const step = (kept: KubeObject, submitted?: ReadonlyMap<string, number>): Step => stepOf(graph, db!, [kept], submitted);

test("a shard without controllers: its condition tells, whatever was said before", () => {
  const conditions = [{ type: "Ready", status: "False", reason: "ShardMissing", message: "no controllers run" }];
  const releases = { db: { state: "ready", reason: "Ready", message: "" } };
  expect(step(object({ observedGeneration: 0, conditions, releases }))).toMatchObject({
    do: "wait",
    reason: "ShardMissing",
    waitingFor: ["no controllers run"],
  });
});

test.each<[string, object, object]>([
  ["ready", { state: "ready" }, { do: "nothing" }],
  ["Helm at work", { state: "progressing", message: "Helm is at work" }, { do: "wait", phase: "running" }],
  [
    "not begun",
    { state: "progressing", message: "install: it is not installed" },
    { phase: "waiting", waitingFor: ["its turn"] },
  ],
  [
    "objects on their way",
    { state: "progressing", message: "waiting for x", waitingFor: [{ object: "deployment/db 0/1 ready" }] },
    { phase: "progressing", waitingFor: ["deployment/db 0/1 ready"] },
  ],
  [
    "two outputs",
    {
      state: "waiting",
      reason: "WaitingForOutputs",
      message: "waiting for key A in Secret db (it has B, C), key D in Secret db",
    },
    { phase: "waiting", waitingFor: ["key A in Secret db (it has B, C)", "key D in Secret db"] },
  ],
  [
    "another attempt",
    { state: "retrying", reason: "InstallFailed", message: "attempt 2 of 5: no" },
    { do: "wait", phase: "waiting", waitingFor: ["attempt 2 of 5: no"] },
  ],
  [
    "failed, without what its pod says",
    { state: "failed", reason: "InstallFailed", message: "not ready\nsecond line\npod db-0 CrashLoopBackOff\nlog bye" },
    { do: "stop", phase: "failed", reason: "InstallFailed", message: "not ready\nsecond line" },
  ],
  ["blocked", { state: "blocked", message: "blocked by x" }, { do: "stop", phase: "blocked" }],
  [
    "a chart out of reach",
    { state: "failed", reason: "ChartUnavailable", message: "no" },
    { do: "stop", code: "ChartUnavailable" },
  ],
])("%s", (_, release, want) => {
  expect(step(says(release))).toMatchObject(want);
});

const NOT_YET = { do: "wait", waitingFor: ["the controllers to take it up"] };

test("what is told of an older generation, or of less than was submitted, counts for nothing yet", () => {
  const ready = { releases: { db: { state: "ready", reason: "Ready", message: "" } } };
  expect(step(object({ ...ready, observedGeneration: 1 }))).toMatchObject(NOT_YET);
  expect(step(object(ready), new Map([["1", 3]]))).toMatchObject(NOT_YET);
  expect(step(object(ready), new Map([["1", 2]]))).toMatchObject({ do: "nothing" });
  expect(stepOf(graph, db!, [])).toMatchObject(NOT_YET);
});

test("a mistake in the object is its releases', where these are not told of", () => {
  const stalled = { type: "Stalled", status: "True", reason: "DependencyCycle", message: "db -> db" };
  expect(step(object({ conditions: [stalled] }))).toMatchObject({ phase: "failed", reason: "DependencyCycle" });
});

test("the HelmRelease of a release is found also where there is one service only", () => {
  const made = { ...object({}), kind: "HelmRelease", metadata: { name: "shop-db", namespace: "team" } };
  expect(releaseObjectOf(graph, db!, [object({}), made])).toBe(made);
});

test("a HelmRelease that stands alone says its state itself, whatever its words", () => {
  const alone = { kind: "HelmRelease" as const, namespace: "team", name: "web" };
  const { graph } = analyze([{ kind: "HelmRelease", object: alone, metadata: {}, spec: { chart: "charts/web" } }], {
    namespace: "team",
  });
  const ready = { type: "Ready", status: "False", reason: "InstallFailed", message: "attempt 2 of 5: blocked by x" };
  const stands = (status: object) => {
    const kept = { ...object({ conditions: [ready], ...status }, { name: "web" }), kind: "HelmRelease" };
    return stepOf(graph, releasesOf(graph)[0]!, [kept]);
  };
  expect(stands({ state: "failed" })).toMatchObject({ do: "stop", phase: "failed", reason: "InstallFailed" });
  expect(stands({ state: "blocked" })).toMatchObject({ do: "stop", phase: "blocked" });
  expect(stands({ state: "retrying" })).toMatchObject({ do: "wait", phase: "waiting" });
  expect(stands({})).toMatchObject(NOT_YET);
});

describe("an environment that cannot be used says so for its releases", () => {
  const shop: Spec = {
    kind: "UpstartEnvironment",
    object: { kind: "UpstartEnvironment", namespace: "team", name: "cart" },
    metadata: {},
    spec: { services: { shop: { spec: { helmReleases: { db: { chart: "charts/db" } } } } } },
  };
  const environments = analyze([shop], { namespace: "team" }).graph;
  const [release] = releasesOf(environments);
  const asked = (status: object, state?: string, metadata: object = {}) => {
    const at = (kind: string, name: string, more: object, about: object = {}): KubeObject => ({
      apiVersion: API_VERSION,
      kind,
      metadata: { name, namespace: "team", uid: name, generation: 1, ...about },
      status: { observedGeneration: 1, ...more },
    });
    const releases = { db: { state, reason: "Ready", message: "" } };
    const services = state === undefined ? [] : [at("UpstartService", "cart-shop", { releases })];
    return stepOf(environments, release!, [at("UpstartEnvironment", "cart", status, metadata), ...services]);
  };
  const asleep = { phase: "Sleeping", asleepSince: "2030-01-01T00:00:00Z" };

  test.each<[string, Step, object]>([
    ["asleep", asked(asleep, "ready"), { do: "stop", phase: "asleep", message: "since 2030-01-01T00:00:00Z" }],
    ["asleep, and failed before", asked(asleep, "failed"), { do: "stop", phase: "failed" }],
    ["waking", asked({ phase: "Waking", wakingSince: "x" }, "ready"), { do: "wait", reason: "Waking" }],
    ["awake", asked({ phase: "Ready" }, "ready"), { do: "nothing" }],
    [
      "queued",
      asked({ phase: "Queued", queuePosition: 3 }),
      { do: "wait", reason: "QuotaFull", waitingFor: ["a slot (number 3 in the queue)"] },
    ],
    ["without its template", asked({ phase: "Requested" }), { waitingFor: ["the copy of its template"] }],
    [
      "going",
      asked({ phase: "Terminating" }, undefined, { deletionTimestamp: "x" }),
      { phase: "progressing", waitingFor: ["its environment to be gone"] },
    ],
    ["on its way", asked({ phase: "Provisioning" }), { waitingFor: ["the controllers to take it up"] }],
  ])("%s", (_, step, want) => {
    expect(step).toMatchObject(want);
  });
});
