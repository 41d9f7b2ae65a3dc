import { describe, expect, test } from "vitest";
import type { WatchEvent } from "../ports/cluster.ts";
import { HelmError } from "../ports/helm.ts";
import { graphOf, stageOf } from "../testing/rollout.ts";

const OUTPUTS = [{ configMapRef: { name: "db-outputs" } }];
const failed = (message = "no") => new HelmError("Failed", message);
const lastOf = (events: readonly { object: string; phase: string }[], object: string) =>
  events.findLast((e) => e.object === object)?.phase;

describe("waiting", () => {
  test("a release starts when what it needs is ready, not when it is deployed", async () => {
    const stage = stageOf({ db: { deployMs: 100, readyMs: 5000 } });
    const { end } = await stage.run(graphOf({ db: {}, api: { needs: ["db"] } }));
    expect({ end, api: stage.startOf("api") }).toEqual({ end: "settled", api: 5100 });
  });

  test("an output that comes later than readiness is waited for, and the release woken when it is there", async () => {
    const stage = stageOf({ db: { deployMs: 100, outputs: () => ({ URL: "db:5432" }), outputsMs: 60_000 } });
    await stage.run(graphOf({ db: { publishes: OUTPUTS }, api: { uses: ["db.URL"] } }));
    expect(stage.startOf("api")).toBe(60_100);
    expect(stage.helm.calls[1]?.values).toEqual({ uses: { "db.URL": "db:5432" } });
  });

  test("every object that a dependency publishes through must be there, also when no key of it is used", async () => {
    const stage = stageOf({ db: { outputs: () => ({ URL: "x" }), outputsMs: 7000 } });
    await stage.run(graphOf({ db: { publishes: OUTPUTS }, api: { needs: ["db"] } }));
    expect(stage.startOf("api")).toBe(7000);
  });

  test("a promised key that is not there yet keeps its release from being ready", async () => {
    const stage = stageOf({ db: { outputs: () => ({ OTHER: "x" }) } });
    const running = stage.start(
      graphOf({ db: { publishes: [{ configMapRef: { name: "db-outputs" }, keys: ["URL"] }] }, api: { needs: ["db"] } }),
    );
    await stage.clock.advance(5000);
    expect(stage.startOf("api")).toBeUndefined();
    stage.cluster.put({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { namespace: "shop", name: "db-outputs" },
      data: { URL: "late" },
    });
    await stage.clock.until(running);
    expect(stage.startOf("api")).toBe(5000);
  });

  test("a typo is told from what is not there yet", async () => {
    const stage = stageOf({ db: { outputs: () => ({ PG_HOST: "h", PG_PORT: "5432" }) } });
    const { end, steps } = await stage.run(graphOf({ db: { publishes: OUTPUTS }, api: { uses: ["db.PG_HOTS"] } }), {
      timeoutMs: 10_000,
    });
    expect(end).toBe("timedOut");
    expect(steps.get("api")).toMatchObject({
      reason: "WaitingForOutputs",
      waitingFor: ["key PG_HOTS in ConfigMap db-outputs (it has PG_HOST, PG_PORT)"],
    });
  });

  test("what Helm wrote is waited for, also when the watch tells of it late", async () => {
    const graph = (value: string) =>
      graphOf({
        db: { publishes: OUTPUTS, values: { value } },
        api: { uses: ["db.URL"] },
      });
    const stage = stageOf({ db: { outputs: (values) => ({ URL: String(values.value) }), readyMs: 500 } });
    await stage.run(graph("one"));
    stage.cluster.lag(2000);
    const { deployed } = await stage.run(graph("two"));
    expect([...deployed].sort()).toEqual(["api", "db"]);
    expect(stage.helm.calls.filter((c) => c.releaseName === "api").map((c) => c.values)).toEqual([
      { uses: { "db.URL": "one" } },
      { uses: { "db.URL": "two" } },
    ]);
  });

  test.each([
    { name: "what an install makes was not there before: nobody asks how new it is", behaviour: {}, asked: [0, 1] },
    { name: "unless hooks may have changed it since", behaviour: { hasPostHooks: true }, asked: [1, 1] },
  ])("$name", async ({ behaviour, asked }) => {
    const stage = stageOf({ db: { ...behaviour, outputs: (values) => ({ URL: String(values.value) }), readyMs: 10 } });
    const questions = () => stage.cluster.calls.filter((c) => c === "get ConfigMap shop/db-outputs").length;
    for (const [i, value] of ["one", "two"].entries()) {
      const before = questions();
      await stage.run(graphOf({ db: { publishes: OUTPUTS, values: { value } }, api: { uses: ["db.URL"] } }));
      expect(questions() - before).toBe(asked[i]);
    }
  });

  test("objects of a kind that outputs are looked for in are not watched a second time", async () => {
    const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } };
    const stage = stageOf({ db: { outputs: () => ({ URL: "x" }) }, api: { objects: [settings] } });
    const drafts = { db: { publishes: OUTPUTS }, api: { uses: ["db.URL"] } };
    const { end } = await stage.run(graphOf(drafts));
    const again = await stage.run(graphOf(drafts));
    expect([end, again.end, again.deployed.size]).toEqual(["settled", "settled", 0]);
    expect(stage.cluster.calls.filter((c) => c.startsWith("watch ConfigMap"))).toHaveLength(2);
  });

  test("charts are fetched while what their releases need is on its way, and none for what is there", async () => {
    const stage = stageOf({ db: { deployMs: 1000 }, api: { fetchMs: 800 }, web: { fetchMs: 800, deployMs: 10 } });
    const drafts = { db: {}, api: { needs: ["db"] }, web: { needs: ["api"] } };
    await stage.run(graphOf(drafts));
    expect([stage.startOf("api"), stage.startOf("web")]).toEqual([1000, 1000]);
    const again = stageOf();
    for (const object of stage.cluster.objects()) again.cluster.put(object);
    for (const [id, objects] of stage.inventory) again.inventory.set(id, objects);
    const { deployed } = await again.run(graphOf(drafts));
    expect([deployed.size, again.helm.fetched]).toEqual([0, []]);
  });

  test("a chart with post hooks waits inside Helm and holds no place for others", async () => {
    const stage = stageOf({ slow: { hasPostHooks: true, readyMs: 60_000 } });
    const { end } = await stage.run(graphOf({ slow: {}, a: {}, b: {} }), { maxParallel: 1 });
    expect({ end, b: stage.startOf("b") }).toEqual({ end: "settled", b: 0 });
    expect(stage.helm.calls.map((c) => [c.releaseName, c.wait])).toEqual([
      ["slow", true],
      ["a", false],
      ["b", false],
    ]);
  });
});

