import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "@upstart/engine";
import { expect, test } from "vitest";
import { printable } from "../src/output/printable.ts";
import { run } from "./testing/run.ts";

// The engine's cases as the command line tells them: each code with its file, line, column, caret and what to do.
const CASES = new URL("../../engine/cases/", import.meta.url).pathname;
const codeOf = (name: string) => name.split("-")[0] as keyof typeof CODES;
const names = readdirSync(CASES).filter((name) => Object.hasOwn(CODES, codeOf(name)));

/** A diagnostic as it is printed: head, place, bar, source line, carets. */
const PRINTED = /^(error|warning) (\w+): .+\n +--> (.+):(\d+):(\d+)\n +\|\n *\d+ \|(?: (.*))?\n +\| ( *)(\^+)$/gm;

/** What is only worth knowing, in one line. */
const NOTE = /^info (\w+): .+ \(\S+:\d+:\d+\)$/gm;
const isNote = (name: string) => CODES[codeOf(name)].severity === "info";

test.each(names.filter((name) => !isNote(name)))("%s is told with its file, line, column and a caret", async (name) => {
  const folder = join(CASES, name);
  const { stdout, stderr, exitCode } = await run(callFor(folder), { cwd: folder });
  const told = [...(stdout + stderr).matchAll(PRINTED)];
  expect(told.map(([, , code]) => code)).toContain(codeOf(name));
  expect(told.length).toBe((stdout + stderr).match(/^(?:error|warning) [A-Z]\w+: /gm)!.length);
  expect(exitCode).toBe(told.some(([, severity]) => severity === "error") ? 1 : 0);
  for (const [, , , file, line, column, excerpt = "", indent, carets] of told) {
    const text = printable(readFileSync(join(folder, file!), "utf8").split(/\r?\n/)[Number(line) - 1]!);
    const isCut = text.length > 110;
    expect(isCut ? excerpt.replaceAll("…", "") : excerpt.trimEnd()).toSatisfy((shown: string) =>
      isCut ? text.includes(shown) : text.replaceAll("\t", " ").trimEnd() === shown,
    );
    if (!isCut) expect(indent!.length + 1).toBe(Number(column));
    expect(carets!.length).toBeGreaterThan(0);
  }
});

test.each(names.filter(isNote))("%s is told in one line with its place", async (name) => {
  const folder = join(CASES, name);
  const { stdout, exitCode } = await run(callFor(folder), { cwd: folder });
  const told = [...stdout.matchAll(NOTE)];
  expect(told.map(([, code]) => code)).toContain(codeOf(name));
  expect(stdout.trimEnd().split("\n")).toHaveLength(told.length + 2); // an empty line and the count
  expect(exitCode).toBe(0);
});

/** Only render fills values in, so only it can find that one does not fit. */
function callFor(folder: string): string[] {
  const files = readdirSync(folder).filter((f) => f.endsWith(".yaml") && !/^(?:outputs|rendered)\./.test(f));
  return codeOf(folder.split("/").at(-1)!) === "InvalidOutputValue"
    ? ["render", ...files, "--outputs", "outputs.yaml"]
    : ["lint", ...files];
}

test("no code is without a case", () => {
  expect(Object.keys(CODES).filter((code) => !names.some((name) => codeOf(name) === code))).toEqual([]);
});
