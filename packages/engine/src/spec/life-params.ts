import type { EnvironmentSource, EnvironmentUrl } from "./life.ts";
import type { UpstartEnvironmentSpec } from "./objects.ts";

type Params = Readonly<Record<string, string>>;

/**
 * The params that references read: those that are written, and those that `source` and `url` give. A written `url` or
 * `host` counts more than the one that is made; `source.…` cannot be written.
 */
export function paramsOf(name: string, { params, source, url }: UpstartEnvironmentSpec): Params {
  return { ...(url === undefined ? {} : urlParams(urlOf(name, url))), ...params, ...sourceParams(source) };
}

/** The params that a template counts on without having a branch of its own. */
export const STAND_IN: EnvironmentSource = {
  repository: "owner/name",
  ref: "refs/heads/branch",
  sha: "0".repeat(40),
};

/** The URL of the environment of that name. Known before anything is installed, and the same for ever. */
export function urlOf(name: string, { template }: EnvironmentUrl): string {
  return template.replaceAll("{name}", name);
}

/** As people call it: `refs/heads/feat/cart` -> `feat/cart`, and `refs/pull/3/head` -> `#3`. */
export function branchOf(ref: string): string {
  const number = pullRequestOf(ref);
  return number === undefined ? ref.replace(/^refs\/[^/]+\//, "") : `#${number}`;
}

/** As it can be in a value, a tag or a name: `feat/cart`, and `pr-3`. */
export function branchWordOf(ref: string): string {
  const number = pullRequestOf(ref);
  return number === undefined ? branchOf(ref) : `pr-${number}`;
}

function pullRequestOf(ref: string): string | undefined {
  return /^refs\/pull\/(\d+)\/(?:head|merge)$/.exec(ref)?.[1];
}

function urlParams(url: string): Params {
  return { url, ...(URL.canParse(url) ? { host: new URL(url).host } : {}) };
}

function sourceParams(source: EnvironmentSource | undefined): Params {
  if (source === undefined) return {};
  const { repository, ref, sha } = source;
  return {
    "source.repository": repository,
    "source.ref": ref,
    "source.branch": branchWordOf(ref),
    ...(sha === undefined ? {} : { "source.sha": sha, "source.shortSha": sha.slice(0, 7) }),
  };
}
