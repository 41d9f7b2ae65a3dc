import {
  endedKey,
  formatLeft,
  type KubeObject,
  type LifeStatus,
  readEnded,
  SNAPSHOT_CONTENT,
  VOLUME_CLAIM,
  VOLUME_SNAPSHOT,
} from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeSnapshotter } from "../testing/fake-snapshotter.ts";
import { release, Stage } from "../testing/stage.ts";

const MINUTE = 60_000;

let stage: Stage;
let driver: FakeSnapshotter;
beforeEach(() => {
  stage = new Stage();
  driver = new FakeSnapshotter(stage);
});
afterEach(async () => {
  driver.stop();
  await stage.stop();
  expect(stage.log.lines.filter((l) => l.level === "error")).toEqual([]);
});

const services = {
  shop: {
    spec: { helmReleases: { db: release("db"), web: release("web", { dependencies: [{ name: "db" }] }) } },
  },
  other: { spec: { helmReleases: { cache: release("cache") } } },
};
const spec = { source: { repository: "acme/shop", ref: "refs/heads/one" }, dataPolicy: "snapshot", services };
const claim = (name: string, more: Partial<KubeObject> = {}, namespace = "one-shop"): KubeObject => ({
  ...VOLUME_CLAIM,
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, storageClassName: "fast" },
  status: { phase: "Bound" },
  ...more,
  metadata: { ...more.metadata, name, namespace },
});
const set = (name: string, namespace = "one-shop"): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name, namespace },
  spec: { replicas: 0, volumeClaimTemplates: [{ metadata: { name: "data" } }] },
  status: { observedGeneration: 99, replicas: 0 },
});
const put = (...objects: KubeObject[]) => objects.map((o) => stage.cluster.put(o));
const up = async (more: object = {}) => {
  stage.put("UpstartEnvironment", "one", { ...spec, ...more });
  await stage.clock.advance(20_000);
};
const goes = async (ms = MINUTE) => {
  await stage.delete("UpstartEnvironment", "one");
  await stage.clock.advance(ms);
};
const isThere = () => stage.get("UpstartEnvironment", "one") !== undefined;
const ready = (kind: "UpstartEnvironment" | "HelmRelease" = "UpstartEnvironment", name = "one") =>
  stage.condition(kind, name, "Ready");
const phase = () => (stage.status("UpstartEnvironment", "one") as LifeStatus).phase;
const namesOf = (kind: string) =>
  stage.cluster
    .objects()
    .filter((o) => o.kind === kind)
    .map((o) => o.metadata.name)
    .sort();
const left = () =>
  (readEnded(stage.get("EndedEnvironment", endedKey("shop", "one").name)!)?.left ?? []).map(formatLeft);
const uninstalled = () => stage.calls().filter((c) => c.startsWith("uninstall"));

