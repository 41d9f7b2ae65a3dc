import { branchEnvironmentName } from "@upstart/engine";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, type KubeJson, openBench, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { PROGRAM, type Running, startForge } from "./forges.ts";
import { commit, GitHub, TOKEN, type Trouble } from "./github.ts";

const NAMESPACE = "previews";
const CONFIG = `
repositories:
  - {repository: acme/shop, namespace: previews, template: shop, on: branches}
  - {repository: acme/web, namespace: previews, template: shop, on: pullRequests}
  - {repository: acme/hey, namespace: previews, template: shop, on: deployments, deployments: beta}
  - {repository: acme/odd, namespace: previews, template: shop, on: branches, branches: {include: [feat/**]}}
  - {repository: acme/many, namespace: previews, template: shop, on: branches}
  - {repository: acme/few, namespace: previews, template: shop, on: branches}
`;

let bench: Bench;
let github: GitHub;
let config: string;
let forge: Running;

beforeAll(async () => {
  bench = await openBench();
  await installKinds(bench);
  await bench.namespace(NAMESPACE);
  config = await bench.file("forge.yaml", CONFIG);
  github = await GitHub.start();
  for (const name of ["shop", "web", "hey", "odd", "many", "few"]) github.repository(`acme/${name}`);
  forge = await startForge(bench, github, config);
});
afterAll(async () => {
  await endServer(forge, "SIGKILL");
  await github?.close();
  await bench?.close();
});

interface Environment extends KubeJson {
  readonly metadata: KubeJson["metadata"] & { readonly deletionTimestamp?: string };
  readonly spec: {
    readonly source: {
      readonly ref: string;
      readonly sha: string;
      readonly pullRequests?: readonly { number: number }[];
    };
  };
}

const nameOf = (repository: string, branch: string) =>
  branchEnvironmentName({ repository, ref: branch.startsWith("refs/") ? branch : `refs/heads/${branch}` });
const environment = async (repository: string, branch: string) =>
  (await bench.get("uenv", nameOf(repository, branch), NAMESPACE)) as Environment | undefined;
const shows = (repository: string, branch: string, sha: string) =>
  until(`${branch} of ${repository} at ${sha}`, async () => {
    const found = await environment(repository, branch);
    return found?.spec.source.sha === sha ? found : undefined;
  });
const isGone = (repository: string, branch: string) =>
  until(`${branch} of ${repository} to go`, async () =>
    (await environment(repository, branch)) === undefined ? true : undefined,
  );
/** So many lists that begin from now on. */
const sweeps = async (repository: string, count: number) => {
  const before = github.count(repository, "/pulls");
  await until(
    `${count} sweeps of ${repository}`,
    async () => (github.count(repository, "/pulls") >= before + count ? true : undefined),
    60_000,
  );
};
const status = (name: string, value: object) =>
  bench.kubectl([
    "patch",
    "uenv",
    name,
    "-n",
    NAMESPACE,
    "--subresource=status",
    "--type=merge",
    "-p",
    JSON.stringify({ status: value }),
  ]);

describe("a branch", () => {
  test("that is pushed has an environment; pushed again it shows the other commit; deleted it is gone, after proof", async () => {
    const at = Date.now();
    await github.push("acme/shop", "feat/cart", commit("1"));
    const made = await shows("acme/shop", "feat/cart", commit("1"));
    expect(Date.now() - at).toBeLessThan(10_000);
    expect(made.spec).toMatchObject({
      from: { name: "shop" },
      source: { repository: "acme/shop", ref: "refs/heads/feat/cart" },
    });
    expect(made.metadata.annotations?.["upstart.com/made-uid"] ?? made.metadata.uid).toBe(made.metadata.uid);
    await github.push("acme/shop", "feat/cart", commit("2"));
    expect((await shows("acme/shop", "feat/cart", commit("2"))).metadata.uid).toBe(made.metadata.uid);
    await github.deleteBranch("acme/shop", "feat/cart");
    const looks = github.count("acme/shop", "/branches/feat%2Fcart");
    await isGone("acme/shop", "feat/cart");
    expect(github.count("acme/shop", "/branches/feat%2Fcart")).toBeGreaterThan(looks);
  });

  test("is found by a sweep where its events are lost, and so is its end", async () => {
    github.delivery = "lost";
    await github.push("acme/shop", "quiet", commit("q"));
    await shows("acme/shop", "quiet", commit("q"));
    await github.deleteBranch("acme/shop", "quiet");
    await isGone("acme/shop", "quiet");
    github.delivery = "sent";
  });

  test("comes to the same where its events are doubled, and where they come in reverse", async () => {
    github.delivery = "doubled";
    await github.push("acme/shop", "twice", commit("t"));
    const { metadata } = await shows("acme/shop", "twice", commit("t"));
    github.delivery = "kept";
    await github.push("acme/shop", "back", commit("b1"));
    await github.push("acme/shop", "back", commit("b2"));
    await github.deleteBranch("acme/shop", "twice");
    await github.push("acme/shop", "twice", commit("t2"));
    await github.release();
    github.delivery = "sent";
    await shows("acme/shop", "back", commit("b2"));
    // Deleted and made again before anybody has looked: it is the same environment, at the other commit.
    expect((await shows("acme/shop", "twice", commit("t2"))).metadata.uid).toBe(metadata.uid);
  });
});

