import {
  API_VERSION,
  ClusterError,
  endedKey,
  HelmError,
  type KubeObject,
  type LifeStatus,
  readEnded,
  writeEnded,
} from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { publishing, release, Stage } from "../testing/stage.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HOLD = "example.com/hold";

let stage: Stage;
beforeEach(() => {
  stage = new Stage({ db: { outputs: () => ({ URL: "one" }) } });
});
afterEach(async () => {
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const services = {
  shop: {
    spec: {
      helmReleases: {
        db: release("db", publishing("db")),
        web: release("web", {
          dependencies: [{ name: "db" }],
          values: { db: "<< db.outputs.URL >>", tag: "<< environment.params.source.shortSha >>" },
        }),
      },
    },
  },
};
const url = { template: "https://{name}.example.com", revision: { header: "X-Revision" } };
const template = (more: object = {}) =>
  stage.put("UpstartEnvironment", "template", { template: true, services, ...more });
const branch = (name: string, more: object = {}) => {
  const source = { repository: "acme/shop", ref: `refs/heads/${name}`, sha: "a".repeat(40) };
  stage.put("UpstartEnvironment", name, { from: { name: "template" }, source, ...more });
};
const life = (name: string) => stage.status("UpstartEnvironment", name) as LifeStatus;
const ready = (name: string) => stage.condition("UpstartEnvironment", name, "Ready");
const isThere = (name: string) => stage.get("UpstartEnvironment", name) !== undefined;
const ask = (name: string, annotation: string, value: string) =>
  stage.annotate("UpstartEnvironment", name, { [`upstart.com/${annotation}`]: value });
const graveOf = (name: string) => readEnded(stage.get("EndedEnvironment", name)!);
const eventsOf = (name: string) => stage.events.filter((e) => e.name === name).map((e) => e.event.reason);

test.each([
  ["a service that each takes from the other", ["prices", "prices"]],
  ["services that need what the other has", ["api", "web"]],
])("a circle through two environments holds both, and nothing of it is installed: %s", async (_, [ofA, ofB]) => {
  const real = (needed: string) => ({
    spec: { helmReleases: { rel: release("rel", { dependencies: [{ name: needed }] }) } },
  });
  const all = { web: real("api"), api: real("web"), prices: real("api") };
  const of = (taken: "web" | "api" | "prices", environment: string) => ({
    services: {
      ...(taken === "prices" ? {} : { web: all.web, api: all.api }),
      [taken]: { ...all[taken], mode: "proxy", proxy: { environment } },
    },
  });
  stage.put("UpstartEnvironment", "a", of(ofA as "api", "b"));
  stage.put("UpstartEnvironment", "b", of(ofB as "web", "a"));
  await stage.clock.advance(10_000);
  for (const name of ["a", "b"])
    expect(stage.condition("UpstartEnvironment", name, "Stalled")).toMatchObject({
      status: "True",
      reason: "DependencyCycle",
    });
  expect(stage.calls()).toEqual([]);
  stage.put("UpstartEnvironment", "b", { services: { prices: { spec: { helmReleases: {} } } } });
  stage.put("UpstartEnvironment", "a", { services: {} });
  await stage.clock.advance(10_000);
  for (const name of ["a", "b"]) expect(ready(name)?.status).toBe("True");
});

test("one that comes later waits as long as patience lasts and no longer, whatever those before it still want", async () => {
  const large = Array.from({ length: 9 }, (_, i) => `a${i}`);
  const keys = (name: string) => Array.from({ length: 12 }, (_, i) => `${name}-r${i}`);
  for (const key of large.flatMap(keys)) stage.helm.behave(key, { deployMs: 1000 });
  for (const name of large) {
    const helmReleases = Object.fromEntries(keys(name).map((key) => [key, release(key)]));
    stage.put("UpstartEnvironment", name, { services: { all: { spec: { helmReleases } } } });
  }
  await stage.clock.advance(1000);
  stage.put("UpstartEnvironment", "small", {
    services: { one: { spec: { helmReleases: { small: release("small") } } } },
  });
  await stage.clock.advance(14_000);
  expect(stage.calls()).toContain("upgrade small");
  expect(stage.calls().length).toBeLessThan(70); // of more than a hundred
});

describe("a template", () => {
  test("is copied, and nothing is installed of it itself; what others change of it later is theirs alone", async () => {
    template({ ttl: { idle: "2d" }, params: { a: "theirs" } });
    branch("one");
    await stage.clock.advance(10_000);
    expect(stage.get("UpstartEnvironment", "one")?.spec).toMatchObject({
      from: { name: "template", generation: 1 },
      services,
      params: { a: "theirs" },
      ttl: { idle: "2d" },
    });
    expect(ready("one")?.status).toBe("True");
    expect(life("one")).toMatchObject({ phase: "Ready", expiresReason: "idle" });
    expect(life("template").phase).toBe("Template");
    expect(ready("template")?.message).toBe("is a template; 1 environment is made from it");
    expect(stage.get("UpstartService", "template-shop")).toBeUndefined();
    stage.writes();
    template({ services: {} });
    await stage.clock.advance(10_000);
    expect(stage.writes().filter((w) => !w.includes("template"))).toEqual([]);
  });

  test("that is not there is waited for", async () => {
    branch("early");
    await stage.clock.advance(1000);
    expect([life("early").phase, ready("early")?.reason]).toEqual(["Requested", "UnknownDependency"]);
    template();
    await stage.clock.advance(10_000);
    expect(life("early").phase).toBe("Ready");
  });

  test("that is deleted takes nothing with it", async () => {
    template();
    branch("one");
    await stage.clock.advance(10_000);
    await stage.delete("UpstartEnvironment", "template");
    await stage.clock.advance(10_000);
    expect(life("one").phase).toBe("Ready");
  });
});

describe("a quota", () => {
  test("lets so many in, first come first served; the others have a place in the queue, and come when one goes", async () => {
    template({ quota: { environments: 2 } });
    for (const name of ["a", "b", "c", "d"]) {
      branch(name);
      await stage.clock.advance(2000);
    }
    await stage.clock.advance(20_000);
    expect(["a", "b", "c", "d"].map((n) => [life(n).phase, life(n).queuePosition])).toEqual([
      ["Ready", undefined],
      ["Ready", undefined],
      ["Queued", 1],
      ["Queued", 2],
    ]);
    expect(ready("c")).toMatchObject({
      reason: "QuotaFull",
      message:
        "all 2 slots of its template are taken; it is number 1 in the queue; a is the next to go, at " +
        String(life("a").expiresAt),
    });
    expect(stage.get("UpstartService", "c-shop")).toBeUndefined();
    await stage.delete("UpstartEnvironment", "a");
    await stage.clock.advance(60_000);
    expect([life("c").phase, life("d").phase, life("d").queuePosition]).toEqual(["Ready", "Queued", 1]);
  });

  test("holds up no update, and a controller that takes over lets nobody else in", async () => {
    template({ quota: { environments: 1 } });
    branch("a");
    branch("b");
    await stage.clock.advance(20_000);
    await stage.stop();
    stage = stage.successor();
    const { spec } = stage.get("UpstartEnvironment", "a")!;
    stage.put("UpstartEnvironment", "a", { ...(spec as object), params: { x: "new" } });
    await stage.clock.advance(20_000);
    expect([life("a").phase, life("b").phase]).toEqual(["Ready", "Queued"]);
    expect(stage.status("UpstartEnvironment", "a").observedGeneration).toBe(
      stage.get("UpstartEnvironment", "a")?.metadata.generation,
    );
  });

  test("that comes later counts those that are there, and takes nothing away", async () => {
    template();
    for (const name of ["a", "b"]) branch(name);
    await stage.clock.advance(20_000);
    template({ quota: { environments: 1 } });
    await stage.clock.advance(20_000);
    branch("c");
    await stage.clock.advance(20_000);
    expect(["a", "b", "c"].map((n) => life(n).phase)).toEqual(["Ready", "Ready", "Queued"]);
    await stage.delete("UpstartEnvironment", "a");
    await stage.clock.advance(60_000);
    expect(life("c").phase).toBe("Queued");
    await stage.delete("UpstartEnvironment", "b");
    await stage.clock.advance(60_000);
    expect(life("c").phase).toBe("Ready");
  });

  test("evicts who is idle longest, where the template says so; never the protected or the young", async () => {
    template({ quota: { environments: 2, whenFull: "evict", minAge: "1h" } });
    branch("kept", { protected: true });
    await stage.clock.advance(20_000);
    branch("old");
    await stage.clock.advance(20_000);
    branch("next");
    await stage.clock.advance(30 * 60_000);
    expect(life("next").phase).toBe("Queued");
    await stage.clock.advance(HOUR);
    expect([isThere("kept"), isThere("old"), life("next").phase]).toEqual([true, false, "Ready"]);
    expect(eventsOf("old")).toContain("Evicted");
  });
});

describe("expiry", () => {
  test("is told, warned of when a fifth is left, and comes", async () => {
    template({ ttl: { idle: "10h" } });
    branch("one");
    await stage.clock.advance(10_000);
    const { expiresAt } = life("one");
    expect(Date.parse(expiresAt!) - stage.clock.now()).toBeGreaterThan(9.9 * HOUR);
    await stage.clock.advance(8.1 * HOUR);
    expect([life("one").phase, ready("one")?.status]).toEqual(["Expiring", "True"]);
    expect(eventsOf("one").filter((r) => r === "ExpiresSoon")).toHaveLength(1);
    await stage.clock.advance(2 * HOUR);
    expect(isThere("one")).toBe(false);
    expect(eventsOf("one")).toEqual(expect.arrayContaining(["Expired", "Deleted"]));
    expect(stage.cluster.objects().filter((o) => o.kind === "Namespace")).toEqual([]);
  });

  test("is put off by use, by an extension, and by a deploy", async () => {
    template({ ttl: { idle: "10h" } });
    branch("one");
    await stage.clock.advance(9 * HOUR);
    ask("one", "activity", "request 1");
    await stage.clock.advance(9 * HOUR);
    ask("one", "extend", "30h x");
    await stage.clock.advance(20 * HOUR);
    expect(life("one")).toMatchObject({ expiresReason: "extended", lastActivity: { kind: "extend" } });
    const { spec } = stage.get("UpstartEnvironment", "one")!;
    stage.put("UpstartEnvironment", "one", { ...(spec as object), params: { x: "new" } });
    await stage.clock.advance(9.9 * HOUR);
    expect(life("one").lastActivity?.kind).toBe("deploy");
    await stage.clock.advance(HOUR);
    expect(isThere("one")).toBe(false);
  });

  test("of one that failed comes a day later; it is kept until then", async () => {
    const failure = new HelmError("Failed", "no such table");
    stage.helm.behave("web", { fails: Array.from({ length: 9 }, () => failure) });
    template();
    branch("one");
    await stage.clock.advance(HOUR);
    expect([life("one").phase, life("one").expiresReason]).toEqual(["Failed", "failed"]);
    await stage.clock.advance(DAY - 2 * HOUR);
    expect(isThere("one")).toBe(true);
    await stage.clock.advance(3 * HOUR);
    expect(isThere("one")).toBe(false);
  });

  test("never comes to the protected, nor to an environment that says nothing of it", async () => {
    template();
    branch("one", { protected: true });
    stage.put("UpstartEnvironment", "plain", { services: {} });
    await stage.clock.advance(30 * DAY);
    expect([isThere("one"), isThere("plain")]).toEqual([true, true]);
    expect(stage.status("UpstartEnvironment", "plain")).not.toHaveProperty("phase");
  });
});

describe("what an environment was", () => {
  const key = endedKey("shop", "one");
  const ended = () => {
    const found = stage.get("EndedEnvironment", key.name);
    return found === undefined ? undefined : readEnded(found);
  };

  test("is kept when its time is over, with why, and whole", async () => {
    template({ ttl: { idle: "10h" }, url, params: { token: "hunter2" } });
    branch("one", { owner: "ada" });
    await stage.clock.advance(11 * HOUR);
    expect(isThere("one")).toBe(false);
    expect(ended()).toMatchObject({
      name: "one",
      because: "Expired: its time is over: nobody has used it for 10h",
      url: "https://one.example.com",
      spec: { owner: "ada", source: { ref: "refs/heads/one", sha: "a".repeat(40) }, from: { generation: 1 }, services },
      left: [],
    });
    // Where those read it who may read environments, and nobody else.
    const others = stage.cluster.objects().filter((o) => !["UpstartEnvironment", "EndedEnvironment"].includes(o.kind));
    expect(ended()?.spec?.params).toEqual({ token: "hunter2" });
    expect(JSON.stringify(others)).not.toContain("hunter2");
  });

  test("is forgotten after seven days, whoever leads then", async () => {
    await stage.clock.advance(7 * DAY);
    const endedAt = new Date(stage.clock.now() - 7 * DAY + 2 * HOUR).toISOString();
    const of = { name: "one", namespace: "shop", uid: "1", because: "x", left: [] };
    stage.cluster.put(writeEnded({ ...of, endedAt }));
    await stage.clock.advance(HOUR);
    await stage.stop();
    stage = stage.successor();
    await stage.clock.advance(0.9 * HOUR);
    expect(ended()).toBeDefined();
    await stage.clock.advance(0.2 * HOUR);
    expect(ended()).toBeUndefined();
  });

  test("is what it was the last time, and says who had it make room and what was left behind", async () => {
    template({ quota: { environments: 1, whenFull: "evict", minAge: "1h" }, dataPolicy: "keep" });
    branch("one");
    await stage.clock.advance(20_000);
    stage.cluster.put({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: "one-shop" },
    });
    await stage.delete("UpstartEnvironment", "one");
    await stage.clock.advance(60_000);
    expect(ended()).toMatchObject({ because: "somebody has deleted it", left: [{ why: "data" }] });
    branch("one", { owner: "bob" });
    await stage.clock.advance(2 * HOUR);
    branch("two");
    await stage.clock.advance(60_000);
    expect(ended()).toMatchObject({
      because: expect.stringMatching(/^Evicted: makes room for two/),
      spec: { owner: "bob" },
    });
  });

  test("is not kept of what is no branch's, and holds up no end where it may not be written", async () => {
    template();
    stage.put("UpstartEnvironment", "plain", { services });
    branch("one");
    await stage.clock.advance(20_000);
    const { apiVersion, kind, ...metadata } = key;
    stage.cluster.put({ apiVersion, kind, metadata, record: {} });
    for (const name of ["plain", "one"]) await stage.delete("UpstartEnvironment", name);
    await stage.clock.advance(60_000);
    expect([isThere("plain"), isThere("one")]).toEqual([false, false]);
    await stage.clock.advance(30 * DAY);
    expect(stage.get("EndedEnvironment", key.name)).toMatchObject({ record: {} });
    expect(stage.get("EndedEnvironment", "plain")).toBeUndefined();
    expect(stage.log.lines.map((l) => l.msg)).toContain("cannot keep what an environment was");
  });

  test("of many that have ended the oldest is forgotten first", async () => {
    const at = (i: number) => new Date(stage.clock.now() + i * 1000).toISOString();
    for (let i = 0; i <= 201; i++) {
      const of = { name: `e${i}`, namespace: "shop", uid: `${i}`, because: "x", left: [] };
      stage.cluster.put(writeEnded({ ...of, endedAt: at(i) }));
    }
    await stage.clock.advance(5000);
    const names = stage.cluster.objects().flatMap((o) => readEnded(o)?.name ?? []);
    expect([names.length, names.includes("e0"), names.includes("e1"), names.includes("e2")]).toEqual([
      200,
      false,
      false,
      true,
    ]);
  });
});

test("one that goes in the order of its needs is never called blocked", async () => {
  await stage.stop();
  const { cluster, clock } = stage;
  // What needs another is told to go a moment after that.
  const remove: typeof cluster.delete = async (key, options) => {
    if (key.name === "one-shop-web") await new Promise<void>((resolve) => clock.after(3000, resolve));
    await cluster.delete(key, options);
  };
  stage = new Stage({}, "host_two", stage, { cluster: { ...cluster, delete: remove } });
  template();
  branch("one");
  await clock.advance(20_000);
  const phases = new Set<string | undefined>();
  const watch = cluster.watch({ apiVersion: API_VERSION, kind: "UpstartEnvironment" }, ({ object }) => {
    if (object.metadata.name === "one") phases.add((object.status as LifeStatus).phase);
  });
  await stage.delete("UpstartEnvironment", "one");
  await clock.advance(20_000);
  watch.stop();
  expect([isThere("one"), [...phases]]).toEqual([false, ["Ready", "Terminating"]]);
});

describe("volumes", () => {
  const namespaces = () =>
    stage.cluster
      .objects()
      .filter((o) => o.kind === "Namespace")
      .map((o) => o.metadata.name);

  test("are kept where it is asked for, told, and found again by an environment of the same name", async () => {
    const second = { spec: { helmReleases: { cache: release("cache") } } };
    template({ dataPolicy: "keep", services: { ...services, second } });
    branch("one");
    await stage.clock.advance(20_000);
    const claim = { name: "data-db-0", namespace: "one-shop" };
    stage.cluster.put({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: claim });
    await stage.delete("UpstartEnvironment", "one");
    await stage.clock.advance(60_000);
    expect([isThere("one"), namespaces()]).toEqual([false, ["one-shop"]]);
    // What is kept is not told as gone.
    expect(
      graveOf("one")
        ?.gone?.filter((g) => g.kind === "Namespace")
        .map((g) => g.name),
    ).toEqual(["one-second"]);
    expect(stage.events.find((e) => e.name === "one" && e.event.reason === "LeftBehind")?.event.note).toContain(
      "PersistentVolumeClaim one-shop/data-db-0 (kept by dataPolicy)",
    );
    // Another of that name, in another namespace, has no right to it.
    stage.put("UpstartEnvironment", "one", { services: { shop: { spec: { helmReleases: {} } } } }, "elsewhere");
    await stage.clock.advance(20_000);
    const theirs = stage.get("UpstartEnvironment", "one", "elsewhere")?.status as { conditions: { reason: string }[] };
    expect(theirs.conditions[0]?.reason).toBe("NamespaceConflict");
    await stage.cluster.delete({
      apiVersion: API_VERSION,
      kind: "UpstartEnvironment",
      namespace: "elsewhere",
      name: "one",
    });
    await stage.clock.advance(20_000);
    branch("one");
    await stage.clock.advance(60_000);
    expect([life("one").phase, namespaces().sort()]).toEqual(["Ready", ["one-second", "one-shop"]]);
  });

  test("go with the rest otherwise", async () => {
    template();
    branch("one");
    await stage.clock.advance(20_000);
    stage.cluster.put({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: "one-shop" },
    });
    await stage.delete("UpstartEnvironment", "one");
    await stage.clock.advance(60_000);
    expect(namespaces()).toEqual([]);
    expect(graveOf("one")).toMatchObject({
      left: [],
      gone: [
        { kind: "UpstartService", name: "one-shop" },
        { kind: "Namespace", name: "one-shop" },
      ],
    });
  });

  test("go when the services have gone, and how far that is is told", async () => {
    template();
    branch("one");
    await stage.clock.advance(20_000);
    const hold = (object: KubeObject) => {
      const finalizers = [...(object.metadata.finalizers ?? []), HOLD];
      stage.cluster.put({ ...object, metadata: { ...object.metadata, finalizers } });
    };
    hold(stage.get("UpstartService", "one-shop")!);
    hold(stage.cluster.objects().find((o) => o.kind === "Namespace" && o.metadata.name === "one-shop")!);
    await stage.delete("UpstartEnvironment", "one");
    await stage.clock.advance(20_000);
    expect([life("one").phase, life("one").teardown]).toEqual(["Blocked", { step: 1, of: 3 }]);
    const { apiVersion, kind, metadata } = stage.get("UpstartService", "one-shop")!;
    stage.cluster.remove({ apiVersion, kind, namespace: metadata.namespace!, name: metadata.name });
    await stage.clock.advance(20_000);
    expect(life("one").teardown).toEqual({ step: 2, of: 3 });
  });
});

