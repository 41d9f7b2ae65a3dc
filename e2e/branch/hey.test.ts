import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandsOf, follow } from "../docs/pages.ts";
import { commit } from "../forge/github.ts";
import { HELMS, until } from "../harness.ts";
import { Platform } from "./platform.ts";
import { leftovers } from "./walk.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const REPOSITORY = "acme/hey";
const BRANCH = "feat/cart";
const NAME = "feat-cart-60ad61db";
const HOME = `${NAME}-app`;

describe.each(HELMS)("a URL for every branch, with %s", (helm) => {
  let platform: Platform;
  let cwd: string;
  let deployment: number;

  beforeAll(async () => {
    platform = await Platform.open(helm);
    cwd = join(platform.bench.directory, "hey");
    await mkdir(cwd);
    await cp(EXAMPLES, join(cwd, "examples"), { recursive: true });
    const template = join(cwd, "examples/branch/template.yaml");
    await writeFile(template, platform.here(await readFile(template, "utf8")));
  });
  afterAll(() => platform?.close());

  /** Does what the page says under a headline. */
  const followPage = async (headline: string) => {
    const commands = (await commandsOf("branch-tutorial.md")).filter((c) => c.under === headline);
    expect(commands).not.toEqual([]);
    const outputs: string[] = [];
    for (const { says, ...command } of commands)
      outputs.push(await follow(platform.bench, { ...command, says: says.map((line) => platform.here(line)) }, cwd));
    return outputs;
  };
  const environment = () => platform.world.get("uenv", NAME, "environments");
  const told = () => platform.github.repository(REPOSITORY);
  const states = (id: number) =>
    told()
      .statuses.filter((s) => s.deployment === id)
      .map((s) => s.state);
  const comments = () => told().comments.filter((c) => c.user.login === "upstart");
  const saysComment = (text: string) =>
    until(`the comment to say "${text}"`, async () =>
      comments().some((c) => c.body.includes(text)) ? true : undefined,
    );
  const url = () => platform.here(`https://${NAME}.dev.example.com`);
  const deployed = async (sha: string) => {
    await platform.github.push(REPOSITORY, BRANCH, sha);
    deployment = await platform.github.deploy(REPOSITORY, BRANCH, "beta");
    await until(
      "the deployment to be a success",
      async () => told().statuses.find((s) => s.deployment === deployment && s.state === "success"),
      120_000,
    ).catch(async (error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify([told().statuses, (await environment())?.status], null, 1)}`);
    });
  };

  test("the template is taken, and nothing is made of it", async () => {
    await followPage("The template");
    await followPage("GitHub");
    platform.github.repository(REPOSITORY);
    await platform.startForge(join(cwd, "forge.yaml"));
    expect((await platform.ask(NAME)).status).toBe(404);
  });

  test("a branch that is pushed and asked for is made: Redis, then the app with Redis's address; told and served when its URL is healthy", async () => {
    await platform.github.pull(REPOSITORY, { number: 5, branch: BRANCH, state: "open" }, "opened");
    await deployed(commit("one"));
    expect(await platform.helmRuns()).toEqual(["upgrade redis", "upgrade web"]);
    const calls = await platform.helmLog.calls();
    expect(calls[0]!.to).toBeLessThan(calls[1]!.from);
    expect(states(deployment)[0]).toBe("queued");
    expect(told().statuses.find((s) => s.state === "success")?.environment_url).toBe(url());
    await saysComment("is ready");
    expect(comments()).toHaveLength(1);
    const { status, headers, body } = await platform.ask(NAME);
    expect([status, headers["x-revision"]]).toEqual([200, commit("one")]);
    expect(body).toBe(`hey, with redis://redis.${HOME}.svc.cluster.local:6379\n`);
    const [list] = await followPage("A branch");
    expect(list).toMatch(new RegExp(`${NAME} .*feat/cart .*idle .*${url()}`));
  });

  test("another commit is one run of Helm: what does not change keeps its revision", async () => {
    const before = (await platform.helmRuns()).length;
    const last = deployment;
    await deployed(commit("two"));
    expect((await platform.helmRuns()).slice(before)).toEqual(["upgrade web"]);
    expect(await platform.world.revisions(HOME)).toEqual(["redis.v1", "web.v1", "web.v2"]);
    expect((await platform.ask(NAME)).headers["x-revision"]).toBe(commit("two"));
    expect(states(last).at(-1)).toBe("inactive");
    await saysComment(`is ready at \`${commit("two").slice(0, 7)}\``);
    expect(comments()).toHaveLength(1);
    await followPage("Another commit");
  });

  test("when the branch is deleted nothing of it is left, and whoever has told of it says so", async () => {
    await platform.github.deleteBranch(REPOSITORY, BRANCH);
    await platform.world.gone("uenv", NAME, "environments");
    expect((await platform.helmRuns()).slice(-2)).toEqual(["uninstall web", "uninstall redis"]);
    await until("the deployment to be inactive", async () => states(deployment).find((s) => s === "inactive"));
    await saysComment("is gone");
    expect(comments()).toHaveLength(1);
    const page = await platform.ask(NAME, "/", { accept: "application/json" });
    expect([page.status, (JSON.parse(page.body) as { state: string }).state]).toEqual([410, "gone"]);
    expect(await leftovers(platform, [NAME])).toEqual([]);
    await followPage("The end");
  });
});
