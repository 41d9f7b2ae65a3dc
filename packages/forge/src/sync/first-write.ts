import { lookAt } from "../decide/sight.ts";
import { isOvertaken, sourcesOf, type Wanted } from "../decide/sources.ts";
import type { Forge } from "../forge/forge.ts";
import { partsOf } from "../forge/hint.ts";
import type { Rule } from "../rules/rule.ts";

/**
 * What is wanted for a ref that has no environment, asked now, just before one is made: events come late, and lists are old
 * when they are long. Undefined where the branch is gone, the pull request closed, or it is left out by now. Throws ForgeError.
 */
export async function wantedNow(forge: Forge, rule: Rule, ref: string): Promise<Wanted | undefined> {
  const wanted = sourcesOf(rule, await lookAt(forge, rule, ref)).wanted.get(ref);
  const parts = partsOf(ref);
  // An open pull request says that it is wanted; without one, the last that was closed may have said that it no longer is.
  if (wanted?.askedAt === undefined || wanted.pullRequests.length > 0) return wanted;
  if (parts === undefined || !("branch" in parts)) return wanted;
  return isOvertaken(wanted, await forge.closedPullRequestsOf(rule.repository, parts.branch)) ? undefined : wanted;
}
