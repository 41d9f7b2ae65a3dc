import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { ClusterError } from "@upstart/engine";
import { parse, YAMLParseError } from "yaml";

/** A cluster, user or context as its file has it, with paths made absolute. */
export type Entry = Readonly<Record<string, unknown>>;

/** Several kubeconfig files, seen as one. */
export interface Kubeconfig {
  readonly files: readonly string[];
  readonly currentContext: string;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, Entry>;
}

/** Environment variables, as a program was started with them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SECTIONS = [
  { list: "clusters", entry: "cluster", paths: ["certificate-authority"] },
  { list: "users", entry: "user", paths: ["client-certificate", "client-key", "tokenFile"] },
  { list: "contexts", entry: "context", paths: [] },
] as const;

/**
 * Reads the files that kubectl would read: the one of `--kubeconfig`, which must exist, else those of KUBECONFIG that
 * exist, else `~/.kube/config`. The first file to name a thing wins. Throws ClusterError `BadKubeconfig`.
 */
export function readKubeconfig(explicit: string | undefined, env: Environment): Kubeconfig {
  const files = filesOf(explicit, env);
  const merged = {
    clusters: new Map<string, Entry>(),
    users: new Map<string, Entry>(),
    contexts: new Map<string, Entry>(),
  };
  let currentContext = "";
  for (const file of files) {
    const config = readFile(file);
    for (const section of SECTIONS) {
      for (const [name, entry] of namedEntries(config, section, file))
        if (!merged[section.list].has(name))
          merged[section.list].set(name, withAbsolutePaths(entry, section.paths, file));
    }
    currentContext ||= textOf(config, "current-context");
  }
  return { files, currentContext, ...merged };
}

/** The text under a key, empty when there is none. Throws ClusterError `BadKubeconfig` when it is something else. */
export function textOf(entry: Entry | undefined, key: string): string {
  const value = entry?.[key];
  if (value === undefined || value === null) return "";
  // The value may be a secret, so it is not shown.
  if (typeof value !== "string") throw badKubeconfig(`${key} in the kubeconfig is not text`, "put it in quotes");
  return value;
}

/** What is wrong with a kubeconfig, and what to do about it. */
export function badKubeconfig(message: string, help: string, cause?: unknown): ClusterError {
  return new ClusterError("BadKubeconfig", `${message}\n  ${help}`, cause === undefined ? {} : { cause });
}

function filesOf(explicit: string | undefined, env: Environment): string[] {
  if (explicit !== undefined && explicit !== "") {
    if (!existsSync(explicit)) throw badKubeconfig(`the kubeconfig ${explicit} does not exist`, "check --kubeconfig");
    return [explicit];
  }
  const files = env.KUBECONFIG ? env.KUBECONFIG.split(delimiter) : [join(env.HOME || homedir(), ".kube", "config")];
  return [...new Set(files)].filter((f) => f !== "" && existsSync(f));
}

function readFile(file: string): Entry {
  const content = parsed(file);
  if (content === null || content === undefined) return {};
  if (!isEntry(content)) throw badKubeconfig(`${file} is not a kubeconfig`, "name another with --kubeconfig");
  return content;
}

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw badKubeconfig(
      `the kubeconfig ${file} cannot be read: ${reasonOf(cause)}`,
      "mend it, or name another with --kubeconfig",
    );
  }
}

/** The parser's own words quote the line in question, and that may hold a token. */
function reasonOf(cause: unknown): string {
  if (cause instanceof YAMLParseError) return `line ${cause.linePos?.[0].line ?? "?"} is not YAML (${cause.code})`;
  return (cause as NodeJS.ErrnoException).code ?? "it is not YAML";
}

function namedEntries(config: Entry, { list, entry }: (typeof SECTIONS)[number], file: string): [string, Entry][] {
  const items = config[list] ?? [];
  if (!Array.isArray(items)) throw badKubeconfig(`${list} in ${file} is not a list`, "mend the file");
  const seen = new Set<string>();
  return items.map((item: unknown, index) => {
    if (!isEntry(item) || typeof item.name !== "string")
      throw badKubeconfig(`${list}[${index}] in ${file} has no name`, "mend the file");
    if (seen.has(item.name))
      throw badKubeconfig(`${list} in ${file} has "${item.name}" twice`, "take one of the two out");
    seen.add(item.name);
    return [item.name, isEntry(item[entry]) ? item[entry] : {}];
  });
}

/** Paths are relative to the file that has them; a plugin's command only where it is a path, not a name on PATH. */
function withAbsolutePaths(entry: Entry, keys: readonly string[], file: string): Entry {
  const absolute = (path: string) => resolve(dirname(file), path);
  const resolved: Record<string, unknown> = { ...entry };
  for (const key of keys) if (textOf(entry, key) !== "") resolved[key] = absolute(textOf(entry, key));
  if (isEntry(entry.exec) && textOf(entry.exec, "command").includes("/"))
    resolved.exec = { ...entry.exec, command: absolute(textOf(entry.exec, "command")) };
  return resolved;
}

/** Whether a value is a mapping. */
export function isEntry(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
