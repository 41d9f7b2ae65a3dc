import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HELMS, tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";
import { environmentOf, helmReleaseOf, serviceOf, World } from "./world.ts";

describe.each(HELMS)("teardown with %s", (helm) => {
  let world: World;
  let leaver: string;
  beforeAll(async () => {
    world = await World.open(helm);
    leaver = await world.chart("leaver");
  });
  afterAll(() => world?.close());

  const leaves = (values: object, more: object = {}) => ({ chart: leaver, values, ...more });
  const tombstones = async (namespace: string) =>
    Object.values((await world.get("configmap", "upstart.tombstones", namespace))?.data ?? {}).map(
      (text) =>
        JSON.parse(text) as {
          object: { name: string };
          left: { why: string; object: { kind: string; namespace?: string; name: string } }[];
        },
    );
  const leftBy = async (name: string, namespace: string) =>
    (await tombstones(namespace))
      .filter((t) => t.object.name === name)
      .flatMap((t) => t.left.map((l) => `${l.why} ${l.object.kind} ${l.object.name}`))
      .sort();

  /** Events are sent beside everything else. */
  const said = (name: string, namespace: string, text: string) =>
    until(`${name} to say ${text}`, async () =>
      (await world.events(name, namespace)).at(-1)?.includes(text) === true ? true : undefined,
    );

  test("an object that a finalizer holds keeps what its release needs, and nothing else; it is told, and told how to go on", async () => {
    const ns = await world.namespace("held");
    const front = leaves({ held: true }, { dependencies: [{ name: "base" }] });
    await world.apply(
      environmentOf(ns, "pr-1", {
        base: { spec: { helmReleases: { db: tiny(publishes("db", "external")) } } },
        front: { spec: { helmReleases: { front, beside: tiny() } } },
        other: { spec: { helmReleases: { web: tiny() } } },
      }),
    );
    await world.ready("uenv", "pr-1", ns);
    await world.run("delete", "uenv", "pr-1", "-n", ns, "--wait=false");
    const told = await world.told("uenv", "pr-1", ns, (c) => c.reason === "HeldByFinalizer");
    expect(told.message).toContain("ConfigMap pr-1-front/front-plain is held by the finalizer example.com/hold");
    await world.gone("usvc", "pr-1-other", ns);
    await world.gone("uhr", "pr-1-front-beside", ns);
    // What it needs is there as it was, and a controller that knows nothing goes on waiting.
    expect(await world.revisions("pr-1-base")).toEqual(["db.v1"]);
    await world.killIdle();
    await world.lead();
    await world.told("uhr", "pr-1-front-front", ns, (c) => c.reason === "HeldByFinalizer");
    expect((await world.condition("uhr", "pr-1-base-db", ns))?.message).toContain("pr-1-front-front");
    const nothing = '{"metadata":{"finalizers":null}}';
    await world.run("patch", "configmap", "front-plain", "-n", "pr-1-front", "--type=merge", "-p", nothing);
    await world.gone("uenv", "pr-1", ns);
    for (const name of ["pr-1-base", "pr-1-front", "pr-1-other"])
      expect(await world.get("namespace", name, ns)).toBeUndefined();
    await said("pr-1", ns, "Deleted is deleted, and nothing of it is left");
    expect(await tombstones(ns)).toEqual([]); // what a chart keeps has gone with its namespace
  });

  test("what stays is told: volumes, what a chart keeps, what hooks made; Helm's record goes", async () => {
    const ns = await world.namespace("stays");
    const postgres = { chart: "upstart-charts/postgres", version: "0.1.3" };
    const web = { chart: "upstart-charts/example-service", version: "1.4.0" };
    await world.apply(serviceOf(ns, "shop", { postgres, web, leaver: leaves({}) }));
    await world.ready("usvc", "shop", ns);
    await world.run("delete", "usvc", "shop", "-n", ns, "--wait=false");
    await world.gone("usvc", "shop", ns);
    expect(await leftBy("shop", ns)).toEqual([
      "claim PersistentVolumeClaim data-postgres-0",
      "hook Job web-migrate",
      "policy ConfigMap leaver-kept",
    ]);
    expect(await world.get("configmap", "leaver-kept", ns)).toBeDefined();
    expect(await world.revisions(ns)).toEqual([]);
    await said("shop", ns, `PersistentVolumeClaim ${ns}/data-postgres-0`);
  });

  test("an install that hangs in a hook is ended, and uninstalled; nothing stays locked", async () => {
    const ns = await world.namespace("hangs");
    const migrate = { podAnnotations: { "upstart.com/sandbox-delay": "600s" } };
    const web = { chart: "upstart-charts/example-service", version: "1.4.0", values: { migrate } };
    await world.apply(serviceOf(ns, "shop", { web }));
    await until("the hook to be at work", async () => await world.get("job", "web-migrate", ns));
    await world.run("delete", "usvc", "shop", "-n", ns, "--wait=false");
    await world.gone("usvc", "shop", ns, 30_000);
    expect(await world.revisions(ns)).toEqual([]);
    expect(await world.get("deployment", "web", ns)).toBeUndefined();
  });

  test("a release that never becomes ready goes at once", async () => {
    const ns = await world.namespace("never");
    const values = { podAnnotations: { "upstart.com/sandbox-fail": "image" } };
    await world.apply(serviceOf(ns, "shop", { cache: { chart: "upstart-charts/redis", version: "0.1.1", values } }));
    await until("it to be deployed", async () => await world.get("deployment", "cache", ns));
    await world.run("delete", "usvc", "shop", "-n", ns, "--wait=false");
    await world.gone("usvc", "shop", ns, 20_000);
    expect(await world.revisions(ns)).toEqual([]);
  });

  test("an uninstall that fails is told with the way out, stops nothing else, and is skipped when that is asked for", async () => {
    const ns = await world.namespace("fails");
    await world.apply(serviceOf(ns, "shop", { bad: leaves({ failsToGo: true }), good: tiny() }));
    await world.ready("usvc", "shop", ns);
    await world.run("delete", "usvc", "shop", "-n", ns, "--wait=false");
    const told = await world.told("usvc", "shop", ns, (c) => c.reason === "UninstallFailed");
    expect(told.message).toContain("kubectl annotate uhr shop-bad -n fails upstart.com/skip-uninstall=true");
    await world.gone("uhr", "shop-good", ns);
    await world.run("annotate", "usvc", "shop", "-n", ns, "upstart.com/skip-uninstall=true");
    await world.gone("usvc", "shop", ns);
    expect(await world.revisions(ns)).toEqual(["bad.v1"]);
    expect(await leftBy("shop", ns)).toContain("skipped ConfigMap bad-plain");
  });

  test("a hook that never ends is told of, and waited for no longer than the release's timeout; nothing else is held", async () => {
    const ns = await world.namespace("clings");
    const clings = leaves({ clingsOn: true }, { timeout: "12s", dependencies: [{ name: "base" }] });
    await world.apply(serviceOf(ns, "shop", { clings, base: tiny(), good: tiny() }));
    await world.ready("usvc", "shop", ns);
    await world.run("delete", "usvc", "shop", "-n", ns, "--wait=false");
    const waits = await world.told("uhr", "shop-clings", ns, (c) => c.message.includes("waits for its hook"));
    expect(waits.message).toBe(
      "is being uninstalled; waits for its hook Job clings/clings-farewell (0/1 complete), for up to 12s",
    );
    await world.gone("uhr", "shop-good", ns);
    const failed = await world.told("usvc", "shop", ns, (c) => c.reason === "UninstallFailed");
    expect(failed.message).toContain("its hook Job clings/clings-farewell did not end within 12s");
    expect(failed.message).toContain("kubectl annotate uhr shop-clings -n clings upstart.com/skip-uninstall=true");
    expect(await world.revisions(ns)).toEqual(["base.v1", "clings.v1"]);
    // It is tried again, and says so without taking back that it failed.
    const again = await world.told("uhr", "shop-clings", ns, (c) => c.message.includes("attempt 2 waits for its hook"));
    expect(again.reason).toBe("UninstallFailed");
    await world.run("annotate", "uhr", "shop-clings", "-n", ns, "upstart.com/skip-uninstall=true");
    await world.gone("usvc", "shop", ns);
  });

  test("a namespace that is deleted by hand goes, whoever needs what is in it, and whatever its hooks would do", async () => {
    const ns = await world.namespace("swept");
    const away = await world.namespace("away");
    await world.apply(
      serviceOf(ns, "base", {
        db: leaves({ failsToGo: true, wide: true }),
        out: tiny(publishes("out", "external")),
      }),
    );
    const user = tiny({ dependencies: [{ name: "base", namespace: ns }] });
    await world.apply(serviceOf(away, "user", { user }));
    await world.ready("usvc", "user", away);
    await world.run("delete", "namespace", ns, "--wait=false");
    await world.gone("namespace", ns);
    expect(await world.get("clusterrole", `${ns}-db`, ns)).toBeUndefined();
  });

  test("an environment's namespace that is deleted by hand is made again, with what was in it", async () => {
    const ns = await world.namespace("again");
    await world.apply(environmentOf(ns, "pr-2", { shop: { spec: { helmReleases: { web: tiny() } } } }));
    await world.ready("uenv", "pr-2", ns);
    const { uid } = (await world.get("namespace", "pr-2-shop", ns))!.metadata;
    await world.run("delete", "namespace", "pr-2-shop", "--wait=false");
    await until("it to be made again", async () => {
      const made = await world.get("namespace", "pr-2-shop", ns);
      return made !== undefined && made.metadata.uid !== uid ? true : undefined;
    });
    await until("its release", async () => await world.get("configmap", "web-outputs", "pr-2-shop"));
    await world.ready("uenv", "pr-2", ns);
    // And its own namespace takes the environment with it.
    await world.run("delete", "namespace", ns, "--wait=false");
    await world.gone("namespace", ns);
    await world.gone("namespace", "pr-2-shop");
  });

  test("an environment that moves into a shared namespace takes everything along, in order, and the old namespaces go", async () => {
    const ns = await world.namespace("moves");
    const services = {
      base: { spec: { helmReleases: { db: tiny(publishes("db", "external")) } } },
      front: { spec: { helmReleases: { web: tiny({ dependencies: [{ name: "base" }] }) } } },
    };
    await world.apply(environmentOf(ns, "pr-3", services));
    await world.ready("uenv", "pr-3", ns);
    await world.apply(environmentOf(ns, "pr-3", services, { namespaces: "Shared" }));
    await world.gone("namespace", "pr-3-base");
    await world.gone("namespace", "pr-3-front");
    await world.ready("uenv", "pr-3", ns);
    expect(await world.revisions("pr-3")).toEqual(["db.v1", "web.v1"]);
  });

  test("a HelmRelease whose target namespace is deleted by hand holds nothing", async () => {
    const ns = await world.namespace("aimed");
    await world.namespace("target");
    await world.apply(helmReleaseOf(ns, "web", { ...leaves({ failsToGo: true }), targetNamespace: "target" }));
    await world.ready("uhr", "web", ns);
    await world.run("delete", "namespace", "target", "--wait=false");
    await world.run("delete", "uhr", "web", "-n", ns, "--wait=false");
    await world.gone("uhr", "web", ns);
    await world.gone("namespace", "target");
  });
});
