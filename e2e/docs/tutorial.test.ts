import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, openBench } from "../harness.ts";
import { commandsOf, follow } from "./pages.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

test("whoever follows the tutorial gets what it says", async () => {
  const cwd = join(bench.directory, "tutorial");
  await mkdir(cwd);
  const revisions = async () =>
    JSON.parse(String((await bench.helm(["list", "-A", "-o", "json"])).stdout)) as { name: string; revision: string }[];
  for (const command of await commandsOf("tutorial.md")) {
    const { script } = command;
    const stdout = await follow(bench, command, cwd);
    if (script.includes("base64 -d"))
      expect(stdout).toMatch(/^http:\/\/postgres-app\.demo-db:80\/shop\?token=[A-Za-z0-9]{24}$/);
    if (script.includes("helm list"))
      expect(await revisions()).toMatchObject([
        { name: "api", revision: "2" },
        { name: "postgres", revision: "2" },
        { name: "web", revision: "1" },
      ]);
  }
  expect(await revisions()).toEqual([]);
});
