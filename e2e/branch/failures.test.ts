import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { LifeStatus } from "@upstart/engine";
import { branchEnvironmentName } from "@upstart/engine";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { environmentOf } from "../controller/world.ts";
import { commit } from "../forge/github.ts";
import { until } from "../harness.ts";
import { Platform } from "./platform.ts";
import { walk } from "./walk.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/branch/template.yaml", import.meta.url));
const NS = "environments";
const CONFIG = `
repositories:
  - {repository: acme/hey, namespace: ${NS}, template: hey, on: branches}
  - {repository: acme/walk, namespace: ${NS}, template: hey, on: branches}
`;

/** `UPSTART_WALK_STEPS=200 npm run test:e2e -- e2e/branch/failures.test.ts -t random` walks as far as that. */
const { UPSTART_WALK_STEPS: STEPS_WANTED = "20", UPSTART_WALK_SEED: SEED_WANTED } = process.env;
const STEPS = Number(STEPS_WANTED);

let platform: Platform;
let config: string;

beforeAll(async () => {
  platform = await Platform.open("helm4");
  const { world, bench, github } = platform;
  await world.namespace(NS);
  await world.run("apply", "-f", await bench.file("template.yaml", platform.here(await readFile(EXAMPLE, "utf8"))));
  // An install that does not come to an end: its hook does not.
  const migrate = { podAnnotations: { "upstart.com/sandbox-delay": "600s" } };
  const web = { chart: "upstart-charts/example-service", version: "1.4.0", values: { migrate } };
  await world.apply(environmentOf(NS, "slow", { app: { spec: { helmReleases: { web } } } }, { template: true }));
  for (const name of ["acme/hey", "acme/walk"]) github.repository(name);
  config = await bench.file("forge.yaml", CONFIG);
  await platform.startForge(config);
});
afterAll(() => platform?.close());
afterEach(() => platform.helmLog.open("before", "web"));

const nameOf = (branch: string, repository = "acme/hey") =>
  branchEnvironmentName({ repository, ref: `refs/heads/${branch}` });
const life = async (name: string) => ((await platform.world.get("uenv", name, NS))?.status ?? {}) as LifeStatus;
const deploy = async (branch: string, word: string, ...more: string[]) => {
  const source = ["--repository", "acme/tools", "--sha", commit(word)];
  const args = ["env", "deploy", branch, "-n", NS, ...source, ...more];
  const { exitCode, stdout, stderr } = await platform.bench.upstart(args, { timeout: 280_000 });
  return { exitCode, stdout: String(stdout), stderr: exitCode === 0 ? "" : String(stderr) };
};
const isAtWork = (home: string) =>
  until("the hook to be at work", async () => await platform.world.get("job", "web-migrate", home), 60_000);
/** Nothing of it is there, and no record of Helm. */
const isGone = async (name: string) => {
  await platform.world.gone("uenv", name, NS, 60_000);
  await platform.world.gone("namespace", `${name}-app`, "", 60_000);
  expect(await platform.world.revisions(`${name}-app`)).toEqual([]);
};

test("a branch that is there again while its environment goes gets another, when the first one is gone", async () => {
  const { github, helmLog, world } = platform;
  const name = nameOf("back");
  await github.push("acme/hey", "back", commit("one"));
  await world.ready("uenv", name, NS);
  const before = (await world.get("uenv", name, NS))!.metadata.uid;
  await helmLog.close("before", "web");
  await github.deleteBranch("acme/hey", "back");
  await helmLog.reached("before", "web");
  await github.push("acme/hey", "back", commit("two"));
  const sweeps = github.count("acme/hey", "/pulls");
  await until("two sweeps", async () => (github.count("acme/hey", "/pulls") > sweeps + 1 ? true : undefined));
  expect((await world.get("uenv", name, NS))?.metadata.uid).toBe(before);
  await helmLog.open("before", "web");
  await until(
    "another",
    async () => {
      const uid = (await world.get("uenv", name, NS))?.metadata.uid;
      return uid !== undefined && uid !== before ? uid : undefined;
    },
    60_000,
  );
  await world.ready("uenv", name, NS);
  expect(await world.revisions(`${name}-app`)).toEqual(["redis.v1", "web.v1"]);
  expect((await platform.ask(name)).headers["x-revision"]).toBe(commit("two"));
});

test("deleted during its first install, that is ended, and nothing is left", async () => {
  const name = nameOf("early", "acme/tools");
  expect(await deploy("early", "one", "--from", "slow", "--no-wait")).toMatchObject({ exitCode: 0 });
  await isAtWork(`${name}-app`);
  const { exitCode } = await platform.bench.upstart(["env", "delete", name, "-n", NS]);
  expect(exitCode).toBe(0);
  await isGone(name);
});

