import picomatch from "picomatch";
import type { Branch, Deployment, PullRequest } from "../forge/forge.ts";
import { branchRef, pullRef } from "../forge/hint.ts";
import type { Rule } from "../rules/rule.ts";

/** What is there, as far as a rule needs to know it: of a whole repository, or of one branch. */
export interface Sight {
  readonly branches: readonly Branch[];
  /** Those that are open. */
  readonly pullRequests: readonly PullRequest[];
  /** Newest first, perhaps not all. */
  readonly deployments: readonly Deployment[];
}

/** A ref that is to have an environment, at a commit. */
export interface Wanted {
  readonly ref: string;
  readonly sha: string;
  readonly pullRequests: readonly number[];
  /** Who opened the first of them. */
  readonly owner?: string;
  /** When somebody asked for it, where a deployment does. */
  readonly askedAt?: number;
}

/** What a rule makes of a sight. A ref that is in none of them is not there. */
export interface Sources {
  readonly wanted: ReadonlyMap<string, Wanted>;
  /** There, but left out, and why. */
  readonly unwanted: ReadonlyMap<string, string>;
  /** There, and nobody asks for it now: what there is stays as it is. */
  readonly idle: ReadonlySet<string>;
}

type Verdict = Wanted | { readonly ref: string; readonly why: string } | { readonly ref: string };

/** Which refs are to have an environment by a rule. */
export function sourcesOf(rule: Rule, sight: Sight): Sources {
  const isIncluded = matcherOf(rule);
  const verdicts =
    rule.on === "pullRequests"
      ? byRef(sight.pullRequests).map(([ref, pulls]) => ofPullRequests(rule, ref, pulls, isIncluded))
      : sight.branches.map((branch) => ofBranch(rule, branch, sight, isIncluded));
  const wanted = new Map<string, Wanted>();
  const unwanted = new Map<string, string>();
  const idle = new Set<string>();
  for (const verdict of verdicts) {
    if ("sha" in verdict) wanted.set(verdict.ref, verdict);
    else if ("why" in verdict) unwanted.set(verdict.ref, verdict.why);
    else idle.add(verdict.ref);
  }
  return { wanted, unwanted, idle };
}

/** Branches of bots whose pull request is still to come. */
const BOT_BRANCHES = ["dependabot/**", "renovate/**"];

function matcherOf({ branches, bots }: Rule): (branch: string) => boolean {
  const options = { dot: true, nonegate: true };
  const isIn = picomatch([...branches.include], options);
  const exclude = [...branches.exclude, ...(bots ? [] : BOT_BRANCHES)];
  const isOut = exclude.length === 0 ? () => false : picomatch(exclude, options);
  return (branch) => isIn(branch) && !isOut(branch);
}

function ofPullRequests(
  rule: Rule,
  ref: string,
  pulls: readonly PullRequest[],
  isIncluded: (branch: string) => boolean,
): Verdict {
  const refusals = pulls.map((p) => refusalOf(rule, p, isIncluded));
  const accepted = pulls.filter((_, i) => refusals[i] === undefined);
  if (accepted.length === 0) return { ref, why: refusals[0]! };
  return wantedBy(ref, accepted[0]!.sha, accepted);
}

function refusalOf(rule: Rule, pull: PullRequest, isIncluded: (branch: string) => boolean): string | undefined {
  if (!isIncluded(pull.branch)) return `branch ${pull.branch} is left out`;
  if (pull.isFromFork && !rule.forks) return `#${pull.number} is from a fork`;
  if (pull.isDraft && !rule.drafts) return `#${pull.number} is a draft`;
  if (pull.author.isBot && !rule.bots) return `#${pull.number} is of the bot ${pull.author.login}`;
  return refusedByLabels(rule, [pull]);
}

function ofBranch(rule: Rule, branch: Branch, sight: Sight, isIncluded: (branch: string) => boolean): Verdict {
  const ref = branchRef(branch.name);
  if (!isIncluded(branch.name)) return { ref, why: `branch ${branch.name} is left out` };
  const pulls = sight.pullRequests.filter((p) => !p.isFromFork && p.branch === branch.name);
  const why = refusedByAuthors(rule, pulls) ?? refusedByLabels(rule, pulls);
  if (why !== undefined) return { ref, why };
  if (rule.on === "branches") return wantedBy(ref, branch.sha, pulls);
  const deployment = sight.deployments.find((d) => isOf(d, branch));
  if (deployment === undefined) return { ref };
  const { sha, createdAt } = deployment;
  return { ...wantedBy(ref, sha, pulls), ...(createdAt === undefined ? {} : { askedAt: createdAt }) };
}

/** Whether a pull request of the branch was closed after somebody had asked: whoever closed it had the last word. */
export function isOvertaken({ askedAt }: Wanted, closed: readonly PullRequest[]): boolean {
  return askedAt !== undefined && closed.some((p) => p.closedAt !== undefined && p.closedAt >= askedAt);
}

/** A deployment is of a branch by its name, or by the commit that the branch is at. */
function isOf({ ref, sha }: Deployment, branch: Branch): boolean {
  return ref === branch.name || ref === branchRef(branch.name) || (ref === sha && sha === branch.sha);
}

function refusedByAuthors({ bots }: Rule, pulls: readonly PullRequest[]): string | undefined {
  if (bots || pulls.length === 0 || !pulls.every((p) => p.author.isBot)) return undefined;
  return `#${pulls[0]!.number} is of the bot ${pulls[0]!.author.login}`;
}

function refusedByLabels({ labels }: Rule, pulls: readonly PullRequest[]): string | undefined {
  const has = (p: PullRequest, wanted: readonly string[]) => wanted.find((label) => p.labels.includes(label));
  for (const pull of pulls) {
    const label = has(pull, labels.exclude);
    if (label !== undefined) return `#${pull.number} has the label ${label}`;
  }
  if (labels.include.length === 0 || pulls.some((p) => has(p, labels.include) !== undefined)) return undefined;
  return `no pull request with the label ${labels.include.join(" or ")}`;
}

/** Pull requests of one branch share an environment; each from a fork has its own. In the order of their numbers. */
function byRef(pulls: readonly PullRequest[]): [string, PullRequest[]][] {
  const refs = new Map<string, PullRequest[]>();
  for (const pull of [...pulls].sort((a, b) => a.number - b.number)) {
    if (!pull.isOpen) continue;
    const ref = pull.isFromFork ? pullRef(pull.number) : branchRef(pull.branch);
    refs.set(ref, [...(refs.get(ref) ?? []), pull]);
  }
  return [...refs];
}

function wantedBy(ref: string, sha: string, pulls: readonly PullRequest[]): Wanted {
  const [first] = pulls;
  return {
    ref,
    sha,
    pullRequests: pulls.map((p) => p.number).sort((a, b) => a - b),
    ...(first === undefined ? {} : { owner: first.author.login }),
  };
}
