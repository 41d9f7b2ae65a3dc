import { afterAll, beforeAll, expect, test } from "vitest";
import { environmentOf, World } from "../controller/world.ts";
import { Fronts } from "./front.ts";

const NS = "environments";
const SHA = { one: "1".repeat(40), two: "2".repeat(40) };
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

const env = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await world.bench.upstart(["env", ...args, "-n", NS], {
    env: { UPSTART_OWNER: "ada", CI: "1" },
  });
  return { exitCode, stdout: String(stdout).trim(), stderr: String(stderr) };
};

test("a person deploys a branch, looks at it, rests it, keeps it and ends it", async () => {
  const web = redis({
    dependencies: [{ name: "db" }],
    values: { podAnnotations: { sha: "<< environment.params.source.sha >>" } },
  });
  await world.apply(
    environmentOf(
      NS,
      "shop",
      { shop: { spec: { helmReleases: { db: redis(), web } } } },
      { template: true, url: { template: fronts.template, revision: { header: "X-Revision" } } },
    ),
  );
  const deploy = (sha: string, ...more: string[]) =>
    env("deploy", "feat/cart", "--repository", "acme/shop", "--sha", sha, ...more);

  const early = await deploy(SHA.one, "--no-wait");
  expect(early).toMatchObject({ exitCode: 0 });
  const url = early.stdout;
  const name = url.split("/").at(-1)!;
  expect(url).toBe(fronts.template.replace("{name}", name));
  expect(name).toMatch(/^feat-cart-[0-9a-f]{8}$/);

  fronts.set(name, { status: 200, revision: SHA.one });
  expect(await deploy(SHA.one)).toMatchObject({ exitCode: 0, stdout: url });
  expect(await world.revisions(`${name}-shop`)).toEqual(["db.v1", "web.v1"]);

  fronts.set(name, { status: 200, revision: SHA.two });
  const second = await deploy(SHA.two);
  expect(second).toMatchObject({ exitCode: 0, stdout: url });
  expect(second.stderr.startsWith(`${url}\n`)).toBe(true);
  expect(await world.revisions(`${name}-shop`)).toEqual(["db.v1", "web.v1", "web.v2"]);
  expect(await env("url", name)).toMatchObject({ exitCode: 0, stdout: url, stderr: "" });

  expect(await env("sleep", name)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("is Sleeping") });
  const status = await world.bench.upstart(["status", name, "-n", NS]);
  expect(String(status.stdout)).toMatch(/ asleep .*since/);
  expect(String(status.stderr)).toMatch(new RegExp(`${name} is asleep since .*\\n.* env wake ${name} -n ${NS}`));
  expect(await env("wake", name)).toMatchObject({ exitCode: 0 });
  const kept = await env("extend", name, "400d", "-o", "json");
  expect(JSON.parse(kept.stdout)).toMatchObject({ name, owner: "ada", expiresReason: "extended" });
  expect((await env("list", "--mine")).stdout).toMatch(
    new RegExp(`${name} .* ada .* feat/cart .* in (?:29|30)d .* extended`),
  );
  expect((await env("explain", name)).stdout).toMatch(/created .*acme\/shop refs\/heads\/feat\/cart/);

  expect(await env("diff", name, name)).toMatchObject({ exitCode: 0, stdout: "" });

  expect((await env("delete", name, "--dry-run")).stdout).toContain(`would go: Namespace ${name}-shop`);
  const gone = await env("delete", name);
  expect(gone).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("nothing of it is left") });
  expect(gone.stderr).toMatch(/^\d\/3 /);
  expect(await world.get("namespace", `${name}-shop`, "")).toBeUndefined();
  expect(JSON.parse((await env("list", "-o", "json")).stdout)).toEqual({ environments: [] });

  const was = { name, phase: "Terminated", owner: "ada", branch: "feat/cart", sha: SHA.two, url };
  expect(JSON.parse((await env("list", "--all", "-o", "json")).stdout)).toMatchObject({ environments: [was] });
  expect((await env("explain", name)).stdout).toContain(`env revive ${name} -n ${NS}`);
  const revived = await env("revive", name);
  expect(revived).toMatchObject({ exitCode: 0, stdout: url });
  expect(await world.revisions(`${name}-shop`)).toEqual(["db.v1", "web.v1"]);
  expect(JSON.parse((await env("get", name, "-o", "json")).stdout)).toMatchObject({ owner: "ada", sha: SHA.two });
  expect(await env("revive", name)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`${name} is there`) });
}, 300_000);
