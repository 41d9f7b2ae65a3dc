import { afterAll, beforeAll, expect, test } from "vitest";
import { dataOf, type KubeJson, tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";
import { HelmLog, type LoggedCall } from "./helm-log.ts";
import type { Running } from "./processes.ts";
import { Stage, service } from "./stage.ts";

const SHARD = "upstart.com/shard";
const IN_CHARGE = "upstart.com/shard-in-charge";

let stage: Stage;
let helmLog: HelmLog;
let rest: Running;
let blue: Running;

const start = (caller: string, ...args: string[]) => stage.start("upstart", helmLog.env(stage.bench, caller), ...args);

beforeAll(async () => {
  stage = await Stage.open();
  helmLog = await HelmLog.start(stage.bench);
  await stage.lease("upstart");
  rest = start("rest");
  blue = start("blue", "--shard", "blue");
  for (const controller of [rest, blue]) await controller.said("leading", 60_000);
});
afterAll(() => stage?.close());

const inShard = (shard: string, object: object): object => {
  const { metadata, ...more } = object as { readonly metadata: object };
  return { ...more, metadata: { ...metadata, labels: { [SHARD]: shard } } };
};
const move = (kind: string, name: string, namespace: string, shard: string) =>
  stage.bench.kubectl([
    "label",
    "--overwrite",
    kind,
    name,
    "-n",
    namespace,
    shard === "" ? `${SHARD}-` : `${SHARD}=${shard}`,
  ]);
const inCharge = (object: KubeJson | undefined) => object?.metadata.annotations?.[IN_CHARGE] ?? "";
const held = (kind: string, name: string, namespace: string, by: string) =>
  until(
    `${kind} ${name} in the charge of "${by}"`,
    async () => (inCharge(await stage.bench.get(kind, name, namespace)) === by ? true : undefined),
    90_000,
  );
const valueIn = async (name: string, namespace: string) =>
  dataOf(await stage.bench.get("configmap", name, namespace)).value;
const callsFor = async (...releases: string[]) => (await helmLog.calls()).filter((c) => releases.includes(c.release));
/** What Helm writes of the chart, in the middle of its run. */
const holdHelm = (namespace: string) =>
  stage.api.hold(
    ({ isOurs, method, path }) => !isOurs && method !== "GET" && path.includes(`/namespaces/${namespace}/configmaps`),
  );

function expectOneAtATime(calls: readonly LoggedCall[]): void {
  const sorted = [...calls].sort((a, b) => a.from - b.from);
  for (const [i, call] of sorted.entries())
    if (i > 0) expect(sorted[i - 1]!.to, JSON.stringify(sorted)).toBeLessThanOrEqual(call.from);
}

const base = (namespace: string, value: string) =>
  inShard("blue", service(namespace, "base", { db: tiny({ ...publishes("db", "external"), values: { value } }) }));

test("each shard does what bears its label; what needs the other's waits for it, and follows its outputs", async () => {
  const ns = await stage.namespace("across");
  const value = "got << base.outputs.value >>";
  await stage.apply(service(ns, "shop", { web: tiny({ dependencies: [{ name: "base" }], values: { value } }) }));
  await until("the shop to wait", async () => {
    const { reason } = (await stage.condition("usvc", "shop", ns)) ?? {};
    return reason === "WaitingForDependency" ? true : undefined;
  });
  for (const text of ["one", "two"]) {
    await stage.apply(base(ns, text));
    await until(`the output "${text}"`, async () =>
      (await valueIn("web-outputs", ns)) === `got ${text}` ? true : undefined,
    );
    await stage.ready("usvc", "shop", ns);
  }
  const who = (await callsFor("db", "web")).map((c) => `${c.caller} ${c.verb} ${c.release}`);
  expect(who.sort()).toEqual(["blue upgrade db", "blue upgrade db", "rest upgrade web", "rest upgrade web"]);
  expect((await stage.bench.get("uhr", "base-db", ns))?.metadata.labels?.[SHARD]).toBe("blue");
  expect((await blue.get("/metrics")).text).toContain(
    'leader_election_master_status{name="upstart-controller-blue",shard="blue"} 1',
  );
  expect(blue.lines.filter((l) => l.shard !== "blue")).toEqual([]);
  await stage.delete("usvc", "base", ns);
  await until("the base to be held", async () => {
    const { reason } = (await stage.condition("usvc", "base", ns)) ?? {};
    return reason === "StillNeeded" ? true : undefined;
  });
  await stage.delete("usvc", "shop", ns);
  for (const name of ["shop", "base"]) await stage.gone("usvc", name, ns);
});

test("what moves while Helm installs it is handed over when Helm has come to its end", async () => {
  const ns = await stage.namespace("moving");
  const shop = (value: string) => service(ns, "shop", { moved: tiny({ values: { value } }) });
  const hold = holdHelm(ns);
  await stage.apply(shop("one"));
  await hold.arrived;
  await move("usvc", "shop", ns, "blue");
  // What comes later to the other shard is done long before.
  await stage.apply(
    inShard("blue", service(ns, "later", { later: { chart: "upstart-charts/tiny", version: "0.1.0" } })),
  );
  await until("the later one to be begun", async () => ((await callsFor("later")).length > 0 ? true : undefined));
  expect(inCharge(await stage.bench.get("usvc", "shop", ns))).toBe("");
  hold.release();
  await held("usvc", "shop", ns, "blue");
  await stage.ready("usvc", "shop", ns);
  expect(await stage.revisions(ns)).toContain("moved.v1 deployed");
  await stage.apply(inShard("blue", shop("two")));
  await until("the second value", async () => ((await valueIn("moved-outputs", ns)) === "two" ? true : undefined));
  await move("usvc", "shop", ns, "");
  await held("usvc", "shop", ns, "");
  await stage.apply(shop("three"));
  await until("the third value", async () => ((await valueIn("moved-outputs", ns)) === "three" ? true : undefined));
  const calls = await callsFor("moved");
  expect(calls.map((c) => c.caller)).toEqual(["rest", "blue", "rest"]);
  expectOneAtATime(calls);
  expect((await stage.revisions(ns)).filter((r) => r.startsWith("moved"))).toHaveLength(3);
});

test("a shard that nobody runs is told of, and what it had is another's when nobody has led it for a minute", async () => {
  const ns = await stage.namespace("nobody");
  const green = inShard("green", service(ns, "lost", { lost: tiny() }));
  const file = await stage.bench.file("lost.json", JSON.stringify(green));
  const hold = holdHelm(ns);
  await stage.apply(inShard("blue", service(ns, "shop", { left: tiny({ values: { value: "one" } }) })));
  await hold.arrived;
  blue.child.kill("SIGKILL");
  await blue.exited;
  await helmLog.kill();
  stage.api.cut();
  hold.release();
  await move("usvc", "shop", ns, "");
  const { stderr } = await stage.bench.upstart(["apply", "-f", file, "-n", ns, "--timeout", "1s"]);
  expect(String(stderr)).toContain('no controllers run for the shard "green"');
  const { exitCode, stdout } = await stage.bench.upstart(["doctor", "-n", ns]);
  expect(exitCode).not.toBe(0);
  expect(String(stdout)).toContain("no controllers run for it: nothing becomes of UpstartService lost");
  await stage.ready("usvc", "shop", ns, 150_000);
  await until("a word of the lost one", async () => {
    const { reason } = (await stage.condition("usvc", "lost", ns)) ?? {};
    return reason === "ShardMissing" ? true : undefined;
  });
  expect((await callsFor("lost")).length).toBe(0);
  const calls = await callsFor("left");
  expect(calls.map((c) => c.caller)).toEqual(["blue", "rest"]);
  await start("green", "--shard", "green").said("leading", 60_000);
  await stage.ready("usvc", "lost", ns);
  expect(await stage.revisions(ns)).toContain("lost.v1 deployed");
});
