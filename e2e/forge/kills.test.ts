import { readFile } from "node:fs/promises";
import { branchEnvironmentName } from "@upstart/engine";
import type { Request } from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiCall, FaultyApi, type Match } from "../controller/faulty-api.ts";
import { accessIn } from "../controller/stage.ts";
import { type Bench, type KubeJson, openBench, until } from "../harness.ts";
import { installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { type Running, startForge } from "./forges.ts";
import { commit, GitHub } from "./github.ts";

const NS = "previews";
const REPOSITORY = "acme/shop";
const CONFIG = `repositories: [{repository: ${REPOSITORY}, namespace: ${NS}, template: shop, on: branches}]`;
const NOT_AGAIN = "upstart.forge.not-again";
const ENVIRONMENTS = `/namespaces/${NS}/upstartenvironments`;

let bench: Bench;
let api: FaultyApi;
let github: GitHub;
let args: readonly string[];
let config: string;
let forge: Running;

beforeAll(async () => {
  bench = await openBench();
  await installKinds(bench);
  await bench.namespace(NS);
  const { kubeconfig } = bench.sandbox;
  api = await FaultyApi.open(await accessIn(kubeconfig));
  const behind = JSON.parse(await readFile(kubeconfig, "utf8")) as { clusters: { cluster: object }[]; users: object[] };
  for (const entry of behind.clusters) entry.cluster = { server: api.url };
  const users = behind.users.map((user) => ({ ...user, user: {} }));
  // Alone, so that the next one need not wait for the lease of the one that was killed.
  args = [
    "--kubeconfig",
    await bench.file("behind.json", JSON.stringify({ ...behind, users })),
    "--leader-election=false",
  ];
  config = await bench.file("forge.yaml", CONFIG);
  github = await GitHub.start();
  github.repository(REPOSITORY);
  await start();
});
afterAll(async () => {
  await endServer(forge, "SIGKILL");
  await github?.close();
  await api?.close();
  await bench?.close();
});

async function start(): Promise<void> {
  forge = await startForge(bench, github, config, args);
}

/** Where the service is killed: at a call of the cluster that is never made, or of GitHub that is made and not answered. */
type Step = readonly [when: string, at: { readonly cluster: (name: string) => Match } | { readonly github: Asked }];
type Asked = (request: Request) => boolean;

const applied = (manager: string) => (name: string) => (call: ApiCall) =>
  call.fieldManager === `upstart-forge${manager}` && call.path.endsWith(`${ENVIRONMENTS}/${name}`);
const called = (method: string, path: (name: string) => string) => (name: string) => (call: ApiCall) =>
  call.method === method && call.path.endsWith(path(name));
const memory = (name: string) => () => (call: ApiCall) =>
  call.method !== "GET" && new RegExp(`/configmaps(?:/${name})?$`).test(call.path);
const asked =
  (method: string, path: RegExp): Asked =>
  (request) =>
    request.method === method && path.test(request.originalUrl);

const making: readonly Step[] = [
  ["the environment is to be made", { cluster: called("POST", () => ENVIRONMENTS) }],
  ["its uid is to be written on it", { cluster: applied("") }],
  ["it is to be remembered", { cluster: memory("upstart.forge") }],
  ["a deployment was made of it", { github: asked("POST", /\/deployments$/) }],
  ["its deployment is to be remembered", { cluster: applied("-deployment") }],
  ["its state was told", { github: asked("POST", /\/statuses$/) }],
  ["its comment was written", { github: asked("POST", /\/issues\/\d+\/comments$/) }],
  ["its comment is to be remembered", { cluster: applied("-comments") }],
];
/** From one commit to another: by a push; or a person ends it between, and the push brings it back. */
interface Change {
  readonly step: Step;
  readonly before?: (it: Branch) => Promise<void>;
  readonly act: (it: Branch) => Promise<void>;
  readonly after?: (it: Branch) => Promise<void>;
}
const pushTwo = (it: Branch) => it.push("two");
const endIt = (it: Branch) => it.end();
const pushed = (...step: Step): Change => ({ step, act: pushTwo });
const ended = (...step: Step): Change => ({ step, act: endIt, after: pushTwo });
const backAgain = (...step: Step): Change => ({ step, before: (it) => it.endAndRemember(), act: pushTwo });
const changing: readonly Change[] = [
  pushed("it is to be brought to another commit", { cluster: applied("") }),
  pushed("the deployment of another commit was made", { github: asked("POST", /\/deployments$/) }),
  pushed("the deployment before was said to be over", { github: asked("POST", /\/statuses$/) }),
  pushed("its comment was edited", { github: asked("PATCH", /\/comments\/\d+$/) }),
  ended("that a person has ended it is to be remembered", { cluster: memory(NOT_AGAIN) }),
  ended("that it was ended was told", { github: asked("POST", /\/statuses$/) }),
  backAgain("another is to be made", { cluster: called("POST", () => ENVIRONMENTS) }),
  backAgain("what was ended is to be forgotten", { cluster: called("PUT", () => `/configmaps/${NOT_AGAIN}`) }),
];
const ending: readonly Step[] = [
  ["why it goes is to be written on it", { cluster: applied("-deletion") }],
  ["it is to be deleted", { cluster: called("DELETE", (name) => `${ENVIRONMENTS}/${name}`) }],
  ["its end was told", { github: asked("POST", /\/statuses$/) }],
  ["its end was written into the comment", { github: asked("PATCH", /\/comments\/\d+$/) }],
];
const TESTS = making.map((up, i) => {
  const [between, down] = [changing[i]!, ending[i % ending.length]!];
  return [up[0], between.step[0], down[0], { up, between, down, index: i }] as const;
});

const repository = () => github.repository(REPOSITORY);
const collapsed = (states: readonly string[]) => states.filter((state, i) => state !== states[i - 1]);

/** One branch, its environment, and what was told of it. */
class Branch {
  readonly branch: string;
  readonly number: number;
  readonly name: string;

  constructor(index: number) {
    this.branch = `kill-${index}`;
    this.number = 100 + index;
    this.name = branchEnvironmentName({ repository: REPOSITORY, ref: `refs/heads/${this.branch}` });
  }

  async push(word: string): Promise<void> {
    await github.push(REPOSITORY, this.branch, commit(word));
  }

  async open(word: string): Promise<void> {
    repository().branches.set(this.branch, commit(word));
    await github.pull(REPOSITORY, { number: this.number, branch: this.branch, state: "open" }, "opened");
    await this.push(word);
  }

  get(): Promise<KubeJson | undefined> {
    return bench.get("uenv", this.name, NS);
  }

  /** Says as the controllers do that it is ready, and waits until all is told. */
  async settled(word: string): Promise<void> {
    const isShown = async () => {
      const object = await this.get();
      const { source } = (object?.spec ?? {}) as { readonly source?: { readonly sha: string } };
      return source?.sha === commit(word) ? object : undefined;
    };
    const object = await until(`${this.branch} at ${word}`, isShown, 60_000);
    const { generation } = object.metadata as { readonly generation?: number };
    const status = JSON.stringify({ status: { phase: "Ready", observedGeneration: generation } });
    const patch = ["patch", "uenv", this.name, "-n", NS, "--subresource=status", "--type=merge", "-p", status];
    expect((await bench.kubectl(patch)).exitCode).toBe(0);
    const isTold = async () => (this.told(word).at(-1) === "success" ? true : undefined);
    await until(`${this.branch} to be told as a success`, isTold, 60_000);
    const text = `is ready at \`${commit(word).slice(0, 7)}\``;
    await until(`its comment to say so`, async () => (this.said(text) ? true : undefined), 60_000);
    const marked = async () => {
      const { uid, annotations = {} } = (await this.get())!.metadata;
      const isWhole = annotations["upstart.com/made-uid"] === uid && "upstart.com/forge-comments" in annotations;
      return isWhole ? true : undefined;
    };
    await until("all to be written on it", marked, 60_000);
  }

  /** The states that were told of its deployments of a commit. */
  told(word: string): readonly string[] {
    const { deployments, statuses } = repository();
    const ids = deployments
      .filter((d) => d.sha === commit(word) && JSON.stringify(d.payload).includes(this.name))
      .map((d) => d.id);
    expect(ids.length).toBeLessThan(2);
    return collapsed(statuses.filter((s) => ids.includes(s.deployment)).map((s) => s.state));
  }

  said(text: string): boolean {
    const comments = repository().comments.filter((c) => c.pull === this.number);
    expect(comments.length).toBeLessThan(2);
    return comments.some((c) => c.body.includes(text));
  }

  /** A person deletes it. */
  async end(): Promise<void> {
    expect((await bench.kubectl(["delete", "uenv", this.name, "-n", NS])).exitCode).toBe(0);
  }

  async endAndRemember(): Promise<void> {
    await this.end();
    const isRemembered = async () => {
      const { data = {} } = (await bench.get("configmap", NOT_AGAIN, NS)) ?? {};
      return this.name in data ? true : undefined;
    };
    await until("its end to be remembered", isRemembered, 60_000);
  }

  async gone(): Promise<void> {
    await until(`${this.name} to go`, async () => ((await this.get()) === undefined ? true : undefined), 60_000);
  }
}

/** Does something, kills the service when it has come to the step, and starts another. */
async function killedAt([, at]: Step, { name }: Branch, act: () => Promise<void>): Promise<void> {
  const hold = "cluster" in at ? api.hold(at.cluster(name)) : github.answers.hold(at.github);
  await act();
  await ("arrived" in hold ? hold.arrived : hold.done);
  await endServer(forge, "SIGKILL");
  // What the dead had asked for is never done.
  api.cut();
  hold.release();
  await start();
}

describe("a forge service that is killed", () => {
  test.each(TESTS)("when %s, when %s and when %s: nothing is doubled, and nothing left", async (...[, , , steps]) => {
    const { up, between, down, index } = steps;
    const it = new Branch(index);
    await killedAt(up, it, () => it.open("one"));
    await it.settled("one");
    await between.before?.(it);
    await killedAt(between.step, it, () => between.act(it));
    await between.after?.(it);
    await it.settled("two");
    expect(it.told("one").at(-1)).toBe("inactive");
    await killedAt(down, it, () => github.deleteBranch(REPOSITORY, it.branch));
    await it.gone();
    await until("its end to be told", async () => (it.told("two").at(-1) === "inactive" ? true : undefined), 60_000);
    await until("its comment to say so", async () => (it.said("is gone") ? true : undefined), 60_000);
  });

  test("nothing of them is remembered in the end", async () => {
    const isForgotten = async () => {
      const all = await Promise.all(["upstart.forge", NOT_AGAIN].map((name) => bench.get("configmap", name, NS)));
      return all.every((object) => Object.keys(object?.data ?? {}).length === 0) ? true : undefined;
    };
    await until("nothing to be remembered", isForgotten, 120_000);
    const { stdout } = await bench.kubectl(["get", "uenv", "-n", NS, "-o", "name"]);
    expect(String(stdout)).toBe("");
  });
});
