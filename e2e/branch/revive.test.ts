import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { branchEnvironmentName, MADE_BY_LABEL } from "@upstart/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commit } from "../forge/github.ts";
import { until } from "../harness.ts";
import { Platform } from "./platform.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/branch/template.yaml", import.meta.url));
const NS = "environments";
const REPOSITORY = "acme/hey";
/** Its name tells nobody that it is one. */
const SECRET = "hunter2-of-the-licence";
const CONFIG = `
repositories:
  - {repository: ${REPOSITORY}, namespace: ${NS}, template: hey, on: branches, params: {edition: ${SECRET}}}
`;
const NAME = branchEnvironmentName({ repository: REPOSITORY, ref: "refs/heads/cart" });

let platform: Platform;
beforeAll(async () => {
  platform = await Platform.open("helm4");
  const { world, bench, github } = platform;
  await world.namespace(NS);
  await world.run("apply", "-f", await bench.file("template.yaml", platform.here(await readFile(EXAMPLE, "utf8"))));
  github.repository(REPOSITORY);
  await platform.startForge(await bench.file("forge.yaml", CONFIG));
});
afterAll(() => platform?.close());

const environment = () => platform.world.get("uenv", NAME, NS);
const shown = async () => (await environment())?.spec as { source: { sha: string }; params: object } | undefined;
const madeBy = async () => (await environment())?.metadata.labels?.[MADE_BY_LABEL];
const page = async () => {
  const { status, body } = await platform.ask(NAME, "/", { accept: "application/json" });
  return { status, body };
};
const revive = async () => {
  const { exitCode, stderr } = await platform.bench.upstart(["env", "revive", NAME, "-n", NS, "--no-wait"]);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
};
const sweeps = async (count: number) => {
  const before = platform.github.count(REPOSITORY, "/pulls");
  const isDone = async () => (platform.github.count(REPOSITORY, "/pulls") >= before + count ? true : undefined);
  await until(`${count} sweeps`, isDone, 60_000);
};

test("what somebody has ended is known to an entry that has not seen it go, with the command that brings it back", async () => {
  const { github, world } = platform;
  await github.push(REPOSITORY, "cart", commit("one"));
  await world.ready("uenv", NAME, NS);
  await world.run("delete", "uenv", NAME, "-n", NS);
  await world.gone("uenv", NAME, NS);
  await platform.restartFront();
  const { status, body } = await page();
  expect([status, JSON.parse(body)]).toMatchObject([
    410,
    { state: "gone", branch: "cart", command: `kubectl upstart env revive ${NAME} -n ${NS}` },
  ]);
  expect(body).not.toContain(SECRET);
});

test("what it said is where who may read environments reads it, and nowhere else", async () => {
  const { world } = platform;
  const kept = await world.get("endedenvironment", NAME, NS);
  expect(kept?.spec).toMatchObject({ params: { edition: SECRET } });
  const others = await world.run("get", "secrets,configmaps,events", "-n", NS, "-o", "json");
  expect(others).toContain(NAME);
  expect(others).not.toContain(SECRET);
});

test("revived it is as it was, and the forge service's again: a push moves it, and it goes with its branch", async () => {
  const { github, world } = platform;
  await revive();
  await until("it to be taken back", async () => ((await madeBy()) === "forge" ? true : undefined), 60_000);
  const { uid } = (await environment())!.metadata;
  expect(await shown()).toMatchObject({ source: { sha: commit("one") }, params: { edition: SECRET } });
  await github.push(REPOSITORY, "cart", commit("two"));
  const moved = async () => ((await shown())?.source.sha === commit("two") ? true : undefined);
  await until("it to be moved", moved, 60_000);
  await world.ready("uenv", NAME, NS);
  expect((await environment())?.metadata.uid).toBe(uid);
  expect((await platform.ask(NAME)).headers["x-revision"]).toBe(commit("two"));
  await github.deleteBranch(REPOSITORY, "cart");
  await world.gone("uenv", NAME, NS);
  await until("the page to say so", async () => ((await page()).status === 410 ? true : undefined));
});

test("revived when its branch is gone it is a person's: it stays, and is ended by that person", async () => {
  const { world, bench } = platform;
  await revive();
  await sweeps(4);
  expect([await madeBy(), (await shown())?.source.sha]).toEqual([undefined, commit("two")]);
  const { exitCode } = await bench.upstart(["env", "delete", NAME, "-n", NS]);
  expect(exitCode).toBe(0);
  await world.gone("uenv", NAME, NS);
});
