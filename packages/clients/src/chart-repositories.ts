import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Environment } from "./kubeconfig-files.ts";

/** A repository of Helm's configuration; its credentials, where it has some, are among the fields that are not named here. */
export interface ChartRepository {
  readonly name: string;
  readonly url: string;
  readonly [field: string]: unknown;
}

/** Helm's configured repositories. None where Helm has no configuration yet. */
export function readRepositories(env: Environment): ChartRepository[] {
  const home = env.HELM_CONFIG_HOME ?? join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), ".config"), "helm");
  const file = env.HELM_REPOSITORY_CONFIG ?? join(home, "repositories.yaml");
  if (!existsSync(file)) return [];
  const config = parse(readFileSync(file, "utf8")) as { repositories?: ChartRepository[] } | null;
  return config?.repositories ?? [];
}

/**
 * What lets Helm fetch a chart by its address with the credentials of the repository that the address lies in, and of
 * no other. Helm by itself asks the index of every repository for the address, and fails where one was never fetched.
 */
export async function environmentForAddress(url: string, env: Environment, folder: string): Promise<Environment> {
  const owner = ownerOf(url, readRepositories(env));
  const repositories = owner === undefined ? [] : [owner];
  await mkdir(folder, { recursive: true });
  const config = join(folder, "repositories.yaml");
  // JSON is YAML, and quotes everything.
  await writeFile(config, JSON.stringify({ apiVersion: "", repositories }), { mode: 0o600 });
  if (owner !== undefined) await writeFile(join(folder, `${owner.name}-index.yaml`), JSON.stringify(indexOf(url)));
  return { HELM_REPOSITORY_CONFIG: config, HELM_REPOSITORY_CACHE: folder };
}

function ownerOf(url: string, repositories: readonly ChartRepository[]): ChartRepository | undefined {
  return repositories
    .filter((r) => url.startsWith(`${r.url.replace(/\/+$/, "")}/`))
    .sort((a, b) => b.url.length - a.url.length)[0];
}

/** Only the address is read of it. */
function indexOf(url: string): object {
  const entry = { apiVersion: "v2", name: "chart", version: "0.0.0", urls: [url] };
  return { apiVersion: "v1", entries: { chart: [entry] } };
}
