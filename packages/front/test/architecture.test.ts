import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = new URL("../src/", import.meta.url).pathname;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (f) => f.endsWith(".ts") && !f.endsWith(".test.ts"),
);
const textOf = (file: string) => readFileSync(join(SRC, file), "utf8");
const imports = files.flatMap((file) =>
  [...textOf(file).matchAll(/(?:^|\n)(?:import|export)\b[^;]*?from "([^"]+)"/g)].map(([, from]) => ({
    file,
    from: from!,
  })),
);
const wrong = (folder: RegExp, forbidden: RegExp) =>
  imports
    .filter(({ file, from }) => folder.test(file) && forbidden.test(from))
    .map(({ file, from }) => `${file}: ${from}`);

test("who has which host, how it stands and what the page says are pure", () => {
  expect(files.filter((f) => /^(?:entry|page)\//.test(f)).length).toBeGreaterThan(8);
  expect(wrong(/^(?:entry|page)\//, /clients|express|httpxy|^node:(?!crypto)|\/(?:server|proxy)\//)).toEqual([]);
});

test("of the controllers it knows what every server is made of", () => {
  const allowed = /^@upstart\/controller\/(?:runtime\/[a-z-]+|wait-for-kinds)$/;
  const ours = imports.map(({ from }) => from).filter((from) => from.startsWith("@upstart/controller"));
  expect(ours.filter((from) => !allowed.test(from))).toEqual([]);
});

test("only main touches the process, and only clocks know the time", () => {
  const effects =
    /\b(?:process\.(?!ts\b)[a-z]|console\.|Date\.now|new Date\(\)|setTimeout\(|setInterval\(|Math\.random)/;
  expect(files.filter((file) => effects.test(textOf(file)) && file !== "main.ts")).toEqual([]);
});
