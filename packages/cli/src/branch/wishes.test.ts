import { ACTIVITY_ANNOTATION, EXTEND_ANNOTATION, type KubeObject } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { envDelete } from "../verbs/env-delete.ts";
import { envExtend, envRest } from "../verbs/env-rest.ts";
import { ask } from "./ask.ts";
import { ENVIRONMENT } from "./environment.ts";
import { openScene, type Scene, stored } from "./testing/scene.ts";

const FLAGS = { output: "json", timeout: 60_000 };
const KEY = { ...ENVIRONMENT, namespace: "team", name: "cart" };
const source = { repository: "acme/shop", ref: "refs/heads/cart" };
const inventory = [
  { kind: "UpstartService", name: "cart-shop" },
  { kind: "Namespace", name: "cart-shop" },
];

function withOne(spec: object = {}, metadata: object = {}) {
  const scene = openScene();
  scene.cluster.put(stored("cart", { source, ...spec }, { phase: "Ready", inventory }, metadata));
  return scene;
}

/** Once the wish is written, the controllers write this. */
async function heed(scene: Scene, annotation: string, statusOf: (value: string) => object): Promise<void> {
  for (;;) {
    const object = (await scene.cluster.get(KEY)) as KubeObject;
    const value = object.metadata.annotations?.[annotation];
    if (value !== undefined) return void scene.cluster.put({ ...object, status: statusOf(value) });
    await Promise.resolve();
  }
}

describe("sleep, wake and extend wait until the controllers have heeded them", () => {
  test("sleep", async () => {
    const scene = withOne();
    const slept = envRest(scene.host, FLAGS, scene.at, { name: "cart", wish: "sleep" });
    await heed(scene, ACTIVITY_ANNOTATION, (heeded) => ({
      phase: "Sleeping",
      asleepSince: "2030-01-01T02:00:00Z",
      lastActivity: { kind: "deploy", at: "2030-01-01T00:00:00Z", generation: 1, heeded },
    }));
    expect(await slept).toBe(0);
    expect(JSON.parse(scene.out())).toMatchObject({ name: "cart", phase: "Sleeping" });
  });

  test("extend, by its idle time where nobody says for how long", async () => {
    const scene = withOne({ ttl: { idle: "2d" } });
    const kept = envExtend(scene.host, FLAGS, scene.at, { name: "cart", duration: undefined });
    await heed(scene, EXTEND_ANNOTATION, (extended) => {
      expect(extended).toMatch(/^2d /);
      const lastActivity = { kind: "extend", at: "2030-01-01T02:00:00Z", generation: 1, extended };
      return { phase: "Ready", lastActivity, expiresAt: "2030-01-03T02:00:00Z", expiresReason: "extended" };
    });
    expect(await kept).toBe(0);
    expect(JSON.parse(scene.out())).toMatchObject({ expiresAt: "2030-01-03T02:00:00Z" });
  });

  test.each([
    ["400d", "extended", "400d is more than the 30d that can be asked for at once\n"],
    ["30d", "extended", ""],
    ["3d", "max", "ttl.max is 2d: it goes so long after it was made, whoever asks for more\n"],
  ])("extend by %s, where it then ends for %s, says what stood in the way", async (duration, expiresReason, words) => {
    const scene = withOne({ ttl: { max: "2d" } });
    const kept = envExtend(scene.host, FLAGS, scene.at, { name: "cart", duration });
    await heed(scene, EXTEND_ANNOTATION, (extended) => {
      const lastActivity = { kind: "extend", at: "2030-01-01T02:00:00Z", generation: 1, extended };
      return { phase: "Ready", lastActivity, expiresAt: "2030-01-03T02:00:00Z", expiresReason };
    });
    expect([await kept, scene.err()]).toEqual([0, words]);
  });

  test("what nobody heeds ends with 4, and ^C with 130; the wish stays", async () => {
    const late = withOne();
    const timedOut = envRest(late.host, FLAGS, late.at, { name: "cart", wish: "wake" });
    await heed(late, ACTIVITY_ANNOTATION, () => ({ phase: "Waking", asleepSince: "2030-01-01T00:00:00Z" }));
    await late.at.clock.advance(60_001);
    expect(await timedOut).toBe(4);
    const left = withOne();
    const interrupted = envRest(left.host, FLAGS, left.at, { name: "cart", wish: "wake" });
    left.interrupt();
    expect(await interrupted).toBe(130);
    expect((await left.cluster.get(KEY))?.metadata.annotations?.[ACTIVITY_ANNOTATION]).toMatch(/^wake /);
  });

  test("one wish takes nothing from the other, nor from what was deployed; the same again is another", async () => {
    const scene = withOne();
    const object = (await scene.cluster.get(KEY)) as KubeObject;
    await ask(scene.at, object, { extend: "2d" }, 0);
    const first = await ask(scene.at, object, "wake", 0);
    const second = await ask(scene.at, object, "wake", 1);
    expect(first).not.toBe(second);
    const { metadata, spec } = (await scene.cluster.get(KEY)) as KubeObject;
    expect(metadata.annotations).toEqual({
      [EXTEND_ANNOTATION]: "2d 1970-01-01T00:00:00.000Z",
      [ACTIVITY_ANNOTATION]: second,
    });
    expect(spec).toEqual(object.spec);
    // Not of one that has come in its place.
    scene.cluster.remove(KEY);
    scene.cluster.put(stored("cart", { source }, {}, { uid: "another" }));
    await expect(ask(scene.at, object, "wake", 2)).rejects.toMatchObject({ code: "Conflict" });
  });

  test("nothing can be asked of one that goes", async () => {
    const scene = withOne({}, { deletionTimestamp: "2030-01-01T00:00:00Z", finalizers: ["x"] });
    const asked = envRest(scene.host, FLAGS, scene.at, { name: "cart", wish: "wake" });
    await expect(asked).rejects.toMatchObject({ exitCode: 1 });
  });
});

