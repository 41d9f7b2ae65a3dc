import { HelmError, type KubeObject, LABELS, leaseNameOf } from "@upstart/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FINALIZER } from "../names.ts";
import { publishing, release, Stage } from "../testing/stage.ts";
import { IN_CHARGE_ANNOTATION } from "./charge.ts";

let rest: Stage;
let blue: Stage;
let stages: Stage[];

/** The controllers of a shard, over the same cluster and the same Helm. */
function start(shard: string, beside: Stage = rest): Stage {
  const stage = new Stage({}, `host_${shard}`, beside, { shard, leaseNamespace: "upstart" });
  stages.push(stage);
  return stage;
}

beforeEach(() => {
  rest = new Stage({}, "host_rest", undefined, { leaseNamespace: "upstart" });
  stages = [rest];
  blue = start("blue");
});
afterEach(async () => {
  for (const stage of stages) await stage.stop();
  for (const { log } of stages) expect(log.lines).toEqual([]);
});

type Kind = "UpstartEnvironment" | "UpstartService" | "HelmRelease";
const label = (kind: Kind, name: string, shard: string) => {
  const { [LABELS.shard]: _, ...others } = rest.get(kind, name)!.metadata.labels ?? {};
  const object = rest.get(kind, name)!;
  const labels = { ...others, ...(shard === "" ? {} : { [LABELS.shard]: shard }) };
  rest.cluster.put({ ...object, metadata: { ...object.metadata, labels } });
};
const put = (kind: Kind, name: string, spec: object, shard = "") =>
  rest.cluster.put({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind,
    metadata: { name, namespace: "shop", ...(shard === "" ? {} : { labels: { [LABELS.shard]: shard } }) },
    spec,
  });
const shardOf = (object: KubeObject | undefined) => object?.metadata.labels?.[LABELS.shard] ?? "";
const inCharge = (kind: Kind, name: string) => rest.get(kind, name)?.metadata.annotations?.[IN_CHARGE_ANNOTATION];
const ready = (kind: Kind, name: string) => rest.condition(kind, name, "Ready");
const attemptBy = (name: string) => (rest.status("HelmRelease", name).attempts as { by?: string } | undefined)?.by;
/** Somebody leads a shard, as far as its Lease tells. */
const renew = (shard: string) =>
  rest.cluster.put({
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { namespace: "upstart", name: leaseNameOf(shard) },
    spec: { holderIdentity: `host_${shard}`, renewTime: new Date(rest.clock.now()).toISOString() },
  });
async function leading(seconds: number, ...shards: string[]): Promise<void> {
  for (let i = 0; i < seconds; i += 2) {
    for (const shard of shards) renew(shard);
    await rest.clock.advance(2000);
  }
}
const db = publishing("db", "external");
const URL = { u: "<< base.outputs.URL >>" };

describe("two shards", () => {
  test("keep each what bears its label, with all that is made of it, and nothing else", async () => {
    rest.helm.behave("db", { deployMs: 1000 });
    rest.helm.behave("web", { deployMs: 1000 });
    put("UpstartEnvironment", "pr", { services: { base: { spec: { helmReleases: { db: release("db") } } } } }, "blue");
    put("UpstartService", "shop", { helmReleases: { web: release("web") } });
    await rest.clock.advance(500);
    expect([attemptBy("pr-base-db"), attemptBy("shop-web")]).toEqual(["host_blue", "host_rest"]);
    await rest.clock.advance(5000);
    for (const [kind, name] of [
      ["UpstartEnvironment", "pr"],
      ["UpstartService", "pr-base"],
      ["HelmRelease", "pr-base-db"],
    ] as const) {
      expect(ready(kind, name)?.status).toBe("True");
      expect(shardOf(rest.get(kind, name))).toBe("blue");
    }
    expect(inCharge("UpstartEnvironment", "pr")).toBe("blue");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    expect(rest.calls().sort()).toEqual(["upgrade db", "upgrade web"]);
    const events = (stage: Stage) => new Set(stage.events.map((e) => e.name.split("-")[0]));
    expect([events(rest), events(blue)]).toEqual([new Set(["shop"]), new Set(["pr"])]);
    rest.writes();
    await leading(3600, "blue", "");
    expect(rest.writes()).toEqual([]);
  });

  test("wait for one another, and pass outputs on", async () => {
    rest.helm.behave("db", { deployMs: 1000, outputs: ({ url = "one" }) => ({ URL: String(url) }) });
    const web = release("web", { dependencies: [{ name: "base" }], values: URL });
    put("UpstartService", "shop", { helmReleases: { web } });
    put("UpstartService", "base", { helmReleases: { db: release("db", db) } }, "blue");
    await rest.clock.advance(900);
    expect(rest.calls()).toEqual(["upgrade db"]);
    expect(ready("UpstartService", "shop")).toMatchObject({ status: "False", reason: "WaitingForDependency" });
    await rest.clock.advance(5000);
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expect(rest.helm.calls.at(-1)).toMatchObject({ releaseName: "web", values: { u: "one" } });
    rest.put("UpstartService", "base", { helmReleases: { db: release("db", { ...db, values: { url: "two" } }) } });
    await rest.clock.advance(5000);
    expect(rest.calls()).toEqual(["upgrade db", "upgrade web", "upgrade db", "upgrade web"]);
    expect(rest.helm.calls.at(-1)).toMatchObject({ releaseName: "web", values: { u: "two" } });
    // What is needed goes last, whoever keeps it.
    await rest.delete("UpstartService", "base");
    await rest.clock.advance(2000);
    expect(ready("UpstartService", "base")).toMatchObject({ reason: "StillNeeded" });
    await rest.delete("UpstartService", "shop");
    await rest.clock.advance(10_000);
    expect(rest.cluster.objects().filter((o) => o.kind === "UpstartService")).toEqual([]);
    expect(rest.calls().slice(4)).toEqual(["uninstall web", "uninstall db"]);
  });

  test("say of what the other has failed at by whom they are blocked", async () => {
    rest.helm.behave("db", { refuses: new HelmError("ValuesRefused", "url is required") });
    put("UpstartService", "base", { helmReleases: { db: release("db") } }, "blue");
    put("UpstartService", "shop", { helmReleases: { web: release("web", { dependencies: [{ name: "base" }] }) } });
    await rest.clock.advance(3000);
    expect(ready("UpstartService", "base")?.reason).toBe("InstallFailed");
    expect(ready("UpstartService", "shop")?.message).toContain("blocked by base ← base/db (InstallFailed)");
    expect(rest.calls()).toEqual(["upgrade db"]);
  });
});

