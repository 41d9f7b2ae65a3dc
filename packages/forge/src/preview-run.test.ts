import { memoryLog } from "@upstart/controller/testing/memory-log";
import { expect, test } from "vitest";
import { PreviewRun } from "./preview-run.ts";
import { Stage } from "./testing/stage.ts";
import { aRule, branch, made, REPOSITORY, sha } from "./testing/things.ts";

/** What a dry run says of the stage, a line each, and its exit code. */
async function preview(stage: Stage) {
  const lines: string[] = [];
  const { cluster, forge, clock } = stage;
  const write = (text: string) => void lines.push(...text.trimEnd().split("\n"));
  const before = JSON.stringify(cluster.objects());
  const code = await new PreviewRun({ cluster, forge, clock, rules: [aRule()], log: memoryLog("info"), write }).run();
  expect(JSON.stringify(cluster.objects())).toBe(before);
  return { code, lines: lines.map((l) => l.trim().replace(/ +/g, " ")) };
}

async function withBranches(...names: string[]): Promise<Stage> {
  const stage = new Stage();
  stage.forge.truth.branches = ["main", ...names].map(branch);
  await stage.begin();
  await stage.end();
  return stage;
}

const at = (name: string) => `previews/${made(name).name} refs/heads/${name}`;

test("a dry run says what sweeps would make, change and end, and does none of it", async () => {
  const stage = await withBranches("moves", "goes", "stays");
  const moved = { name: "moves", sha: sha("another") };
  stage.forge.truth.branches = [branch("main"), moved, branch("stays"), branch("comes")];
  expect(await preview(stage)).toEqual({
    code: 0,
    lines: [REPOSITORY, `make ${at("comes")}`, `change ${at("moves")}`, `end ${at("goes")}: it is not there any more`],
  });
});

test("it says which the brake would keep, that lists are doubted, and that there is nothing to do", async () => {
  const stage = await withBranches("a", "b", "c", "d");
  expect((await preview(stage)).lines).toEqual([REPOSITORY, "nothing to do"]);
  stage.forge.truth.branches = [branch("main")];
  expect((await preview(stage)).lines.filter((l) => l.startsWith("keep"))).toHaveLength(4);
  stage.forge.isPartial = true;
  const { lines } = await preview(stage);
  expect([lines[1], lines.some((l) => l.startsWith("end") || l.startsWith("keep"))]).toEqual([
    "a list came in part or empty: nothing would be ended",
    false,
  ]);
});

test("it ends with 1 where the forge cannot be asked", async () => {
  const stage = await withBranches("a");
  stage.forge.failing = { code: "Unreachable", looks: true };
  expect(await preview(stage)).toEqual({ code: 1, lines: [] });
});
