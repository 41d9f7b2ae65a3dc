import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runProgram } from "../src/program.ts";

const ROOT = new URL("../../../", import.meta.url);

test("the picture in the README is that of the example: else run `upstart graph examples/example -o svg --out docs/example.svg`", async () => {
  let drawn = "";
  const ignore = { write: () => {}, isTTY: false, columns: 0 };
  const host = {
    name: "upstart",
    env: {},
    cwd: fileURLToPath(ROOT),
    stdin: Readable.from([]),
    stdout: {
      ...ignore,
      write: (text: string) => {
        drawn += text;
      },
    },
    stderr: ignore,
    now: () => 0,
    signal: new AbortController().signal,
  };
  await runProgram(host, ["graph", "examples/example", "-o", "svg"]);
  expect(drawn).toBe(readFileSync(new URL("docs/example.svg", ROOT), "utf8"));
});
