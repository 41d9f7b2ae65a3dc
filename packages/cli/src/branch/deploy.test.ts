import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ACTIVITY_ANNOTATION, type KubeObject } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { envDeploy } from "../verbs/env-deploy.ts";
import { ENVIRONMENT, specOf } from "./environment.ts";
import { repositoryIn, sourceOf } from "./source.ts";
import { openScene, type Scene, stored } from "./testing/scene.ts";

const SHA = "9".repeat(40);
const FLAGS = { output: "text", timeout: 60_000, wait: true, repository: "Acme/Shop", sha: SHA };
const services = { shop: { spec: { helmReleases: {} } }, mail: { spec: { helmReleases: {} } } };
const template = { template: true, services, url: { template: "https://{name}.example.com" }, params: { size: "s" } };

function withTemplate(): Scene {
  const scene = openScene();
  scene.cluster.put(stored("shop", template));
  return scene;
}

async function made(scene: Scene): Promise<KubeObject> {
  for (let turn = 0; turn < 100; turn++) {
    const found = (await scene.cluster.list(ENVIRONMENT)).find((o) => o.metadata.name.startsWith("cart-"));
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("nothing was made");
}

async function report(
  scene: Scene,
  phase: string,
  status: "True" | "False",
  message = "as told",
  more: object = {},
): Promise<void> {
  const object = await made(scene);
  const ready = { type: "Ready", status, reason: phase, message };
  scene.cluster.put({
    ...object,
    status: { phase, observedGeneration: object.metadata.generation, conditions: [ready], ...more },
  });
}

/** When the deploy has come so far, or has ended before that. */
async function seen(scene: Scene, isSo: (object: KubeObject) => boolean): Promise<KubeObject> {
  for (let turn = 0; turn < 1000; turn++) {
    const object = await made(scene);
    if (isSo(object)) return object;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("it never was so");
}

/** What has become of it by now: everything in memory that was to happen has happened. */
async function outcome(deployed: Promise<number>): Promise<number | "open"> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return await Promise.race([deployed, Promise.resolve("open" as const)]);
}

describe("env deploy", () => {
  test("the URL is said first, and stands alone on stdout when it is ready", async () => {
    const scene = withTemplate();
    const deployed = envDeploy(scene.host, { ...FLAGS, set: ["size=l"], off: ["mail"], ttl: "9d" }, scene.at, "cart");
    await report(scene, "Deploying", "False");
    await report(scene, "Ready", "True");
    expect(await deployed).toBe(0);
    const { metadata, spec } = await made(scene);
    expect(scene.out()).toBe(`https://${metadata.name}.example.com\n`);
    expect(scene.err().startsWith(scene.out())).toBe(true);
    expect(spec).toMatchObject({
      from: { name: "shop" },
      owner: "ada",
      source: { repository: "acme/shop", ref: "refs/heads/cart", sha: SHA },
      params: { size: "l" },
      ttl: { idle: "9d" },
      services: { mail: { mode: "off" }, shop: { spec: { helmReleases: {} } } },
    });
    expect(spec).not.toHaveProperty("template");
  });

  test("images and migrations are params of the template, and what is set by name counts more", async () => {
    const scene = openScene();
    const params = { "image.shop": "shop:main", "image.mail": "mail:main", migrate: "false" };
    scene.cluster.put(stored("shop", { template: true, services, params }));
    const flags = { ...FLAGS, wait: false, migrate: true, setImage: ["shop=shop:{sha}", "mail=mail:1"] };
    await envDeploy(scene.host, { ...flags, set: ["image.mail=mail:2"] }, scene.at, "cart");
    expect(specOf(await made(scene)).params).toEqual({
      "image.shop": `shop:${SHA}`,
      "image.mail": "mail:2",
      migrate: "true",
    });
    await envDeploy(scene.host, { ...FLAGS, wait: false }, scene.at, "cart");
    expect(
      (await scene.cluster.list(ENVIRONMENT)).find((o) => o.metadata.name.startsWith("cart-"))?.spec,
    ).toMatchObject({
      params,
    });
  });

  test("another commit goes to the same environment, whose owner stays", async () => {
    const scene = withTemplate();
    await envDeploy(scene.host, { ...FLAGS, wait: false, owner: "bob" }, scene.at, "cart");
    await envDeploy(scene.host, { ...FLAGS, wait: false, sha: "8".repeat(40) }, scene.at, "cart");
    expect(specOf(await made(scene))).toMatchObject({ owner: "bob", source: { sha: "8".repeat(40) } });
    expect(await scene.cluster.list(ENVIRONMENT)).toHaveLength(2);
  });

  test("tells its place in the queue, its slot, and then of each release and the URL what it waits for", async () => {
    const scene = openScene();
    const release = { chart: "charts/db" };
    const of = { helmReleases: { db: release, web: { ...release, dependencies: [{ name: "db" }] } } };
    const url = { template: "https://{name}.example.com", health: { path: "/" } };
    scene.cluster.put(
      stored("shop", { template: true, quota: { environments: 2 }, services: { shop: { spec: of } }, url }),
    );
    const deployed = envDeploy(scene.host, FLAGS, scene.at, "cart");
    const settle = async () => {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      await scene.at.clock.advance(1000);
    };
    const { name, namespace } = (await made(scene)).metadata;
    const releases = async (db: object, web: object) => {
      scene.cluster.put({
        apiVersion: ENVIRONMENT.apiVersion,
        kind: "UpstartService",
        metadata: {
          name: `${name}-shop`,
          namespace: namespace!,
          generation: 1,
          labels: { "upstart.com/environment": name },
        },
        spec: of,
        status: { observedGeneration: 1, releases: { db, web } },
      });
      await settle();
    };
    await report(scene, "Queued", "False", "all 2 slots of its template are taken; it is number 1 in the queue");
    await settle();
    await report(scene, "Provisioning", "False", "on its way", {
      expiresAt: "2030-01-06T02:00:00Z",
      expiresReason: "idle",
    });
    await settle();
    const waits = { state: "waiting", reason: "WaitingForDependency", message: "x", waitingFor: [{ object: "db" }] };
    await releases({ state: "progressing", reason: "Progressing", message: "Helm is at work" }, waits);
    await releases({ state: "ready", reason: "Ready", message: "" }, waits);
    const verified = { reason: "URLNotFound", message: "answers 404", since: "2030-01-01T02:00:00Z" };
    await report(scene, "Verifying", "False", "its URL is not ready", { verified });
    await settle();
    await report(scene, "Ready", "True");
    expect(await deployed).toBe(0);
    expect(
      scene
        .err()
        .split("\n")
        .slice(1)
        .map((line) => line.replace(/^\d\d:\d\d /, "")),
    ).toEqual([
      " · queued: all 2 slots of its template are taken; it is number 1 in the queue",
      " ✓ slot 1 of 2, goes in 5d, at 2030-01-06T02:00:00Z: nobody uses it for 5d",
      "shop/db   waiting      the controllers to take it up",
      "shop/web  waiting      the controllers to take it up",
      "URL       waiting      its releases",
      "shop/db   installing",
      "shop/web  waiting      db",
      "shop/db   ready        took 1s",
      "URL       progressing  answers 404",
      "shop/web  ready        took 5s",
      "URL       ready        took 5s",
      "",
    ]);
  });

  test("a failure ends with 1, its cause and what to do, and nothing on stdout", async () => {
    const scene = withTemplate();
    const deployed = envDeploy(scene.host, FLAGS, scene.at, "cart");
    deployed.catch(() => undefined);
    await report(scene, "Failed", "False", "hook job shop-migrate: exit 1");
    await expect(deployed).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("shop-migrate"),
      help: expect.stringContaining("upstart why cart-"),
    });
    expect(scene.out()).toBe("");
  });

  test.each<[string, object]>([
    ["another commit", { sha: "8".repeat(40) }],
    ["the same commit with other params", { set: ["size=xl"] }],
    ["the same commit with another mode", { off: ["mail"] }],
  ])("the newest deploy wins: one that waits while another deploys %s ends with 1 and says so", async (_, more) => {
    const scene = withTemplate();
    const first = envDeploy(scene.host, FLAGS, scene.at, "cart");
    first.catch(() => undefined);
    await report(scene, "Deploying", "False");
    const second = envDeploy(scene.host, { ...FLAGS, ...more }, scene.at, "cart");
    await expect(first).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("deployed anew") });
    await report(scene, "Ready", "True");
    expect(await second).toBe(0);
  });

  test("^C ends the watching only, and time that is over is 4", async () => {
    const scene = withTemplate();
    const deployed = envDeploy(scene.host, FLAGS, scene.at, "cart");
    await report(scene, "Deploying", "False");
    scene.interrupt();
    expect(await deployed).toBe(130);
    expect(await made(scene)).toBeDefined();
  });

  test("a status of what was applied before counts for nothing", async () => {
    const scene = withTemplate();
    await envDeploy(scene.host, { ...FLAGS, wait: false }, scene.at, "cart");
    await report(scene, "Ready", "True");
    const deployed = envDeploy(scene.host, { ...FLAGS, set: ["size=l"] }, scene.at, "cart");
    await seen(scene, ({ metadata }) => metadata.generation === 2);
    expect(await outcome(deployed)).toBe("open");
    await report(scene, "Failed", "False", "of the old one", { observedGeneration: 1 });
    expect(await outcome(deployed)).toBe("open");
    expect(scene.err()).not.toContain("of the old one");
    await report(scene, "Ready", "True");
    expect(await deployed).toBe(0);
  });

  test("one that another commit overtakes ends with 1, and its URL is not told as its own", async () => {
    const scene = withTemplate();
    const deployed = envDeploy(scene.host, FLAGS, scene.at, "cart");
    deployed.catch(() => undefined);
    await report(scene, "Deploying", "False");
    await envDeploy(
      { ...scene.host, stdout: scene.host.stderr },
      { ...FLAGS, wait: false, sha: "8".repeat(40) },
      scene.at,
      "cart",
    );
    await report(scene, "Ready", "True");
    await expect(deployed).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("deployed anew") });
    expect(scene.out()).toBe("");
  });

  test("one that changes nothing wakes who sleeps, and waits until it is awake", async () => {
    const scene = withTemplate();
    await envDeploy(scene.host, { ...FLAGS, wait: false }, scene.at, "cart");
    await report(scene, "Sleeping", "False", "sleeps", { asleepSince: "2030-01-01T00:00:00Z" });
    const deployed = envDeploy(scene.host, FLAGS, scene.at, "cart");
    const { metadata } = await seen(scene, (o) => o.metadata.annotations?.[ACTIVITY_ANNOTATION] !== undefined);
    expect(metadata.generation).toBe(1);
    const heeded = metadata.annotations![ACTIVITY_ANNOTATION]!;
    expect(heeded).toMatch(/^deploy /);
    await report(scene, "Ready", "True", "from before");
    expect(await outcome(deployed)).toBe("open");
    const lastActivity = { kind: "deploy", at: "2030-01-01T02:00:00Z", generation: 1, heeded };
    await report(scene, "Ready", "True", "awake", { lastActivity });
    expect(await deployed).toBe(0);
  });

  test.each([
    ["a service that the template has not", { off: ["nope"] }],
    ["two modes for one service", { off: ["mail"], real: ["mail"] }],
    ["a param without a value", { set: ["size"] }],
    ["an image that the template takes nowhere", { setImage: ["shop=shop:1"] }],
    ["migrations that the template has not", { migrate: true }],
    ["an image with a placeholder that is unknown", { waitImage: ["shop:{tag}"] }],
    ["half a commit", { sha: "9f3c2d1" }],
  ])("%s is a slip of usage, and nothing is made", async (_, more) => {
    const scene = withTemplate();
    await expect(envDeploy(scene.host, { ...FLAGS, ...more }, scene.at, "cart")).rejects.toMatchObject({ exitCode: 2 });
    expect(await scene.cluster.list(ENVIRONMENT)).toHaveLength(1);
  });
});