describe("reports", () => {
  test("a deployment that is asked for is told of, with its URL, and the pull request has one comment that is edited", async () => {
    const { statuses, comments } = github.repository("acme/hey");
    await github.push("acme/hey", "beta-1", commit("h"));
    await github.pull("acme/hey", { number: 5, branch: "beta-1", state: "open" }, "opened");
    await sweeps("acme/hey", 2);
    expect(await environment("acme/hey", "beta-1")).toBeUndefined();
    const id = await github.deploy("acme/hey", "beta-1", "beta");
    await shows("acme/hey", "beta-1", commit("h"));
    const name = nameOf("acme/hey", "beta-1");
    await status(name, { phase: "Ready", url: "https://beta-1.dev.example.com" });
    await until("success to be told", async () => statuses.find((s) => s.deployment === id && s.state === "success"));
    expect(statuses.filter((s) => s.deployment === id).map((s) => [s.state, s.environment_url])).toEqual([
      ["queued", undefined],
      ["success", "https://beta-1.dev.example.com"],
    ]);
    await until("the comment to say so", async () => comments.find((c) => c.body.includes("is ready")));
    expect(comments.filter((c) => c.user.login === "upstart")).toHaveLength(1);
    for (const who of ["mallory", "ana"]) await github.comment("acme/hey", 5, who, "/upstart extend 48h");
    const { reactions } = github.repository("acme/hey");
    await until("both to be answered", async () => (reactions.length === 2 ? true : undefined));
    expect(reactions.map((r) => r.content).sort()).toEqual(["-1", "eyes"]);
    expect((await environment("acme/hey", "beta-1"))?.metadata.annotations?.["upstart.com/extend"]).toMatch(
      /^48h \d+$/,
    );
    await github.deleteBranch("acme/hey", "beta-1");
    await isGone("acme/hey", "beta-1");
    await until("the end to be told", async () => statuses.find((s) => s.deployment === id && s.state === "inactive"));
    await until("the comment to say so", async () => comments.find((c) => c.body.includes("is gone")));
    expect(comments.filter((c) => c.user.login === "upstart")).toHaveLength(1);
  });
});

describe("a pull request", () => {
  test("that is a draft, a bot's or from a fork has none; closed and opened again while its environment goes, it gets another", async () => {
    const ours = { number: 7, branch: "feat/a", state: "open" } as const;
    await github.pull("acme/web", { ...ours, number: 1, branch: "d", draft: true }, "opened");
    await github.pull(
      "acme/web",
      { ...ours, number: 2, branch: "b", user: { login: "renovate[bot]", type: "Bot" } },
      "opened",
    );
    await github.pull("acme/web", { ...ours, number: 3, branch: "f", from: 9 }, "opened");
    await github.pull("acme/web", ours, "opened");
    const { metadata } = await shows("acme/web", "feat/a", commit("feat/a"));
    for (const other of ["d", "b", "f", "refs/pull/3/head"])
      expect(await environment("acme/web", other)).toBeUndefined();
    // As the controllers do, until all of it is gone.
    const name = nameOf("acme/web", "feat/a");
    const finalizers = (list: string[]) =>
      bench.kubectl([
        "patch",
        "uenv",
        name,
        "-n",
        NAMESPACE,
        "--type=merge",
        "-p",
        JSON.stringify({ metadata: { finalizers: list } }),
      ]);
    await finalizers(["upstart.com/finalizer"]);
    await github.pull("acme/web", { ...ours, state: "closed" }, "closed");
    await until(
      "it to be told to go",
      async () => (await environment("acme/web", "feat/a"))?.metadata.deletionTimestamp,
    );
    await github.pull("acme/web", ours, "reopened");
    await sweeps("acme/web", 2);
    await finalizers([]);
    const again = await until("another", async () => {
      const found = await environment("acme/web", "feat/a");
      return found?.metadata.uid === metadata.uid ? undefined : found;
    });
    expect(again.metadata.deletionTimestamp).toBeUndefined();
  });
});

