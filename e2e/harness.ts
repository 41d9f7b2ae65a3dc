import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { down, type Sandbox, type SandboxUser, up } from "@upstart/sandbox";
import { execa, type Options, type Result } from "execa";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** The Helm versions that everything must hold on. */
export const HELMS = ["helm4", "helm3"] as const;

/** A sandbox of a test's own, and the programs as a person runs them against it. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly directory: string;
  /** Runs the built program. Never rejects: what it exits with is part of what is tested. */
  upstart(args: readonly string[], options?: Options): Promise<Result>;
  kubectl(args: readonly string[], options?: Options): Promise<Result>;
  helm(args: readonly string[], options?: Options): Promise<Result>;
  /** Runs a script of bash, which finds all of these on its PATH. */
  shell(script: string, options?: Options): Promise<Result>;
  /** The object as JSON, or undefined. */
  get(kind: string, name: string, namespace?: string): Promise<KubeJson | undefined>;
  /** Makes a namespace and returns the flags that choose it. */
  namespace(name: string): Promise<readonly string[]>;
  /** Writes a file into the test's folder and returns its path. */
  file(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

export interface KubeJson {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly data?: Record<string, string>;
  readonly [field: string]: unknown;
}

/** Starts a sandbox in a folder of its own; the programs are built once and cached between runs. */
export async function openBench(
  options: {
    readonly helm?: "helm3" | "helm4";
    readonly users?: readonly SandboxUser[];
    readonly audit?: boolean;
    readonly apiServerFlags?: Readonly<Record<string, string>>;
  } = {},
): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), "upstart-e2e-"));
  const sandbox = await up({
    directory: join(directory, "sandbox"),
    helm: options.helm ?? "helm4",
    onProgress: (line) => process.stderr.write(`${line}\n`),
    ...(options.users === undefined ? {} : { users: options.users }),
    ...(options.audit === undefined ? {} : { audit: options.audit }),
    ...(options.apiServerFlags === undefined ? {} : { apiServerFlags: options.apiServerFlags }),
  });
  const env = {
    ...process.env,
    ...sandbox.env,
    HOME: directory,
    UPSTART_CACHE: join(directory, "cache"),
    PATH: `${join(ROOT, "node_modules/.bin")}:${sandbox.bin}:${process.env.PATH}`,
    CI: "1",
    NO_COLOR: "1",
  };
  const run =
    (program: string) =>
    (args: readonly string[], more: Options = {}) =>
      execa(program, args, {
        cwd: ROOT,
        timeout: 120_000,
        reject: false,
        stdin: "ignore",
        ...more,
        env: { ...env, ...more.env },
      }) as Promise<Result>;
  const kubectl = run(join(sandbox.bin, "kubectl"));
  return {
    sandbox,
    directory,
    upstart: run(join(ROOT, "node_modules/.bin/upstart")),
    kubectl,
    helm: run(sandbox.env.HELM_BIN!),
    shell: (script, more) => run("bash")(["--noprofile", "--norc", "-c", script], more),
    get: async (kind, name, namespace = "default") => {
      const { stdout, exitCode } = await kubectl(["get", kind, name, "-n", namespace, "-o", "json"]);
      return exitCode === 0 ? (JSON.parse(String(stdout)) as KubeJson) : undefined;
    },
    namespace: async (name) => {
      await kubectl(["create", "namespace", name]);
      return ["-n", name];
    },
    file: async (name, text) => {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
    close: async () => {
      await down({ directory: join(directory, "sandbox") });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A Secret's or ConfigMap's data as text. */
export function dataOf(object: KubeJson | undefined): Record<string, string> {
  const isSecret = object?.kind === "Secret";
  return Object.fromEntries(
    Object.entries(object?.data ?? {}).map(([k, v]) => [k, isSecret ? Buffer.from(v, "base64").toString("utf8") : v]),
  );
}

/** Waits for a condition of the outside world. */
export async function until<T>(what: string, check: () => Promise<T | undefined>, timeoutMs = 30_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** An UpstartService as text. */
export function service(name: string, releases: Record<string, object>): string {
  return JSON.stringify({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    metadata: { name },
    spec: { helmReleases: releases },
  });
}

/** A release of the smallest chart: one ConfigMap, ready at once. */
export const tiny = (more: object = {}) => ({ chart: "upstart-charts/tiny", version: "0.1.0", ...more });
