import { ForgeError, type ForgeErrorCode } from "../forge/errors.ts";
import type { Branch, Comment, Deployment, DeploymentReport, Forge, PullRequest } from "../forge/forge.ts";

/** A forge in memory: what is put into it is what it says, unless it is told to misbehave. */
export interface FakeForge extends Forge {
  readonly truth: {
    branches: Branch[];
    pulls: PullRequest[];
    asked: (Deployment & { readonly kind: string })[];
    comments: (Comment & { readonly pull: number })[];
  };
  /** Lists fail with this; looks too where that is said. */
  failing: { readonly code: ForgeErrorCode; readonly looks: boolean } | undefined;
  /** Lists come in part. */
  isPartial: boolean;
  /** Lists come empty, whatever there is. */
  isEmpty: boolean;
  /** Nothing is there for us any more: lists and looks say so. */
  isHidden: boolean;
  readonly calls: string[];
  readonly reports: (DeploymentReport & { readonly id: number })[];
}

export function fakeForge(): FakeForge {
  const calls: string[] = [];
  const reports: FakeForge["reports"] = [];
  let nextId = 100;
  const list = <T>(what: string, items: () => readonly T[]) => {
    calls.push(what);
    if (forge.failing !== undefined) throw new ForgeError(forge.failing.code, `cannot ${what}`);
    if (forge.isHidden) throw new ForgeError("NotFound", `cannot ${what}`);
    return forge.isEmpty ? [] : forge.isPartial ? items().slice(1) : [...items()];
  };
  const look = <T>(what: string, found: () => T | undefined): T | undefined => {
    calls.push(what);
    if (forge.failing?.looks === true) throw new ForgeError(forge.failing.code, `cannot ${what}`);
    return forge.isHidden ? undefined : found();
  };
  const listing = <T>(items: readonly T[]) => ({ items, isComplete: !forge.isPartial, isUnchanged: false });
  const open = () => forge.truth.pulls.filter((p) => p.isOpen);
  const forge: FakeForge = {
    truth: { branches: [], pulls: [], asked: [], comments: [] },
    failing: undefined,
    isPartial: false,
    isEmpty: false,
    isHidden: false,
    calls,
    reports,
    branches: async () => listing(list("list branches", () => forge.truth.branches)),
    pullRequests: async () => listing(list("list pulls", open)),
    deployments: async (_, kind) => list("list deployments", () => forge.truth.asked.filter((d) => d.kind === kind)),
    branch: async (_, name) => look(`look at ${name}`, () => forge.truth.branches.find((b) => b.name === name)),
    pullRequest: async (_, n) => look(`look at #${n}`, () => forge.truth.pulls.find((p) => p.number === n)),
    pullRequestsOf: async (_, name) =>
      look(`look for ${name}`, () => open().filter((p) => p.branch === name && !p.isFromFork)) ?? [],
    closedPullRequestsOf: async (_, name) =>
      look(`look for what was closed of ${name}`, () =>
        forge.truth.pulls.filter((p) => !p.isOpen && p.branch === name && !p.isFromFork),
      ) ?? [],
    isReadable: async () => look("look at repository", () => true) ?? false,
    mayWrite: async (_, login) => look(`may ${login}`, () => login === "ana") ?? false,
    createDeployment: async (_, { sha, environment, about }) => {
      nextId += 1;
      forge.truth.asked = [{ id: nextId, ref: sha, sha, about, kind: environment }, ...forge.truth.asked];
      calls.push(`deploy ${about}`);
      return nextId;
    },
    reportDeployment: async (_, id, report) => {
      reports.push({ id, ...report });
      return forge.truth.asked.some((d) => d.id === id);
    },
    comments: async (_, pull) => list("list comments", () => forge.truth.comments.filter((c) => c.pull === pull)),
    createComment: async (_, pull, body) => {
      nextId += 1;
      calls.push(`comment on #${pull}`);
      forge.truth.comments.push({ id: nextId, body, isOurs: true, pull });
      return nextId;
    },
    editComment: async (_, id, body) => {
      calls.push(`edit ${id}`);
      const comment = forge.truth.comments.find((c) => c.id === id);
      if (comment === undefined) return false;
      forge.truth.comments = forge.truth.comments.map((c) => (c.id === id ? { ...c, body } : c));
      return true;
    },
    react: async (_, comment, reaction) => void calls.push(`${reaction} on ${comment}`),
  };
  return forge;
}
