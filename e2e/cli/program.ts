import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, type Options, type Result } from "execa";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BIN = join(ROOT, "node_modules/.bin");

/** A folder of a test's own, and programs run in it with nothing of this machine's settings. */
export interface Shell {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs a program. Never rejects: what it exits with is part of what is tested. A run that hangs ends with a signal. */
  run(program: string, args: readonly string[], options?: Options): Promise<Result>;
  /** Runs a line in bash, with pipes and all. */
  bash(line: string, options?: Options): Promise<Result>;
  close(): void;
}

/** Opens a shell whose PATH begins with the built program and with `path`. */
export function openShell(path: readonly string[] = []): Shell {
  const directory = mkdtempSync(join(tmpdir(), "upstart-cli-"));
  const env = {
    PATH: [BIN, ...path, "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: directory,
    LANG: "en_GB.UTF-8",
    TERM: "xterm-256color",
    KUBECONFIG: join(directory, "no-kubeconfig"),
    HELM_CONFIG_HOME: join(directory, "helm"),
    HELM_CACHE_HOME: join(directory, "helm-cache"),
    UPSTART_CACHE: join(directory, "cache"),
    UPSTART_SANDBOX: join(directory, "no-sandbox"),
  };
  const run: Shell["run"] = (program, args, options = {}) =>
    execa(program, args, {
      cwd: directory,
      timeout: 60_000,
      reject: false,
      stdin: "ignore",
      extendEnv: false,
      stripFinalNewline: false,
      ...options,
      env: { ...env, ...options.env },
    }) as Promise<Result>;
  return {
    directory,
    env,
    run,
    bash: (line, options) => run("bash", ["-c", line], options),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** An UpstartService as text. */
export function serviceOf(releases: object, name = "shop"): string {
  return JSON.stringify({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    metadata: { name },
    spec: { helmReleases: releases },
  });
}
