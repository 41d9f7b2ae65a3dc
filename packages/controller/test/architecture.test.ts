import { expect, test } from "vitest";
import { sourcesOf } from "../../../scripts/sources-of.ts";

const { files, textOf, imports } = sourcesOf(new URL("../src/", import.meta.url));

test("the runtime knows nothing of what is plugged into it", () => {
  const upward = imports.filter(({ file, from }) => file.startsWith("runtime/") && from.startsWith("../"));
  expect(upward).toEqual([]);
});

test("no door imports another", () => {
  const ours = imports.filter(({ from }) => from.startsWith("@upstart/")).map(({ from }) => from);
  const packages = ours.map((from) => from.split("/", 2).join("/"));
  expect([...new Set(packages)].sort()).toEqual(["@upstart/clients", "@upstart/engine"]);
});

test("only main touches the process, and only the clock knows the time", () => {
  const effects =
    /\b(?:process\.(?!ts\b)[a-z]|console\.|Date\.now|new Date\(\)|setTimeout\(|setInterval\(|Math\.random)/;
  // A server that is closed must end also where the fake time stands still.
  const allowed = ["main.ts", "runtime/clock.ts", "runtime/health.ts"];
  expect(files.filter((file) => effects.test(textOf(file)) && !allowed.includes(file))).toEqual([]);
});
