import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShell, ROOT, type Shell, serviceOf } from "./program.ts";

let shell: Shell;
beforeAll(() => {
  shell = openShell();
  const text = "x".repeat(200_000);
  const large = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`r${i}`, { chart: "a/b", values: { text: `${i}${text}` } }]),
  );
  // Two objects, since one may not be over 1 MiB.
  const [one, two] = [0, 4].map((from) =>
    serviceOf(Object.fromEntries(Object.entries(large).slice(from, from + 4)), `shop${from}`),
  );
  writeFileSync(join(shell.directory, "large.yaml"), `${one}\n---\n${two}\n`);
  writeFileSync(
    join(shell.directory, "faulty.yaml"),
    serviceOf({ api: { chart: "a/b", values: { host: "<< db.outputs.HOST >>" } } }),
  );
});
afterAll(() => shell?.close());

describe("pipes", () => {
  test("more than 1 MiB of JSON arrives complete", async () => {
    const { stdout, exitCode } = await shell.bash("upstart render -f large.yaml -o json | cat");
    expect(exitCode).toBe(0);
    expect(String(stdout).length).toBeGreaterThan(1 << 20);
    expect((JSON.parse(String(stdout)) as { releases: unknown[] }).releases).toHaveLength(8);
  });

  test("the exit code is the program's, also when much was written before", async () => {
    const { stdout } = await shell.bash(
      "upstart schema | cat >/dev/null; upstart lint -f faulty.yaml >/dev/null; echo $?",
    );
    expect(String(stdout)).toBe("1\n");
  });

  test("a reader that has seen enough (| head -1) is no failure", async () => {
    const { stdout, stderr, exitCode } = await shell.bash(
      `set -o pipefail; upstart render -f large.yaml -o json | head -1; echo ${"$"}{PIPESTATUS[0]}`,
    );
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "{\n0\n", stderr: "", exitCode: 0 });
  });

  test("files by process substitution, standard input and a pipe are read alike", async () => {
    const whole = await shell.bash("upstart lint -f faulty.yaml -o json");
    for (const [line, name] of [
      ["upstart lint -f <(cat faulty.yaml) -o json", /\/dev\/fd\/\d+/],
      ["cat faulty.yaml | upstart lint -f - -o json", /<stdin>/],
      ["upstart lint -f - -o json < faulty.yaml", /<stdin>/],
    ] as const) {
      const { stdout, exitCode } = await shell.bash(line);
      expect(String(stdout).replace(name, "faulty.yaml")).toBe(String(whole.stdout));
      expect(exitCode).toBe(1);
    }
  });
});

describe("nothing hangs without anybody to answer", () => {
  test.each([
    "upstart",
    "upstart render",
    "upstart lint -f -",
    "upstart render -f - -o json",
    "upstart graph -f -",
    "upstart explain",
    "upstart apply -f faulty.yaml",
    "upstart delete shop",
    "upstart status",
    "upstart doctor",
    "upstart sandbox status",
    "upstart completion bash",
    "upstart __complete ''",
  ])("%s </dev/null", async (line) => {
    const { signal, exitCode, stderr } = await shell.bash(`${line} </dev/null`);
    expect({ signal, exitCode }).toEqual({ signal: undefined, exitCode: expect.any(Number) as number });
    expect(String(stderr)).not.toMatch(/\n\s+at |this is a bug/);
  });

  test("what is slow to come is spoken of, and ^C gives up", async () => {
    const spokenOf = "until grep -qs . said; do sleep 0.1; done";
    const { stderr, exitCode } = await shell.bash(
      `mkfifo slow; upstart lint -f slow 2> said & ${spokenOf}; kill -INT $!; wait $!; echo $? >> said; cat said >&2`,
    );
    expect(String(stderr)).toBe("note: still reading slow; ^C gives up\n130\n");
    expect(exitCode).toBe(0);
  });
});

