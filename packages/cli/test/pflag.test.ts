import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeFlags } from "../src/pflag.ts";

const SHAPES = {
  verbs: new Map([
    ["lint", new Set<string>()],
    ["sandbox", new Set(["up"])],
  ]),
  booleans: new Map([
    ["-R", "--recursive"],
    ["--recursive", "--recursive"],
    ["--no-headers", "--no-headers"],
  ]),
  valued: new Set(["-f", "--filename", "-n", "--namespace", "-o", "--output"]),
  bare: new Map([["--dry-run", "client"]]),
};
const normalize = (line: string, defaults: readonly string[] = []) =>
  normalizeFlags(
    line.split(" ").filter((w) => w !== ""),
    SHAPES,
    defaults,
  ).join(" ");

describe("arguments as pflag reads them", () => {
  test.each([
    ["", ""],
    ["lint", "lint"],
    ["help", "--help"],
    ["help sandbox up", "sandbox up --help"],
    ["-n x lint a", "lint -n x a"],
    ["-n x -R lint -n y", "lint -n x -R -n y"],
    ["--namespace=x lint", "lint --namespace=x"],
    ["-n x sandbox up -o json", "sandbox up -n x -o json"],
    ["-n lint lint", "lint -n lint"],
    ["--version", "--version"],
    ["-h lint", "lint -h"],
    ["lint --recursive=true", "lint --recursive"],
    ["lint -R=1", "lint --recursive"],
    ["lint -R=T", "lint --recursive"],
    ["lint --recursive=false", "lint"],
    ["lint -R --recursive=F a", "lint a"],
    ["lint -R=0 -R", "lint -R"],
    ["lint --no-headers=false", "lint"],
    ["lint --no-headers=true", "lint --no-headers"],
    ["lint --recursive=maybe", "lint --recursive=maybe"],
    ["lint -o=json", "lint -ojson"],
    ["lint -ojson", "lint -ojson"],
    ["lint --dry-run a", "lint --dry-run=client a"],
    ["lint --dry-run=none", "lint --dry-run=none"],
    ["lint -f -R -n --dry-run", "lint -f -R -n --dry-run"],
    ["lint -f", "lint -f"],
    ["lint -R -- -R=false --dry-run", "lint -R -- -R=false --dry-run"],
    ["lint -f - -R", "lint -f - -R"],
  ])("%s -> %s", (line, want) => expect(normalize(line)).toBe(want));

  test("defaults stand before everything that was given", () => {
    expect(normalize("-n b lint -n c", ["-n", "a"])).toBe("lint -n a -n b -n c");
    expect(normalize("--version", ["-n", "a"])).toBe("--version");
  });

  test("normal arguments stay as they are", () => {
    const word = fc.stringMatching(/^[a-z./]{1,6}$/);
    const flag = fc.oneof(
      fc.tuple(fc.constantFrom("-f", "-n", "--output"), word),
      fc.tuple(fc.constantFrom("-R", "--recursive")),
      fc.tuple(word),
    );
    fc.assert(
      fc.property(fc.array(flag), (flags) => {
        const argv = ["lint", ...flags.flat()];
        expect(normalizeFlags(argv, SHAPES)).toEqual(argv);
      }),
    );
  });

  test("nothing of what follows -- is touched, nor lost", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (rest) => {
        expect(normalizeFlags(["lint", "--", ...rest], SHAPES)).toEqual(["lint", "--", ...rest]);
      }),
    );
  });
});
