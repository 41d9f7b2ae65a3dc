import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShell, type Shell } from "./program.ts";

let shell: Shell;
beforeAll(() => {
  shell = openShell();
  mkdirSync(join(shell.directory, "deploy"));
  writeFileSync(join(shell.directory, "a file.yaml"), "");
  writeFileSync(join(shell.directory, "service.yaml"), "");
});
afterAll(() => shell?.close());

/** What real bash offers when TAB is pressed at the end of the words. */
async function offers(...words: string[]): Promise<string[]> {
  const list = words.map((w) => `'${w}'`).join(" ");
  const { stdout, stderr, exitCode } = await shell.bash(
    `source <(upstart completion bash)
COMP_WORDS=(upstart ${list}); COMP_CWORD=${words.length}
"$(complete -p upstart | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
printf '%s\\n' "\${COMPREPLY[@]}"`,
  );
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return String(stdout)
    .split("\n")
    .filter((line) => line !== "");
}

describe("bash", () => {
  test("verbs", async () => expect(await offers("s")).toEqual(["schema", "status", "sandbox"]));
  test("all verbs", async () => expect((await offers("")).length).toBeGreaterThan(15));
  test("verbs below verbs", async () => expect(await offers("sandbox", "")).toEqual(["up", "down", "status", "env"]));
  test("flags", async () => expect(await offers("lint", "--fa")).toEqual(["--fail-on"]));
  test("values", async () => expect(await offers("lint", "-o", "s")).toEqual(["sarif"]));
  test("values after =, which bash splits", async () =>
    expect(await offers("lint", "--output", "=", "s")).toEqual(["sarif"]));
  test("codes", async () => expect(await offers("explain", "DependencyC")).toEqual(["DependencyCycle"]));
  test("files, with blanks in their names", async () => {
    expect((await offers("lint", "")).sort()).toEqual(["a file.yaml", "deploy", "service.yaml"]);
    expect(await offers("lint", "-f", "serv")).toEqual(["service.yaml"]);
  });
  test("nothing where nothing fits", async () => expect(await offers("explain", "zzz")).toEqual([]));
});

// Shells that a machine may lack; bash is everywhere.
const has = (program: string) => {
  try {
    execFileSync(program, ["-c", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const linesOf = (text: unknown) =>
  String(text)
    .split("\n")
    .filter((line) => line !== "");

describe.skipIf(!has("zsh"))("zsh", () => {
  /** What the function hands to zsh's own completion. */
  const hands = async (...words: string[]) => {
    const { stdout, stderr, exitCode } = await shell.run("zsh", [
      "-f",
      "-c",
      `compdef() { }
_describe() { print -rl -- "\${(@P)2}" }
_files() { print FILES }
source <(upstart completion zsh)
words=(upstart "$@"); CURRENT=$#words
_upstart`,
      "zsh",
      ...words,
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    return linesOf(stdout);
  };
  test("verbs, with what they do", async () =>
    expect(await hands("li")).toEqual(["lint:check the files and say everything that is wrong"]));
  test("values, also after =", async () => {
    expect((await hands("lint", "-o", "s"))[0]).toMatch(/^sarif/);
    expect((await hands("lint", "--output=s"))[0]).toMatch(/^--output=sarif/);
  });
  test("files where files are wanted, and nothing where nothing fits", async () => {
    expect(await hands("lint", "")).toEqual(["FILES"]);
    expect(await hands("explain", "zzz")).toEqual([]);
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  /** What fish offers for a line. */
  const offersFor = async (line: string) => {
    const { stdout, exitCode } = await shell.run("fish", [
      "--no-config",
      "-c",
      `upstart completion fish | source; complete -C '${line}'`,
    ]);
    expect(exitCode).toBe(0);
    return linesOf(stdout);
  };
  test("verbs, with what they do", async () =>
    expect(await offersFor("upstart li")).toEqual(["lint\tcheck the files and say everything that is wrong"]));
  test("values, also after =", async () => {
    expect(await offersFor("upstart lint -o s")).toEqual(["sarif"]);
    expect(await offersFor("upstart lint --output=s")).toEqual(["--output=sarif"]);
  });
  test("files where files are wanted, and nothing where nothing fits", async () => {
    expect(await offersFor("upstart lint serv")).toEqual([expect.stringMatching(/^service.yaml/) as string]);
    expect(await offersFor("upstart explain zzz")).toEqual([]);
  });
});

test.each(["bash", "zsh", "fish", "powershell"])("the script for %s names the program once for all", async (name) => {
  const { stdout } = await shell.run("upstart", ["completion", name, "--program", "my-upstart"]);
  expect(String(stdout)).toContain("my-upstart");
  expect(String(stdout)).not.toMatch(/(?<![-_])upstart __complete/);
});