describe("sleep", () => {
  const deployment = (name: string, replicas = 2) => {
    const namespace = "one-shop";
    const annotations = { "meta.helm.sh/release-name": name, "meta.helm.sh/release-namespace": namespace };
    const status = {
      observedGeneration: 99,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
      conditions: [{ type: "Available", status: "True" }],
    };
    stage.cluster.put({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace, annotations },
      spec: { replicas },
      status,
    });
  };
  const replicas = (name: string) => (stage.get("Deployment", name, "one-shop")!.spec as { replicas: number }).replicas;
  const scaled = () =>
    stage.cluster.calls.filter((c) => c.startsWith("scale ")).map((c) => c.replace("scale Deployment one-shop/", ""));

  beforeEach(async () => {
    template({ sleep: { after: "1h" }, ttl: { idle: "10d" } });
    branch("one");
    await stage.clock.advance(20_000);
    deployment("db", 1);
    deployment("web", 3);
  });

  test("comes by itself, dependents first, and a wake brings back what there was, dependents last", async () => {
    await stage.clock.advance(1.1 * HOUR);
    expect(scaled()).toEqual(["web 0", "db 0"]);
    expect([life("one").phase, ready("one")?.reason, ready("one")?.status]).toEqual(["Sleeping", "Sleeping", "False"]);
    expect(stage.get("Deployment", "web", "one-shop")?.metadata.annotations).toMatchObject({
      "upstart.com/replicas": "3",
    });
    ask("one", "activity", "wake 1");
    await stage.clock.advance(6000);
    expect(scaled().slice(2)).toEqual(["db 1", "web 3"]);
    expect([replicas("db"), replicas("web"), life("one").phase]).toEqual([1, 3, "Ready"]);
    expect(
      life("one")
        .history?.slice(-3)
        .map((h) => h.phase),
    ).toEqual(["Sleeping", "Waking", "Ready"]);
    expect(stage.get("Deployment", "web", "one-shop")?.metadata.annotations).not.toHaveProperty("upstart.com/replicas");
  });

  test("is not what an unknown word asks for: that is told of, once", async () => {
    ask("one", "activity", "asleep 1");
    ask("one", "extend", "soon 1");
    await stage.clock.advance(60_000);
    expect(life("one").phase).toBe("Ready");
    const told = stage.events.filter((e) => e.name === "one" && e.event.reason === "NotUnderstood");
    expect(told.map((e) => e.event.note)).toEqual([
      'the annotation upstart.com/activity begins with "asleep", which asks for nothing; did you mean sleep?',
      "the annotation upstart.com/extend begins with no duration; it is one such as 48h or 3d",
    ]);
    ask("one", "activity", "sleep 1");
    await stage.clock.advance(60_000);
    expect(life("one").phase).toBe("Sleeping");
    expect(eventsOf("one").filter((r) => r === "NotUnderstood")).toHaveLength(2);
  });

  test("is asked for, holds Helm up, and ends with a deploy", async () => {
    ask("one", "activity", "sleep 1");
    await stage.clock.advance(5000);
    expect(life("one").phase).toBe("Sleeping");
    const { spec } = stage.get("UpstartEnvironment", "one")!;
    const source = { repository: "acme/shop", ref: "refs/heads/one", sha: "b".repeat(40) };
    stage.put("UpstartEnvironment", "one", { ...(spec as object), source });
    await stage.clock.advance(20_000);
    expect(life("one").phase).toBe("Ready");
    expect(stage.calls().filter((c) => c === "upgrade web")).toHaveLength(2);
  });
});

