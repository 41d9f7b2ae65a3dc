import {
  type EndedEnvironment,
  endedKey,
  type KubeObject,
  LABELS,
  REVIVED_ANNOTATION,
  writeEnded,
} from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { envExplain } from "../verbs/env-explain.ts";
import { envList } from "../verbs/env-list.ts";
import { type EnvReviveFlags, envRevive } from "../verbs/env-revive.ts";
import { ENVIRONMENT, specOf } from "./environment.ts";
import { openScene, type Scene, stored } from "./testing/scene.ts";

const SHA = "9".repeat(40);
const FLAGS: EnvReviveFlags = { output: "text", timeout: 60_000, wait: false };
const KEY = { ...ENVIRONMENT, namespace: "team", name: "cart" };
const source = { repository: "acme/shop", ref: "refs/heads/cart", sha: SHA };
const services = { shop: { spec: { helmReleases: { web: { chart: "web", values: { size: "l" } } } } } };
const spec = {
  source,
  owner: "bob",
  from: { name: "shop", generation: 3 },
  url: { template: "https://{name}.example.com" },
  params: { size: "l", "api.token": "hunter2" },
  services,
};

function kept(more: Partial<EndedEnvironment> = {}): Scene {
  const scene = openScene();
  const of = { name: "cart", namespace: "team", uid: "uid-old", createdAt: "2029-12-20T00:00:00Z", spec, ...more };
  const how = { endedAt: "2029-12-30T02:00:00Z", because: "Expired: nobody has used it for 5d" };
  scene.cluster.put(writeEnded({ ...how, left: [], url: "https://cart.example.com", ...of }));
  scene.cluster.put(stored("shop", { template: true, services: {}, params: { "api.token": "theirs" } }));
  return scene;
}

const revive = (scene: Scene, flags: Partial<EnvReviveFlags> = {}, name = "cart") =>
  envRevive(scene.host, { ...FLAGS, ...flags }, scene.at, name);

describe("env revive", () => {
  test("makes it again as it was, and ends as a deploy", async () => {
    const scene = kept({ shard: "blue" });
    const revived = revive(scene, { wait: true });
    let object: KubeObject | undefined;
    while (object === undefined) object = await scene.cluster.get(KEY);
    const ready = { type: "Ready", status: "True", reason: "Ready", message: "all is ready" };
    scene.cluster.put({ ...object, status: { phase: "Ready", observedGeneration: 1, conditions: [ready] } });
    expect(await revived).toBe(0);
    expect(object.spec).toEqual(spec);
    expect(object.metadata).toMatchObject({
      annotations: { [REVIVED_ANNOTATION]: "uid-old" },
      labels: { [LABELS.shard]: "blue" },
    });
    expect(scene.out()).toBe("https://cart.example.com\n");
    expect(scene.err().startsWith(scene.out())).toBe(true);
  });

  test("shows another commit where that is asked for, and slips are of usage", async () => {
    const scene = kept();
    await expect(revive(scene, { sha: "9f3c2d1" })).rejects.toMatchObject({ exitCode: 2 });
    expect(await revive(scene, { sha: "8".repeat(40) })).toBe(0);
    expect(specOf((await scene.cluster.get(KEY))!).source).toEqual({ ...source, sha: "8".repeat(40) });
  });

  test.each<[string, Partial<EndedEnvironment>, KubeObject | undefined, RegExp]>([
    [
      "its name is another branch's by now",
      {},
      stored("cart", { source: { ...source, ref: "refs/heads/x" } }),
      /taken/,
    ],
    ["it is there", {}, stored("cart", { source }), /is there$/],
    ["it is still going", {}, stored("cart", { source }, {}, { deletionTimestamp: "x" }), /being deleted/],
    ["nothing is kept of it", { name: "other" }, undefined, /seven days/],
    ["it was too large", { spec: undefined }, undefined, /more than is kept/],
  ] as never)("is refused where %s, and nothing is written", async (_, more, there, why) => {
    const scene = kept(more);
    if (there !== undefined) scene.cluster.put(there);
    const error = await revive(scene).catch((e: unknown) => e);
    expect(error).toMatchObject({ exitCode: 1, message: expect.stringMatching(why), help: expect.stringMatching(/./) });
    expect(scene.cluster.calls.filter((c) => c.startsWith("apply"))).toEqual([]);
  });

  test("one that ended before its template was copied gets it at once", async () => {
    const scene = kept({ spec: { source, from: { name: "shop" }, services: {} } });
    const { metadata } = scene.cluster.put(stored("shop", { template: true, services }));
    const { generation } = metadata;
    expect(await revive(scene)).toBe(0);
    expect(specOf((await scene.cluster.get(KEY))!)).toEqual({
      source,
      from: { name: "shop", generation },
      services,
    });
  });
});

describe("of one that has ended", () => {
  const list = async (scene: Scene, flags: object = {}) => {
    await envList(scene.host, { output: "json", headers: true, ...flags }, scene.at);
    return (JSON.parse(scene.out()) as { environments: object[] }).environments;
  };

  test("a list of all has it last, until when it can be revived, and no list else", async () => {
    expect(await list(kept())).toEqual([]);
    const scene = kept();
    scene.cluster.put(stored("young", { source: { ...source, ref: "refs/heads/young" } }));
    expect(await list(scene, { all: true })).toMatchObject([
      { name: "young" },
      {
        name: "cart",
        phase: "Terminated",
        branch: "cart",
        owner: "bob",
        template: "team/shop",
        expiresReason: "expired",
        expiresAt: "2030-01-06T02:00:00Z",
      },
    ]);
  });

  test("it is not listed beside itself when it is there again, nor where it may not be read", async () => {
    const scene = kept();
    scene.cluster.put(stored("cart", { source }));
    expect(await list(scene, { all: true })).toMatchObject([{ name: "cart", phase: "Requested" }]);
    const blind = kept();
    blind.cluster.fail("EndedEnvironment", "Forbidden");
    expect(await list(blind, { all: true })).toEqual([]);
    expect(blind.err()).toMatch(/^warning: /);
  });

  test("explain says why it ended, what it left, until when it is known, and how it comes back", async () => {
    const scene = kept({
      left: [{ object: { apiVersion: "v1", kind: "Namespace", name: "cart-shop" }, why: "skipped" }],
    });
    await envExplain(scene.host, { output: "json" }, scene.at, "cart");
    const { exists, told } = JSON.parse(scene.out()) as { exists: boolean; told: { what: string; text: string }[] };
    expect([exists, Object.fromEntries(told.map((t) => [t.what, t.text]))]).toEqual([
      false,
      {
        is: "Terminated 2029-12-30T02:00:00Z (2d ago): Expired: nobody has used it for 5d",
        created: "2029-12-20T00:00:00Z",
        for: "bob",
        showed: "acme/shop refs/heads/cart 9999999",
        left: "Namespace cart-shop (its uninstall was skipped)",
        forgotten: "in 5d",
        next: "upstart env revive cart -n team",
      },
    ]);
  });

  test("what somebody else has written under that name is nothing", async () => {
    const scene = openScene();
    const { apiVersion, kind, ...metadata } = endedKey("team", "cart");
    scene.cluster.put({ apiVersion, kind, metadata, record: {} });
    await expect(revive(scene)).rejects.toMatchObject({ exitCode: 1 });
  });
});