describe("an environment that goes with dataPolicy: snapshot", () => {
  test("leaves a snapshot of each volume that is told to stay, and nothing else", async () => {
    await up();
    put(claim("data-db-0"), claim("cache", {}, "one-other"));
    await goes();
    expect([isThere(), namesOf("Namespace"), namesOf("PersistentVolumeClaim"), driver.snapshots()]).toEqual([
      false,
      [],
      [],
      [],
    ]);
    const contents = driver.contents();
    expect(contents.map((c) => c.spec)).toEqual([
      expect.objectContaining({ deletionPolicy: "Retain", driver: "csi.example.com" }),
      expect.objectContaining({ deletionPolicy: "Retain", driver: "csi.example.com" }),
    ]);
    expect(contents[0]?.metadata.labels).toMatchObject({ "upstart.com/environment": "one" });
    expect(left().sort()).toEqual(
      [
        ["cache", "one-other"],
        ["data-db-0", "one-shop"],
      ]
        .map(([name, namespace]) => {
          const of = contents.find(
            (c) => (c.spec as { volumeSnapshotRef: { namespace: string } }).volumeSnapshotRef.namespace === namespace,
          );
          return `VolumeSnapshotContent ${of?.metadata.name} (a snapshot of PersistentVolumeClaim ${namespace}/${name})`;
        })
        .sort(),
    );
    const { note } = stage.events.find((e) => e.event.reason === "LeftBehind")!.event;
    expect([note.includes("; kept: VolumeSnapshotContent"), note.includes("leaked")]).toEqual([true, false]);
  });

  test("waits for them where it can be seen, and no longer than it takes", async () => {
    driver.behave("data-db-0", { readyMs: 5 * MINUTE });
    stage.helm.behave("db", { objects: [set("db")] });
    await up();
    put(claim("data-db-0"), claim("cache", {}, "one-other"));
    await goes(4 * MINUTE);
    expect(phase()).toBe("Terminating");
    expect(ready()).toMatchObject({ reason: "WaitingForSnapshot" });
    expect(ready()?.message).toContain("PersistentVolumeClaim one-shop/data-db-0");
    // Nothing else waits for it: the other namespace is gone.
    expect(namesOf("Namespace")).toEqual(["one-shop"]);
    const looks = await stage.looks();
    await stage.clock.advance(MINUTE);
    await stage.clock.advance(3000);
    expect(isThere()).toBe(false);
    expect((await stage.looks()) - looks).toBeLessThan(60);
  });

  test("looks at no volume where there is none: what is unbound, going, or a Pod's own", async () => {
    await up();
    const pod = { apiVersion: "v1", kind: "Pod", name: "web", uid: "1" };
    put(
      claim("unbound", { status: { phase: "Pending" } }),
      claim("lost", { status: { phase: "Lost" } }),
      claim("scratch", { metadata: { name: "", ownerReferences: [pod] } }),
      claim("going", { metadata: { name: "", deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["a/b"] } }),
    );
    await goes();
    expect([isThere(), driver.contents(), left()]).toEqual([false, [], []]);
    expect(stage.cluster.calls.filter((c) => c.startsWith("create VolumeSnapshot"))).toEqual([]);
  });

  test("as it is being taken away, it may still change its mind", async () => {
    driver.behave("data", "silent");
    await up();
    put(claim("data"));
    await goes();
    stage.put("UpstartEnvironment", "one", { ...spec, dataPolicy: "keep" });
    await stage.clock.advance(MINUTE);
    expect([isThere(), namesOf("Namespace"), left()]).toEqual([
      false,
      ["one-shop"],
      ["PersistentVolumeClaim one-shop/data (kept by dataPolicy)"],
    ]);
  });

  test("to be left as it is, it takes no snapshots", async () => {
    await up();
    put(claim("data"));
    stage.annotate("UpstartEnvironment", "one", { "upstart.com/skip-uninstall": "true" });
    await goes();
    expect([isThere(), driver.contents(), namesOf("PersistentVolumeClaim")]).toEqual([false, [], ["data"]]);
  });
});

