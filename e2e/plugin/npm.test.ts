import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkRelease } from "../../scripts/release/check.ts";
import { inRepository, packNpmPackage, publicPackages } from "../../scripts/release/npm-packages.ts";
import { ROOT } from "../../scripts/release/root.ts";

// What is published, installed into an empty folder as somebody else would.
const REPOSITORY = "git+https://forge.example.com/platform/upstart.git";
const packages = inRepository(publicPackages(), REPOSITORY);
let folder: string;
const bin = (name: string) => join(folder, "node_modules/.bin", name);
const node = join(ROOT, "node_modules/node/bin");
const run = (program: string, args: readonly string[]) =>
  execa(program, args, { cwd: folder, reject: false, env: { PATH: `${node}:${process.env.PATH}` } });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "upstart-npm-"));
  const archives = join(folder, "archives");
  mkdirSync(archives);
  const files: string[] = [];
  for (const one of packages) files.push(await packNpmPackage(one, archives));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  // No scripts: what npm runs at nobody's machine by default, we have none of.
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await execa("npm", ["install", ...flags, ...files], { cwd: folder, stdin: "ignore" });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("each says where it comes from, and the sources are as they were", () => {
  for (const { folder: source, manifest } of packages) {
    const packed = JSON.parse(
      readFileSync(join(folder, "node_modules", manifest.name, "package.json"), "utf8"),
    ) as object;
    expect(packed).toMatchObject({
      repository: { type: "git", url: REPOSITORY, directory: `packages/${basename(source)}` },
    });
    expect(readFileSync(join(source, "package.json"), "utf8")).not.toContain("repository");
  }
});

test("each has a licence, no tests, and what it was installed for", () => {
  for (const { manifest } of packages) {
    const at = join(folder, "node_modules", manifest.name);
    const files = readdirSync(at, { recursive: true }).map(String);
    expect({ name: manifest.name, tests: files.filter((f) => /\.test\.|tsbuildinfo/.test(f)) }).toMatchObject({
      tests: [],
    });
    expect(readFileSync(join(at, "LICENSE"), "utf8")).toContain("Apache License");
  }
});

test.each(["upstart", "kubectl-upstart", "upstart-controller", "upstart-webhook", "upstart-forge", "upstart-front"])(
  "%s runs",
  async (program) => {
    expect(await run(bin(program), ["--version"])).toMatchObject({ stdout: "0.1.0", stderr: "", exitCode: 0 });
    expect((await run(bin(program), ["--help"])).exitCode).toBe(0);
  },
);

test("the command line renders, and finds its sandbox", async () => {
  const example = join(ROOT, "examples/example");
  expect(JSON.parse((await run(bin("upstart"), ["render", "-f", example, "-o", "json"])).stdout)).toHaveProperty(
    "releases",
  );
  expect((await run(bin("kubectl_complete-upstart"), ["li"])).stdout).toContain("lint\t");
  expect((await run(bin("upstart"), ["sandbox", "status"])).stderr).toBe("");
});

test("the libraries load, and their types resolve", async () => {
  const text = `import { analyze } from "@upstart/engine";
import { fakeCluster } from "@upstart/engine/testing";
import { connect } from "@upstart/clients";
import { up } from "@upstart/sandbox";
const typed: [string, string, string, string] = [typeof analyze, typeof fakeCluster, typeof connect, typeof up];
export const wrong: number = analyze([], { namespace: "default" }).graph;
console.log(typed.join());
`;
  writeFileSync(join(folder, "use.ts"), text);
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "esnext",
    "--lib",
    "esnext",
    "--types",
    "node",
  ];
  const types = ["--typeRoots", join(ROOT, "node_modules/@types")];
  const { stdout } = await run(join(ROOT, "node_modules/.bin/tsc"), [...options, ...types, "use.ts"]);
  // The one mistake that is there is found, so the types are real.
  expect(stdout.split("\n").filter((line) => line.includes("error TS"))).toEqual([
    expect.stringContaining("use.ts(6,"),
  ]);
  expect((await run("node", ["use.ts"])).stdout).toBe("function,function,function,function");
});

test("a release that is not in order is refused, with every reason", () => {
  const state = {
    version: "0.1.0",
    packages,
    changelog: "## 0.1.0 (unreleased)\n",
    isPublished: false,
    isClean: false,
    tags: [],
  };
  expect(checkRelease(state)).toEqual([]);
  expect(checkRelease({ ...state, isPublished: true })).toHaveLength(3);
  expect(checkRelease({ ...state, packages: publicPackages(), isPublished: true })).toHaveLength(4);
  const withToken = inRepository(publicPackages(), "https://token@forge.example.com/upstart");
  expect(checkRelease({ ...state, packages: withToken })).toHaveLength(1);
  const [one] = packages;
  const faulty = {
    ...one!.manifest,
    version: "0.0.9",
    scripts: { postinstall: "x" },
    dependencies: { "@upstart/engine": "1" },
  };
  expect(
    checkRelease({ ...state, changelog: "", packages: [...packages, { folder: "", manifest: faulty }] }),
  ).toHaveLength(4);
});
