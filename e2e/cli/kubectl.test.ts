import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTools } from "@upstart/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShell, type Shell, serviceOf } from "./program.ts";

// The real kubectl finds, runs and completes us as it does any plugin.
let shell: Shell;
beforeAll(async () => {
  const bin = await ensureTools(["kubernetes"], { onProgress: (line) => process.stderr.write(`${line}\n`) });
  shell = openShell([bin]);
  writeFileSync(
    join(shell.directory, "faulty.yaml"),
    serviceOf({ api: { chart: "a/b", values: { host: "<< db.outputs.HOST >>" } } }),
  );
  writeFileSync(join(shell.directory, "fine.yaml"), serviceOf({ api: { chart: "a/b" } }));
});
afterAll(() => shell?.close());

const kubectl = async (...args: string[]) => {
  const { stdout, stderr, exitCode } = await shell.run("kubectl", args);
  return { stdout: String(stdout), stderr: String(stderr), exitCode };
};

describe("kubectl upstart", () => {
  test("is found", async () => {
    expect((await kubectl("plugin", "list")).stdout).toMatch(/^.*\/kubectl-upstart$/m);
  });

  test.each([
    [0, ["lint", "fine.yaml"]],
    [1, ["lint", "faulty.yaml"]],
    [2, ["lint", "nope.yaml"]],
    [2, ["nonsense"]],
    [3, ["status"]],
  ] as const)("passes exit code %i on", async (exitCode, args) => {
    expect((await kubectl("upstart", ...args)).exitCode).toBe(exitCode);
  });

  test("speaks of itself by that name in help and hints", async () => {
    expect((await kubectl("upstart", "--help")).stdout).toContain("Usage\n  kubectl upstart VERB [flags]");
    expect((await kubectl("upstart", "lnt")).stderr).toContain("see kubectl upstart --help");
    expect((await kubectl("upstart", "lint", "faulty.yaml")).stdout).toContain("kubectl upstart explain");
    expect((await kubectl("upstart", "status")).stderr).toContain("kubectl upstart sandbox up");
    expect((await kubectl("upstart", "status")).stderr).not.toMatch(/(?<!kubectl )upstart (?:doctor|sandbox)/);
  });

  test("takes flags after its name, before the verb or behind it; before its name kubectl refuses them", async () => {
    const before = await kubectl("upstart", "-n", "other", "render", "fine.yaml", "-o", "json");
    const behind = await kubectl("upstart", "render", "fine.yaml", "-o", "json", "-n", "other");
    expect(before).toEqual(behind);
    expect(JSON.parse(before.stdout)).toMatchObject({ releases: [{ namespace: "other" }] });
    expect((await kubectl("-n", "other", "upstart", "render", "fine.yaml")).stderr).toContain("flags cannot be placed");
  });

  test("hands on what is piped to kubectl", async () => {
    const { stdout } = await shell.bash("cat faulty.yaml | kubectl upstart lint -f - -o json");
    expect(JSON.parse(String(stdout))).toMatchObject({ errors: 1 });
  });
});

describe("kubectl completes us", () => {
  const complete = async (...words: string[]) => (await kubectl("__complete", "upstart", ...words)).stdout.split("\n");

  test("verbs, with what they do", async () => {
    expect(await complete("li")).toContain("lint\tcheck the files and say everything that is wrong");
  });

  test("flags and their values", async () => {
    expect(await complete("lint", "--fail")).toContain("--fail-on\texit 1 from this severity on");
    expect(await complete("lint", "--fail-on", "")).toEqual(expect.arrayContaining(["error", "warning", "info"]));
    expect(await complete("sandbox", "")).toEqual(expect.arrayContaining([expect.stringMatching(/^up\t/) as string]));
  });

  test("files where files are wanted, and none where they are not", async () => {
    expect(await complete("lint", "")).toContain(":0");
    expect(await complete("explain", "")).toContain(":4");
  });

  test("the plugin by its own name, through bash, is `kubectl-upstart`", async () => {
    const { stdout } = await kubectl("upstart", "completion", "bash");
    expect(stdout).toContain("kubectl-upstart __complete");
  });
});

test("a copy of the plugin elsewhere on the PATH works as a link does", async () => {
  const folder = join(shell.directory, "elsewhere");
  mkdirSync(folder);
  const { stdout: path } = await shell.bash("readlink -f $(command -v kubectl-upstart)");
  writeFileSync(join(folder, "kubectl-upstart"), `#!/bin/sh\nexec "${String(path).trim()}" "$@"\n`);
  chmodSync(join(folder, "kubectl-upstart"), 0o755);
  copyFileSync(join(shell.directory, "fine.yaml"), join(folder, "fine.yaml"));
  const { exitCode } = await shell.run("kubectl", ["upstart", "lint", "fine.yaml"], {
    cwd: folder,
    env: { PATH: `${folder}:${shell.env.PATH}` },
  });
  expect(exitCode).toBe(0);
});
