import { beforeEach, describe, expect, test } from "vitest";
import { analyze } from "../analyze.ts";
import type { NodeId } from "../graph/graph.ts";
import type { Halt } from "../plan/observation.ts";
import { ClusterError } from "../ports/cluster.ts";
import { HelmError } from "../ports/helm.ts";
import { type FakeClock, fakeClock } from "../testing/fake-clock.ts";
import { type FakeCluster, fakeCluster } from "../testing/fake-cluster.ts";
import { type FakeHelm, fakeHelm } from "../testing/fake-helm.ts";
import { fakeUnlock } from "../testing/fake-unlock.ts";
import { type ReleaseDraft, serviceOf } from "../testing/specs.ts";
import { Slots } from "./slots.ts";
import { Steward, type StewardPorts } from "./steward.ts";

const publishes = (name: string) => [{ configMapRef: { name: `${name}-outputs` } }];
const DB: Record<string, ReleaseDraft> = {
  db: { publishes: publishes("db") },
  api: { uses: ["db.URL"] },
};

let clock: FakeClock;
let cluster: FakeCluster;
let helm: FakeHelm;
let steward: Steward;
let changes: NodeId[][];
let allowed: (id: NodeId) => boolean;
const bugs: unknown[] = [];
const corrected: string[] = [];

beforeEach(() => {
  clock = fakeClock();
  cluster = fakeCluster(clock);
  helm = fakeHelm(clock, cluster, { db: { outputs: () => ({ URL: "one" }) } });
  changes = [];
  allowed = () => true;
  bugs.length = 0;
  corrected.length = 0;
  steward = newSteward();
});

function newSteward(ports: Partial<StewardPorts> = {}): Steward {
  return new Steward(
    {
      helm,
      cluster,
      clock,
      unlock: async () => "over",
      readDeployed: async () => ({ revision: 1, chart: "fake", version: "1.0.0", objects: [] }),
      drift: { clusterOf: () => cluster, readManifest: async (release) => helm.manifestOf(release) },
      ...ports,
    },
    {
      slots: new Slots(4),
      mayStart: ({ id }) => allowed(id),
      onChange: (ids) => void changes.push([...ids]),
      onCorrected: (_, what) => void corrected.push(what),
      onBug: (error) => void bugs.push(error),
    },
  );
}

function keep(drafts: Record<string, ReleaseDraft>, halts: Record<string, Halt> = {}, on = steward): void {
  const { graph } = analyze([serviceOf(drafts)], { namespace: "shop", ids: "absolute" });
  on.replace({ graph, halts: new Map(Object.entries(halts).map(([key, halt]) => [`shop/shop/${key}`, halt])) });
}

const called = () => helm.calls.map((c) => c.releaseName);
const stepOf = (key: string) => steward.seen().steps.get(`shop/shop/${key}`);

