import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SRC = new URL("../src/", import.meta.url).pathname;

/** Folders from the bottom up: each may import only from itself and from those before it. */
const LAYERS = [
  "diagnostic",
  "source",
  "names",
  "reference",
  "spec",
  "ports",
  "leftovers",
  "branch",
  "graph",
  "validation",
  "render",
  "readiness",
  "plan",
  "drift",
  "reconcile",
  "orphans",
  "testing",
  ".",
];

/** Pure computation: nothing of these reads or writes anything. */
const ALLOWED = new Set(["yaml", "node:crypto", "node:zlib"]);

const imports = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(/(?:^|\n)(?:import|export)\b[^;]*?from "([^"]+)"/g)].map(
      ([, from]) => ({ file, from: from! }),
    ),
  );

test("the engine imports nothing that reads, writes, listens or waits", () => {
  expect(imports.filter(({ from }) => !from.startsWith(".") && !ALLOWED.has(from))).toEqual([]);
});

test("the engine names no clock, process, network or console", () => {
  const effects = /\b(?:process\.\w|console\.|Date\.now|new Date\(\)|setTimeout|setInterval|fetch\(|Math\.random)/;
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (f) => f.endsWith(".ts") && !f.endsWith(".test.ts") && !f.includes(".generated."),
  );
  expect(files.filter((file) => effects.test(readFileSync(join(SRC, file), "utf8")))).toEqual([]);
});

test("each folder imports only what stands below it, types too", () => {
  const folderOf = (file: string) => (file.includes("/") ? file.split("/")[0]! : ".");
  const upward = imports.filter(({ file, from }) => {
    if (!from.startsWith(".")) return false;
    const target = folderOf(relative(SRC, join(SRC, file, "..", from)));
    return LAYERS.indexOf(target) > LAYERS.indexOf(folderOf(file));
  });
  expect(upward).toEqual([]);
});
