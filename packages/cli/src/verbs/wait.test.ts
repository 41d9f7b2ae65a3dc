import { releasesOf, type Step } from "@upstart/engine";
import { graphOf } from "@upstart/engine/testing";
import { expect, test } from "vitest";
import { namesIn, pick } from "../cluster/pick.ts";
import { waitedFor } from "../commands/waited-for.ts";
import { notFound } from "./observe.ts";
import { judge } from "./wait.ts";

const ready: Step = { do: "nothing", digest: "" };
const waits: Step = { do: "wait", phase: "waiting", reason: "WaitingForOutputs", waitingFor: ["x"] };
const blocked: Step = { do: "stop", phase: "blocked", reason: "WaitingForDependency", message: "blocked by x" };
const failed: Step = { do: "stop", phase: "failed", reason: "InstallFailed", message: "no" };
const asleep: Step = { do: "stop", phase: "asleep", reason: "Sleeping", message: "since x" };
const suspended: Step = { do: "stop", phase: "suspended", reason: "Suspended", message: "is suspended" };

function judged(steps: readonly Step[], what = "ready", names: readonly string[] = ["shop"]): string {
  const graph = graphOf(Object.fromEntries(steps.map((_, i) => [`r${i}`, {}])));
  const releases = releasesOf(graph);
  const seen = {
    records: [],
    kept: [],
    graph,
    releases,
    steps: new Map(releases.map((r, i) => [r.id, steps[i]!])),
    observation: new Map(),
  };
  return judge(seen, what, names).is;
}

test.each<[string, Step[], string]>([
  ["all are ready", [ready, ready], "met"],
  ["one waits", [ready, waits], "open"],
  ["one failed", [waits, failed], "hopeless"],
  ["one is blocked", [waits, blocked], "hopeless"],
  ["one is suspended, as it is wanted to be", [ready, suspended], "met"],
  ["one is suspended, one waits", [waits, suspended], "open"],
  ["all are asleep, and nobody wakes them", [asleep, asleep], "hopeless"],
  ["all are suspended, so nothing will become ready", [suspended, suspended], "hopeless"],
])("ready: %s", (_, steps, want) => {
  expect(judged(steps)).toBe(want);
});

test("a name that nothing has: releases and objects are listed, the nearest first", () => {
  const releases = releasesOf(graphOf({ web: {}, database: {}, worker: {} }));
  const help = (name: string) => notFound({ releases }, name, "any namespace").help;
  expect(help("wbe")).toBe('did you mean "web"?');
  expect(help("works-not")).toMatch(/^there are worker, (?:\w+, ){2}database$/);
});

test.each<[string, readonly string[], readonly string[] | string]>([
  ["names alone", ["shop", "usvc/mail"], ["shop", "usvc/mail"]],
  ["a kind before them", ["usvc", "shop", "mail"], ["usvc/shop", "usvc/mail"]],
  ["a kind in full", ["HelmReleases.upstartoperators.upstart.com", "shop-web"], ["uhr/shop-web"]],
  ["a kind and no name", ["uenv"], "kind: there is no name"],
  ["two kinds", ["usvc", "uenv/shop"], "a kind of its own"],
])("names of a call: %s", (_, words, want) => {
  if (typeof want === "string") expect(() => namesIn(words)).toThrow(want);
  else expect(namesIn(words)).toEqual(want);
});

test.each<[string, readonly string[]]>([
  ["shop", ["web", "db"]],
  ["usvc/shop", ["web", "db"]],
  ["uhr/shop", []],
  ["uenv/shop", []],
  ["uhr/web", ["web"]],
  ["uhr/shop-web", ["web"]],
  ["usvc/web", []],
])("%s picks %j", (name, want) => {
  const graph = graphOf({ web: {}, db: {} });
  expect(pick({ graph, releases: releasesOf(graph) }, [name]).picked.map((r) => r.id)).toEqual(want);
});

test("what is not applied yet is waited for, and is deleted", () => {
  expect([judged([ready], "ready", ["other"]), judged([ready], "deleted", ["other"])]).toEqual(["open", "met"]);
  expect(judged([ready], "deleted")).toBe("open");
});

test.each([
  ["ready", "ready"],
  ["condition=Ready", "ready"],
  ["condition=ready=True", "ready"],
  ["delete", "deleted"],
  ["output=PG_HOST", "output=PG_HOST"],
])("--for=%s waits for %s", (text, want) => expect(waitedFor(text)).toBe(want));

test.each(["condition=Ready=False", "condition=Stalled", "jsonpath={.status.phase}=Ready"])(
  "--for=%s is kubectl's to wait for",
  (text) => expect(() => waitedFor(text)).toThrow("kubectl wait"),
);

test.each(["", "Deleted", "output=", "create"])("--for=%s is nothing to wait for", (text) =>
  expect(() => waitedFor(text)).toThrow("delete and condition=Ready are understood, too"),
);
