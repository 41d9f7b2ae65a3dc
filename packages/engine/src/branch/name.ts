import { createHash } from "node:crypto";
import { branchWordOf } from "../spec/life-params.ts";

/** The strictest limit that the name of an environment meets: a CronJob's, eleven below a Job's 63. */
export const BRANCH_NAME_MAX = 52;
const HASH_LENGTH = 8;

/**
 * The name of the environment of a branch: what can be read of the branch, and 8 hex digits of repository and full ref.
 * The same for ever, and another for every other branch. It is a namespace's, a host's, Helm's and a CronJob's name, also
 * with a suffix of that length behind it.
 */
export function branchEnvironmentName(
  { repository, ref }: { readonly repository: string; readonly ref: string },
  longestSuffix = 0,
): string {
  const hash = createHash("sha256").update(`${repository}\0${ref}`).digest("hex").slice(0, HASH_LENGTH);
  const room = Math.max(BRANCH_NAME_MAX - longestSuffix - HASH_LENGTH - 1, 1);
  return `${slugOf(branchWordOf(ref)).slice(0, room).replace(/-+$/, "")}-${hash}`;
}

/** `Feat/Cart_v2` -> `feat-cart-v2`; `branch` where nothing of it can be in a name. */
export function slugOf(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? "branch" : slug;
}