describe("colour and glyphs", () => {
  const ESC = "\u001b[";
  test.each([
    ["a pipe", {}, false],
    ["NO_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["FORCE_COLOR", { FORCE_COLOR: "1" }, true],
    ["CLICOLOR_FORCE", { CLICOLOR_FORCE: "1" }, true],
    ["FORCE_COLOR=0", { FORCE_COLOR: "0" }, false],
    ["CI", { CI: "1" }, false],
  ] as const)("%s", async (_, env, isColoured) => {
    const { stdout, stderr } = await shell.run("upstart", ["lint", "faulty.yaml"], { env });
    expect(String(stdout).includes(ESC)).toBe(isColoured);
    expect(String(stderr)).toBe(""); // Node itself would warn of NO_COLOR beside FORCE_COLOR
  });

  test.each([
    ["C", "x 1 error"],
    ["POSIX", "x 1 error"],
    ["en_US.ISO-8859-1", "x 1 error"],
    ["en_GB.UTF-8", "✗ 1 error"],
    ["C.utf8", "✗ 1 error"],
  ])("LC_ALL=%s", async (LC_ALL, sign) => {
    const { stdout } = await shell.run("upstart", ["lint", "faulty.yaml"], { env: { LC_ALL } });
    expect(String(stdout)).toContain(sign);
  });

  // `script` gives a program a real terminal.
  test.each([
    ["a terminal", "", true],
    ["a terminal without columns", "stty cols 0; ", true],
    ["TERM=dumb", "export TERM=dumb; ", false],
    ["NO_COLOR", "export NO_COLOR=1; ", false],
  ])("%s", async (_, before, isColoured) => {
    const { stdout, exitCode } = await shell.run("script", ["-qec", `${before}upstart lint faulty.yaml`, "/dev/null"]);
    expect(exitCode).toBe(1);
    expect(String(stdout).includes(ESC)).toBe(isColoured);
    expect(String(stdout)).toContain("UndeclaredDependency");
  });
});

describe("documents for programs", () => {
  test.each(["json", "yaml", "sarif", "github"])("lint -o %s has no colour, even when it is forced", async (form) => {
    const { stdout } = await shell.run("upstart", ["lint", "faulty.yaml", "-o", form], { env: { FORCE_COLOR: "1" } });
    expect(String(stdout)).not.toContain("\u001b");
    if (form === "json" || form === "sarif") expect(() => JSON.parse(String(stdout)) as unknown).not.toThrow();
  });

  test("the article's example renders from the built program", async () => {
    const { stdout, stderr, exitCode } = await shell.run("upstart", [
      "render",
      "-f",
      join(ROOT, "examples/example"),
      "-o",
      "json",
    ]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    const { releases } = JSON.parse(String(stdout)) as { releases: { id: string }[] };
    expect(releases.map((r) => r.id).at(-1)).toBe("example/exampleService");
  });

  test("every form of every verb that needs no cluster comes out of the bundle", async () => {
    const example = join(ROOT, "examples/example");
    for (const call of [
      ["render", "-f", example],
      ["lint", "-f", example],
      ["graph", "-f", example],
      ["explain"],
      ["schema"],
      ["version"],
      ["options"],
    ])
      for (const form of ["json", "yaml"]) {
        const { stdout, exitCode } = await shell.run("upstart", [...call, "-o", form]);
        expect({ call, form, exitCode }).toEqual({ call, form, exitCode: 0 });
        expect(String(stdout).length).toBeGreaterThan(10);
      }
  });
});

test("version: the same in every spelling", async () => {
  const outs = await Promise.all(["--version", "-V"].map((flag) => shell.run("upstart", [flag])));
  const version = String(outs[0]!.stdout).trim();
  expect(version).toMatch(/^\d+\.\d+\.\d+/);
  expect(String(outs[1]!.stdout).trim()).toBe(version);
  expect(JSON.parse(String((await shell.run("upstart", ["version", "-o", "json"])).stdout))).toMatchObject({ version });
});
