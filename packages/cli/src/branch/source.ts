import { readFile } from "node:fs/promises";
import type { EnvironmentSource } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { git } from "./git.ts";

/** What of a source is said in the call. */
export interface SourceFlags {
  readonly repository?: string;
  readonly ref?: string;
  readonly sha?: string;
}

/**
 * Which branch and commit of which repository is meant: by the call, else by GitHub Actions, else by git in the current
 * folder. Throws CliError that names the flag where something cannot be known.
 */
export async function sourceOf(
  host: Pick<Host, "cwd" | "env">,
  flags: SourceFlags,
  branch: string | undefined,
): Promise<EnvironmentSource> {
  const { env } = host;
  const repository =
    flags.repository ?? env.GITHUB_REPOSITORY ?? repositoryIn(await git(host, "remote", "get-url", "origin"));
  if (repository === undefined) throw missing("repository", "--repository owner/name");
  const said = branch ?? flags.ref;
  const here =
    said === undefined ? env.GITHUB_HEAD_REF || env.GITHUB_REF || (await git(host, "symbolic-ref", "HEAD")) : undefined;
  const name = said ?? here;
  if (name === undefined) throw missing("branch", "the branch, or --ref refs/heads/NAME");
  const ref = name.startsWith("refs/") ? name : `refs/heads/${name}`;
  const sha = flags.sha ?? (await shaOf(host, ref, said !== undefined));
  if (sha === undefined || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha))
    throw missing("commit", "--sha with all of its digits");
  return { repository: repository.toLowerCase(), ref, sha };
}

/** `git@github.com:acme/shop.git`, `https://github.com/acme/shop` -> `acme/shop`. */
export function repositoryIn(remote: string | undefined): string | undefined {
  return /[:/]([^/:\s]+\/[^/\s]+?)(?:\.git)?\/?$/.exec(remote ?? "")?.[1];
}

/** In a workflow the commit that it runs for; of a branch that is named, what git has of it here or there. */
async function shaOf(host: Pick<Host, "cwd" | "env">, ref: string, isNamed: boolean): Promise<string | undefined> {
  const { GITHUB_SHA, GITHUB_HEAD_REF, GITHUB_EVENT_PATH } = host.env;
  // Of a pull request GITHUB_SHA is a merge that is on no branch.
  if (!isNamed && GITHUB_HEAD_REF) return await headIn(GITHUB_EVENT_PATH);
  if (!isNamed && GITHUB_SHA !== undefined) return GITHUB_SHA;
  const remote = ref.replace(/^refs\/heads\//, "refs/remotes/origin/");
  const asked = isNamed ? [ref, remote] : [ref, "HEAD"];
  for (const name of asked) {
    const sha = await git(host, "rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    if (sha !== undefined) return sha;
  }
  return undefined;
}

/** The newest commit of the pull request that a workflow runs for. */
async function headIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    const event = JSON.parse(await readFile(file, "utf8")) as {
      readonly pull_request?: { readonly head?: { sha?: string } };
    };
    return event.pull_request?.head?.sha;
  } catch {
    return undefined; // then it has to be said
  }
}

function missing(what: string, flag: string): CliError {
  return new CliError(
    EXIT.usage,
    `no ${what} is given, and none can be told from here`,
    `give ${flag}, or call it in a clone`,
  );
}
