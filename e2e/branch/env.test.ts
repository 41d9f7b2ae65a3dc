import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ImageRegistry, startImageRegistry } from "../../packages/clients/src/testing/image-registry.ts";
import { environmentOf, World } from "../controller/world.ts";
import { until } from "../harness.ts";
import { Fronts } from "./front.ts";

const NS = "environments";
const SHA = { one: "1".repeat(40), two: "2".repeat(40) };
const redis = (more: object = {}) => ({ chart: "upstart-charts/redis", version: "0.1.1", ...more });

let world: World;
let fronts: Fronts;
let registry: ImageRegistry;
/** Where Docker keeps its logins. */
let docker: string;

beforeAll(async () => {
  fronts = await Fronts.open();
  registry = await startImageRegistry();
  registry.admit("acme/shop", "ada", "hunter2");
  docker = await mkdtemp(join(tmpdir(), "upstart-docker-"));
  world = await World.open("helm4");
  await world.namespace(NS);
});
afterAll(async () => {
  await world?.close();
  fronts?.close();
  await registry?.close();
  await rm(docker, { recursive: true, force: true });
});

const env = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await world.bench.upstart(["env", ...args, "-n", NS], {
    env: { UPSTART_OWNER: "ada", CI: "1", DOCKER_CONFIG: docker },
  });
  return { exitCode, stdout: String(stdout).trim(), stderr: String(stderr) };
};

test("a person deploys a branch, looks at it, rests it, keeps it and ends it", async () => {
  const web = redis({
    dependencies: [{ name: "db" }],
    values: {
      podAnnotations: {
        sha: "<< environment.params.source.sha >>",
        image: "<< environment.params.image.shop >>",
        migrate: "<< environment.params.migrate >>",
      },
    },
  });
  await world.apply(
    environmentOf(
      NS,
      "shop",
      { shop: { spec: { helmReleases: { db: redis(), web } } } },
      {
        template: true,
        params: { "image.shop": "none", migrate: "false" },
        url: { template: fronts.template, revision: { header: "X-Revision" } },
      },
    ),
  );
  const deploy = (sha: string, ...more: string[]) =>
    env("deploy", "feat/cart", "--repository", "acme/shop", "--sha", sha, ...more);

  const image = `${registry.host}/acme/shop:{sha}`;
  const withImage = ["--wait-image", image, "--set-image", `shop=${image}`, "-m", "--no-wait"];
  const stranger = await deploy(SHA.one, ...withImage);
  expect(stranger).toMatchObject({ exitCode: 3, stdout: "", stderr: expect.stringContaining("docker login") });
  expect(JSON.parse((await env("list", "-o", "json")).stdout)).toEqual({ environments: [] });
  const auth = Buffer.from("ada:hunter2").toString("base64");
  await writeFile(join(docker, "config.json"), JSON.stringify({ auths: { [registry.host]: { auth } } }));
  registry.next({ status: 429, headers: { "retry-after": "1" } }, { status: 503 });
  const waiting = deploy(SHA.one, ...withImage);
  // The build is done when somebody has asked for its image, and has been told that there is none.
  const asked = `GET /token as ada`;
  await until("somebody to wait", async () => (registry.seen.includes(asked) ? true : undefined), 60_000);
  registry.images.add(`acme/shop:${SHA.one}`);
  const early = await waiting;
  expect(early).toMatchObject({ exitCode: 0 });
  expect(early.stderr).toMatch(/answers 429.*\n.*answers 503.*\n(?:.*is not there yet\n)?.*:1{40} is there$/);
  expect(early.stderr).not.toContain("hunter2");
  const url = early.stdout;
  const name = url.split("/").at(-1)!;
  expect(url).toBe(fronts.template.replace("{name}", name));
  expect(name).toMatch(/^feat-cart-[0-9a-f]{8}$/);

  fronts.set(name, { status: 200, revision: SHA.one });
  const again = ["--set-image", `shop=${image}`, "-m"];
  expect(await deploy(SHA.one, ...again)).toMatchObject({ exitCode: 0, stdout: url });
  const params = { "image.shop": image.replace("{sha}", SHA.one), migrate: "true" };
  expect((await world.get("uenv", name, NS))?.spec).toMatchObject({ params });
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
  const { garbage } = JSON.parse((await env("gc", "-o", "json")).stdout) as { garbage: unknown[] };
  expect(garbage).toEqual([]);
  await world.run("annotate", "uenv", name, "-n", NS, "upstart.com/deletion-held=its branch is gone");
  const over = await env("gc", "--yes");
  expect(over).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("its source is gone") });
  await world.gone("uenv", name, NS);
  expect(await env("revive", name, "--no-wait", "--sha", SHA.one)).toMatchObject({ exitCode: 0, stdout: url });
  expect(await env("revive", name)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`${name} is there`) });
}, 300_000);
