import type { Absences, Belief } from "../decide/plan.ts";
import { type Sight, type Sources, sourcesOf } from "../decide/sources.ts";
import type { Deployment, Forge } from "../forge/forge.ts";
import type { Rule } from "../rules/rule.ts";

/** What a sweep of a repository has seen for one of its rules. */
export interface Swept {
  readonly rule: Rule;
  readonly sources: Sources;
  readonly belief: Belief;
}

/** What of a repository is remembered between sweeps, by rule. */
export type Memory = Map<Rule, Absences>;

/** Lists a repository, once for all of its rules. Throws ForgeError, and then nothing has been seen. */
export async function sweepOf(forge: Forge, repository: string, rules: readonly Rule[]): Promise<readonly Swept[]> {
  const needsBranches = rules.some((r) => r.on !== "pullRequests");
  const pulls = await forge.pullRequests(repository);
  const branches = needsBranches ? await forge.branches(repository) : NONE;
  const kinds = new Set(rules.filter((r) => r.on === "deployments").map((r) => r.deployments));
  const deployments = new Map<string, readonly Deployment[]>();
  for (const kind of kinds) deployments.set(kind, await forge.deployments(repository, kind));
  return rules.map((rule) => {
    const isOfPulls = rule.on === "pullRequests";
    const sight: Sight = {
      branches: branches.items,
      pullRequests: pulls.items,
      deployments: deployments.get(rule.deployments) ?? [],
    };
    return {
      rule,
      sources: sourcesOf(rule, sight),
      belief: {
        isComplete: pulls.isComplete && (isOfPulls || branches.isComplete),
        // That the last pull request is closed is believed when that is said of this one; see lookAt.
        isEmpty: !isOfPulls && branches.items.length === 0,
      },
    };
  });
}

const NONE = { items: [], isComplete: true, isUnchanged: true } as const;
