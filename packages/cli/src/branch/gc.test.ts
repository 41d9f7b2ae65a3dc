import { Readable } from "node:stream";
import {
  ClusterError,
  type EndedEnvironment,
  type KnownOrphan,
  type KubeObject,
  type OrphanKind,
  orphanReport,
  withOrphanReport,
  writeEnded,
} from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { type EnvGcFlags, envGc } from "../verbs/env-gc.ts";
import { openScene, type Scene, stored } from "./testing/scene.ts";

const source = { repository: "acme/shop", ref: "refs/heads/x" };
const DAYS_AGO = (days: number) => new Date(Date.UTC(2030, 0, 1, 2) - days * 86_400_000).toISOString();
const used = (days: number) => ({ lastActivity: { kind: "deploy", at: DAYS_AGO(days), generation: 1, heeded: "" } });
const old = (metadata: object = {}) => ({ generation: 1, creationTimestamp: DAYS_AGO(90), ...metadata });

const ENVIRONMENTS: readonly (readonly [string, string | undefined, object, object, object?])[] = [
  ["idle", "nobody has used it", {}, used(6)],
  ["busy", undefined, {}, used(4)],
  ["failed", "it has failed", {}, { ...used(4), failedSince: DAYS_AGO(1.1) }],
  ["failing", undefined, {}, { ...used(4), failedSince: DAYS_AGO(0.9) }],
  ["kept", undefined, { protected: true }, used(60), { annotations: { "upstart.com/deletion-held": "no branch" } }],
  ["wished", undefined, {}, used(6), { annotations: { "upstart.com/extend": "3d x" } }],
  [
    "orphan",
    "its source is gone: no branch",
    {},
    used(1),
    { annotations: { "upstart.com/deletion-held": "no branch" } },
  ],
  ["going", undefined, {}, used(6), { deletionTimestamp: DAYS_AGO(1), finalizers: ["x"] }],
];

const namespace = (name: string, owner: string): KubeObject => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, annotations: { "upstart.com/owner-uid": owner } },
});

function ended(scene: Scene, name: string, days: number, left: EndedEnvironment["left"] = []): void {
  const of = { name, namespace: "team", uid: `uid-${name}`, endedAt: DAYS_AGO(days), because: "x", left };
  scene.cluster.put(writeEnded(of));
}

function town(): Scene {
  const scene = openScene();
  for (const [name, , spec, status, metadata] of ENVIRONMENTS)
    scene.cluster.put(stored(name, { source, ...spec }, status, old(metadata)));
  scene.cluster.put(stored("template", { template: true, services: {} }, {}, old()));
  scene.cluster.put(stored("plain", { services: {} }, {}, old()));
  const left = (name: string, why: "skipped" | "data", kind = "Namespace") => ({
    object: { apiVersion: "v1", kind, name },
    why,
  });
  ended(scene, "long-ago", 7.1);
  ended(scene, "lately", 6.9, [
    left("lately-own", "skipped"),
    left("lately-data", "data"),
    left("lately-theirs", "skipped"),
    left("lately-gone", "skipped"),
    left("volume", "data", "PersistentVolume"),
  ]);
  scene.cluster.put(namespace("lately-own", "uid-lately"));
  scene.cluster.put(namespace("lately-data", "kept for team/lately"));
  scene.cluster.put(namespace("lately-theirs", "uid-of-another"));
  scene.cluster.put({ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "volume" } });
  return scene;
}

interface Row {
  readonly name: string;
  readonly why: string;
  readonly goes: boolean;
  readonly result?: string;
}

async function gc(scene: Scene, flags: Partial<EnvGcFlags> = {}) {
  const ended = envGc(scene.host, { output: "json", ...flags }, scene.at);
  await scene.at.clock.advance(1000); // Helm takes its time
  const code = await ended;
  return { code, rows: (JSON.parse(scene.out()) as { garbage: Row[] }).garbage };
}

const deletions = (scene: Scene) => scene.cluster.calls.filter((c) => c.startsWith("delete ")).map((c) => c.slice(7));
const GOING = [
  "UpstartEnvironment team/idle",
  "UpstartEnvironment team/failed",
  "UpstartEnvironment team/orphan",
  "EndedEnvironment team/long-ago",
  "Namespace lately-own",
];

