import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Credentials } from "./credentials.ts";

/** A chart repository, and what it wants to see, as far as that is known. */
export interface Repository {
  readonly name: string;
  readonly url: string;
  readonly credentials?: Credentials;
}

/** Where the files are that Helm reads. Their contents may change under it; never half. */
export interface HelmFiles {
  readonly env: Readonly<Record<string, string>>;
  write(repositories: readonly Repository[]): Promise<void>;
  /** Flags for fetching from an OCI registry: names of files. */
  registryFlags(url: string): string[];
}

/** Helm's files in a private folder. `hasLogins`: logins to registries are ours too, and not those of this machine. */
export function helmFilesIn(folder: string, hasLogins: boolean): HelmFiles {
  const repositoriesFile = join(folder, "repositories.yaml");
  const registriesFile = join(folder, "registries.json");
  let known: readonly Repository[] = [];
  return {
    env: {
      HELM_REPOSITORY_CONFIG: repositoriesFile,
      HELM_REPOSITORY_CACHE: join(folder, "repository"),
      ...(hasLogins ? { HELM_REGISTRY_CONFIG: registriesFile } : {}),
    },
    write: async (repositories) => {
      await mkdir(join(folder, "tls"), { recursive: true });
      for (const repository of repositories) await writeTls(folder, repository);
      const plain = repositories.filter((r) => !isRegistry(r)).map((r) => entryOf(folder, r));
      await replace(repositoriesFile, { apiVersion: "", generated: "2000-01-01T00:00:00Z", repositories: plain });
      if (hasLogins) await replace(registriesFile, { auths: Object.assign({}, ...repositories.map(authsOf)) });
      known = repositories;
    },
    registryFlags: (url) => {
      const owners = known.filter((r) => isRegistry(r) && `${url}/`.startsWith(`${withoutSlash(r.url)}/`));
      const [owner] = owners.sort((a, b) => b.url.length - a.url.length);
      if (owner === undefined) return [];
      const { caFile, certFile, keyFile } = tlsFilesOf(folder, owner);
      const flags = { "--ca-file": caFile, "--cert-file": certFile, "--key-file": keyFile };
      return Object.entries(flags).flatMap(([flag, file]) => (file === undefined ? [] : [flag, file]));
    },
  };
}

function isRegistry({ url }: Repository): boolean {
  return url.startsWith("oci://");
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function entryOf(folder: string, repository: Repository): object {
  const { name, url, credentials: { username, password } = {} } = repository;
  return { name, url, ...(username === undefined ? {} : { username, password }), ...tlsFilesOf(folder, repository) };
}

/** By host. */
function authsOf({ url, credentials: { username, password, auths } = {} }: Repository): object {
  const host = url.replace(/^\w+:\/\//, "").split("/")[0]!;
  if (username === undefined || !url.startsWith("oci://")) return { ...auths };
  return { ...auths, [host]: { auth: Buffer.from(`${username}:${password}`).toString("base64") } };
}

function tlsFilesOf(folder: string, { name, credentials: { ca, cert, key } = {} }: Repository) {
  const file = (kind: string) => join(folder, "tls", `${name}.${kind}`);
  return {
    ...(ca === undefined ? {} : { caFile: file("ca") }),
    ...(cert === undefined || key === undefined ? {} : { certFile: file("crt"), keyFile: file("key") }),
  };
}

async function writeTls(folder: string, repository: Repository): Promise<void> {
  const { ca, cert, key } = repository.credentials ?? {};
  const { caFile, certFile, keyFile } = tlsFilesOf(folder, repository);
  if (caFile !== undefined) await replace(caFile, ca!);
  if (certFile !== undefined) await replace(certFile, cert!);
  if (keyFile !== undefined) await replace(keyFile, key!);
}

/** JSON is YAML, and quotes everything. */
async function replace(file: string, content: string | object): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  await writeFile(fresh, typeof content === "string" ? content : JSON.stringify(content), { mode: 0o600 });
  await rename(fresh, file);
}
