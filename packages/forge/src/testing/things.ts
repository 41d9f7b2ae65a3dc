import { createHash } from "node:crypto";
import { branchEnvironmentName } from "@upstart/engine";
import type { MadeEnvironment } from "../environments/made.ts";

import type { Branch, PullRequest } from "../forge/forge.ts";
import { branchRef } from "../forge/hint.ts";
import type { Rule } from "../rules/rule.ts";

export const REPOSITORY = "acme/shop";

/** A commit that is known by a word. */
export function sha(word: string): string {
  return createHash("sha1").update(word).digest("hex");
}

export function aRule(more: Partial<Rule> = {}): Rule {
  return {
    repository: REPOSITORY,
    namespace: "previews",
    template: { name: "shop" },
    on: "branches",
    deployments: "preview",
    branches: { include: ["**"], exclude: ["main", "master"] },
    labels: { include: [], exclude: [] },
    drafts: false,
    bots: false,
    forks: false,
    reports: { deployments: true, comments: true },
    params: {},
    ...more,
  };
}

/** A branch at the commit of its name. */
export function branch(name: string): Branch {
  return { name, sha: sha(name) };
}

/** An open pull request of a person, at the commit of its branch's name. */
export function pull(number: number, of: string, more: Partial<PullRequest> = {}): PullRequest {
  return {
    number,
    isOpen: true,
    isDraft: false,
    isFromFork: false,
    branch: of,
    target: "main",
    sha: sha(of),
    labels: [],
    author: { login: "ana", isBot: false },
    ...more,
  };
}

/** The environment of a branch as the program has made it. */
export function made(name: string, more: Partial<MadeEnvironment> = {}): MadeEnvironment {
  const ref = branchRef(name);
  return {
    name: branchEnvironmentName({ repository: REPOSITORY, ref }),
    namespace: "previews",
    uid: `uid-of-${name}`,
    resourceVersion: "1",
    repository: REPOSITORY,
    ref,
    sha: sha(name),
    pullRequests: [],
    isTerminating: false,
    isDeletionConfirmed: false,
    isHeld: false,
    isMarked: true,
    ...more,
  };
}