describe("a volume that goes with the uninstall of its release", () => {
  test.each([
    ["in its chart", () => stage.helm.behave("db", { objects: [claim("data")] }), []],
    [
      "of a StatefulSet that does not keep its claims",
      () => undefined,
      [
        claim("data", {
          metadata: {
            name: "",
            ownerReferences: [{ apiVersion: "apps/v1", kind: "StatefulSet", name: "db", uid: "1" }],
          },
        }),
      ],
    ],
    ["of an operator, who says nothing", () => undefined, [claim("data")]],
  ])("is saved before: %s", async (_, before, objects) => {
    driver.behave("data", { readyMs: 2 * MINUTE });
    before();
    await up();
    put(...objects);
    await goes();
    // Those that need it are gone by then, or wait with it where nobody knows whose it is.
    expect(uninstalled()).not.toContain("uninstall db");
    expect(uninstalled()).toContain("uninstall cache");
    expect(stage.get("PersistentVolumeClaim", "data", "one-shop")).toBeDefined();
    expect([ready()?.reason, phase()]).toEqual(["WaitingForSnapshot", "Terminating"]);
    expect(ready()?.message).toContain("PersistentVolumeClaim one-shop/data");
    await stage.clock.advance(2 * MINUTE);
    expect([isThere(), driver.contents().length]).toEqual([false, 1]);
  });

  test("is saved after it, and at rest, where it outlives that", async () => {
    stage.helm.behave("db", { objects: [set("db")] });
    await up();
    put(claim("data-db-0"));
    await goes();
    const order = stage.cluster.calls.filter((c) => /^create VolumeSnapshot |^delete Secret .*\.db\./.test(c));
    expect(order.map((c) => c.split(" ")[1])).toEqual(["Secret", "VolumeSnapshot"]);
  });

  test.each([
    [
      "no snapshots in the cluster",
      () => stage.cluster.fail("VolumeSnapshot", "UnknownKind"),
      "this cluster has no VolumeSnapshot",
    ],
    ["no right to make one", () => stage.cluster.fail("VolumeSnapshot", "Forbidden"), "Forbidden"],
    ["no right to keep one", () => stage.cluster.fail("VolumeSnapshotContent", "Forbidden"), "Forbidden"],
    ["a driver that fails", () => driver.behave("data", { error: "no default class" }), "900s: no default class"],
    ["a driver that says nothing", () => driver.behave("data", "silent"), "not ready within 900s"],
    ["a server that fails", () => stage.cluster.fail("VolumeSnapshot", "ServerError"), "ServerError"],
  ])("holds what it needs itself and nothing else, with a way out: %s", async (_, fail, why) => {
    stage.helm.behave("db", { objects: [claim("data")] });
    await up();
    fail();
    await goes(16 * MINUTE);
    expect([phase(), ready()?.reason, ready("HelmRelease", "one-shop-db")?.reason]).toEqual([
      "Blocked",
      "SnapshotFailed",
      "SnapshotFailed",
    ]);
    const { message = "" } = ready() ?? {};
    expect(message).toContain(why);
    expect(message).toContain(`kubectl patch uenv one -n shop --type=merge -p '{"spec":{"dataPolicy":"delete"}}'`);
    expect(uninstalled().sort()).toEqual(["uninstall cache", "uninstall web"]);
    expect(stage.get("PersistentVolumeClaim", "data", "one-shop")).toBeDefined();
    stage.put("UpstartEnvironment", "one", { ...spec, dataPolicy: "delete" });
    await stage.clock.advance(MINUTE);
    expect([isThere(), namesOf("Namespace"), uninstalled().length]).toEqual([false, [], 3]);
  });

  test("goes on by itself when the cause is mended, however late", async () => {
    stage.helm.behave("db", { objects: [claim("data")] });
    driver.behave("data", { error: "no default class" });
    await up();
    await goes(60 * MINUTE);
    expect(ready()?.reason).toBe("SnapshotFailed");
    driver.finish("data");
    await stage.clock.advance(MINUTE);
    expect([isThere(), driver.contents().length, left().length]).toEqual([false, 1, 1]);
  });

  test("holds nothing where its namespace is deleted by hand", async () => {
    stage.helm.behave("db", { objects: [claim("data")] });
    driver.behave("data", "silent");
    await up();
    const namespace = stage.cluster.objects().find((o) => o.metadata.name === "one-shop" && o.kind === "Namespace")!;
    put({
      ...namespace,
      metadata: { ...namespace.metadata, deletionTimestamp: "2026-01-01T00:00:00Z", finalizers: ["x/y"] },
    });
    await goes();
    expect(uninstalled()).toContain("uninstall db");
    stage.cluster.remove({ apiVersion: "v1", kind: "Namespace", name: "one-shop" });
    await stage.clock.advance(MINUTE);
    expect(isThere()).toBe(false);
  });
});