describe("delete", () => {
  test.each([
    ["keep", "but for its volumes"],
    ["snapshot", "with its volumes, of which snapshots are kept"],
    [undefined, "with its volumes"],
  ])("a dry run says what would go, and deletes nothing: dataPolicy %s", async (dataPolicy, volumes) => {
    const scene = withOne(dataPolicy === undefined ? {} : { dataPolicy });
    expect(await envDelete(scene.host, { ...FLAGS, dryRun: true, wait: true }, scene.at, "cart")).toBe(0);
    expect(JSON.parse(scene.out())).toMatchObject({
      goes: ["UpstartService cart-shop", `Namespace cart-shop, ${volumes}`, "UpstartEnvironment cart"],
    });
    expect(await scene.cluster.get(KEY)).toBeDefined();
  });

  test("waits until it is gone, and tells how far that is", async () => {
    const scene = withOne({}, { finalizers: ["upstart.com/controller"] });
    const deleted = envDelete(scene.host, { ...FLAGS, wait: true }, scene.at, "cart");
    const going = async (step: number, message: string) => {
      const object = (await scene.cluster.get(KEY)) as KubeObject;
      const ready = { type: "Ready", status: "False", reason: "Progressing", message };
      scene.cluster.put({ ...object, status: { teardown: { step, of: 3 }, conditions: [ready] } });
      await scene.at.clock.advance(1);
    };
    await scene.at.clock.advance(1);
    await going(1, "whatever it says");
    await going(1, "whatever it says");
    await going(2, "whatever it says");
    scene.cluster.remove(KEY);
    expect(await deleted).toBe(0);
    expect(scene.err().match(/^\d\/\d/gm)).toEqual(["1/3", "2/3"]);
    expect(JSON.parse(scene.out())).toMatchObject({ name: "cart", deleted: true, left: [] });
  });
});
