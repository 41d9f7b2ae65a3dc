import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Branch, Deployment, PullRequest } from "../forge/forge.ts";
import type { Rule } from "../rules/rule.ts";
import { aRule, branch, made, pull, sha } from "../testing/things.ts";
import { brake, deletionLimit } from "./brake.ts";
import { type Absences, planSweep } from "./plan.ts";
import { type Sources, sourcesOf } from "./sources.ts";

describe("which refs are wanted", () => {
  const names = (sources: Sources) => ({
    wanted: [...sources.wanted.keys()],
    unwanted: Object.fromEntries(sources.unwanted),
    idle: [...sources.idle],
  });
  const of = (
    rule: Partial<Rule>,
    sight: { branches?: Branch[]; pullRequests?: PullRequest[]; deployments?: Deployment[] },
  ) => names(sourcesOf(aRule(rule), { branches: [], pullRequests: [], deployments: [], ...sight }));
  const wanted = (...refs: string[]) => ({ wanted: refs, unwanted: {}, idle: [] });
  const left = (ref: string, why: string) => ({ wanted: [], unwanted: { [ref]: why }, idle: [] });
  const A = "refs/heads/a";

  test.each<[string, Partial<Rule>, PullRequest, object]>([
    ["an open one", {}, pull(1, "a"), wanted(A)],
    ["a draft", {}, pull(1, "a", { isDraft: true }), left(A, "#1 is a draft")],
    ["a draft, where drafts count", { drafts: true }, pull(1, "a", { isDraft: true }), wanted(A)],
    [
      "a bot's",
      {},
      pull(1, "a", { author: { login: "renovate[bot]", isBot: true } }),
      left(A, "#1 is of the bot renovate[bot]"),
    ],
    ["a bot's, where bots count", { bots: true }, pull(1, "a", { author: { login: "r", isBot: true } }), wanted(A)],
    ["one from a fork", {}, pull(1, "a", { isFromFork: true }), left("refs/pull/1/head", "#1 is from a fork")],
    [
      "one from a fork, where forks count",
      { forks: true },
      pull(1, "a", { isFromFork: true }),
      wanted("refs/pull/1/head"),
    ],
    [
      "a label that is to be there",
      { labels: { include: ["preview", "p"], exclude: [] } },
      pull(1, "a", { labels: ["p"] }),
      wanted(A),
    ],
    [
      "a label that is lacking",
      { labels: { include: ["preview"], exclude: [] } },
      pull(1, "a"),
      left(A, "no pull request with the label preview"),
    ],
    [
      "a label that is not to be there",
      { labels: { include: ["p"], exclude: ["stop"] } },
      pull(1, "a", { labels: ["p", "stop"] }),
      left(A, "#1 has the label stop"),
    ],
    [
      "a branch that is left out",
      { branches: { include: ["feat/**"], exclude: [] } },
      pull(1, "a"),
      left(A, "branch a is left out"),
    ],
    [
      "a branch in folders",
      { branches: { include: ["feat/**"], exclude: [] } },
      pull(1, "feat/x/y.z"),
      wanted("refs/heads/feat/x/y.z"),
    ],
  ])("by pull requests: %s", (_, rule, it, want) =>
    expect(of({ on: "pullRequests", ...rule }, { pullRequests: [it] })).toEqual(want),
  );

  test("pull requests of one branch share an environment: one that counts is enough, and its commit is shown", () => {
    const pullRequests = [pull(9, "a", { isDraft: true }), pull(7, "a"), pull(8, "a")];
    const { wanted: found } = sourcesOf(aRule({ on: "pullRequests" }), { branches: [], pullRequests, deployments: [] });
    expect(found.get(A)).toEqual({ ref: A, sha: sha("a"), pullRequests: [7, 8], owner: "ana" });
  });

  test.each<[string, Partial<Rule>, object, object]>([
    ["a branch", {}, { branches: [branch("a")] }, wanted(A)],
    [
      "main, which is left out of itself",
      {},
      { branches: [branch("main")] },
      left("refs/heads/main", "branch main is left out"),
    ],
    [
      "a bot's, before its pull request",
      {},
      { branches: [branch("dependabot/x")] },
      left("refs/heads/dependabot/x", "branch dependabot/x is left out"),
    ],
    [
      "a draft: its branch is there",
      {},
      { branches: [branch("a")], pullRequests: [pull(1, "a", { isDraft: true })] },
      wanted(A),
    ],
    [
      "a fork's branch of the same name",
      {},
      { branches: [branch("b")], pullRequests: [pull(1, "a", { isFromFork: true })] },
      wanted("refs/heads/b"),
    ],
    [
      "a label that is not to be there",
      { labels: { include: [], exclude: ["stop"] } },
      { branches: [branch("a")], pullRequests: [pull(1, "a", { labels: ["stop"] })] },
      left(A, "#1 has the label stop"),
    ],
  ])("by branches: %s", (_, rule, sight, want) => expect(of({ on: "branches", ...rule }, sight)).toEqual(want));

  test("by deployments: the newest one's commit is shown; a branch without one is left as it is", () => {
    const deployments = [
      { id: 3, ref: "a", sha: sha("new") },
      { id: 2, ref: "a", sha: sha("old") },
      { id: 1, ref: "gone", sha: sha("x") },
    ];
    const sources = sourcesOf(aRule({ on: "deployments" }), {
      branches: [branch("a"), branch("b")],
      pullRequests: [],
      deployments,
    });
    expect(names(sources)).toEqual({ wanted: [A], unwanted: {}, idle: ["refs/heads/b"] });
    expect(sources.wanted.get(A)?.sha).toBe(sha("new"));
  });
});