describe("a volume that is left and cannot be saved", () => {
  test.each([
    [
      "no snapshots in the cluster",
      () => stage.cluster.fail("VolumeSnapshot", "UnknownKind"),
      "this cluster has no VolumeSnapshot of snapshot.storage.k8s.io/v1",
      0,
    ],
    [
      "a driver that fails",
      () => driver.behave("data-db-0", { error: "no default class" }),
      "900s: no default class",
      15,
    ],
    ["a driver that says nothing", () => driver.behave("data-db-0", "silent"), "was not ready within 900s", 15],
    ["a server that fails", () => stage.cluster.fail("VolumeSnapshot", "ServerError"), "ServerError", 15],
  ])("is kept with its namespace, and told with the reason; all else goes: %s", async (_, fail, why, minutes) => {
    for (const name of ["db", "cache"]) stage.helm.behave(name, { objects: [set(name)] });
    await up();
    put(claim("data-db-0"), claim("data-cache-0", {}, "one-other"));
    fail();
    await goes((minutes + 1) * MINUTE);
    stage.cluster.fail("VolumeSnapshot", undefined);
    expect([
      isThere(),
      namesOf("Namespace").includes("one-shop"),
      namesOf("PersistentVolumeClaim").includes("data-db-0"),
    ]).toEqual([false, true, true]);
    const told = left().find((l) => l.includes("data-db-0"));
    expect(told).toContain("PersistentVolumeClaim one-shop/data-db-0 (kept, for there is no snapshot of it: ");
    expect(told).toContain(why);
    // A snapshot that comes after all would be nobody's.
    expect(
      driver.snapshots().filter((s) => s.metadata.namespace === "one-shop" && minutes > 0 && why.includes("900s")),
    ).toEqual([]);
    // Whoever makes it again has it back.
    await up();
    expect(ready()).toMatchObject({ status: "True" });
  });

  test("a restart in between asks for nothing twice, and waits no longer", async () => {
    driver.behave("data-db-0", "silent");
    stage.helm.behave("db", { objects: [set("db")] });
    await up();
    put(claim("data-db-0"));
    await goes(10 * MINUTE);
    await stage.stop();
    stage = stage.successor();
    await stage.clock.advance(6 * MINUTE);
    const made = stage.cluster.calls.filter((c) => c.startsWith(`create ${VOLUME_SNAPSHOT.kind} `));
    expect([isThere(), namesOf("Namespace"), made.length]).toEqual([false, ["one-shop"], 1]);
  });

  test("the content is told to stay, and told of, whenever the controllers are killed", async () => {
    await up();
    put(claim("data-db-0"));
    await stage.delete("UpstartEnvironment", "one");
    for (let i = 0; i < 12; i++) {
      await stage.clock.advance(700);
      stage = await stage.killed(`host_${i}`);
    }
    await stage.clock.advance(MINUTE);
    expect([isThere(), driver.contents().map((c) => (c.spec as { deletionPolicy: string }).deletionPolicy)]).toEqual([
      false,
      ["Retain"],
    ]);
    expect(left()).toEqual([expect.stringContaining(`${SNAPSHOT_CONTENT.kind} `)]);
  });
});

