import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { SandboxError } from "./errors.ts";
import { isAlive } from "./processes.ts";

/** What can be built, each from a Go module of its own under go/. */
export type ToolName = "kubernetes" | "kwok" | "helm4" | "helm3";

interface Build {
  /** Package to build, seen from the module's folder. */
  readonly target: string;
  readonly ldflags: string;
  /** Names that the binary answers to. */
  readonly names: readonly string[];
  readonly minutes: number;
}

const BUILDS: Readonly<Record<ToolName, Build>> = {
  kubernetes: {
    target: ".",
    // Clients read the server's version: without these it has none.
    ldflags:
      "-X k8s.io/component-base/version.gitVersion=v1.36.3 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=36",
    names: ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"],
    minutes: 9,
  },
  kwok: { target: "sigs.k8s.io/kwok/cmd/kwok", ldflags: "", names: ["kwok"], minutes: 3 },
  helm4: {
    target: "helm.sh/helm/v4/cmd/helm",
    ldflags: "-X helm.sh/helm/v4/internal/version.version=v4.3.1",
    names: ["helm4"],
    minutes: 3,
  },
  helm3: {
    target: "helm.sh/helm/v3/cmd/helm",
    ldflags: "-X helm.sh/helm/v3/internal/version.version=v3.22.0",
    names: ["helm3"],
    minutes: 3,
  },
};

const GO_VERSION = [1, 26] as const;

/** Where built tools and running sandboxes are kept: `$UPSTART_CACHE`, else the user's cache. */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.UPSTART_CACHE ?? join(env.XDG_CACHE_HOME ?? join(env.HOME ?? homedir(), ".cache"), "upstart");
}

/**
 * The folder that has the tools, built first where they are not there yet. One process builds at a time; a module that
 * has changed is built anew. Throws SandboxError.
 */
export async function ensureTools(
  names: readonly ToolName[],
  options: { readonly onProgress: (line: string) => void; readonly cache?: string },
): Promise<string> {
  const bin = join(options.cache ?? cacheDirectory(), "bin");
  await mkdir(bin, { recursive: true });
  for (const name of names) {
    const binary = join(bin, `${name}-${await fingerprint(name)}`);
    if (!existsSync(binary))
      await withLock(
        join(bin, `${name}.lock`),
        options.onProgress,
        async () => existsSync(binary) || (await build(name, binary, options.onProgress)),
      );
    for (const link of BUILDS[name].names) await pointTo(binary, join(bin, link));
  }
  return bin;
}

async function fingerprint(name: ToolName): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(BUILDS[name]));
  for (const file of ["go.mod", "go.sum", "main.go"]) {
    const path = join(moduleFolder(name), file);
    if (existsSync(path)) hash.update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 12);
}

async function build(name: ToolName, binary: string, onProgress: (line: string) => void): Promise<void> {
  await checkGo();
  const { target, ldflags, minutes } = BUILDS[name];
  onProgress(`building ${name} from its Go module: about ${minutes} minutes the first time, seconds later`);
  const fresh = `${binary}.${process.pid}`;
  const result = await execa(
    "go",
    ["build", "-trimpath", "-mod=readonly", "-buildvcs=false", "-ldflags", `-s -w ${ldflags}`, "-o", fresh, target],
    {
      cwd: moduleFolder(name),
      env: { GOTOOLCHAIN: "local", GOWORK: "off", CGO_ENABLED: "0" },
      reject: false,
      all: true,
    },
  );
  if (result.exitCode !== 0) {
    const tail = (result.all ?? "").split("\n").slice(-8).join("\n  ");
    throw new SandboxError(
      "BuildFailed",
      `${name} could not be built:\n  ${tail}`,
      "Go fetches its modules from a proxy (go env GOPROXY): is it reachable, and is there room on the disk?",
    );
  }
  await chmod(fresh, 0o755);
  await rename(fresh, binary);
}

async function checkGo(): Promise<void> {
  const result = await execa("go", ["env", "GOVERSION"], { env: { GOTOOLCHAIN: "local" }, reject: false });
  const help = `install Go ${GO_VERSION.join(".")} or newer (go.dev/doc/install), and try again; the sandbox builds Kubernetes with it, once`;
  if (result.exitCode === undefined)
    throw new SandboxError("GoMissing", "the sandbox needs Go, and there is no program called go", help);
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(result.stdout) ?? [];
  if (major === undefined || Number(major) * 1000 + Number(minor) < GO_VERSION[0] * 1000 + GO_VERSION[1]) {
    throw new SandboxError(
      "GoTooOld",
      `the sandbox needs Go ${GO_VERSION.join(".")}, and this is ${result.stdout}`,
      help,
    );
  }
}

/** Runs alone among all processes. A lock whose process is dead is taken over. */
async function withLock(file: string, onProgress: (line: string) => void, run: () => Promise<unknown>): Promise<void> {
  for (let told = false; ; told = true) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(await readFile(file, "utf8").catch(() => "0")); // gone meanwhile: tried again at once
      if (!isAlive(owner)) await rm(file, { force: true });
      else {
        if (!told) onProgress(`waiting for process ${owner}, which is building the same`);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }
  try {
    await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function pointTo(binary: string, link: string): Promise<void> {
  const fresh = `${link}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(binary, fresh);
  await rename(fresh, link);
}

function moduleFolder(name: ToolName): string {
  return fileURLToPath(new URL(`../go/${name}/`, import.meta.url));
}
