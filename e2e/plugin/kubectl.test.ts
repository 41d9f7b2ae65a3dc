import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureTools } from "@upstart/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { writeKubectlPlugin } from "../../scripts/release/kubectl-plugin.ts";
import { ownPlatform } from "../../scripts/release/platforms.ts";
import { bundleProgram } from "../../scripts/release/single-executable.ts";
import { openShell, type Shell, serviceOf } from "../cli/program.ts";

// One file with Node in it, installed as krew does it: a link to it, in a folder of the PATH, where nothing else of ours is.
let shell: Shell;
let plugin: string;
let links: string;
beforeAll(async () => {
  shell = openShell();
  const bin = await ensureTools(["kubernetes"], { onProgress: (line) => process.stderr.write(`${line}\n`) });
  plugin = join(shell.directory, "store/upstart");
  links = join(shell.directory, "bin");
  const work = join(shell.directory, "work");
  await writeKubectlPlugin(plugin, await bundleProgram(work, "0.1.0"), ownPlatform()!, work);
  mkdirSync(links);
  symlinkSync(join(plugin, "kubectl-upstart"), join(links, "kubectl-upstart"));
  symlinkSync(join(bin, "kubectl"), join(links, "kubectl"));
  for (const program of ["sh", "cat"]) symlinkSync(`/bin/${program}`, join(links, program));
  const faulty = { api: { chart: "a/b", values: { host: "<< db.outputs.HOST >>" } } };
  writeFileSync(join(shell.directory, "faulty.yaml"), serviceOf(faulty));
  writeFileSync(join(shell.directory, "fine.yaml"), serviceOf({ api: { chart: "a/b" } }));
});
afterAll(() => shell?.close());

const kubectl = async (args: readonly string[], env: Record<string, string> = {}) => {
  const { stdout, stderr, exitCode } = await shell.run("kubectl", args, { env: { PATH: links, ...env } });
  return { stdout: String(stdout), stderr: String(stderr), exitCode };
};

test("kubectl finds it, and it runs without any Node on the PATH", async () => {
  expect((await kubectl(["plugin", "list"])).stdout).toMatch(/^.*\/bin\/kubectl-upstart$/m);
  expect(await kubectl(["upstart", "--version"])).toEqual({ stdout: "0.1.0\n", stderr: "", exitCode: 0 });
  expect(existsSync(join(links, "node"))).toBe(false);
});

test.each([
  [0, ["lint", "fine.yaml"]],
  [1, ["lint", "faulty.yaml"]],
  [2, ["lint", "nope.yaml"]],
  [3, ["status"]],
  [3, ["sandbox", "status"]],
] as const)("passes exit code %i on: %j", async (exitCode, args) => {
  const run = await kubectl(["upstart", ...args]);
  expect(run.exitCode).toBe(exitCode);
  expect(run.stderr).not.toContain("this is a bug");
});

test("speaks of itself as kubectl upstart, and does what the program does that npm installs", async () => {
  expect((await kubectl(["upstart", "--help"])).stdout).toContain("Usage\n  kubectl upstart VERB [flags]");
  for (const args of [
    ["render", "fine.yaml", "-o", "json"],
    ["graph", "-f", "fine.yaml", "-o", "svg"],
    ["lint", "faulty.yaml", "-o", "sarif"],
    ["schema"],
    ["explain", "usvc.spec"],
  ]) {
    const { stdout } = await shell.run("kubectl-upstart", args);
    expect((await kubectl(["upstart", ...args])).stdout).toBe(String(stdout));
  }
});

test("what people set for programs with Node is not meant for this one", async () => {
  expect(await kubectl(["upstart", "--version"], { NODE_OPTIONS: "--require /nonexistent" })).toMatchObject({
    exitCode: 0,
    stderr: "",
  });
});

test("^C ends it with 130: kubectl is not there any more", async () => {
  const { stderr } = await shell.bash(
    `mkfifo slow; PATH=${links}; kubectl upstart lint -f slow & /bin/sleep 4; kill -INT $!; wait $!; echo $? >&2`,
  );
  expect(String(stderr)).toBe("note: still reading slow; ^C gives up\n130\n");
});

describe("kubectl completes it by the program that it prints for that, since krew links one program only", () => {
  const complete = async (...words: string[]) =>
    (await kubectl(["__complete", "upstart", ...words])).stdout.split("\n");

  test("verbs and values", async () => {
    expect(await complete("lint", "--fail-on", "")).not.toContain("warning");
    const { stdout } = await kubectl(["upstart", "completion", "kubectl"]);
    writeFileSync(join(links, "kubectl_complete-upstart"), stdout);
    chmodSync(join(links, "kubectl_complete-upstart"), 0o755);
    expect(await complete("li")).toContain("lint\tcheck the files and say everything that is wrong");
    expect(await complete("lint", "--fail-on", "")).toEqual(expect.arrayContaining(["error", "warning", "info"]));
  });

  test("the archive has it as well, for who installs by hand", async () => {
    const { stdout } = await shell.run(join(plugin, "kubectl_complete-upstart"), ["li"], { env: { PATH: links } });
    expect(String(stdout)).toContain("lint\t");
    expect(existsSync(join(plugin, "LICENSE"))).toBe(true);
  });
});

test("every flag by which kubectl's plugins choose a cluster and a user is taken", async () => {
  // kubectl's own besides: what it logs and profiles, its preferences, passwords, and checks of its version.
  const own =
    /^--(?:kuberc|log-flush-frequency|match-server-version|password|profile|profile-output|username|v|version|vmodule|warnings-as-errors)$/;
  const flagsOf = (text: string) => [...text.matchAll(/(--[a-z][a-z-]*)/g)].map(([, flag]) => flag!);
  const asKubectl = flagsOf((await kubectl(["options"])).stdout.replace(/^(\s*(?:-\w, )?--[a-z-]+).*$|^.*$/gm, "$1"));
  const { flags } = parse((await kubectl(["upstart", "options", "-o", "json"])).stdout) as {
    flags: { name: string }[];
  };
  expect(asKubectl.length).toBeGreaterThan(20);
  expect(asKubectl.filter((flag) => !own.test(flag) && !flags.some(({ name }) => name === flag))).toEqual([]);
});
