import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test.each([
  ["--foo", "error: unknown option '--foo'"],
  ["surplus", "error: too many arguments"],
  ["--listen :1", "error: --config FILE is missing; docs/forge.md shows what is in it"],
])("%s is refused for what is wrong with it, and points to --help", (argv, stderr) => {
  expect(readConfig(argv.split(" "))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(`^${stderr}[^]*see upstart-forge --help\n$`),
  });
});
