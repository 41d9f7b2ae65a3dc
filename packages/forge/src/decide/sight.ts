import type { Forge } from "../forge/forge.ts";
import { partsOf } from "../forge/hint.ts";
import type { Rule } from "../rules/rule.ts";
import type { Sight } from "./sources.ts";

/** What a forge says of one ref, asked now. */
export interface Look extends Sight {
  /** Where there is nothing: the forge has said so of this ref, and still knows the repository. */
  readonly isProven: boolean;
}

type Asked = Pick<Forge, "branch" | "pullRequest" | "pullRequestsOf" | "deployments" | "isReadable">;

/**
 * Asks a forge about one ref, as far as a rule needs to know. `known` are pull requests that it had. A forge says the
 * same of what is gone and of what we may no longer see: only with a repository that is still there is it proof.
 * Throws ForgeError.
 */
export async function lookAt(forge: Asked, rule: Rule, ref: string, known: readonly number[] = []): Promise<Look> {
  const parts = partsOf(ref);
  if (parts === undefined) return { ...NOTHING, isProven: false };
  if ("pullRequest" in parts) return await lookAtPullRequests(forge, rule.repository, [parts.pullRequest]);
  if (rule.on === "pullRequests") return await lookAtHead(forge, rule.repository, parts.branch, known);
  return await lookAtBranch(forge, rule, parts.branch);
}

const NOTHING: Sight = { branches: [], pullRequests: [], deployments: [] };

async function lookAtBranch(forge: Asked, rule: Rule, name: string): Promise<Look> {
  const { repository } = rule;
  const branch = await forge.branch(repository, name);
  if (branch === undefined) return { ...NOTHING, isProven: await forge.isReadable(repository) };
  const pullRequests = await forge.pullRequestsOf(repository, name);
  const deployments = rule.on === "deployments" ? await forge.deployments(repository, rule.deployments) : [];
  return { branches: [branch], pullRequests, deployments, isProven: true };
}

async function lookAtHead(forge: Asked, repository: string, branch: string, known: readonly number[]): Promise<Look> {
  const open = await forge.pullRequestsOf(repository, branch);
  // An empty list is no proof where it can be had of each that it is closed.
  return open.length > 0
    ? { ...NOTHING, pullRequests: open, isProven: true }
    : await lookAtPullRequests(forge, repository, known);
}

async function lookAtPullRequests(forge: Asked, repository: string, numbers: readonly number[]): Promise<Look> {
  const found = await Promise.all(numbers.map((n) => forge.pullRequest(repository, n)));
  const pullRequests = found.filter((p) => p !== undefined);
  return {
    ...NOTHING,
    pullRequests: pullRequests.filter((p) => p.isOpen),
    isProven: pullRequests.length === found.length && found.length > 0,
  };
}
