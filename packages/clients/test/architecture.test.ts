import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SRC = new URL("../src/", import.meta.url).pathname;
const files = readdirSync(SRC).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const sourceOf = (file: string) => readFileSync(join(SRC, file), "utf8");

test("client-node, which takes half a second to load, is loaded only where a kubeconfig asks for it", () => {
  expect(files.filter((file) => /(?:from|^import) "@kubernetes\/client-node"/m.test(sourceOf(file)))).toEqual([]);
  const lazy = files.filter((file) => sourceOf(file).includes('await import("@kubernetes/client-node")'));
  expect(lazy).toEqual(["agents.ts", "credentials.ts"]);
});

test("time is a port: only the clock sets timers or reads the time", () => {
  const effects = /\b(?:Date\.now|new Date\(\)|setTimeout|setInterval)\b/;
  expect(files.filter((file) => effects.test(sourceOf(file)))).toEqual(["clock.ts"]);
});

test("what is shipped imports nothing that is for tests", () => {
  expect(files.filter((file) => sourceOf(file).includes('"./testing/'))).toEqual([]);
});
