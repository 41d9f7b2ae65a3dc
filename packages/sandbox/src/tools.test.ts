import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./testing/temporary.ts";
import { cacheDirectory, ensureTools, type ToolOptions } from "./tools.ts";

/** A folder of modules and a `go` that is a script: it notes each build, and "builds" a text. */
function setUp({ version = "go1.26.0", build = 'echo built > "$out"', path = "/usr/bin:/bin" } = {}) {
  const folder = temporaryFolder();
  const modules = join(folder, "modules");
  for (const name of ["kubernetes", "kwok", "helm4", "helm3"]) {
    mkdirSync(join(modules, name), { recursive: true });
    writeFileSync(join(modules, name, "go.mod"), `module ${name}\n`);
  }
  const programs = join(folder, "path");
  mkdirSync(programs);
  const calls = join(folder, "calls");
  const script = `#!/bin/sh
if [ "$1" = env ]; then echo "${version}"; exit; fi
echo "$(pwd) GOTOOLCHAIN=$GOTOOLCHAIN GOFLAGS=$GOFLAGS $*" >> "${calls}"
while [ "$1" != -o ]; do shift; done
out=$2
${build}
`;
  writeFileSync(join(programs, "go"), script);
  chmodSync(join(programs, "go"), 0o755);
  const progress: string[] = [];
  const options: ToolOptions = {
    cache: join(folder, "cache"),
    modules,
    // Nothing of this machine's own Go, and the shell's programs.
    env: { PATH: path === "" ? "" : `${programs}${delimiter}${path}`, GOFLAGS: "-mod=mod" },
    onProgress: (line) => progress.push(line),
  };
  const builds = () => (existsSync(calls) ? readFileSync(calls, "utf8").trimEnd().split("\n") : []);
  return { options, modules, builds, progress, programs: join(folder, "cache", "programs") };
}

describe("tools", () => {
  test("are built once, and found under every name", async () => {
    const { options, builds, progress } = setUp();
    const bin = await ensureTools(["kubernetes", "helm4"], options);
    expect(readdirSync(bin).sort()).toEqual([
      "etcd",
      "helm",
      "helm4",
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
      "kubectl",
    ]);
    expect(readFileSync(join(bin, "kubectl"), "utf8")).toBe("built\n");
    expect(realpathSync(join(bin, "helm"))).toBe(realpathSync(join(bin, "helm4")));
    expect(progress).toHaveLength(2);
    expect(await ensureTools(["kubernetes", "helm4"], options)).toBe(bin);
    expect(builds()).toHaveLength(2);
  });

  test("are built from what is locked, with the Go that is there, whatever the shell has set", async () => {
    const { options, builds } = setUp();
    await ensureTools(["helm3"], options);
    const [call] = builds();
    expect(call).toContain("GOTOOLCHAIN=local GOFLAGS= build");
    expect(call).toContain("-trimpath -mod=readonly -buildvcs=false");
    expect(call).toContain("-X helm.sh/helm/v3/internal/version.version=v3.22.0");
    expect(basename(call!.split(" ")[0]!)).toBe("helm3");
  });

  test("are built anew when their module changes, beside the old ones", async () => {
    const { options, modules, builds } = setUp();
    const before = await ensureTools(["kwok"], options);
    writeFileSync(join(modules, "kwok", "go.sum"), "changed\n");
    const after = await ensureTools(["kwok"], options);
    expect(after).not.toBe(before);
    expect(builds()).toHaveLength(2);
    expect(realpathSync(join(before, "kwok"))).not.toBe(realpathSync(join(after, "kwok")));
  });

  test("are built once when two want them at once, and the second is told why it waits", async () => {
    const { options, builds, progress } = setUp({ build: 'sleep 0.3; echo built > "$out"' });
    await Promise.all([ensureTools(["kwok"], options), ensureTools(["kwok"], options)]);
    expect(builds()).toHaveLength(1);
    expect(progress.filter((line) => line.startsWith("waiting for process"))).toHaveLength(1);
  });

  test("that cannot be built leave nothing, say what Go said, and are tried again", async () => {
    const { options, builds, programs } = setUp({ build: 'echo half > "$out"; echo "no such module" >&2; exit 1' });
    const failing = ensureTools(["kwok"], options);
    await expect(failing).rejects.toMatchObject({
      code: "BuildFailed",
      message: expect.stringContaining("no such module"),
      help: expect.stringContaining("GOPROXY"),
    });
    expect(readdirSync(programs).filter((name) => !name.startsWith("bin-"))).toEqual([]);
    await expect(ensureTools(["kwok"], options)).rejects.toThrow();
    expect(builds()).toHaveLength(2);
  });
});

describe("without the right Go", () => {
  test("it is said that there is none, and what to do", async () => {
    const { options } = setUp({ path: "" });
    await expect(ensureTools(["kwok"], options)).rejects.toMatchObject({
      code: "GoMissing",
      message: expect.stringContaining("needs Go 1.26 or newer"),
      help: expect.stringContaining("install Go 1.26"),
    });
  });

  test.each(["go1.25.9", "go1.9", "go0.30"])("%s is too old, and it is said which is there", async (version) => {
    const { options, builds } = setUp({ version });
    await expect(ensureTools(["kwok"], options)).rejects.toMatchObject({
      code: "GoTooOld",
      message: expect.stringContaining(version),
    });
    expect(builds()).toEqual([]);
  });

  test.each(["go1.26", "go1.26.8", "go1.30rc1", "go2.0", "devel abc"])("%s is let try", async (version) => {
    const { options, builds } = setUp({ version });
    await ensureTools(["kwok"], options);
    expect(builds()).toHaveLength(1);
  });
});

test.each([
  [{ UPSTART_CACHE: "/c", XDG_CACHE_HOME: "/x", HOME: "/h" }, "/c"],
  [{ UPSTART_CACHE: "", XDG_CACHE_HOME: "/x", HOME: "/h" }, "/x/upstart"],
  [{ XDG_CACHE_HOME: "relative", HOME: "/h" }, "/h/.cache/upstart"],
  [{ XDG_CACHE_HOME: "", HOME: "/h" }, "/h/.cache/upstart"],
])("with %o the cache is %s", (env, expected) => {
  expect(cacheDirectory(env)).toBe(expected);
});