describe("a forge that answers nonsense", () => {
  const REPOSITORY = "acme/odd";
  /** Longer than what is gone must be seen to be so. */
  const CONFIRMED_MS = 2500;

  beforeAll(async () => {
    github.delivery = "lost";
    // So many that they come in two pages; the one that is to stay is on the second.
    for (let n = 0; n < 110; n++) github.repository(REPOSITORY).branches.set(`a${n}`, commit(`${n}`));
    github.repository(REPOSITORY).branches.set("feat/stays", commit("s"));
    github.repository(REPOSITORY).branches.set("feat/goes", commit("g"));
    await shows(REPOSITORY, "feat/stays", commit("s"));
    await shows(REPOSITORY, "feat/goes", commit("g"));
    github.delivery = "sent";
  });

  /** Somebody has hinted at it, and it is asked for. */
  const asked = async () => {
    const before = github.count(REPOSITORY, "/pulls");
    await github.send("repository", { action: "edited", repository: { full_name: REPOSITORY } });
    await until("it to be asked for", async () => (github.count(REPOSITORY, "/pulls") > before ? true : undefined));
  };

  test.each<Trouble>(["500", "403 limit", "429", "401", "404", "html", "cut", "empty", "no page 2", "page 2 fails"])(
    "%s: nothing is deleted, neither what is there nor what is really gone",
    async (trouble) => {
      // No sense is talked between one kind of nonsense and the next.
      github.misbehave(REPOSITORY, trouble);
      github.repository(REPOSITORY).branches.delete("feat/goes");
      const since = Date.now();
      while (Date.now() - since < CONFIRMED_MS) await asked();
      expect(await environment(REPOSITORY, "feat/goes")).toBeDefined();
      expect(await environment(REPOSITORY, "feat/stays")).toBeDefined();
    },
  );

  test("what is gone goes when sense is talked again", async () => {
    github.misbehave(REPOSITORY);
    await asked();
    await isGone(REPOSITORY, "feat/goes");
    expect(await environment(REPOSITORY, "feat/stays")).toBeDefined();
  });

  test("what has not changed is not sent again", async () => {
    await sweeps(REPOSITORY, 2);
    const before = github.asked.length;
    await sweeps(REPOSITORY, 2);
    const lists = github.asked.slice(before).filter(({ path }) => path === `/repos/${REPOSITORY}/branches`);
    expect(new Set(lists.map((l) => l.status))).toEqual(new Set([304]));
  });
});

test("what sweeps would do can be asked of a program beside it, which does none of it", async () => {
  const args = ["--kubeconfig", bench.sandbox.kubeconfig, "--config", config, "--github-url", github.url, "--dry-run"];
  const { stdout, exitCode } = await execa(PROGRAM, args, { env: { UPSTART_FORGE_TOKEN: TOKEN } });
  const blocks = CONFIG.match(/acme\/\w+/g)!.map((repository) => expect.stringContaining(repository));
  expect({ exitCode, blocks: stdout.split("\n\n") }).toEqual({ exitCode: 0, blocks });
});

describe("deleting", () => {
  test("many at once is held, and said on each; what a person confirms goes, and what is back is held no more", async () => {
    const names = ["m1", "m2", "m3", "m4", "m5"];
    for (const name of names) await github.push("acme/many", name, commit(name));
    for (const name of names) await shows("acme/many", name, commit(name));
    for (const name of names.slice(1)) await github.deleteBranch("acme/many", name);
    const held = (branch: string) =>
      until(
        `${branch} to be held`,
        async () => (await environment("acme/many", branch))?.metadata.annotations?.["upstart.com/deletion-held"],
      );
    for (const name of names.slice(1)) await held(name);
    const { stdout } = await bench.kubectl(["get", "events.events.k8s.io", "-n", NAMESPACE, "-o", "json"]);
    const reasons = (JSON.parse(String(stdout)) as { items: { reason: string }[] }).items.map((e) => e.reason);
    expect(reasons.filter((r) => r === "DeletionHeld").length).toBe(4);
    await bench.kubectl([
      "annotate",
      "uenv",
      "-n",
      NAMESPACE,
      nameOf("acme/many", "m2"),
      "upstart.com/confirm-delete=true",
    ]);
    await isGone("acme/many", "m2");
    await github.push("acme/many", "m3", commit("m3"));
    await until("it to be let go", async () => {
      const annotations = (await environment("acme/many", "m3"))?.metadata.annotations ?? {};
      return "upstart.com/deletion-held" in annotations ? undefined : true;
    });
    await sweeps("acme/many", 2);
    expect(await environment("acme/many", "m4")).toBeDefined();
  });

  test("what somebody else has made stays, be it under the name that ours would have", async () => {
    const spec = { services: {}, source: { repository: "acme/few", ref: "refs/heads/mine", sha: commit("mine") } };
    const object = {
      apiVersion: API,
      kind: "UpstartEnvironment",
      metadata: { name: nameOf("acme/few", "mine"), namespace: NAMESPACE },
      spec,
    };
    await bench.kubectl(["apply", "-f", "-"], { input: JSON.stringify(object), stdin: "pipe" });
    await github.push("acme/few", "mine", commit("other"));
    await github.deleteBranch("acme/few", "mine");
    await sweeps("acme/few", 3);
    expect((await environment("acme/few", "mine"))?.spec.source.sha).toBe(commit("mine"));
  });
});

