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

/** `refs/heads/feat/cart` -> `feat/cart`, as people call it. */
export function branchOf(ref: string): string {
  return ref.replace(/^refs\/[^/]+\//, "");
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
    "source.branch": branchOf(ref),
    ...(sha === undefined ? {} : { "source.sha": sha, "source.shortSha": sha.slice(0, 7) }),
  };
}
