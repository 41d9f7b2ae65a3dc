import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, openBench } from "../harness.ts";

/** The commands of a page, each with the lines that it is said to print. */
async function commandsOf(
  page: string,
): Promise<readonly { readonly script: string; readonly says: readonly string[] }[]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  return [...text.matchAll(/```sh\n([\s\S]*?)```(?:\n+```text\n([\s\S]*?)```)?/g)].map(([, script, says]) => ({
    script: script!,
    says: (says ?? "").split("\n").filter((line) => line !== ""),
  }));
}

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
  for (const { script, says } of await commandsOf("tutorial.md")) {
    const { stdout, stderr, exitCode } = await bench.shell(`set -e\n${script}`, { cwd });
    for (const line of says) expect(`${stdout}\n${stderr}`.split("\n")).toContain(line);
    // What is shown as an answer may be a no.
    if (says.length === 0)
      expect({ script, exitCode, stderr: exitCode === 0 ? "" : stderr }).toMatchObject({ exitCode: 0 });
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
