import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../src/examples.ts";
import type { Host } from "../src/host.ts";
import { createProgram } from "../src/program.ts";
import { readCommandLine } from "./testing/command-line.ts";
import { run } from "./testing/run.ts";

const HELP = new URL("./goldens/help/", import.meta.url).pathname;

/** Every verb, and every verb below one, as it is typed. */
const VERBS = allVerbs();

function allVerbs(): { path: string; command: Command }[] {
  const silent = { write: () => undefined, isTTY: false, columns: 0 };
  const host = { name: "upstart", env: {}, stdout: silent, stderr: silent } as unknown as Host;
  const program = createProgram(host, () => undefined);
  const below = (command: Command, path: string): { path: string; command: Command }[] => [
    { path, command },
    ...command.commands.flatMap((c) => below(c, `${path} ${c.name()}`.trim())),
  ];
  return below(program, "");
}

test("the README lists every verb", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const top = VERBS.map((v) => v.path).filter((path) => path !== "" && !path.includes(" "));
  expect(top.filter((verb) => !new RegExp(`^\\|.*\`${verb}\\b`, "m").test(readme))).toEqual([]);
});

describe("help is a contract", () => {
  test.each(VERBS)("upstart $path --help", async ({ path }) => {
    const { stdout, stderr, exitCode } = await run([...path.split(" ").filter((w) => w !== ""), "--help"]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    await expect(stdout).toMatchFileSnapshot(`${HELP}${path.replace(" ", "-") || "upstart"}.txt`);
  });

  test.each(VERBS)("upstart $path: no line is wider than a terminal of 80 columns", async ({ path }) => {
    const { stdout } = await run([...path.split(" ").filter((w) => w !== ""), "--help"], {
      terminal: 80,
      env: { NO_COLOR: "1" },
    });
    expect(stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  upstart "))).toEqual([]);
  });

  test.each([["--help"], ["-h"], ["help"], []])("upstart %s is the same", async (...words) => {
    expect(await run(words)).toEqual(await run(["--help"]));
  });

  test("help VERB, VERB --help and VERB -h are the same", async () => {
    const [a, b, c] = await Promise.all([run(["help", "lint"]), run(["lint", "--help"]), run(["lint", "-h"])]);
    expect([b, c]).toEqual([a, a]);
  });
});

describe("every verb has examples that can be called so", () => {
  test.each(VERBS)("upstart $path", ({ path }) => {
    expect(EXAMPLES[path]?.length).toBeGreaterThan(0);
  });

  const calls = Object.values(EXAMPLES)
    .flat()
    .flatMap(([, call]) => [...call.matchAll(/\bupstart [^|>&)"]+/g)].map(([line]) => line.trim()));
  test.each(calls)("%s", (line) => {
    const { argv } = readCommandLine(line, "/");
    const [verb, second] = argv;
    const named = VERBS.find((v) => v.path === `${verb} ${second}`) ?? VERBS.find((v) => v.path === verb);
    const known = named!.command.options.flatMap((o) => [o.long, o.short]);
    expect(argv.filter((word) => /^-./.test(word)).filter((flag) => !known.includes(flag))).toEqual([]);
  });
});

test("help and hints are in the name that the program was called by", async () => {
  for (const name of ["kubectl upstart", "helm upstart", "upstart"]) {
    const { stdout } = await run(["lint", "--help"], { name });
    expect(stdout).toContain(`Usage\n  ${name} lint [FILE...] [flags]`);
    expect(stdout).toContain(`  ${name} lint service.yaml`);
    const { stderr } = await run(["lnt"], { name });
    expect(stderr).toBe(`error: there is no verb "lnt"\n  did you mean lint?\n  see ${name} --help\n`);
  }
});
