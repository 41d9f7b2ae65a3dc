import fc from "fast-check";
import { expect, test } from "vitest";
import { branchOf, branchWordOf } from "../spec/life-params.ts";
import { BRANCH_NAME_MAX, branchEnvironmentName, slugOf } from "./name.ts";

const repository = "acme/shop";
const nameOf = (ref: string) => branchEnvironmentName({ repository, ref });

test.each([
  ["feat/cart", "feat-cart"],
  ["Feat/Cart_v2", "feat-cart-v2"],
  ["--a..b--", "a-b"],
  ["fix/übergröße", "fix-ubergro-e"],
  ["日本語", "branch"],
  ["", "branch"],
])("%s is read as %s", (branch, slug) => expect(slugOf(branch)).toBe(slug));

test.each([
  ["refs/heads/feat/cart", "feat/cart", "feat/cart", "feat-cart-"],
  ["refs/tags/v1", "v1", "v1", "v1-"],
  ["refs/pull/3/head", "#3", "pr-3", "pr-3-"],
  ["refs/pull/3/merge", "#3", "pr-3", "pr-3-"],
  ["refs/heads/pull/3/head", "pull/3/head", "pull/3/head", "pull-3-head-"],
])("%s is shown as %s, is %s in values and begins the name %s", (ref, shown, word, prefix) => {
  expect([branchOf(ref), branchWordOf(ref)]).toEqual([shown, word]);
  expect(nameOf(ref).slice(0, -8)).toBe(prefix);
});

test("what differs only in what is cut or replaced has another name", () => {
  const long = `refs/heads/${"a".repeat(100)}`;
  const refs = ["refs/heads/a-b", "refs/heads/a/b", "refs/heads/A-b", "refs/tags/a-b", `${long}1`, `${long}2`];
  expect(new Set(refs.map(nameOf)).size).toBe(refs.length);
  expect(nameOf(refs[0]!)).not.toBe(branchEnvironmentName({ repository: "acme/api", ref: refs[0]! }));
});

test("repository and ref are told apart where one ends like the other begins", () => {
  const a = branchEnvironmentName({ repository: "a/b", ref: "crefs/x" });
  const b = branchEnvironmentName({ repository: "a/bc", ref: "refs/x" });
  expect(a.slice(-8)).not.toBe(b.slice(-8));
});

test("every name is a namespace, a host's label and a CronJob's name, with any suffix that was said", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."aZ09-_./ ßé日🚀\0") }), fc.nat(40), (branch, suffix) => {
      const name = branchEnvironmentName({ repository, ref: `refs/heads/${branch}` }, suffix);
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?-[0-9a-f]{8}$/);
      expect(name.length + suffix).toBeLessThanOrEqual(BRANCH_NAME_MAX);
      expect(branchEnvironmentName({ repository, ref: `refs/heads/${branch}` }, suffix)).toBe(name);
    }),
    { numRuns: 60 },
  );
});