describe("one that is made again under its name", () => {
  const lived = async () => {
    await up();
    put(
      claim("data-db-0", {
        metadata: { name: "", labels: { app: "db" }, annotations: { "meta.helm.sh/release-name": "db", other: "1" } },
      }),
    );
    await goes();
    expect([isThere(), driver.contents().length]).toEqual([false, 1]);
  };
  const data = () => stage.get("PersistentVolumeClaim", "data-db-0", "one-shop");
  const handleOf = ({ status }: KubeObject) => (status as { readonly snapshotHandle: string }).snapshotHandle;
  const sourceOf = ({ spec }: KubeObject) => (spec as { readonly source: object }).source;
  /** "" of what only brings another back. */
  const takenAt = ({ metadata }: KubeObject): string =>
    (JSON.parse(metadata.annotations?.["upstart.com/claim"] ?? '{"at":""}') as { readonly at: string }).at;
  const eventsOf = (reason: string) => stage.events.filter((e) => e.event.reason === reason).map((e) => e.event.note);

  test("has its volumes back from their snapshots, before anything is installed", async () => {
    await lived();
    stage.writes();
    await up();
    const writes = stage.writes().map((w) => w.split(" ").slice(0, 2).join(" "));
    expect(writes.filter((w) => /Claim|Snapshot/.test(w))).toEqual([
      "create VolumeSnapshotContent",
      "create VolumeSnapshot",
      "create PersistentVolumeClaim",
      "apply VolumeSnapshotContent",
    ]);
    expect(ready()?.status).toBe("True");
    const [snapshot] = driver.snapshots();
    expect(data()).toMatchObject({
      metadata: { labels: { app: "db" }, annotations: { "meta.helm.sh/release-name": "db" } },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "fast",
        // The snapshot is of a larger volume than was asked for.
        resources: { requests: { storage: String(2 * 1024 ** 3) } },
        dataSource: { apiGroup: "snapshot.storage.k8s.io", kind: "VolumeSnapshot", name: snapshot?.metadata.name },
      },
    });
    expect(data()?.metadata.annotations).not.toHaveProperty("other");
    const content = driver.contents().find((c) => c.metadata.ownerReferences !== undefined)!;
    const kept = driver.contents().find((c) => c !== content)!;
    const home = stage.cluster.objects().find((o) => o.kind === "Namespace" && o.metadata.name === "one-shop");
    expect(content).toMatchObject({
      metadata: { ownerReferences: [{ kind: "Namespace", uid: home?.metadata.uid }] },
      spec: {
        deletionPolicy: "Retain",
        source: { snapshotHandle: handleOf(kept) },
        volumeSnapshotRef: { name: snapshot?.metadata.name, namespace: "one-shop" },
      },
    });
    expect(eventsOf("Restored")).toEqual([expect.stringContaining("PersistentVolumeClaim one-shop/data-db-0 back")]);
  });

  test("has each back once, and of several the newest", async () => {
    await lived();
    await up();
    await stage.cluster.delete({ ...VOLUME_CLAIM, namespace: "one-shop", name: "data-db-0" });
    await stage.stop();
    stage = stage.successor();
    await stage.clock.advance(MINUTE);
    expect([ready()?.status, data()]).toEqual(["True", undefined]);
    put(claim("data-db-0"));
    await goes();
    await up();
    const newest = driver.contents().toSorted((a, b) => (takenAt(a) < takenAt(b) ? 1 : -1))[0]!;
    expect(driver.contents().filter((c) => takenAt(c) !== "")).toHaveLength(2);
    expect(sourceOf(driver.contents().at(-1)!)).toEqual({ snapshotHandle: handleOf(newest) });
  });

  test("leaves a volume alone that is there, and what is another's", async () => {
    await lived();
    stage.put("UpstartEnvironment", "one", spec, "elsewhere");
    await stage.clock.advance(20_000);
    expect(data()).toBeUndefined();
  });

  test("is not begun without them: what stands in the way is told, and how to go on", async () => {
    await lived();
    stage.cluster.fail("VolumeSnapshot", "Invalid");
    const before = stage.calls().length;
    await up();
    expect(ready()).toMatchObject({ reason: "RestoreFailed" });
    const [kept] = driver.contents();
    expect(ready()?.message).toContain("kubectl label volumesnapshotcontent");
    // What is in other namespaces is no worse for it.
    expect(stage.calls().slice(before)).toEqual(["upgrade cache"]);
    const { "upstart.com/kept-snapshot": _, ...labels } = kept!.metadata.labels!;
    put({ ...kept!, metadata: { ...kept!.metadata, labels } });
    await stage.clock.advance(MINUTE);
    expect([ready()?.status, data()]).toEqual(["True", undefined]);
  });

  test.each(["UnknownKind", "Forbidden"] as const)(
    "is told at once that there are no snapshots to be had: %s",
    async (code) => {
      for (const kind of ["VolumeSnapshot", "VolumeSnapshotContent"]) stage.cluster.fail(kind, code);
      await up();
      expect(ready()?.status).toBe("True");
      expect(eventsOf("SnapshotFailed")[0]).toContain(`no snapshots to be had for dataPolicy: snapshot: `);
    },
  );
});
