import { expect, test } from "vitest";
import { sourcesOf } from "../../../scripts/sources-of.ts";

const { files, textOf, imports } = sourcesOf(new URL("../src/", import.meta.url));
const wrong = (folder: RegExp, forbidden: RegExp) =>
  imports
    .filter(({ file, from }) => folder.test(file) && forbidden.test(from))
    .map(({ file, from }) => `${file}: ${from}`);

test("deciding and wording are pure: they know nothing of servers, the forge's API and the cluster's", () => {
  expect(files.filter((f) => /^(?:decide|report|environments|rules)\//.test(f)).length).toBeGreaterThan(8);
  expect(
    wrong(/^(?:decide|report|environments|rules)\//, /clients|express|octokit|^node:|\/(?:github|hooks|sync)\//),
  ).toEqual([]);
});

test("GitHub is known to its own folder and to main: another forge can be put beside it", () => {
  expect(wrong(/^(?!github\/|main\.ts)/, /\/github\/|octokit/)).toEqual([]);
});

test("of the controllers it knows what every server is made of", () => {
  const allowed = /^@upstart\/controller\/(?:runtime\/[a-z-]+|candidate|manager|unit)$/;
  const ours = imports.map(({ from }) => from).filter((from) => from.startsWith("@upstart/controller"));
  expect(ours.filter((from) => !allowed.test(from))).toEqual([]);
});

test("only main touches the process, and only clocks know the time", () => {
  const effects =
    /\b(?:process\.(?!ts\b)[a-z]|console\.|Date\.now|new Date\(\)|setTimeout\(|setInterval\(|Math\.random)/;
  expect(files.filter((file) => effects.test(textOf(file)) && file !== "main.ts")).toEqual([]);
});