describe("a URL", () => {
  const withUrl = () => {
    template({ url });
    branch("one");
  };

  test("makes it ready when it answers with the commit that is wanted, and says what is wrong until then", async () => {
    stage.answers = () => ({ is: "answer", status: 404 });
    withUrl();
    await stage.clock.advance(10_000);
    expect([life("one").phase, life("one").url]).toEqual(["Verifying", "https://one.example.com"]);
    expect(ready("one")).toMatchObject({ status: "False", reason: "URLNotFound" });
    stage.answers = () => ({ is: "answer", status: 200, revision: "bbbbbbb" });
    await stage.clock.advance(20_000);
    expect(ready("one")?.reason).toBe("URLOldRevision");
    stage.answers = () => ({ is: "answer", status: 200, revision: "aaaaaaa" });
    await stage.clock.advance(20_000);
    expect([life("one").phase, ready("one")?.status, life("one").verified?.reason]).toEqual([
      "Ready",
      "True",
      "Healthy",
    ]);
    expect(life("one").history?.map((h) => h.phase)).toEqual(["Requested", "Deploying", "Verifying", "Ready"]);
  });

  test("that goes away later is told, and that it is back", async () => {
    stage.answers = () => ({ is: "answer", status: 200, revision: "aaaaaaa" });
    withUrl();
    await stage.clock.advance(30_000);
    expect(life("one").phase).toBe("Ready");
    stage.answers = () => ({ is: "none", why: "NoSuchHost", message: "no address" });
    await stage.clock.advance(2 * 60_000);
    expect([life("one").phase, ready("one")?.reason]).toEqual(["Verifying", "URLNotResolved"]);
    await stage.clock.advance(10 * 60_000);
    expect([life("one").phase, stage.condition("UpstartEnvironment", "one", "Stalled")?.status]).toEqual([
      "Degraded",
      "True",
    ]);
    stage.answers = () => ({ is: "answer", status: 200, revision: "aaaaaaa" });
    await stage.clock.advance(60_000);
    expect(life("one").phase).toBe("Ready");
  });

  test("that stays as it is costs no write", async () => {
    stage.answers = () => ({ is: "answer", status: 200, revision: "aaaaaaa" });
    withUrl();
    await stage.clock.advance(60_000);
    stage.writes();
    await stage.clock.advance(6 * HOUR);
    expect(stage.writes()).toEqual([]);
  });
});

test("one that is gone is let go once, however late watches tell of it", async () => {
  const { cluster } = stage;
  let written = 0;
  const update: typeof cluster.update = async (object) => {
    if (object.kind === "EndedEnvironment") written += 1;
    // Who writes without end stops here, and not never.
    if (written > 20) throw new ClusterError("Unreachable", "enough");
    return await cluster.update(object);
  };
  await stage.stop();
  stage = new Stage({}, "host_two", stage, { cluster: { ...cluster, update } });
  template();
  branch("one");
  await stage.clock.advance(1000);
  cluster.lag(50);
  await stage.delete("UpstartEnvironment", "one");
  await stage.clock.advance(10_000);
  expect([isThere("one"), graveOf("one")?.because]).toEqual([false, expect.any(String)]);
  expect(written).toBeLessThanOrEqual(1);
});