describe("again", () => {
  const drafts = (value: string) => ({
    db: { publishes: OUTPUTS, values: { value } },
    api: { uses: ["db.URL"] },
    other: { needs: ["db"] },
  });
  const outputs = (values: object) => ({ URL: String((values as { value: string }).value) });

  test("a second run makes no Helm call and writes nothing", async () => {
    const stage = stageOf({ db: { outputs, readyMs: 10 }, api: { readyMs: 10 } });
    await stage.run(graphOf(drafts("one")));
    const before = stage.helm.calls.length;
    const versions = stage.cluster.objects().map((o) => o.metadata.resourceVersion);
    const { end, deployed } = await stage.run(graphOf(drafts("one")));
    expect({ end, deployed: deployed.size, calls: stage.helm.calls.length }).toEqual({
      end: "settled",
      deployed: 0,
      calls: before,
    });
    expect(stage.cluster.objects().map((o) => o.metadata.resourceVersion)).toEqual(versions);
  });

  test("a changed output upgrades exactly the releases that use it, once", async () => {
    const stage = stageOf({ db: { outputs } });
    await stage.run(graphOf(drafts("one")));
    const before = stage.helm.calls.length;
    await stage.run(graphOf(drafts("two")));
    expect(stage.helm.calls.slice(before).map((c) => c.releaseName)).toEqual(["db", "api"]);
  });

  test("outputs that change one after the other while it runs make one upgrade of their user", async () => {
    const stage = stageOf({ db: { outputs: () => ({ URL: "1", PORT: "1" }) }, slow: { deployMs: 60_000 } });
    const running = stage.start(
      graphOf({ db: { publishes: OUTPUTS }, api: { uses: ["db.URL", "db.PORT"] }, slow: {} }),
    );
    await stage.clock.advance(1000);
    const write = (data: object) =>
      stage.cluster.put({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { namespace: "shop", name: "db-outputs" },
        data,
      });
    write({ URL: "2", PORT: "1" });
    await stage.clock.advance(20);
    write({ URL: "2", PORT: "2" });
    await stage.clock.until(running);
    expect(stage.helm.calls.filter((c) => c.releaseName === "api").map((c) => c.values)).toEqual([
      { uses: { "db.URL": "1", "db.PORT": "1" } },
      { uses: { "db.URL": "2", "db.PORT": "2" } },
    ]);
  });

  test("an object that somebody deleted is put back by an upgrade", async () => {
    const stage = stageOf({ a: { readyMs: 1 } });
    await stage.run(graphOf({ a: {} }));
    stage.cluster.remove({ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "a" });
    const { end } = await stage.run(graphOf({ a: {} }));
    expect({ end, calls: stage.helm.calls.length }).toEqual({ end: "settled", calls: 2 });
  });

  test("a Job that was cleared away after it ended is not run again", async () => {
    const job = {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "load" },
      status: { conditions: [{ type: "Complete", status: "True" }] },
    };
    const stage = stageOf({ a: { objects: [job] } });
    await stage.run(graphOf({ a: {} }));
    stage.cluster.remove({ apiVersion: "batch/v1", kind: "Job", namespace: "shop", name: "load" });
    const { end } = await stage.run(graphOf({ a: {} }));
    expect({ end, calls: stage.helm.calls.length }).toEqual({ end: "settled", calls: 1 });
  });
});

