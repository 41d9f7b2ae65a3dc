import type { LogLine, LogRequest } from "@upstart/clients";
import { ClusterError, type KubeObject, type ObjectKey, type Release, releasesOf } from "@upstart/engine";
import { fakeClock, fakeCluster, settle, universeOf } from "@upstart/engine/testing";
import { describe, expect, test } from "vitest";
import { PLAIN, styleFor } from "../output/style.ts";
import { followAll } from "./follow.ts";
import { prefixOf } from "./prefix.ts";
import { PodFinder, type ReleasePod } from "./release-pods.ts";
import { type LogSource, type SourceWishes, sourcesOf } from "./sources.ts";
import { isAfter } from "./stamp.ts";

const [api, db] = releasesOf(universeOf({ api: {}, db: {} }).graph) as [Release, Release];

interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

function object(apiVersion: string, kind: string, name: string, owner?: Owner, more: object = {}): KubeObject {
  const ownerReferences = owner === undefined ? [] : [{ ...owner, uid: `uid-${owner.name}`, controller: true }];
  return { apiVersion, kind, metadata: { name, namespace: "shop", uid: `uid-${name}`, ownerReferences }, ...more };
}

const ref = (apiVersion: string, kind: string, name: string): Owner => ({ apiVersion, kind, name });
const key = (apiVersion: string, kind: string, name: string): ObjectKey => ({
  ...ref(apiVersion, kind, name),
  namespace: "shop",
});

describe("whose a pod is", () => {
  const MADE = new Map([
    [api.id, [key("apps/v1", "Deployment", "web"), key("batch/v1", "CronJob", "nightly"), key("v1", "Pod", "hook")]],
    [db.id, [key("acid.example/v1", "Postgres", "main"), key("apps/v1", "StatefulSet", "api-cache")]],
  ]);
  const OTHERS = [
    object("apps/v1", "ReplicaSet", "web-7d", ref("apps/v1", "Deployment", "web")),
    object("batch/v1", "Job", "nightly-1", ref("batch/v1", "CronJob", "nightly")),
    object("apps/v1", "StatefulSet", "main-ha", ref("acid.example/v1", "Postgres", "main")),
  ];

  test.each<[string, KubeObject, string | undefined]>([
    [
      "a Deployment's, over a ReplicaSet",
      object("v1", "Pod", "web-7d-x", ref("apps/v1", "ReplicaSet", "web-7d")),
      api.id,
    ],
    ["a CronJob's, over a Job", object("v1", "Pod", "nightly-1-x", ref("batch/v1", "Job", "nightly-1")), api.id],
    ["one that is a hook itself", object("v1", "Pod", "hook"), api.id],
    ["one that an operator made", object("v1", "Pod", "main-ha-0", ref("apps/v1", "StatefulSet", "main-ha")), db.id],
    [
      "in whatever version its owner is read",
      object("v1", "Pod", "p", ref("apps/v1beta1", "StatefulSet", "api-cache")),
      db.id,
    ],
    [
      "a name that begins like the release says nothing",
      object("v1", "Pod", "api-cache-0", ref("apps/v1", "StatefulSet", "api-cache")),
      db.id,
    ],
    ["nobody's", object("v1", "Pod", "api-7d-x"), undefined],
    ["somebody's whose owner is gone", object("v1", "Pod", "old-x", ref("apps/v1", "ReplicaSet", "gone")), undefined],
  ])("%s", async (_, pod, id) => {
    const cluster = fakeCluster(fakeClock());
    for (const other of OTHERS) cluster.put(other);
    const found = await new PodFinder(cluster, [api, db], MADE).find([pod]);
    expect(found.map((f) => f.release.id)).toEqual(id === undefined ? [] : [id]);
  });

  test("an owner that many pods have is asked for once, and one that may not be read leads nowhere", async () => {
    const cluster = fakeCluster(fakeClock());
    for (const other of OTHERS) cluster.put(other);
    const pods = ["a", "b", "c"].map((n) => object("v1", "Pod", n, ref("apps/v1", "ReplicaSet", "web-7d")));
    expect(await new PodFinder(cluster, [api], MADE).find(pods)).toHaveLength(3);
    expect(cluster.calls).toEqual(["get ReplicaSet shop/web-7d"]);
    cluster.fail("ReplicaSet", "Forbidden");
    expect(await new PodFinder(cluster, [api], MADE).find(pods)).toEqual([]);
    cluster.fail("ReplicaSet", "Unreachable");
    await expect(new PodFinder(cluster, [api], MADE).find(pods)).rejects.toThrow(ClusterError);
  });
});

const running = { running: {} };
const ended = (exitCode: number) => ({ terminated: { exitCode, reason: exitCode === 0 ? "Completed" : "Error" } });
const waiting = (reason: string) => ({ waiting: { reason } });

