import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXIT } from "../src/exit.ts";
import { run } from "./testing/run.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "upstart-bad-input-"));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const HEAD = "apiVersion: upstartoperators.upstart.com/v1alpha1\nkind: UpstartService\nmetadata: {name: shop}\n";
const release = (values: string) => `${HEAD}spec: {helmReleases: {api: {chart: a/b, values: ${values}}}}\n`;
// More than any stack holds; how long 100,000 take is for the engine's own tests.
const DEEP = 20_000;

/** Nine levels of nine aliases each: 387 million values when written out. */
function aliasBomb(): string {
  const levels = "abcdefghi".split("").map((name, i, all) => {
    const inner = i === 0 ? "x" : `*${all[i - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(", ")}]`;
  });
  return `${levels.join("\n")}\n`;
}

const INPUTS: readonly (readonly [name: string, text: string, code: string])[] = [
  ["20,000 open brackets", release("[".repeat(DEEP)), "InvalidYaml"],
  ["20,000 brackets, closed again", release("[".repeat(DEEP) + "]".repeat(DEEP)), "InvalidYaml"],
  ["20,000 maps in maps", release("{a: ".repeat(DEEP) + "}".repeat(DEEP)), "InvalidYaml"],
  ["20,000 lists in lists as blocks", `${HEAD}spec:\n  ${"- ".repeat(DEEP)}x\n`, "InvalidYaml"],
  ["20,000 brackets in JSON", `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`, "InvalidYaml"],
  ["an alias bomb", aliasBomb(), "InvalidYaml"],
  ["an alias of itself", `${HEAD}spec: &a {helmReleases: *a}\n`, "InvalidYaml"],
  ["values in themselves", release("&v {a: *v}"), "InvalidYaml"],
  ["bytes of a program", "\u007fELF\u0000\u0001", "InvalidYaml"],
  ["10 MB of values", release(`{text: "${"x".repeat(10_000_000)}"}`), "ValuesTooLarge"],
  ["a number that cannot be kept", release("{n: 12345678901234567890}"), "UnsupportedNumber"],
];

describe.each(INPUTS)("%s", (name, text, code) => {
  const file = `${name.replace(/\W+/g, "-")}.yaml`;
  test("lint says so with its place, exit 1", { timeout: 30_000 }, async () => {
    writeFileSync(join(cwd, file), text);
    const { stdout, stderr, exitCode } = await run(["lint", file], { cwd });
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
    expect(stdout).toContain(`error ${code}: `);
    expect(stdout).toMatch(new RegExp(`--> ${file}:\\d+:\\d+`));
    expect(stdout).not.toMatch(/call stack|\n\s+at |undefined/);
    expect(stdout.length).toBeLessThan(20_000);
  });

  test("render gives no releases, exit 1", { timeout: 30_000 }, async () => {
    const { stdout, stderr, exitCode } = await run(["render", "-f", "-", "-o", "json"], { stdin: text });
    expect({ document: JSON.parse(stdout) as unknown, exitCode }).toEqual({ document: { releases: [] }, exitCode: 1 });
    expect(stderr).toContain(`error ${code}: `);
  });
});

test.each([
  ["broken.yaml", "nowhere.yaml", "it is a link to something that does not exist"],
  ["loop.yaml", "loop.yaml", "it is a link that leads back to itself"],
])("the link %s -> %s cannot be opened: exit 2", async (name, target, reason) => {
  symlinkSync(target, join(cwd, name));
  expect(await run(["lint", name], { cwd })).toMatchObject({
    stdout: "",
    stderr: expect.stringContaining(`error: cannot open ${name}: ${reason}\n`) as string,
    exitCode: 2,
  });
});

test("a stream without an end is not read to the end of memory", async () => {
  const { stderr, exitCode } = await run(["lint", "/dev/zero"], { cwd });
  expect(exitCode).toBe(2);
  // Where the machine is busy, that it takes long is said before.
  expect(stderr).toMatch(/error: \/dev\/zero is too large to be read\n {2}at most 64 MiB are read of one file\n$/);
});

test("a pipe that is given a name is read", async () => {
  const fifo = join(cwd, "pipe.yaml");
  execFileSync("mkfifo", [fifo]);
  const reading = run(["lint", "pipe.yaml", "-o", "json"], { cwd });
  await writeFile(fifo, release("{}")); // opens once there is a reader
  expect(JSON.parse((await reading).stdout)).toEqual({ diagnostics: [], errors: 0, warnings: 0 });
});

test("more than fifty findings are counted, not shown; -o json has them all", async () => {
  const many = Array.from({ length: 60 }, (_, i) => `    r${i}: {chart: a/b, values: {x: << n${i}.outputs.X >>}}\n`);
  const stdin = `${HEAD}spec:\n  helmReleases:\n${many.join("")}`;
  const text = await run(["lint", "-f", "-"], { stdin });
  expect(text.stdout.match(/^error /gm)).toHaveLength(50);
  expect(text.stdout).toContain("… and 10 more: lint -o json has them all\n✗ 60 errors, 0 warnings in 1 file");
  const json = await run(["lint", "-f", "-", "-o", "json"], { stdin });
  expect((JSON.parse(json.stdout) as { diagnostics: unknown[] }).diagnostics).toHaveLength(60);
});

test("a folder without any YAML is a slip: exit 2, and what was looked for where", async () => {
  mkdirSync(join(cwd, "manifests/deeper"), { recursive: true });
  writeFileSync(join(cwd, "manifests/README.md"), "not YAML");
  for (const verb of ["lint", "render"]) {
    const { stdout, stderr, exitCode } = await run([verb, "-f", "manifests"], { cwd });
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: EXIT.usage });
    expect(stderr).toContain("error: there is no .yaml, .yml or .json file in the folder manifests\n");
    expect(stderr).toContain("-R looks into the folders below it too");
  }
  writeFileSync(join(cwd, "manifests/deeper/empty.yaml"), "");
  const { stderr, exitCode } = await run(["lint", "-f", "manifests", "-R"], { cwd });
  expect({ stderr, exitCode }).toEqual({
    stderr: "note: nothing to do: manifests/deeper/empty.yaml is empty\n",
    exitCode: 0,
  });
});