describe("where a source is read", () => {
  test("in a workflow for a pull request it is the branch and its newest commit, not the merge", async () => {
    const folder = await mkdtemp(join(tmpdir(), "upstart-source-"));
    const file = join(folder, "event.json");
    await writeFile(file, JSON.stringify({ pull_request: { head: { sha: SHA } } }));
    const env = {
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_HEAD_REF: "feat/cart",
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_SHA: "0".repeat(40),
    };
    const seen = await sourceOf({ cwd: "/", env: { ...env, GITHUB_EVENT_PATH: file } }, {}, undefined);
    expect(seen).toEqual({ repository: "acme/shop", ref: "refs/heads/feat/cart", sha: SHA });
    await expect(sourceOf({ cwd: "/", env }, {}, undefined)).rejects.toMatchObject({ exitCode: 2 });
    await rm(folder, { recursive: true });
  });

  test("in a workflow for a push it is what was pushed", async () => {
    const env = { GITHUB_REPOSITORY: "acme/shop", GITHUB_REF: "refs/heads/main", GITHUB_SHA: SHA };
    expect(await sourceOf({ cwd: "/", env }, {}, undefined)).toMatchObject({ ref: "refs/heads/main", sha: SHA });
  });

  test("in a clone it is the branch and commit that are checked out, or what git has of the branch that is named", async () => {
    const folder = await mkdtemp(join(tmpdir(), "upstart-clone-"));
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1" };
    const call = async (...args: string[]) =>
      (await promisify(execFile)("git", args, { cwd: folder, env })).stdout.trim();
    const commit = (text: string) =>
      call("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "--allow-empty", "-m", text);
    await call("init", "-q", "-b", "main");
    await call("remote", "add", "origin", "git@github.com:Acme/Shop.git");
    await commit("one");
    const one = await call("rev-parse", "HEAD");
    await call("update-ref", "refs/remotes/origin/feat/theirs", one);
    await call("checkout", "-q", "-b", "feat/cart");
    await commit("two");
    const two = await call("rev-parse", "HEAD");
    const here = { cwd: folder, env };
    const cart = { repository: "acme/shop", ref: "refs/heads/feat/cart", sha: two };
    expect(await sourceOf(here, {}, undefined)).toEqual(cart);
    expect(await sourceOf(here, {}, "main")).toEqual({ ...cart, ref: "refs/heads/main", sha: one });
    expect(await sourceOf(here, {}, "feat/theirs")).toMatchObject({ ref: "refs/heads/feat/theirs", sha: one });
    await expect(sourceOf(here, {}, "nobodys")).rejects.toMatchObject({ exitCode: 2 });
    await call("checkout", "-q", "--detach");
    await expect(sourceOf(here, {}, undefined)).rejects.toMatchObject({ help: expect.stringContaining("--ref") });
    await rm(folder, { recursive: true });
  });

  test.each([
    ["git@github.com:acme/shop.git", "acme/shop"],
    ["https://github.com/acme/shop", "acme/shop"],
    ["ssh://git@host:22/acme/shop.git", "acme/shop"],
    ["", undefined],
  ])("the repository of %s", (remote, repository) => {
    expect(repositoryIn(remote)).toBe(repository);
  });
});