describe("failure", () => {
  test("blocks exactly those who need it, through the whole chain, and says where it began", async () => {
    const stage = stageOf({ b: { fails: [failed()] } });
    const { steps } = await stage.run(
      graphOf({ a: {}, b: {}, c: { needs: ["a", "b"] }, d: { needs: ["c"] }, e: { needs: ["a"] } }),
    );
    expect([...steps].map(([id, s]) => [id, s.do === "stop" ? s.phase : s.do])).toEqual([
      ["a", "nothing"],
      ["b", "failed"],
      ["c", "blocked"],
      ["d", "blocked"],
      ["e", "nothing"],
    ]);
    expect(steps.get("d")).toMatchObject({ message: "blocked by c ← b (InstallFailed)" });
  });

  test("is told to who records it while others are still on their way", async () => {
    const stage = stageOf({ b: { fails: [failed()] }, a: { deployMs: 60_000 } });
    const running = stage.start(graphOf({ a: {}, b: {}, c: { needs: ["b"] } }));
    await stage.clock.advance(30_000);
    expect([...stage.failed]).toEqual(["b"]);
    await stage.clock.until(running);
  });

  test("a refusal is not repeated in the same run, and tried once in the next", async () => {
    const stage = stageOf({ a: { fails: [failed(), undefined] } });
    await stage.run(graphOf({ a: {} }));
    expect(stage.helm.calls).toHaveLength(1);
    const { steps } = await stage.run(graphOf({ a: {} }));
    expect(steps.get("a")?.do).toBe("nothing");
    expect(stage.helm.calls).toHaveLength(2);
  });

  test("what may pass is tried again in growing distances, five times at most, and each wait is said", async () => {
    const away = new HelmError("ClusterUnreachable", "connection refused");
    const stage = stageOf({ a: { fails: Array.from({ length: 9 }, () => away) } });
    const { steps } = await stage.run(graphOf({ a: {} }));
    const begin = stage.helm.calls[0]!.from;
    expect(stage.helm.calls.map((c) => c.from - begin)).toEqual([0, 1000, 3000, 7000, 15_000]);
    expect(steps.get("a")).toMatchObject({ phase: "failed", reason: "ClusterUnreachable", code: "ClusterUnreachable" });
    expect(stage.events.filter((e) => e.phase === "waiting").map((e) => e.waitingFor?.[0])).toEqual([
      "attempt 2 of 5 in 1s: connection refused",
      "attempt 3 of 5 in 2s: connection refused",
      "attempt 4 of 5 in 4s: connection refused",
      "attempt 5 of 5 in 8s: connection refused",
    ]);
  });

  test("a release whose time is over has failed, and is ready after all when it becomes ready while others go on", async () => {
    const stage = stageOf({ slow: { readyMs: 20_000 }, other: { deployMs: 60_000 } });
    const running = stage.start(graphOf({ slow: { timeout: "10s" }, user: { needs: ["slow"] }, other: {} }));
    await stage.clock.advance(15_000);
    expect([lastOf(stage.events, "slow"), lastOf(stage.events, "user")]).toEqual(["failed", "blocked"]);
    const { steps } = await stage.clock.until(running);
    expect([steps.get("slow")?.do, steps.get("user")?.do]).toEqual(["nothing", "nothing"]);
    expect(stage.startOf("user")).toBe(20_000);
  });

  test("a Deployment past its deadline has failed at once, and recovers", async () => {
    const stage = stageOf({ api: { readyMs: 600_000 }, other: { deployMs: 60_000 } });
    const running = stage.start(graphOf({ api: {}, user: { needs: ["api"] }, other: {} }));
    await stage.clock.advance(1000);
    const key = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "api" };
    const stored = (await stage.cluster.get(key))!;
    const late = [
      { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "took too long" },
    ];
    stage.cluster.put({ ...stored, status: { observedGeneration: 1, conditions: late } });
    await stage.clock.advance(0);
    expect(stage.events.findLast((e) => e.object === "api")).toMatchObject({
      phase: "failed",
      reason: "ProgressDeadlineExceeded",
    });
    const conditions = [{ type: "Available", status: "True" }];
    const counts = { replicas: 1, updatedReplicas: 1, availableReplicas: 1, readyReplicas: 1 };
    stage.cluster.put({ ...stored, status: { observedGeneration: 1, ...counts, conditions } });
    const { steps } = await stage.clock.until(running);
    expect(steps.get("user")?.do).toBe("nothing");
  });

  test("an unchanged release that is not ready has only so much time, too", async () => {
    const stage = stageOf({ a: { readyMs: 10 } });
    const graph = graphOf({ a: { timeout: "30s" } });
    await stage.run(graph);
    const key = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "a" };
    stage.cluster.put({ ...(await stage.cluster.get(key))!, status: { observedGeneration: 1 } });
    const { steps } = await stage.run(graph);
    expect(steps.get("a")).toMatchObject({
      phase: "failed",
      message: "not ready after 30s: deployment/a 0/1 updated",
    });
  });

  test("a kind that may not be watched is taken as ready, and one that never answers does not keep the rest", async () => {
    const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w" } };
    const stage = stageOf({ a: { objects: [widget] } });
    stage.cluster.fail("Widget", "Forbidden");
    expect((await stage.run(graphOf({ a: {}, b: { needs: ["a"] } }))).end).toBe("settled");
  });

  test("outputs that may not be read end the run with what is forbidden", async () => {
    const stage = stageOf({ db: { outputs: () => ({}) } });
    stage.cluster.fail("ConfigMap", "Forbidden");
    await expect(stage.run(graphOf({ db: { publishes: OUTPUTS } }))).rejects.toMatchObject({ code: "Forbidden" });
  });
});