test("whose time is over while it is deployed goes as any other", async () => {
  const { world } = platform;
  const name = nameOf("late", "acme/tools");
  expect(await deploy("late", "one", "--from", "slow", "--no-wait")).toMatchObject({ exitCode: 0 });
  await isAtWork(`${name}-app`);
  await world.run("patch", "uenv", name, "-n", NS, "--type=merge", "-p", '{"spec":{"ttl":{"idle":"2s"}}}');
  await isGone(name);
  const reasons = (await world.events(name, NS)).map((e) => e.split(" ")[0]);
  expect(reasons).toEqual(expect.arrayContaining(["Expired", "Deleted"]));
});

test("of two machines that deploy one branch at once the newest wins; the other says so, and exits 1", async () => {
  const name = nameOf("race", "acme/tools");
  const both = await Promise.all(["one", "two"].map((word) => deploy("race", word, "--from", "hey")));
  const won = both.find((d) => d.exitCode === 0);
  const lost = both.find((d) => d.exitCode === 1);
  expect(won, JSON.stringify(both)).toBeDefined();
  const winner = commit(both[0] === won ? "one" : "two");
  const url = platform.here(`https://${name}.dev.example.com`);
  expect(won).toEqual({ exitCode: 0, stdout: url, stderr: "" });
  expect(lost).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("deployed anew") });
  expect((await platform.ask(name)).headers["x-revision"]).toBe(winner);
  expect((await platform.world.revisions(`${name}-app`)).filter((r) => r.startsWith("redis"))).toEqual(["redis.v1"]);
}, 300_000);

test("what somebody else's finalizer holds is Blocked: who holds it is said, and the commands that are told mend it", async () => {
  const { world, bench } = platform;
  const name = nameOf("race", "acme/tools");
  const home = `${name}-app`;
  const finalizers = (list: string[]) =>
    world.run(
      "patch",
      "configmap",
      "redis-outputs",
      "-n",
      home,
      "--type=merge",
      "-p",
      JSON.stringify({ metadata: { finalizers: list } }),
    );
  await finalizers(["example.com/hold"]);
  await world.run("delete", "uenv", name, "-n", NS, "--wait=false");
  const blocked = async () => {
    const message = await until(
      "it to be blocked",
      async () => {
        const { phase } = await life(name);
        return phase === "Blocked" ? (await world.condition("uenv", name, NS))?.message : undefined;
      },
      60_000,
    );
    return message;
  };
  const message = await blocked();
  expect(message).toContain(`ConfigMap ${home}/redis-outputs is held by the finalizer example.com/hold`);
  const { stdout } = await bench.upstart(["env", "get", name, "-n", NS]);
  expect(String(stdout)).toContain("Blocked");
  const { body } = await platform.ask(name, "/", { accept: "application/json" });
  expect(JSON.parse(body)).toMatchObject({ state: "held", lead: expect.stringContaining("example.com/hold") });
  const followed: string[] = [];
  await until(
    "it to be gone by what is told",
    async () => {
      if ((await world.get("uenv", name, NS)) === undefined) return true;
      const [command] =
        /kubectl annotate \S+ \S+ -n \S+ \S+=true/.exec((await world.condition("uenv", name, NS))?.message ?? "") ?? [];
      if (command !== undefined && !followed.includes(command)) {
        followed.push(command);
        expect(await bench.shell(command)).toMatchObject({ exitCode: 0 });
      }
      return undefined;
    },
    90_000,
  );
  expect(followed.map((c) => c.split(" ")[2])).toEqual(["uhr", "uenv"]);
  // Left behind, as it was asked for; it goes when who holds it lets go.
  expect((await world.events(name, NS)).at(-1)).toContain(`Namespace ${home}`);
  await finalizers([]);
  await isGone(name);
});

declare module "vitest" {
  interface TaskMeta {
    /** How often each kind of step was done. */
    walked?: Readonly<Record<string, number>>;
  }
}

test(
  "after random steps each environment shows its branch, and of those that are gone nothing is left",
  async ({ task }) => {
    const seed = Number(SEED_WANTED ?? Date.now() % 2 ** 32);
    const options = { repository: "acme/walk", namespace: NS, config, steps: STEPS, seed };
    const done = await walk(platform, options).catch((error: Error) => {
      throw new Error(`UPSTART_WALK_SEED=${seed}: ${error.message}`);
    });
    expect(done).toHaveLength(STEPS);
    const byKind = Map.groupBy(done, (step) => step.split(" ")[0]!);
    task.meta.walked = Object.fromEntries([...byKind].map(([kind, steps]) => [kind, steps.length]));
  },
  300_000 + STEPS * 20_000,
);