describe("the process", () => {
  test("takes only what is signed, each delivery once, and tells of it in its metrics", async () => {
    const payload = { ref: "refs/heads/x", repository: { full_name: "acme/shop" } };
    const statuses = [
      await github.send("push", payload, { secret: "another" }),
      await github.send("push", payload, { id: "one" }),
      await github.send("push", payload, { id: "one" }),
    ];
    expect(statuses).toEqual([401, 202, 202]);
    const metrics = await (await fetch(`${forge.health}/metrics`)).text();
    expect(metrics).toContain('upstart_forge_deliveries_total{event="push",outcome="repeated"}');
    expect((await fetch(`${forge.health}/readyz`)).status).toBe(200);
  });

  test("killed and started again it makes, tells and deletes nothing twice; told to end it ends in order", async () => {
    await github.pull("acme/web", { number: 11, branch: "again", state: "open" }, "opened");
    const { metadata } = await shows("acme/web", "again", commit("again"));
    const { comments, deployments } = github.repository("acme/web");
    await until("the comment", async () => comments.find((c) => c.pull === 11));
    await until(
      "the deployment",
      async () => (await environment("acme/web", "again"))?.metadata.annotations?.["upstart.com/forge-deployment"],
    );
    await until(
      "its memory",
      async () => (await environment("acme/web", "again"))?.metadata.annotations?.["upstart.com/forge-comments"],
    );
    const before = [comments.length, deployments.length];
    await endServer(forge, "SIGKILL");
    forge = await startForge(bench, github, config);
    await sweeps("acme/web", 3);
    expect([comments.length, deployments.length]).toEqual(before);
    expect((await environment("acme/web", "again"))?.metadata.uid).toBe(metadata.uid);
    expect(await endServer(forge)).toBe(0);
    expect(JSON.stringify(forge.lines)).not.toMatch(/token-of|secret-of/);
  });

  test("a GitHub App asks with tokens of its installation: one that has ended is renewed, and what is refused is told", async () => {
    const { app } = github;
    github.takesToken = false;
    const key = await bench.file("app.pem", app.privateKey);
    const login = ["--app-id", `${app.id}`, "--app-installation-id", `${app.installationId}`];
    forge = await startForge(bench, github, config, [...login, "--app-private-key-file", key]);
    await github.pull("acme/web", { number: 21, branch: "app", state: "open" }, "opened");
    await shows("acme/web", "app", commit("app"));
    const { comments } = github.repository("acme/web");
    const written = await until("the comment", async () => comments.find((c) => c.pull === 21));
    expect([written.user.login, app.given.length]).toEqual([app.login, 1]);
    app.endTokens();
    await github.push("acme/shop", "app", commit("a1"));
    await shows("acme/shop", "app", commit("a1"));
    expect(app.given).toHaveLength(2);
    app.isSuspended = true;
    app.endTokens();
    await github.push("acme/shop", "app", commit("a2"));
    const told = await forge.said("the forge cannot be asked; nothing is deleted meanwhile; will try again");
    expect(JSON.stringify(told)).toContain("This installation has been suspended");
    app.isSuspended = false;
    await github.push("acme/shop", "app", commit("a3"));
    await shows("acme/shop", "app", commit("a3"));
    expect(await endServer(forge)).toBe(0);
    expect(JSON.stringify(forge.lines)).not.toMatch(/ghs_|PRIVATE KEY/);
  });
});