describe("what a sweep leads to", () => {
  const NOW = 1_000_000;
  const sourcesFor = (...names: string[]) =>
    sourcesOf(aRule({ on: "branches" }), { branches: names.map(branch), pullRequests: [], deployments: [] });
  const whole = { isComplete: true, isEmpty: false };
  const sweep = (input: Partial<Parameters<typeof planSweep>[0]>) =>
    planSweep({
      sources: sourcesFor(),
      belief: whole,
      existing: [],
      absences: new Map(),
      now: NOW,
      confirmMs: 1000,
      ...input,
    });
  const gone = (since: number): Absences => new Map([[made("a").uid, since]]);
  const removed = (plan: ReturnType<typeof planSweep>) => plan.remove.map((g) => g.environment.ref);

  test.each<
    [
      string,
      Partial<Parameters<typeof planSweep>[0]>,
      { remove: boolean; remembers: number | undefined; proveAt?: number },
    ]
  >([
    ["seen to be gone for the first time", {}, { remove: false, remembers: NOW, proveAt: NOW + 1000 }],
    ["seen again too soon", { absences: gone(NOW - 999) }, { remove: false, remembers: NOW - 999, proveAt: NOW + 1 }],
    ["seen again", { absences: gone(NOW - 1000) }, { remove: true, remembers: NOW - 1000 }],
    ["back again", { sources: sourcesFor("a"), absences: gone(NOW - 5000) }, { remove: false, remembers: undefined }],
    [
      "a list of which a page is missing, first",
      { belief: { ...whole, isComplete: false } },
      { remove: false, remembers: undefined },
    ],
    [
      "a list of which a page is missing, later",
      { belief: { ...whole, isComplete: false }, absences: gone(NOW - 5000) },
      { remove: false, remembers: NOW - 5000 },
    ],
    [
      "an empty list",
      { belief: { ...whole, isEmpty: true }, absences: gone(NOW - 5000) },
      { remove: false, remembers: NOW - 5000 },
    ],
    [
      "going already",
      { existing: [made("a", { isTerminating: true })], absences: gone(0) },
      { remove: false, remembers: undefined },
    ],
  ])("%s", (_, input, want) => {
    const existing = [made("a")];
    const plan = sweep({ existing, ...input });
    expect(removed(plan)).toEqual(want.remove ? ["refs/heads/a"] : []);
    expect(plan.absences.get(made("a").uid)).toBe(want.remembers);
    expect(plan.proveAt).toBe(want.proveAt);
  });

  test("what is wanted is made, and what shows another commit is changed, even by a list that is not believed", () => {
    const belief = { isComplete: false, isEmpty: false };
    const existing = [made("old", { sha: sha("before") }), made("same")];
    const plan = sweep({ belief, existing, sources: sourcesFor("new", "old", "same") });
    expect(plan.create.map((w) => w.ref)).toEqual(["refs/heads/new"]);
    expect(plan.update.map((u) => u.wanted.sha)).toEqual([sha("old")]);
  });

  test("one that is going is neither changed nor made again before it is gone", () => {
    const plan = sweep({ existing: [made("a", { isTerminating: true, sha: sha("x") })], sources: sourcesFor("a") });
    expect([plan.create, plan.update]).toEqual([[], []]);
  });

  test("whatever lists say in whatever order: only what two whole lists lacked, long enough apart and with none between that had it, goes", () => {
    const names = ["a", "b", "c"];
    const step = fc.record({
      seen: fc.subarray(names),
      isComplete: fc.boolean(),
      isEmpty: fc.boolean(),
      after: fc.nat(2000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const existing = names.map((n) => made(n));
        let absences: Absences = new Map();
        let now = NOW;
        const firstLacked = new Map<string, number>();
        for (const { seen, after, ...belief } of steps) {
          now += after;
          const plan = sweep({ sources: sourcesFor(...seen), belief, existing, absences, now });
          const counts = belief.isComplete && !belief.isEmpty;
          const proven = names.filter((n) => !seen.includes(n) && counts && now - (firstLacked.get(n) ?? now) >= 1000);
          expect(removed(plan)).toEqual(proven.map((n) => `refs/heads/${n}`));
          for (const n of names) {
            if (seen.includes(n)) firstLacked.delete(n);
            else if (counts && !firstLacked.has(n)) firstLacked.set(n, now);
          }
          absences = plan.absences;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("the brake", () => {
  const items = (count: number, { isConfirmed = false, isHeld = false } = {}) =>
    Array.from({ length: count }, (_, id) => ({ id, isConfirmed, isHeld }));

  test.each([
    [0, 3],
    [10, 3],
    [15, 3],
    [20, 4],
    [300, 60],
  ])("of %i, %i may go at once", (existing, want) => expect(deletionLimit(existing)).toBe(want));

  test("those to come count as well: many that go one after the other are many", () => {
    expect(brake(items(1), { existing: 10, recent: 0, pending: 3 }).released).toEqual([]);
    expect(brake(items(1), { existing: 10, recent: 0, pending: 2 }).released).toHaveLength(1);
  });

  test.each<[string, number, number, number, number]>([
    ["few go", 3, 10, 0, 3],
    ["too many at once: none goes", 4, 10, 0, 0],
    ["too many with those just gone: none goes", 1, 9, 3, 0],
    ["a fifth of many", 60, 300, 0, 60],
    ["more than a fifth of many", 61, 300, 0, 0],
  ])("%s", (_, count, existing, recent, want) => {
    const { released, held } = brake(items(count), { existing, recent, pending: 0 });
    expect([released.length, held.length]).toEqual([want, count - want]);
  });

  test("what a person has confirmed goes, and does not count", () => {
    const { released, held } = brake([...items(9, { isConfirmed: true }), ...items(3)], {
      existing: 12,
      recent: 0,
      pending: 0,
    });
    expect([released.length, held.length]).toEqual([12, 0]);
    expect(
      brake([...items(1), ...items(1, { isHeld: true })], { existing: 12, recent: 0, pending: 0 }).released,
    ).toHaveLength(1);
    expect(
      brake([...items(2, { isConfirmed: true }), ...items(4)], { existing: 12, recent: 0, pending: 0 }).released,
    ).toHaveLength(2);
  });
});
