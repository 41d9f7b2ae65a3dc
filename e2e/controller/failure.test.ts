import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, HELMS, tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";
import { helmReleaseOf, type Status, serviceOf, World } from "./world.ts";

const redis = (more: object = {}) => ({ chart: "upstart-charts/redis", version: "0.1.1", ...more });

describe.each(HELMS)("what failed is told, with %s:", (helm) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open(helm);
  });
  afterAll(() => world?.close());

  test("the pod that does not start, in release and service, and the whole chain of those who wait for it", async () => {
    const ns = await world.namespace("chain");
    const values = { podAnnotations: { "upstart.com/sandbox-fail": "crash" } };
    await world.apply(
      serviceOf(ns, "base", {
        broken: redis({ values, timeout: "5s" }),
        after: tiny({ dependencies: [{ name: "broken" }] }),
        free: tiny(),
      }),
    );
    await world.apply(serviceOf(ns, "user", { web: tiny({ dependencies: [{ name: "base" }] }) }));
    const told = await world.told("uhr", "base-broken", ns, (c) => c.message.includes("\npod broken-"));
    expect(told.message).toMatch(/\npod broken-\S+\/redis CrashLoopBackOff: back-off 40s restarting failed container/);
    await until("it to be given up on", async () => {
      const stalled = await world.condition("uhr", "base-broken", ns, "Stalled");
      return stalled?.reason === "InstallFailed" ? true : undefined;
    });
    const user = await world.told("usvc", "user", ns, (c) => c.message.includes("blocked by"));
    expect(user.message).toContain("blocked by base ← base/broken (InstallFailed)");
    const { releases } = (await world.get("usvc", "base", ns))!.status as Status;
    expect(releases!.after!.message).toBe("blocked by broken (InstallFailed)");
    expect(releases!.broken!.message).toContain("\npod broken-");
    expect(releases!.free!.state).toBe("ready");
    // Each thing is told once.
    const told2 = (await world.events("base-broken", ns)).map((e) => e.split(" ")[0]);
    expect(new Set(told2).size).toBe(told2.length);
  });

  test("the hook that fails, with its pod", async () => {
    const ns = await world.namespace("hook");
    const migrate = { podAnnotations: { "upstart.com/sandbox-fail": "job" } };
    const web = { chart: "upstart-charts/example-service", version: "1.4.0", values: { migrate } };
    await world.apply(serviceOf(ns, "shop", { web }));
    const told = await world.told("uhr", "shop-web", ns, (c) => c.message.includes("\npod web-migrate-"));
    expect(told.reason).toBe("InstallFailed");
    expect(told.message).toContain("/migrate Error: the migration found a table that it did not expect");
  });

  test("values that the chart's schema refuses, before Helm has written anything; no secret of theirs is said", async () => {
    const ns = await world.namespace("schema");
    await world.apply(
      serviceOf(ns, "shop", {
        postgres: {
          chart: "upstart-charts/postgres",
          version: "0.1.3",
          outputsFrom: [{ secretRef: { name: "postgres" } }],
        },
        cache: redis({
          dependencies: [{ name: "postgres" }],
          values: { replicas: "<< postgres.outputs.POSTGRES_PASSWORD >>" },
        }),
      }),
    );
    const told = await world.told("uhr", "shop-cache", ns, (c) => c.reason === "InstallFailed");
    expect(told.message).toContain("replicas");
    // It is given up on at once: only other values can help.
    expect(told.message).not.toContain("attempt");
    expect((await world.told("usvc", "shop", ns, (c) => c.reason === "InstallFailed")).message).toContain("replicas");
    expect(await world.revisions(ns)).toEqual(["postgres.v1"]);
    const { POSTGRES_PASSWORD } = dataOf(await world.get("secret", "postgres", ns));
    expect(await world.run("get", "uhr,usvc", "-n", ns, "-o", "json")).not.toContain(POSTGRES_PASSWORD);
    expect(JSON.stringify(world.lines)).not.toContain(POSTGRES_PASSWORD);
    // An edit mends it.
    await world.apply(serviceOf(ns, "shop", { cache: redis() }));
    await world.ready("usvc", "shop", ns);
  });

  test("an output that would leave its namespace without consent", async () => {
    const ns = await world.namespace("consent");
    await world.namespace("data");
    const db = (scope?: string) =>
      helmReleaseOf(ns, "db", { ...tiny(publishes("db", scope)), targetNamespace: "data" });
    const values = { value: "<< db.outputs.value >>!" };
    await world.apply(db());
    await world.apply(helmReleaseOf(ns, "api", tiny({ dependencies: [{ name: "db" }], values })));
    const told = await world.told("uhr", "api", ns, (c) => c.reason === "OutputNotExternal");
    expect(told.message).toContain('spec.values.value: "api" uses << db.outputs.value >>');
    expect(await world.revisions(ns)).toEqual([]);
    await world.apply(db("external"));
    await world.ready("uhr", "api", ns);
    expect(dataOf(await world.get("configmap", "api-outputs", ns)).value).toBe("1!");
  });
});
