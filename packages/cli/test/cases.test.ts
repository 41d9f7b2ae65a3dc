import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCommandLine } from "./testing/command-line.ts";
import { run } from "./testing/run.ts";
import { transcript } from "./testing/transcript.ts";

// Every folder of cases/VERB/ is one: the lines of commands.txt are called in it, and transcript.txt is what a person
// sees. A new case needs no code; `vitest -u` writes what is missing, for review.
const CASES = new URL("../cases/", import.meta.url).pathname;

describe.each(readdirSync(CASES).sort())("%s", (verb) => {
  test.each(readdirSync(join(CASES, verb)).filter((name) => existsSync(join(CASES, verb, name, "commands.txt"))))(
    "%s",
    async (name) => {
      const folder = join(CASES, verb, name);
      const lines = readFileSync(join(folder, "commands.txt"), "utf8").split("\n");
      const parts: string[] = [];
      for (const line of lines) {
        if (line.startsWith("#")) parts.push(`${line}\n`);
        if (line === "" || line.startsWith("#")) continue;
        const { argv, options } = readCommandLine(line, folder);
        parts.push(transcript(line, await run(argv, options)));
      }
      await expect(parts.join("\n")).toMatchFileSnapshot(join(folder, "transcript.txt"));
    },
  );
});
