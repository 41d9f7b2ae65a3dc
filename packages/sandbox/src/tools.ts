import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildModule, type GoModule } from "./build.ts";
import { withLock } from "./lock.ts";

/** What can be built, each from a Go module of its own under go/. */
export type ToolName = "kubernetes" | "kwok" | "helm4" | "helm3";

interface Tool extends GoModule {
  /** Names that the binary answers to. */
  readonly links: readonly string[];
}

const TOOLS: Readonly<Record<ToolName, Tool>> = {
  kubernetes: {
    target: ".",
    // Clients read the server's version: without these it has none.
    variables: {
      "k8s.io/component-base/version.gitVersion": "v1.36.3",
      "k8s.io/component-base/version.gitMajor": "1",
      "k8s.io/component-base/version.gitMinor": "36",
    },
    minutes: 9,
    links: ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"],
  },
  kwok: { target: "sigs.k8s.io/kwok/cmd/kwok", variables: {}, minutes: 3, links: ["kwok"] },
  helm4: {
    target: "helm.sh/helm/v4/cmd/helm",
    variables: { "helm.sh/helm/v4/internal/version.version": "v4.3.1" },
    minutes: 3,
    links: ["helm4", "helm"],
  },
  helm3: {
    target: "helm.sh/helm/v3/cmd/helm",
    variables: { "helm.sh/helm/v3/internal/version.version": "v3.22.0" },
    minutes: 3,
    links: ["helm3"],
  },
};

type Environment = Readonly<Record<string, string | undefined>>;

export interface ToolOptions {
  readonly onProgress: (line: string) => void;
  /** Default: `cacheDirectory()`. */
  readonly cache?: string;
  /** Folder with a Go module for each tool. Default: this package's. */
  readonly modules?: string;
  /** Where `go` is looked for, and what it sees. Default: our own. */
  readonly env?: Environment;
}

/** Where built tools and running sandboxes are kept: `$UPSTART_CACHE`, else the user's cache. */
export function cacheDirectory(env: Environment = process.env): string {
  if (env.UPSTART_CACHE) return env.UPSTART_CACHE;
  const xdg = env.XDG_CACHE_HOME;
  // The XDG rules: an empty or relative path is as if it were not set.
  const base = xdg && isAbsolute(xdg) ? xdg : join(env.HOME || homedir(), ".cache");
  return join(base, "upstart");
}

/**
 * The folder that has the named tools, built first where they are not there yet. One process builds at a time. A module
 * that has changed is built anew into a folder of its own: sandboxes that run keep what they were started with. Throws
 * SandboxError.
 */
export async function ensureTools(names: readonly ToolName[], options: ToolOptions): Promise<string> {
  const modules = options.modules ?? fileURLToPath(new URL("../go/", import.meta.url));
  const prints = await fingerprints(modules);
  const programs = join(options.cache ?? cacheDirectory(), "programs");
  const bin = join(programs, `bin-${digest(JSON.stringify(prints))}`);
  await mkdir(bin, { recursive: true });
  for (const name of names) {
    const binary = join(programs, `${name}-${prints[name]}`);
    if (!existsSync(binary)) await buildOnce(name, binary, modules, options);
    for (const link of TOOLS[name].links) await pointTo(binary, join(bin, link));
  }
  return bin;
}

async function buildOnce(name: ToolName, binary: string, modules: string, options: ToolOptions): Promise<void> {
  const { onProgress, env = process.env } = options;
  const onWait = (owner: { pid: number }) => onProgress(`waiting for process ${owner.pid}, which builds ${name}`);
  await withLock(`${binary}.lock`, { onWait }, async () => {
    if (existsSync(binary)) return; // by the one that was waited for
    await buildModule({ name, folder: join(modules, name), module: TOOLS[name], binary, env, onProgress });
  });
}

/** For each tool, a digest of everything that its build depends on. */
async function fingerprints(modules: string): Promise<Readonly<Record<ToolName, string>>> {
  const print = async (name: ToolName) => {
    const { target, variables } = TOOLS[name];
    const parts = [JSON.stringify({ target, variables })];
    for (const file of ["go.mod", "go.sum", "main.go"]) {
      const path = join(modules, name, file);
      parts.push(existsSync(path) ? await readFile(path, "utf8") : "");
    }
    return digest(JSON.stringify(parts));
  };
  const names = Object.keys(TOOLS) as ToolName[];
  const entries = await Promise.all(names.map(async (name) => [name, await print(name)] as const));
  return Object.fromEntries(entries) as Record<ToolName, string>;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

async function pointTo(binary: string, link: string): Promise<void> {
  if (existsSync(link)) return; // its folder's name says that it is the right one
  const fresh = `${link}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(relative(dirname(link), binary), fresh);
  await rename(fresh, link);
}
