import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, tiny, until } from "../harness.ts";
import { HelmLog } from "./helm-log.ts";
import { Stage, service } from "./stage.ts";

let stage: Stage;
let helmLog: HelmLog;

beforeAll(async () => {
  stage = await Stage.open();
  helmLog = await HelmLog.start(stage.bench);
  await stage.lease("upstart");
  await stage.start("upstart", helmLog.env(stage.bench, "controller")).said("leading");
});
afterAll(() => stage?.close());

/** A release that publishes what somebody else makes, such as an operator, and one that uses it. */
const shop = (namespace: string, more: { readonly key?: string; readonly keys?: readonly string[] } = {}) =>
  service(namespace, "shop", {
    source: tiny({ outputsFrom: [{ configMapRef: { name: "made-late" }, ...(more.keys ? { keys: more.keys } : {}) }] }),
    user: tiny({ dependencies: [{ name: "source" }], values: { value: `<< source.outputs.${more.key ?? "HOST"} >>` } }),
  });

const publish = (namespace: string, data: Readonly<Record<string, string>>) =>
  stage.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "made-late", namespace }, data });

const releaseOf = async (namespace: string, key: string) =>
  (await stage.status("usvc", "shop", namespace))?.releases?.[key];

const says = (namespace: string, key: string, words: string) =>
  until(`${key} to say "${words}"`, async () => {
    const release = await releaseOf(namespace, key);
    return release?.message.includes(words) ? release : undefined;
  });

const given = (namespace: string, value: string) =>
  until(`the user to have "${value}"`, async () => {
    const { value: seen } = dataOf(await stage.bench.get("configmap", "user-outputs", namespace));
    return seen === value ? true : undefined;
  });

const usersRevisions = async (namespace: string) =>
  (await stage.revisions(namespace)).filter((r) => r.startsWith("user"));

describe("an output", () => {
  test("that comes late is waited for by name, and its user is installed once", async () => {
    const ns = await stage.namespace("late");
    await stage.apply(shop(ns));
    const waiting = await says(ns, "source", "ConfigMap made-late");
    expect(waiting).toMatchObject({ state: "progressing", reason: "WaitingForOutputs" });
    expect(waiting.waitingFor).toEqual([{ object: "ConfigMap made-late", since: expect.any(String) }]);
    expect(await stage.revisions(ns)).toEqual(["source.v1 deployed"]);
    await publish(ns, { HOST: "one" });
    await stage.ready("usvc", "shop", ns);
    await given(ns, "one");
    expect(await usersRevisions(ns)).toEqual(["user.v1 deployed"]);
  });

  test("whose key is missing is waited for, with the keys that are there; the key may come later", async () => {
    const ns = await stage.namespace("mistyped");
    await publish(ns, { HOTS: "typo", PORT: "1" });
    await stage.apply(shop(ns));
    const waiting = await says(ns, "user", "key HOST in ConfigMap made-late");
    expect(waiting.message).toContain("it has HOTS, PORT");
    expect(waiting.waitingFor).toMatchObject([{ object: "ConfigMap made-late", output: "HOST" }]);
    expect(await usersRevisions(ns)).toEqual([]);
    await publish(ns, { HOST: "one", PORT: "1" });
    await stage.ready("usvc", "shop", ns);
    expect(await usersRevisions(ns)).toEqual(["user.v1 deployed"]);
  });

  test("that breaks the contract of its keys keeps its own release from being ready", async () => {
    const ns = await stage.namespace("contract");
    await publish(ns, { HOST: "one" });
    await stage.apply(shop(ns, { keys: ["HOST", "PORT"] }));
    expect((await says(ns, "source", "key PORT in ConfigMap made-late")).reason).toBe("WaitingForOutputs");
    await publish(ns, { HOST: "one", PORT: "1" });
    await stage.ready("usvc", "shop", ns);
  });

  test("that changes twice while its user is being installed upgrades it once, to the last", async () => {
    const ns = await stage.namespace("rotated");
    await publish(ns, { HOST: "one" });
    await helmLog.close("before", "user");
    await stage.apply(shop(ns));
    await helmLog.reached("before", "user");
    await publish(ns, { HOST: "two" });
    await publish(ns, { HOST: "three" });
    await helmLog.open("before", "user");
    await given(ns, "three");
    await stage.ready("usvc", "shop", ns);
    expect(await usersRevisions(ns)).toEqual(["user.v1 superseded", "user.v2 deployed"]);
  });

  test("that is deleted and comes back as it was changes nothing; as another one, it upgrades its user once", async () => {
    const ns = await stage.namespace("recreated");
    await publish(ns, { HOST: "one" });
    await stage.apply(shop(ns));
    await stage.ready("usvc", "shop", ns);
    for (const [value, revision] of [
      ["one", 1],
      ["two", 2],
    ] as const) {
      await stage.delete("configmap", "made-late", ns);
      await says(ns, "source", "ConfigMap made-late");
      await publish(ns, { HOST: value });
      await given(ns, value);
      await stage.ready("usvc", "shop", ns);
      expect((await usersRevisions(ns)).at(-1)).toBe(`user.v${revision} deployed`);
    }
    expect(await usersRevisions(ns)).toHaveLength(2);
  });

  test("of a dependency that somebody uninstalls by hand comes again, and its user goes on", async () => {
    const ns = await stage.namespace("uninstalled");
    const chain = service(ns, "shop", {
      source: tiny({ values: { value: "one" }, outputsFrom: [{ configMapRef: { name: "source-outputs" } }] }),
      user: tiny({ dependencies: [{ name: "source" }], values: { value: "<< source.outputs.value >>" } }),
    });
    await stage.apply(chain);
    await stage.ready("usvc", "shop", ns);
    expect((await stage.bench.helm(["uninstall", "source", "-n", ns])).exitCode).toBe(0);
    await until("it to be installed again", async () => await stage.bench.get("configmap", "source-outputs", ns));
    await stage.ready("usvc", "shop", ns);
    expect(await stage.revisions(ns)).toEqual(["source.v1 deployed", "user.v1 deployed"]);
  });
});
