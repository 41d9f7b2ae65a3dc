import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "../scripts/generate-schema.ts";

test.each(Object.entries(generate()))("%s is what crds/ make of it: else run `npm run generate`", (file, text) => {
  expect(readFileSync(new URL(`../src/spec/${file}`, import.meta.url), "utf8")).toBe(text);
});