describe("a steward", () => {
  test("installs in order, with what was published, and then is at rest", async () => {
    keep(DB);
    await clock.advance(1000);
    expect(called()).toEqual(["db", "api"]);
    expect(helm.calls[1]!.values).toEqual({ uses: { "db.URL": "one" } });
    expect(stepOf("api")?.do).toBe("nothing");
    const told = changes.length;
    await clock.advance(3_600_000);
    expect(called()).toHaveLength(2);
    expect(changes).toHaveLength(told);
    expect(bugs).toEqual([]);
  });

  test("upgrades exactly the users of an output that changes, once", async () => {
    keep({ ...DB, other: {} });
    await clock.advance(1000);
    const output = cluster.objects().find((o) => o.metadata.name === "db-outputs")!;
    cluster.put({ ...output, data: { URL: "two" } });
    await clock.advance(50);
    cluster.put({ ...output, data: { URL: "three" } });
    await clock.advance(5000);
    expect(called().slice(3)).toEqual(["api"]);
    expect(helm.calls.at(-1)!.values).toEqual({ uses: { "db.URL": "three" } });
  });

  test("takes over another graph while Helm is at work, and lets that go on", async () => {
    helm.behave("db", { deployMs: 1000, outputs: () => ({ URL: "one" }) });
    keep(DB);
    await clock.advance(500);
    keep({ ...DB, late: {} });
    await clock.advance(3000);
    expect(called().sort()).toEqual(["api", "db", "late"]);
    expect(stepOf("api")?.do).toBe("nothing");
  });

  test("ends the Helm run of a release that is no longer wanted, and forgets it", async () => {
    helm.behave("db", { deployMs: 60_000 });
    keep(DB);
    await clock.advance(500);
    keep({ other: {} });
    await clock.advance(500);
    const db = helm.calls.find((c) => c.releaseName === "db")!;
    expect(db.to! - db.from).toBe(500);
    expect([...steward.seen().steps.keys()]).toEqual(["shop/shop/other"]);
  });

  test("does nothing for what is halted, and its users go on with what was made of it before", async () => {
    keep(DB);
    await clock.advance(1000);
    const halt = { reason: "UnknownParam", message: "no such param" };
    keep({ ...DB, db: { ...DB.db, values: { size: 2 } }, more: { uses: ["db.URL"] } }, { db: halt });
    await clock.advance(1000);
    expect(stepOf("db")).toMatchObject({ do: "stop", reason: "UnknownParam", isReady: true });
    expect(called()).toEqual(["db", "api", "more"]);
  });

  test("what is halted and was never installed blocks its users, who say by whom", async () => {
    keep(DB, { db: { reason: "UnknownParam", message: "no such param" } });
    await clock.advance(1000);
    expect(called()).toEqual([]);
    expect(stepOf("api")).toMatchObject({
      reason: "WaitingForDependency",
      message: expect.stringContaining("UnknownParam"),
    });
  });

  test("waits for leave to start, and starts when it is looked at again", async () => {
    allowed = () => false;
    keep({ web: {} });
    await clock.advance(1000);
    expect(called()).toEqual([]);
    expect(stepOf("web")?.do).toBe("install");
    allowed = () => true;
    steward.look("shop/shop/web");
    await clock.advance(10);
    expect(called()).toEqual(["web"]);
  });

  test("tries what fails five times, ever slower, and again when told to or when the digest changes", async () => {
    const fail = new HelmError("Failed", "it broke");
    helm.behave("web", { fails: [fail, fail, fail, fail, fail, fail] });
    keep({ web: {} });
    await clock.advance(6000);
    expect(stepOf("web")).toMatchObject({
      reason: "InstallFailed",
      waitingFor: [expect.stringContaining("attempt 3 of 5")],
    });
    await clock.advance(3_600_000);
    expect(called()).toHaveLength(5);
    expect(stepOf("web")).toMatchObject({ do: "stop", reason: "InstallFailed", message: "it broke" });
    steward.retry("shop/shop/web");
    await clock.advance(100);
    expect(called()).toHaveLength(6);
    keep({ web: { values: { fixed: true } } });
    await clock.advance(100);
    expect(called()).toHaveLength(7);
    expect(stepOf("web")?.do).toBe("nothing");
  });

  test("makes again what somebody deletes by hand", async () => {
    helm.behave("web", { readyMs: 100 });
    keep({ web: {} });
    await clock.advance(1000);
    cluster.remove({ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" });
    await clock.advance(2000);
    expect(called()).toEqual(["web", "web"]);
    expect(stepOf("web")?.do).toBe("nothing");
  });

  test.each([0, 60_000])(
    "what Helm did without hearing of it is done, also where watches are %i ms behind",
    async (lag) => {
      const unheard = [new HelmError("ClusterUnreachable", "connection reset by peer")];
      helm.behave("web", { unheard });
      cluster.lag(lag);
      keep({ web: {} });
      await clock.advance(30_000);
      expect(called()).toEqual(["web"]);
      expect(stepOf("web")?.do).toBe("nothing");
      helm.behave("web", { unheard });
      keep({ web: { values: { size: 2 } } });
      await clock.advance(120_000);
      expect(called()).toEqual(["web", "web"]);
      expect(stepOf("web")?.do).toBe("nothing");
    },
  );

  test("what Helm did while the cluster went away is not done again when that is back, before watches are", async () => {
    helm.behave("web", { deployMs: 1000, unheard: [new HelmError("ClusterUnreachable", "connection refused")] });
    keep({ web: {} });
    await clock.advance(500);
    cluster.lag(600_000);
    cluster.fail("Secret", "Unreachable");
    await clock.advance(12_000);
    cluster.fail("Secret", undefined);
    await clock.advance(60_000);
    expect(called()).toEqual(["web"]);
    expect(stepOf("web")?.do).toBe("nothing");
  });

  test("makes again what somebody deletes before it was ready", async () => {
    helm.behave("web", { readyMs: 60_000 });
    keep({ web: {} });
    await clock.advance(1000);
    helm.behave("web", { readyMs: 100 });
    cluster.remove({ apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: "web" });
    await clock.advance(2000);
    expect(called()).toEqual(["web", "web"]);
    expect(stepOf("web")?.do).toBe("nothing");
  });

  test("another one that takes over makes no Helm call for what is as wanted", async () => {
    keep(DB);
    await clock.advance(1000);
    await steward.stop();
    steward = newSteward();
    keep(DB);
    await clock.advance(1000);
    expect(called()).toHaveLength(2);
    expect(stepOf("api")?.do).toBe("nothing");
  });

  test("decides nothing while Helm's records cannot be read, and goes on when they can", async () => {
    cluster.fail("Secret", "Forbidden");
    keep({ web: {} });
    await clock.advance(1000);
    expect(called()).toEqual([]);
    expect(stepOf("web")).toMatchObject({ do: "wait", waitingFor: [expect.stringContaining("Forbidden")] });
    const told = changes.length;
    await clock.advance(300_000);
    expect(changes).toHaveLength(told);
    cluster.fail("Secret", undefined);
    await clock.advance(30_000);
    expect(called()).toEqual(["web"]);
  });

  test("told to stop, it starts nothing more and ends with the last Helm run", async () => {
    helm.behave("db", { deployMs: 1000, outputs: () => ({ URL: "one" }) });
    keep(DB);
    await clock.advance(500);
    let isEnded = false;
    const ended = steward.stop().then(() => {
      isEnded = true;
    });
    await clock.advance(100);
    expect(isEnded).toBe(false);
    await clock.until(ended);
    expect(called()).toEqual(["db"]);
  });

  test("aborted, it ends Helm at once", async () => {
    helm.behave("db", { deployMs: 60_000 });
    keep(DB);
    await clock.advance(500);
    const before = clock.now();
    steward.abort();
    await clock.until(steward.stop());
    expect(clock.now()).toBe(before);
  });
});

describe("a steward that takes over while the API cannot be read", () => {
  const unreachable = () => new ClusterError("Unreachable", "connection refused");
  /** From here on there is no answer: what asks without a pause fails, and does not hang. */
  const MAX_ASKED = 50;

  test.each([
    ["fails", () => Promise.reject(unreachable())],
    ["finds nothing that is deployed", () => Promise.resolve(undefined)],
  ])("upgrades nothing when reading what Helm deployed %s for a while", async (_, answer) => {
    keep({ web: {} });
    await clock.advance(1000);
    const until = clock.now() + 20_000;
    let reads = 0;
    const next = newSteward({
      readDeployed: async () => {
        reads += 1;
        if (reads > MAX_ASKED) return await new Promise(() => undefined);
        return clock.now() < until ? await answer() : { revision: 1, chart: "fake", version: "1.0.0", objects: [] };
      },
    });
    keep({ web: {} }, {}, next);
    await clock.advance(19_000);
    expect(next.seen().steps.get("shop/shop/web")?.do).not.toBe("nothing");
    await clock.advance(11_000);
    expect(called()).toEqual(["web"]);
    expect(next.seen().steps.get("shop/shop/web")?.do).toBe("nothing");
    expect(reads).toBeLessThan(20);
    expect(bugs).toEqual([]);
  });

  test("leaves alone a lock that is over while the records cannot be listed, and asks seldom", async () => {
    const labels = { owner: "helm", name: "web", version: "1", status: "pending-install" };
    cluster.put({
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        namespace: "shop",
        name: "sh.helm.release.v1.web.v1",
        labels: { ...labels, "app.kubernetes.io/managed-by": "upstart", "upstart.com/revision": "1" },
      },
    });
    const until = clock.now() + 20_000;
    let asked = 0;
    const next = newSteward({
      cluster: { ...cluster, list: (s) => (clock.now() < until ? Promise.reject(unreachable()) : cluster.list(s)) },
      unlock: async ({ namespace, releaseName }) => {
        asked += 1;
        if (asked > MAX_ASKED) return await new Promise(() => undefined);
        return clock.now() < until ? "over" : fakeUnlock(cluster, namespace, releaseName);
      },
    });
    keep({ web: {} }, {}, next);
    await clock.advance(19_000);
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(12);
    expect(called()).toEqual([]);
    await clock.advance(11_000);
    expect(next.seen().steps.get("shop/shop/web")?.do).toBe("nothing");
    expect(bugs).toEqual([]);
  });

  test("hands on no output that the watch may be behind on, until that can be told", async () => {
    helm.behave("db", { outputs: ({ url }) => ({ URL: String(url) }) });
    const drafts = (url: string): Record<string, ReleaseDraft> => ({
      db: { ...DB.db, values: { url } },
      api: { ...DB.api, values: { with: url } },
    });
    keep(drafts("one"));
    await clock.advance(1000);
    cluster.lag(15_000);
    cluster.fail("ConfigMap", "ServerError");
    keep(drafts("two"));
    await clock.advance(10_000);
    cluster.fail("ConfigMap", undefined);
    await clock.advance(30_000);
    expect(called()).toEqual(["db", "api", "db", "api"]);
    expect(helm.calls[3]!.values).toEqual({ with: "two", uses: { "db.URL": "two" } });
    expect(stepOf("api")?.do).toBe("nothing");
  });
});
