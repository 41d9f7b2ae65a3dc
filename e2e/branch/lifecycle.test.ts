import type { LifeStatus } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { environmentOf, serviceOf, World } from "../controller/world.ts";
import { tiny, until } from "../harness.ts";
import { publishes } from "../kinds.ts";
import { Fronts } from "./front.ts";

const NS = "environments";
const SHA = { one: "1".repeat(40), two: "2".repeat(40) };
const source = (branch: string, sha = SHA.one) => ({ repository: "acme/shop", ref: `refs/heads/${branch}`, sha });
const redis = (more: object = {}) => ({ chart: "upstart-charts/redis", version: "0.1.1", ...more });

let world: World;
let fronts: Fronts;

beforeAll(async () => {
  fronts = await Fronts.open();
  world = await World.open("helm4");
  await world.namespace(NS);
});
afterAll(async () => {
  await world?.close();
  fronts?.close();
});

const template = (name: string, services: object, more: object = {}) =>
  world.apply(environmentOf(NS, name, services, { template: true, ...more }));
const branch = (name: string, from: string, more: object = {}) => {
  const { services: _, ...spec } = environmentOf(NS, name, {}).spec as { services: object };
  return world.apply({
    ...environmentOf(NS, name, {}),
    spec: { ...spec, from: { name: from }, source: source(name), ...more },
  });
};
const life = async (name: string) => ((await world.get("uenv", name, NS))?.status ?? {}) as LifeStatus;
const phase = (name: string, wanted: string) => {
  let seen: LifeStatus = {};
  return until(
    `${name} to be ${wanted}`,
    async () => {
      seen = await life(name);
      return seen.phase === wanted ? seen : undefined;
    },
    90_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(seen, null, 1)}`);
  });
};
const patch = (name: string, spec: object) =>
  world.run("patch", "uenv", name, "-n", NS, "--type=merge", "-p", JSON.stringify({ spec }));
const ask = (name: string, annotation: string) =>
  world.run("annotate", "uenv", name, "-n", NS, `upstart.com/${annotation}`, "--overwrite");
const replicas = async (name: string, namespace: string) =>
  ((await world.get("deployment", name, namespace))?.spec as { readonly replicas?: number } | undefined)?.replicas;

describe("the life of a branch's environment", () => {
  const services = {
    shop: {
      spec: {
        helmReleases: {
          db: redis({ outputsFrom: [{ configMapRef: { name: "db-outputs" } }] }),
          web: redis({
            dependencies: [{ name: "db" }],
            values: {
              replicas: 2,
              podAnnotations: { db: "<< db.outputs.SERVICE_FQDN >>", sha: "<< environment.params.source.sha >>" },
            },
          }),
        },
      },
    },
  };

  test("made from a template, it is ready when its URL answers with the commit, and not before", async () => {
    const health = { path: "/up", timeout: "10m" };
    await template("shop", services, {
      url: { template: fronts.template, health, revision: { header: "X-Revision" } },
    });
    await branch("cart", "shop", { owner: "ada" });
    await world.told("uenv", "cart", NS, (c) => c.reason === "URLNotFound");
    expect((await life("cart")).url).toBe(fronts.template.replace("{name}", "cart"));
    fronts.set("cart", { status: 302, location: "https://id.example.com/login?next=hidden" });
    const login = await world.told("uenv", "cart", NS, (c) => c.reason === "URLNeedsLogin");
    expect(login.message).not.toContain("hidden");
    fronts.set("cart", { status: 200, revision: SHA.two });
    await world.told("uenv", "cart", NS, (c) => c.reason === "URLOldRevision");
    fronts.set("cart", { status: 200, revision: SHA.one });
    await world.ready("uenv", "cart", NS);
    const { history, inventory } = await phase("cart", "Ready");
    expect(history?.map((h) => h.phase).slice(-3)).toEqual(["Deploying", "Verifying", "Ready"]);
    expect(inventory).toEqual([
      { kind: "UpstartService", name: "cart-shop" },
      { kind: "Namespace", name: "cart-shop" },
    ]);
    const [, row] = (await world.run("get", "uenv", "cart", "-n", NS)).split("\n");
    expect(row).toMatch(/True\s+Ready\s+Ready\s+ada\s+refs\/heads\/cart\s+\S+Z\s+http/);
    // The template is only that.
    expect(await world.get("namespace", "shop-shop", "")).toBeUndefined();
  });

  test("it sleeps when it is told to, and a wake brings back as many as there were", async () => {
    await ask("cart", "activity=sleep 1");
    await phase("cart", "Sleeping");
    await until("no replicas", async () => {
      const all = [await replicas("web", "cart-shop"), await replicas("db", "cart-shop")];
      return all.every((n) => n === 0) ? true : undefined;
    });
    expect((await world.get("deployment", "web", "cart-shop"))?.metadata.annotations?.["upstart.com/replicas"]).toBe(
      "2",
    );
    expect(await world.condition("uenv", "cart", NS)).toMatchObject({ status: "False", reason: "Sleeping" });
    await ask("cart", "activity=wake 2");
    await phase("cart", "Ready");
    expect([await replicas("db", "cart-shop"), await replicas("web", "cart-shop")]).toEqual([1, 2]);
    expect((await world.get("deployment", "web", "cart-shop"))?.metadata.annotations).not.toHaveProperty(
      "upstart.com/replicas",
    );
    // Nobody has taken it for a change by hand, or deployed anything.
    expect(await world.revisions("cart-shop")).toEqual(["db.v1", "web.v1"]);
    expect((await world.events("cart-shop-web", NS)).filter((e) => e.startsWith("Drift"))).toEqual([]);
  });

  test("a push while it sleeps wakes it and deploys what uses the commit, and nothing else", async () => {
    await ask("cart", "activity=sleep 3");
    await phase("cart", "Sleeping");
    await patch("cart", { source: { sha: SHA.two } });
    await world.told("uenv", "cart", NS, (c) => c.reason === "URLOldRevision");
    fronts.set("cart", { status: 200, revision: SHA.two.slice(0, 7) });
    await world.ready("uenv", "cart", NS);
    expect(await world.revisions("cart-shop")).toEqual(["db.v1", "web.v1", "web.v2"]);
    expect([await replicas("db", "cart-shop"), await replicas("web", "cart-shop")]).toEqual([1, 2]);
  });

  test("deleted, it goes with all that was made for it", async () => {
    await world.run("delete", "uenv", "cart", "-n", NS, "--wait=false");
    await world.gone("uenv", "cart", NS);
    await world.gone("namespace", "cart-shop", "");
    expect(await world.events("cart", NS)).toEqual(expect.arrayContaining([expect.stringMatching(/^Deleted /)]));
  });
});

test("its time is told, warned of, put off and over; then nothing is left of it", async () => {
  await template("brief", { a: { spec: { helmReleases: { a: tiny() } } } }, { ttl: { idle: "20s" } });
  await branch("short", "brief");
  const { expiresAt } = await phase("short", "Ready");
  await until("an expiry", async () => ((await life("short")).expiresReason === "idle" ? true : undefined));
  await ask("short", "extend=25s 1");
  await until("more time", async () => {
    const now = await life("short");
    return now.expiresReason === "extended" && now.expiresAt! > expiresAt! ? true : undefined;
  });
  await phase("short", "Expiring");
  await world.gone("uenv", "short", NS, 60_000);
  await world.gone("namespace", "short-a", "");
  const told = (await world.events("short", NS)).map((e) => e.split(" ")[0]);
  expect(told).toEqual(expect.arrayContaining(["ExpiresSoon", "Expired", "Deleted"]));
});

test("where the quota is full one more waits for its turn, and comes when another goes", async () => {
  await template("small", { a: { spec: { helmReleases: { a: tiny() } } } }, { quota: { environments: 1 } });
  await branch("first", "small");
  await phase("first", "Ready");
  await branch("second", "small");
  expect((await phase("second", "Queued")).queuePosition).toBe(1);
  await branch("third", "small");
  expect((await phase("third", "Queued")).queuePosition).toBe(2);
  expect(await world.get("namespace", "second-a", "")).toBeUndefined();
  await world.killIdle();
  await world.lead();
  await world.run("delete", "uenv", "first", "-n", NS, "--wait=false");
  await phase("second", "Ready");
  expect(await life("third")).toMatchObject({ phase: "Queued", queuePosition: 1 });
  await world.run("delete", "uenv", "second", "third", "-n", NS, "--wait=false");
  await world.gone("uenv", "third", NS);
});

test("a service's mode is changed while it runs: off, a mock, another environment's, and back", async () => {
  const stub = {
    stub: tiny({
      values: { value: "mocked" },
      outputsFrom: [{ configMapRef: { name: "stub-outputs" }, scope: "external" }],
    }),
  };
  await world.apply(serviceOf(NS, "prices-mock", stub, { suspend: true }));
  const prices = (value: string) => ({
    spec: { helmReleases: { api: tiny({ values: { value }, ...publishes("api", "external") }) } },
  });
  await world.apply(environmentOf(NS, "staging", { prices: prices("of staging") }));
  const mock = { from: { name: "prices-mock" } };
  const proxy = { environment: "staging" };
  const web = tiny({
    dependencies: [{ name: "prices" }],
    values: { value: 'has << prices.outputs.value | default "none" >>' },
    ...publishes("web"),
  });
  await world.apply(
    environmentOf(NS, "modal", {
      prices: { ...prices("real"), mock, proxy },
      shop: { spec: { helmReleases: { web } } },
    }),
  );
  const told = async (value: string) => {
    await until(
      `has ${value}`,
      async () => {
        const { data } = (await world.get("configmap", "web-outputs", "modal-shop")) ?? {};
        return data?.value === `has ${value}` ? true : undefined;
      },
      60_000,
    );
  };
  const turn = (mode: string) => patch("modal", { services: { prices: { mode } } });
  await told("real");
  await turn("mock");
  await told("mocked");
  await world.gone("uhr", "modal-prices-api", NS);
  await turn("proxy");
  await told("of staging");
  await turn("off");
  await told("none");
  await turn("real");
  await told("real");
  await world.gone("uhr", "modal-prices-stub", NS);
  await world.ready("uenv", "modal", NS);
});