describe("env gc", () => {
  test("says what goes and why, what is for a person to judge, and deletes nothing", async () => {
    const scene = town();
    const { code, rows } = await gc(scene);
    expect(code).toBe(0);
    const wanted = ENVIRONMENTS.filter(([, why]) => why !== undefined).map(([name]) => name);
    expect(rows.filter((r) => r.goes).map((r) => r.name)).toEqual([...wanted, "long-ago", "lately-own"]);
    for (const [name, why] of ENVIRONMENTS)
      if (why !== undefined) expect(rows.find((r) => r.name === name)?.why).toContain(why);
    expect(rows.filter((r) => !r.goes).map((r) => r.name)).toEqual(["lately-data", "lately-theirs", "volume"]);
    expect(deletions(scene)).toEqual([]);
  });

  test("--yes deletes exactly that; a dry run never", async () => {
    const scene = town();
    expect((await gc(scene, { yes: true, dryRun: true })).code).toBe(0);
    expect(deletions(scene)).toEqual([]);
    const second = town();
    const { code, rows } = await gc(second, { yes: true });
    expect([code, deletions(second)]).toEqual([0, GOING]);
    expect(rows.filter((r) => r.goes).map((r) => r.result)).toEqual(GOING.map(() => "deleted"));
  });

  test.each([
    ["y\n", 5],
    ["\n", 0],
    ["yesterday\n", 0],
    ["", 0],
  ])("a person who answers %j has %i deleted", async (answer, count) => {
    const scene = town();
    const stdin = Object.assign(Readable.from([answer]), { isTTY: true });
    const host = { ...scene.host, stdin, stderr: { ...scene.host.stderr, isTTY: true } };
    expect(await envGc(host, { output: "text" }, scene.at)).toBe(0);
    expect(scene.err()).toContain("delete these 5? [y/N]");
    expect(deletions(scene)).toHaveLength(count);
  });

  test("what somebody has written since is left alone, and what cannot be deleted is told", async () => {
    const scene = town();
    const racing = {
      ...scene.cluster,
      delete: async (...[key, options]: Parameters<Scene["cluster"]["delete"]>) => {
        const object = (await scene.cluster.get(key))!;
        if (key.name === "idle")
          scene.cluster.put({ ...object, metadata: { ...object.metadata, labels: { new: "1" } } });
        await scene.cluster.delete(key, options);
      },
    };
    const code = await envGc(scene.host, { output: "json", yes: true }, { ...scene.at, cluster: racing });
    const { garbage } = JSON.parse(scene.out()) as { garbage: Row[] };
    expect([code, garbage.find((r) => r.name === "idle")?.result]).toEqual([5, expect.stringContaining("left alone")]);
    expect(
      await scene.cluster.get({
        apiVersion: "upstartoperators.upstart.com/v1alpha1",
        kind: "UpstartEnvironment",
        namespace: "team",
        name: "idle",
      }),
    ).toBeDefined();
    const sealed = openScene();
    sealed.cluster.put(stored("idle", { source }, used(6), old()));
    const failing = { ...sealed.cluster, delete: async () => Promise.reject(new ClusterError("Forbidden", "may not")) };
    expect(await envGc(sealed.host, { output: "json", yes: true }, { ...sealed.at, cluster: failing })).toBe(1);
  });

  test("nothing to do is said on stderr", async () => {
    const { host, at, out, err } = openScene();
    expect(await envGc(host, { output: "text" }, at)).toBe(0);
    expect([out(), err()]).toEqual(["", "nothing is to go in the namespace team\n"]);
  });
});

describe("what nobody keeps any more", () => {
  const orphan = (kind: OrphanKind, object: KubeObject, isOurs = true): KnownOrphan => {
    const { apiVersion, metadata } = object;
    const { namespace, name, uid = "" } = metadata;
    const key = { apiVersion, kind: object.kind, name, ...(namespace === undefined ? {} : { namespace }) };
    return { kind, object: key, uid, why: "its environment is gone", isOurs, since: DAYS_AGO(1) };
  };
  const world = () => {
    const scene = openScene();
    const marks = { labels: { "app.kubernetes.io/managed-by": "upstart" } };
    const made = scene.cluster.put({
      ...namespace("lost-web", "uid-lost"),
      metadata: { name: "lost-web", ...marks, annotations: { "upstart.com/owner-uid": "uid-lost" } },
    });
    const record = scene.cluster.put({
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "sh.helm.release.v1.web.v1",
        namespace: "lost-web",
        labels: { ...marks.labels, owner: "helm", name: "web" },
      },
    });
    const volume = scene.cluster.put({ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "lost-data" } });
    const orphans = [
      { ...orphan("HelmRecord", record), releaseName: "web" },
      orphan("Namespace", made),
      orphan("PersistentVolume", volume, false),
    ];
    scene.cluster.put(withOrphanReport(undefined, "upstart", orphanReport(DAYS_AGO(0), orphans, []), ""));
    return scene;
  };

  test("is shown with all namespaces, and elsewhere only counted", async () => {
    const scene = world();
    expect(await envGc(scene.host, { output: "text" }, scene.at)).toBe(0);
    expect(scene.err()).toContain(
      "3 things that nobody keeps are elsewhere in the cluster; upstart env gc -A shows them",
    );
    const all = world();
    await envGc(all.host, { output: "text", allNamespaces: true, dryRun: true }, all.at);
    expect(all.out().split("\n").slice(1, 4)).toEqual([
      expect.stringMatching(/^goes +Helm release lost-web\/web +nobody keeps it: its environment is gone$/),
      expect.stringMatching(/^goes +Namespace lost-web /),
      expect.stringMatching(/^look at it +PersistentVolume lost-data /),
    ]);
    expect(all.err()).not.toContain("elsewhere");
  });

  test("goes with --yes where a fresh look proves it to be ours", async () => {
    const scene = world();
    const { code, rows } = await gc(scene, { allNamespaces: true, yes: true });
    expect([code, rows.map((r) => r.result)]).toEqual([0, ["deleted", "deleted", undefined]]);
    expect(scene.at.helm.calls.map((c) => `${c.verb} ${c.releaseName}`)).toEqual(["uninstall web"]);
    expect(scene.cluster.objects().map((o) => o.kind)).not.toContain("Namespace");
  });

  test("stays where somebody keeps it by now", async () => {
    const scene = world();
    scene.cluster.put({ ...stored("lost", { source }), metadata: { ...stored("lost", {}).metadata, uid: "uid-lost" } });
    const { code, rows } = await gc(scene, { allNamespaces: true, yes: true });
    expect([code, rows.find((r) => r.name === "lost-web")?.result]).toEqual([
      5,
      expect.stringContaining("somebody keeps it"),
    ]);
  });
});