describe("what moves to another shard", () => {
  const install = () => put("UpstartService", "shop", { helmReleases: { web: release("web"), db: release("db") } });
  const expectOneAtATime = () => {
    for (const name of ["web", "db"]) {
      const own = rest.helm.calls.filter((c) => c.releaseName === name);
      for (const [i, call] of own.entries()) if (i > 0) expect(own[i - 1]!.to).toBeLessThanOrEqual(call.from);
    }
  };

  test("is handed over when Helm has come to its end, and nothing is done twice", async () => {
    rest.helm.behave("web", { deployMs: 10_000 });
    install();
    await rest.clock.advance(2000);
    label("UpstartService", "shop", "blue");
    await leading(4, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    expect(attemptBy("shop-web")).toBe("host_rest");
    await leading(20, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBe("blue");
    expect(rest.calls().sort()).toEqual(["upgrade db", "upgrade web"]);
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expect(shardOf(rest.get("HelmRelease", "shop-web"))).toBe("blue");
    rest.put("UpstartService", "shop", { helmReleases: { web: release("web", { values: { a: 1 } }) } });
    await leading(2, "", "blue");
    expect(attemptBy("shop-web")).toBe("host_blue");
    await leading(20, "", "blue");
    expect(rest.calls()).toContain("uninstall db");
    label("UpstartService", "shop", "");
    await leading(10, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    expect(shardOf(rest.get("HelmRelease", "shop-web"))).toBe("");
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expectOneAtATime();
  });

  test("does not wait for ever: a Helm that goes on for long is ended first, and the other begins again", async () => {
    rest.helm.behave("web", { deployMs: 600_000 });
    install();
    await rest.clock.advance(2000);
    label("UpstartService", "shop", "blue");
    await leading(28, "", "blue");
    expect(rest.calls().filter((c) => c === "upgrade web")).toHaveLength(1);
    rest.helm.behave("web", { deployMs: 1000 });
    await leading(20, "", "blue");
    expect(rest.calls().filter((c) => c === "upgrade web")).toHaveLength(2);
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expectOneAtATime();
  });

  test("and back before that was done stays where it was", async () => {
    rest.helm.behave("web", { deployMs: 10_000 });
    install();
    await rest.clock.advance(2000);
    label("UpstartService", "shop", "blue");
    await leading(4, "", "blue");
    label("UpstartService", "shop", "");
    await leading(20, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    expect(rest.calls().sort()).toEqual(["upgrade db", "upgrade web"]);
    expect(ready("UpstartService", "shop")?.status).toBe("True");
  });

  test("and back, and there again, is handed over when what was begun in between has ended, too", async () => {
    rest.helm.behave("web", { deployMs: 10_000 });
    install();
    await rest.clock.advance(2000);
    label("UpstartService", "shop", "blue");
    await leading(2, "", "blue");
    rest.helm.behave("db", { deployMs: 20_000 });
    label("UpstartService", "shop", "");
    rest.put("UpstartService", "shop", {
      helmReleases: { web: release("web"), db: release("db", { values: { a: 1 } }) },
    });
    await leading(2, "", "blue");
    expect(rest.calls().filter((c) => c === "upgrade db")).toHaveLength(2);
    label("UpstartService", "shop", "blue");
    await leading(12, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    await leading(20, "", "blue");
    expect(inCharge("UpstartService", "shop")).toBe("blue");
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expect(rest.calls().sort()).toEqual(["upgrade db", "upgrade db", "upgrade web"]);
  });

  test("is left alone also by whoever does not see yet that it has gone", async () => {
    rest.helm.behave("web", { fails: [new HelmError("Failed", "it broke")] });
    put("UpstartService", "shop", { helmReleases: { web: release("web") } });
    await rest.clock.advance(1000);
    rest.cluster.lag(60_000);
    const object = rest.get("UpstartService", "shop")!;
    const labels = { [LABELS.shard]: "blue" };
    const annotations = { [IN_CHARGE_ANNOTATION]: "blue" };
    rest.cluster.put({ ...object, metadata: { ...object.metadata, labels, annotations } });
    await leading(10, "", "blue");
    expect(rest.calls()).toEqual(["upgrade web"]);
    rest.cluster.lag(0);
    await leading(60, "", "blue");
    expect(rest.calls()).toEqual(["upgrade web", "upgrade web"]);
    expect(ready("UpstartService", "shop")?.status).toBe("True");
  });

  test("while it is deleted goes on going", async () => {
    install();
    await rest.clock.advance(2000);
    rest.helm.behave("web", { uninstallMs: 5000 });
    await rest.delete("UpstartService", "shop");
    await rest.clock.advance(1000);
    label("UpstartService", "shop", "blue");
    await leading(30, "", "blue");
    expect(rest.get("UpstartService", "shop")).toBeUndefined();
    expect(rest.calls().filter((c) => c === "uninstall web")).toHaveLength(1);
  });

  test("is taken from a shard that nobody leads, and from none that is slow", async () => {
    put("UpstartService", "shop", { helmReleases: { web: release("web") } }, "blue");
    await leading(4, "blue", "");
    await blue.stop();
    label("UpstartService", "shop", "");
    await leading(120, "blue", ""); // its Lease is renewed: it may be at work
    expect(inCharge("UpstartService", "shop")).toBe("blue");
    await leading(50, "");
    expect(inCharge("UpstartService", "shop")).toBe("blue");
    await leading(30, "");
    expect(inCharge("UpstartService", "shop")).toBeUndefined();
    expect(ready("UpstartService", "shop")?.status).toBe("True");
    expect(rest.calls()).toEqual(["upgrade web"]);
    expect(rest.log.lines).toEqual([]);
    stages = [rest];
  });
});

describe("a shard that nobody runs", () => {
  test("is no longer named where one has just begun and is done at once", async () => {
    put("UpstartService", "shop", { helmReleases: { web: release("web") } }, "green");
    await leading(100, "", "blue");
    expect(ready("UpstartService", "shop")).toMatchObject({ reason: "ShardMissing" });
    rest.annotate("UpstartService", "shop", { note: "so that it is looked at" });
    await rest.clock.advance(100);
    rest.cluster.lag(300);
    renew("green");
    start("green");
    await rest.clock.advance(1000);
    await leading(20, "", "blue", "green");
    expect(ready("UpstartService", "shop")?.status).toBe("True");
  });

  test("is named in the status of what waits for it, until somebody does", async () => {
    put("UpstartService", "shop", { helmReleases: { web: release("web") } }, "green");
    const web = release("web2", { dependencies: [{ name: "shop" }] });
    put("UpstartService", "user", { helmReleases: { web2: web } }, "blue");
    await leading(40, "", "blue");
    expect(ready("UpstartService", "shop")).toBeUndefined();
    await leading(60, "", "blue");
    expect(ready("UpstartService", "shop")).toMatchObject({ status: "False", reason: "ShardMissing" });
    expect(ready("UpstartService", "shop")?.message).toContain('the shard "green"');
    expect(rest.get("UpstartService", "shop")?.metadata.finalizers ?? []).not.toContain(FINALIZER);
    expect(rest.calls()).toEqual([]);
    rest.writes();
    await leading(300, "", "blue");
    expect(rest.writes()).toEqual([]);
    start("green");
    await leading(20, "", "blue", "green");
    expect(rest.calls()).toEqual(["upgrade web", "upgrade web2"]);
    for (const name of ["shop", "user"]) expect(ready("UpstartService", name)?.status).toBe("True");
  });
});