describe("interruption", () => {
  test("ends Helm in order, starts nothing more, and leaves nothing pending", async () => {
    const abort = new AbortController();
    const stage = stageOf({ a: { deployMs: 10_000 }, killed: { deployMs: 10_000, diesWhenEnded: true } });
    const running = stage.start(graphOf({ a: {}, killed: {}, b: { needs: ["a"] } }), { signal: abort.signal });
    await stage.clock.advance(1000);
    abort.abort();
    const { end } = await stage.clock.until(running);
    expect({ end, b: stage.startOf("b") }).toEqual({ end: "interrupted", b: undefined });
    const statuses = stage.cluster.objects().map((o) => o.metadata.labels?.status);
    expect(statuses).toEqual(["failed", "failed"]);
  });

  test("time that is over ends it the same way", async () => {
    const stage = stageOf({ a: { deployMs: 10_000 } });
    const { end } = await stage.run(graphOf({ a: {} }), { timeoutMs: 1000 });
    expect({ end, took: stage.helm.calls[0]!.to! - stage.helm.calls[0]!.from }).toEqual({
      end: "timedOut",
      took: 1000,
    });
  });

  test("a lock that a dead run left is ended, and the release goes on", async () => {
    const stage = stageOf();
    stage.cluster.put(pendingRecord(OURS));
    const { steps } = await stage.run(graphOf({ a: {}, b: { needs: ["a"] } }));
    expect(steps.get("b")?.do).toBe("nothing");
  });

  test("another's lock is waited for, and nobody ends it", async () => {
    const stage = stageOf();
    const locked = stage.cluster.put(pendingRecord({}));
    const running = stage.start(graphOf({ a: {}, free: {} }), { timeoutMs: 600_000 });
    await stage.clock.advance(60_000);
    expect([stage.startOf("a"), stage.startOf("free")]).toEqual([undefined, 0]);
    expect(stage.events.findLast((e) => e.object === "a")).toMatchObject({ phase: "waiting", reason: "ReleaseLocked" });
    stage.cluster.put({
      ...locked,
      metadata: { ...locked.metadata, labels: { ...locked.metadata.labels, status: "deployed" } },
    });
    expect((await stage.clock.until(running)).steps.get("a")?.do).toBe("nothing");
  });

  test("a delete that was interrupted is finished before the release is installed anew", async () => {
    const stage = stageOf();
    const { metadata, ...rest } = pendingRecord(OURS);
    stage.cluster.put({ ...rest, metadata: { ...metadata, labels: { ...metadata.labels, status: "uninstalling" } } });
    const { steps } = await stage.run(graphOf({ a: {} }));
    expect(stage.helm.calls.map((c) => c.verb)).toEqual(["uninstall", "upgrade"]);
    expect(steps.get("a")?.do).toBe("nothing");
    // It is known as ours by whoever comes next: its records had gone, and the first revision is the first again.
    await stage.run(graphOf({ a: {} }));
    expect(stage.helm.calls).toHaveLength(2);
  });
});