interface Told {
  readonly state?: object;
  readonly crashes?: number;
  readonly ready?: boolean;
}

/** A pod whose containers stand so; those whose names begin with `init` prepare the others. */
function pod(containers: Readonly<Record<string, Told>>, phase = "Running", job?: KubeObject): ReleasePod {
  const isInit = (name: string) => name.startsWith("init");
  const specs = (init: boolean) =>
    Object.keys(containers)
      .filter((name) => isInit(name) === init)
      .map((name) => ({ name }));
  const statuses = (init: boolean) =>
    Object.entries(containers)
      .filter(([name]) => isInit(name) === init)
      .map(([name, { state = {}, crashes = 0, ready = false }]) => ({
        name,
        state,
        ready,
        restartCount: crashes,
        ...(crashes === 0 ? {} : { lastState: ended(1) }),
      }));
  const one = object("v1", "Pod", "p", undefined, {
    spec: { initContainers: specs(true), containers: specs(false) },
    status: { phase, initContainerStatuses: statuses(true), containerStatuses: statuses(false) },
  });
  return { release: api, pod: one, ...(job === undefined ? {} : { job }) };
}

const jobThat = (type: string) =>
  object("batch/v1", "Job", "j", undefined, { status: { conditions: [{ type, status: "True" }] } });

describe("which logs", () => {
  const SIDECAR = { app: { state: running, ready: true }, proxy: { state: running, ready: true } };
  test.each<[string, ReleasePod, SourceWishes, readonly string[]]>([
    ["all containers that run", pod(SIDECAR), {}, ["app", "proxy"]],
    ["one that is named", pod(SIDECAR), { container: "proxy" }, ["proxy"]],
    ["what prepared them is over", pod({ init: { state: ended(0) }, ...SIDECAR }), {}, ["app", "proxy"]],
    ["unless it is named", pod({ init: { state: ended(0) }, ...SIDECAR }), { container: "init" }, ["init"]],
    ["or does not come through", pod({ init: { state: running }, app: {} }, "Pending"), {}, ["init", "app -"]],
    ["their lives before", pod(SIDECAR), { previous: true }, ["app (previous)", "proxy (previous)"]],
    ["nothing failed", pod(SIDECAR), { failed: true }, []],
    [
      "while it waits to start again, its log is that of the life that crashed",
      pod({ app: { state: waiting("CrashLoopBackOff"), crashes: 3 } }),
      { failed: true },
      ["app CrashLoopBackOff"],
    ],
    [
      "where it runs again, both",
      pod({ app: { state: running, crashes: 3 } }),
      { failed: true },
      ["app (previous) Restarting", "app Restarting"],
    ],
    [
      "only the container in trouble",
      pod({ app: { state: waiting("ImagePullBackOff") }, proxy: { state: running, ready: true } }),
      { failed: true },
      ["app - ImagePullBackOff"],
    ],
    ["a Job that failed", pod({ m: { state: ended(2) } }, "Failed", jobThat("Failed")), { failed: true }, ["m Error"]],
    [
      "a Job that came through in the end",
      pod({ m: { state: ended(2) } }, "Failed", jobThat("Complete")),
      { failed: true },
      [],
    ],
    ["what runs and is not ready", pod({ app: { state: running } }), { failed: true }, ["app NotReady"]],
  ])("%s", (_, of, wishes, wanted) => {
    const sources = sourcesOf([of], wishes, () => false);
    expect(
      sources.map(({ container, previous, stand, reason }) =>
        [container, previous && "(previous)", !stand.hasLog && "-", wishes.failed && reason].filter(Boolean).join(" "),
      ),
    ).toEqual(wanted);
  });

  test("a pod that has found no node is told of, and has no log", () => {
    const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no room" }];
    const one = object("v1", "Pod", "p", undefined, { status: { phase: "Pending", conditions } });
    const [source] = sourcesOf([{ release: api, pod: one }], { failed: true }, () => false);
    expect(source).toMatchObject({ reason: "Unschedulable", message: "no room", stand: { hasLog: false } });
    expect(source).not.toHaveProperty("container");
  });

  test("of a release that is ready, a pod that is not ready yet has not failed", () => {
    expect(sourcesOf([pod({ app: { state: running } })], { failed: true }, () => true)).toEqual([]);
  });
});