describe("a graph that changes", () => {
  const wanted = { apiVersion: "v1", kind: "Secret", namespace: "shop", labelSelector: "upstart.com/record" };
  const arrives = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { namespace: "shop", name: "record", labels: { "upstart.com/record": "upstartservice" } },
  };
  const options = {
    graphWatches: [wanted],
    changesGraph: ({ object }: WatchEvent) => object.metadata.name === "record",
  };

  test("keeps nothing from going on, and ends the run when nothing is at work any more", async () => {
    const stage = stageOf({ a: { deployMs: 10_000, readyMs: 5000 } });
    const running = stage.start(graphOf({ a: {}, b: { needs: ["a"] }, c: {} }), options);
    await stage.clock.advance(1000);
    stage.cluster.put(arrives);
    const { end, deployed } = await stage.clock.until(running);
    expect({ end, deployed: [...deployed], took: stage.clock.now() - stage.helm.calls[0]!.from }).toEqual({
      end: "graphChanged",
      deployed: ["c", "a"],
      took: 10_000,
    });
  });

  test("what is known at first is news only where it is said to be", async () => {
    const stage = stageOf();
    stage.cluster.put(arrives);
    const { end } = await stage.run(graphOf({ a: {} }), { ...options, changesGraph: () => false });
    expect(end).toBe("settled");
  });

  test("an interruption after that is an interruption", async () => {
    const abort = new AbortController();
    const stage = stageOf({ a: { deployMs: 600_000 } });
    const running = stage.start(graphOf({ a: {} }), { ...options, signal: abort.signal });
    await stage.clock.advance(1000);
    stage.cluster.put(arrives);
    await stage.clock.advance(1000);
    abort.abort();
    const { end } = await stage.clock.until(running);
    expect({ end, took: stage.helm.calls[0]!.to! - stage.helm.calls[0]!.from }).toEqual({
      end: "interrupted",
      took: 2000,
    });
  });
});

describe("looking only", () => {
  test("does nothing, and ends at once with what is there", async () => {
    const stage = stageOf({ a: { readyMs: 1 } });
    await stage.run(graphOf({ a: {} }));
    const { end, steps } = await stage.run(graphOf({ a: {}, b: { needs: ["a"] } }), { lookUntil: () => true });
    expect({ end, steps: [...steps].map(([id, s]) => [id, s.do]) }).toEqual({
      end: "settled",
      steps: [
        ["a", "nothing"],
        ["b", "install"],
      ],
    });
    expect(stage.helm.calls).toHaveLength(1);
  });

  test("says of what an earlier run left what that run said", async () => {
    const stage = stageOf({ b: { fails: [failed()] } });
    const graph = graphOf({ b: {}, c: { needs: ["b"] }, d: { needs: ["c"] } });
    const applied = await stage.run(graph);
    const { steps } = await stage.run(graph, { lookUntil: () => true });
    expect(steps.get("b")).toMatchObject({ do: "stop", phase: "failed", reason: "InstallFailed" });
    expect([steps.get("c"), steps.get("d")]).toEqual([applied.steps.get("c"), applied.steps.get("d")]);
  });

  test("goes on until enough was seen", async () => {
    const stage = stageOf({ db: { outputs: () => ({ URL: "x" }), outputsMs: 5000 } });
    const graph = graphOf({ db: { publishes: OUTPUTS } });
    stage.inventory.set("db", []);
    const deploying = stage.start(graph);
    const looking = stage.start(graph, { lookUntil: ({ steps }) => steps.get("db")?.do === "nothing" });
    await stage.clock.until(Promise.all([deploying, looking]));
    expect(stage.helm.calls).toHaveLength(1);
    expect((await looking).end).toBe("settled");
  });
});

test("secrets are in values only: in no event", async () => {
  const stage = stageOf({ db: { secrets: () => ({ PASSWORD: "hunter2-secret" }) } });
  await stage.run(
    graphOf({
      db: { publishes: [{ secretRef: { name: "db-secret" } }] },
      api: { uses: ["db.PASSWORD", "db.MISSING"] },
    }),
    { timeoutMs: 1000 },
  );
  expect(JSON.stringify(stage.events)).not.toContain("hunter2");
});

test("a suspended release is left alone; where it is ready as it is, those who need it go on", async () => {
  const stage = stageOf();
  const fresh = await stage.run(graphOf({ a: { suspend: true }, b: { needs: ["a"] } }));
  expect(fresh.steps.get("b")).toMatchObject({ phase: "blocked" });
  await stage.run(graphOf({ a: {} }));
  const { steps } = await stage.run(graphOf({ a: { suspend: true, values: { changed: true } }, b: { needs: ["a"] } }));
  expect([steps.get("a"), steps.get("b")?.do]).toEqual([expect.objectContaining({ phase: "suspended" }), "nothing"]);
  expect(stage.helm.calls.map((c) => c.releaseName)).toEqual(["a", "b"]);
});

const OURS = { "app.kubernetes.io/managed-by": "upstart", "upstart.com/revision": "1" };

function pendingRecord(labels: Record<string, string>) {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "helm.sh/release.v1",
    metadata: {
      namespace: "shop",
      name: "sh.helm.release.v1.a.v1",
      labels: { ...labels, owner: "helm", name: "a", version: "1", status: "pending-install" } as Record<
        string,
        string
      >,
    },
  };
}

test("a release that is deployed as wanted and in no record is read from Helm, not deployed again", async () => {
  const stage = stageOf();
  const graph = graphOf({ a: {}, b: { needs: ["a"] } });
  await stage.run(graph);
  stage.inventory.clear();
  const { end } = await stage.run(graph);
  expect([end, stage.helm.calls.length, [...stage.inventory.keys()]]).toEqual(["settled", 2, ["a", "b"]]);
});

test("an upgrade by hand is not taken for ours, though Helm copies our labels to it", async () => {
  const stage = stageOf();
  const graph = graphOf({ a: {} });
  await stage.run(graph);
  const [ours] = stage.cluster.objects().filter((o) => o.metadata.labels?.owner === "helm");
  const labels = { ...ours!.metadata.labels, version: "2" };
  stage.cluster.put({ ...ours!, metadata: { ...ours!.metadata, name: "sh.helm.release.v1.a.v2", labels } });
  const { steps } = await stage.run(graph);
  expect([steps.get("a")?.do, stage.helm.calls.length]).toEqual(["nothing", 2]);
});

test("a revision that was made without the values that its digest stands for is made again", async () => {
  const stage = stageOf();
  const graph = graphOf({ with: { values: { size: 1 } }, without: {} });
  await stage.run(graph);
  stage.inventory.clear();
  stage.starved.add("with").add("without");
  const { end } = await stage.run(graph);
  expect([end, stage.helm.calls.map((c) => c.releaseName)]).toEqual(["settled", ["with", "without", "with"]]);
});

test("where not all can start, what begins the longest critical path goes first, and else the author's order holds", async () => {
  const stage = stageOf({ a: { deployMs: 10 }, b: { deployMs: 10 }, c: { deployMs: 10 }, d: { deployMs: 10 } });
  await stage.run(graphOf({ a: {}, b: {}, c: { needs: ["b"] }, d: { needs: ["c"] }, e: {} }), { maxParallel: 1 });
  expect(stage.helm.calls.map((c) => c.releaseName)).toEqual(["b", "c", "a", "d", "e"]);
});