describe("following", () => {
  const stamp = (second: number) => `2030-01-01T00:00:0${second}.5Z`;
  const source = (stand: Partial<LogSource["stand"]>): LogSource => ({
    release: "api",
    namespace: "shop",
    pod: "p",
    container: "app",
    previous: false,
    stand: { uid: "1", hasLog: true, isRunning: true, isOver: false, life: 0, ...stand },
  });

  /** A node that answers each request with the next of these, and pods that change when a test says so. */
  function stage(...answers: readonly (readonly LogLine[] | ClusterError)[]) {
    const clock = fakeClock();
    const cluster = fakeCluster(clock);
    const ended = new AbortController();
    const asked: LogRequest[] = [];
    const printed: string[] = [];
    let sources: readonly LogSource[] = [source({})];
    async function* readLog(request: LogRequest): AsyncGenerator<LogLine> {
      const answer = answers[asked.push(request) - 1] ?? [];
      if (answer instanceof ClusterError) throw answer;
      yield* answer;
    }
    const following = followAll({
      cluster: { watch: cluster.watch, readLog },
      clock,
      namespaces: ["shop"],
      choose: async () => sources,
      partOf: () => ({ tailLines: 10 }),
      printer: {
        begin: ({ pod: name }) => void printed.push(`begin ${name}`),
        line: (_, { text }) => void printed.push(text),
        unread: (_, error) => void printed.push(error.message),
      },
      signal: ended.signal,
    });
    const becomes = async (stand: Partial<LogSource["stand"]>) => {
      sources = [source(stand)];
      cluster.put(object("v1", "Pod", "p"));
      await settle();
    };
    return { clock, asked, printed, following, becomes, interrupt: () => ended.abort() };
  }

  test("a log that breaks off goes on where it was, without a line twice", async () => {
    const line = (n: number) => ({ time: stamp(n), text: `line ${n}` });
    const { clock, asked, printed, following, becomes } = stage(
      [line(1), line(2)],
      [line(1), line(2), line(3)],
      [line(3)],
    );
    await settle();
    await clock.advance(1000);
    await becomes({ isRunning: false, isOver: true });
    await clock.advance(1000);
    expect(await following).toEqual([]);
    expect(printed).toEqual(["begin p", "line 1", "line 2", "line 3"]);
    expect(asked.map(({ tailLines, sinceTime }) => tailLines ?? sinceTime)).toEqual([10, stamp(2), stamp(3)]);
  });

  test("lines that one answer has with the same time are all printed", async () => {
    const same = ["a", "b"].map((text) => ({ time: stamp(1), text }));
    const { printed, following, interrupt } = stage(same);
    await settle();
    interrupt();
    expect(await following).toEqual([]);
    expect(printed).toEqual(["begin p", "a", "b"]);
  });

  test("a node that cannot be reached is said once, and asked again", async () => {
    const gone = new ClusterError("Unreachable", "no route");
    const { clock, asked, printed, following, interrupt } = stage(gone, gone, [{ time: stamp(1), text: "at last" }]);
    await settle();
    await clock.advance(1000);
    await clock.advance(1000);
    interrupt();
    expect(await following).toEqual([]);
    expect(printed).toEqual(["begin p", "no route", "at last"]);
    expect(asked.length).toBe(3);
  });

  test("what may not be read is not asked for again, and ends it", async () => {
    const denied = new ClusterError("Forbidden", "no right");
    const { clock, asked, following } = stage(denied);
    await settle();
    await clock.advance(1000);
    expect([await following, asked.length]).toEqual([[denied], 1]);
  });

  test("a container that crashed again is read again, one that has not is not", async () => {
    const { clock, asked, following, becomes, interrupt } = stage();
    await settle();
    await clock.advance(1000);
    for (const life of [1, 1, 2]) {
      await becomes({ isRunning: false, life });
      await clock.advance(1000);
    }
    interrupt();
    await following;
    expect(asked.length).toBe(4); // twice while it ran, and once for each life that has ended
  });
});

test.each([
  ["2030-01-01T00:00:01Z", "2030-01-01T00:00:00.999999999Z", true],
  ["2030-01-01T00:00:00.5Z", "2030-01-01T00:00:00.49Z", true],
  ["2030-01-01T00:00:00.500Z", "2030-01-01T00:00:00.5Z", false],
  ["", "2030-01-01T00:00:00Z", true],
])("%s after %s: %s", (time, before, is) => {
  expect(isAfter(time, before)).toBe(is);
});

test("a source has its colour wherever it is printed, and none in a pipe", () => {
  const of = (name: string): LogSource => sourcesOf([pod({ [name]: { state: running } })], {}, () => true)[0]!;
  const terminal = styleFor({ env: { LANG: "C.UTF-8" }, isTTY: true, columns: 80 });
  expect(prefixOf(of("app"), terminal)).toBe(prefixOf(of("app"), terminal));
  const colours = new Set(["a", "b", "c", "d", "e", "f", "g"].map((n) => prefixOf(of(n), terminal).slice(0, 5)));
  expect(colours.size).toBeGreaterThan(2);
  expect(prefixOf(of("app"), PLAIN)).toBe("[api/p/app] ");
});
