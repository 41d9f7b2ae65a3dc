import { HELD_ANNOTATION, LABELS, MADE_BY_LABEL, REVIVED_ANNOTATION } from "@upstart/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONFIRM_ANNOTATION, UID_ANNOTATION } from "../environments/made.ts";
import type { FakeForge } from "../testing/fake-forge.ts";
import { CONFIRM_MS, foreign, Stage, SWEEP_MS } from "../testing/stage.ts";
import { branch, made, pull, REPOSITORY, sha } from "../testing/things.ts";

const short = (word: string) => sha(word).slice(0, 7);
const gone = { kind: "repository", repository: REPOSITORY } as const;
const pushed = (name: string) => ({ kind: "ref", repository: REPOSITORY, ref: `refs/heads/${name}` }) as const;

async function withBranches(names: readonly string[], rule: ConstructorParameters<typeof Stage>[0] = {}) {
  const stage = new Stage(rule);
  stage.forge.truth.branches = ["main", ...names].map(branch);
  await stage.begin();
  return stage;
}

function lose(stage: Stage, ...names: string[]): void {
  stage.forge.truth.branches = stage.forge.truth.branches.filter((b) => !names.includes(b.name));
}

/** Long enough for what is gone to be proven. */
async function proven(stage: Stage): Promise<void> {
  await stage.pass(2 * SWEEP_MS);
}

describe("making", () => {
  test("an environment for each branch, from the template, with its uid on it", async () => {
    const stage = await withBranches(["a"], { params: { size: "small" } });
    const [object] = stage.environments();
    expect(object).toMatchObject({
      metadata: {
        name: made("a").name,
        namespace: "previews",
        labels: { [LABELS.managedBy]: "upstart", [MADE_BY_LABEL]: "forge" },
        annotations: { [UID_ANNOTATION]: object!.metadata.uid },
      },
      spec: {
        source: { repository: REPOSITORY, ref: "refs/heads/a", sha: sha("a"), pullRequests: [] },
        from: { name: "shop" },
        params: { size: "small" },
      },
    });
  });

  test("a push is seen at once where it is told, and with the next sweep where it is not", async () => {
    const stage = await withBranches(["a", "b"]);
    stage.forge.truth.branches = [branch("main"), { name: "a", sha: sha("a2") }, { name: "b", sha: sha("b2") }];
    await stage.hint(pushed("a"));
    expect(stage.shown()).toEqual({ a: short("a2"), b: short("b") });
    await stage.pass(SWEEP_MS);
    expect(stage.shown()).toEqual({ a: short("a2"), b: short("b2") });
  });

  test("in the shard of the rule; who moves it is not gainsaid by a push", async () => {
    const stage = await withBranches(["a"], { shard: "blue" });
    const object = stage.environments()[0]!;
    const { labels } = object.metadata;
    expect(labels).toMatchObject({ [LABELS.shard]: "blue" });
    stage.cluster.put({ ...object, metadata: { ...object.metadata, labels: { ...labels, [LABELS.shard]: "green" } } });
    stage.forge.truth.branches = [branch("main"), { name: "a", sha: sha("a2") }];
    await stage.hint(pushed("a"));
    expect(stage.shown()).toEqual({ a: short("a2") });
    expect(stage.environments()[0]!.metadata.labels).toMatchObject({ [LABELS.shard]: "green" });
  });

  test("a late hint about a branch that is gone makes nothing: the forge is asked", async () => {
    const stage = await withBranches([]);
    await stage.hint(pushed("ghost"));
    expect(stage.shown()).toEqual({});
  });

  test("what a list has and is gone by now is not made: lists that took their time are asked about again", async () => {
    const stage = await withBranches([]);
    stage.forge.truth.branches.push(branch("a"), branch("b"));
    const { branches } = stage.forge;
    Object.assign(stage.forge, {
      branches: async (repository: string) => {
        const listing = await branches(repository);
        lose(stage, "a");
        await new Promise<void>((resolve) => stage.clock.after(10_000, resolve));
        return listing;
      },
    });
    await stage.pass(SWEEP_MS + 20_000);
    expect(stage.shown()).toEqual({ b: short("b") });
  });

  test.each<[string, number | undefined, boolean]>([
    ["is made for where no pull request was ever closed", undefined, true],
    ["that was asked for before its pull request was closed comes too late", 2000, false],
    ["that was asked for after a pull request was closed is made for", 500, true],
  ])("a deployment %s", async (_, closedAt, isMade) => {
    for (const isTold of [true, false]) {
      const stage = new Stage({ on: "deployments" });
      await stage.begin();
      stage.forge.truth.branches = [branch("main"), branch("a")];
      if (closedAt !== undefined) stage.forge.truth.pulls = [pull(7, "a", { isOpen: false, closedAt })];
      stage.forge.truth.asked = [{ id: 7, ref: "a", sha: sha("a"), kind: "preview", createdAt: 1000 }];
      if (isTold) await stage.hint({ kind: "deployment", repository: REPOSITORY, ref: "refs/heads/a" });
      else await stage.pass(SWEEP_MS);
      expect(stage.shown()).toEqual(isMade ? { a: short("a") } : {});
      await stage.end();
    }
  });

  test("hints about other repositories ask nothing", async () => {
    const stage = await withBranches([]);
    const before = stage.forge.calls.length;
    await stage.hint({ kind: "ref", repository: "acme/other", ref: "refs/heads/a" });
    await stage.hint({ kind: "deployment", repository: REPOSITORY, ref: "refs/heads/a" });
    expect(stage.forge.calls.length).toBe(before);
  });

  test("what has not changed costs no write", async () => {
    const stage = await withBranches(["a", "b"]);
    const writes = () => stage.cluster.calls.filter((c) => /^(?:create|apply|update|delete) UpstartEnv/.test(c)).length;
    await stage.pass(SWEEP_MS);
    const before = writes();
    await stage.hint(pushed("a"));
    await stage.pass(3 * SWEEP_MS);
    expect(writes()).toBe(before);
  });

  test("one that is refused by the cluster holds up nobody", async () => {
    const stage = await withBranches([]);
    stage.cluster.put(foreign(made("a").name, { source: { repository: REPOSITORY, ref: "refs/heads/a" } }));
    stage.forge.truth.branches = ["main", "a", "b"].map(branch);
    await stage.pass(SWEEP_MS);
    expect(stage.shown().b).toBe(short("b"));
  });
});

describe("ending", () => {
  test("a branch that is gone is looked for in two lists, a while apart, and once more by itself", async () => {
    const stage = await withBranches(["a", "b"]);
    lose(stage, "a");
    await stage.hint(gone);
    await stage.pass(CONFIRM_MS - 3000);
    expect(Object.keys(stage.shown())).toEqual(["a", "b"]);
    await stage.pass(6000);
    expect(stage.shown()).toEqual({ b: short("b") });
    expect(stage.forge.calls.slice(-2)).toEqual(["look at a", "look at repository"]);
    expect(stage.events.map(({ event }) => event.reason)).toEqual(["SourceGone"]);
  });

  test("it goes with the sweeps alone where the event is lost", async () => {
    const stage = await withBranches(["a"]);
    lose(stage, "a");
    await proven(stage);
    expect(stage.shown()).toEqual({});
  });

  test("a branch that is back in time keeps its environment, and is gone anew when it goes again", async () => {
    const stage = await withBranches(["a"]);
    lose(stage, "a");
    await stage.hint(gone);
    await stage.pass(CONFIRM_MS / 2);
    stage.forge.truth.branches.push(branch("a"));
    await proven(stage);
    expect(stage.shown()).toEqual({ a: short("a") });
    lose(stage, "a");
    await stage.hint(gone);
    await stage.pass(CONFIRM_MS / 2);
    expect(stage.shown()).toEqual({ a: short("a") });
  });

  test("what is proven is forgotten by a restart: it is proven anew", async () => {
    const stage = await withBranches(["a"]);
    lose(stage, "a");
    await stage.hint(gone);
    await stage.pass(5000);
    await stage.end();
    const next = new Stage({}, stage);
    await next.begin();
    expect(next.shown()).toEqual({ a: short("a") });
    await next.pass(CONFIRM_MS + 5000);
    expect(next.shown()).toEqual({});
  });

  test.each<[string, Partial<FakeForge>]>([
    ["lists fail", { failing: { code: "ServerError", looks: false } }],
    ["a web page comes in the place of lists", { failing: { code: "NotAnApi", looks: false } }],
    ["nothing may be asked for a while", { failing: { code: "RateLimited", looks: true } }],
    ["a page is missing", { isPartial: true }],
    ["lists come empty", { isEmpty: true }],
    ["the repository is not there for us", { isHidden: true }],
  ])("nothing goes while %s, and it is told", async (_, spoil) => {
    const stage = await withBranches(["a", "b"]);
    lose(stage, "b");
    Object.assign(stage.forge, spoil);
    await proven(stage);
    await proven(stage);
    expect(Object.keys(stage.shown())).toEqual(["a", "b"]);
    expect(stage.said().some((m) => /nothing is deleted/.test(m))).toBe(true);
    Object.assign(stage.forge, { failing: undefined, isPartial: false, isEmpty: false, isHidden: false });
    await proven(stage);
    expect(Object.keys(stage.shown())).toEqual(["a"]);
  });

  test("what two lists lack and is there all the same stays", async () => {
    const stage = await withBranches(["a", "b"]);
    const { branch: look } = stage.forge;
    const uids = () => stage.environments().map((e) => e.metadata.uid);
    const before = uids();
    lose(stage, "a");
    Object.assign(stage.forge, {
      branch: async (r: string, name: string) => (name === "a" ? branch("a") : await look(r, name)),
    });
    await proven(stage);
    expect(uids()).toEqual(before);
  });

  test("too many at once are held, all of them, and it is said where people look; those that a person lets go, go", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const stage = await withBranches(names);
    lose(stage, "a", "b", "c", "d");
    await proven(stage);
    expect(Object.keys(stage.shown())).toEqual(names);
    expect(stage.events.map(({ event }) => event.reason)).toEqual(Array(4).fill("DeletionHeld"));
    const object = stage.environments().find((e) => e.metadata.name === made("a").name)!;
    stage.cluster.put({
      ...object,
      metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [CONFIRM_ANNOTATION]: "true" } },
    });
    await stage.pass(5000);
    expect(Object.keys(stage.shown())).toEqual(["b", "c", "d", "e", "f"]);
    // Fewer by now than may go at once, they were held all the same: not even a restart lets them go.
    await stage.end();
    const next = new Stage({}, stage);
    await next.begin();
    await proven(next);
    expect(Object.keys(next.shown())).toEqual(["b", "c", "d", "e", "f"]);
  });

  test("many that go one after the other are many, though each sweep sees but one more", async () => {
    const stage = await withBranches(["a", "b", "c", "d", "e", "f"]);
    for (const name of ["a", "b", "c", "d", "e"]) {
      lose(stage, name);
      await stage.hint(gone);
      await stage.pass(CONFIRM_MS / 5);
    }
    await proven(stage);
    expect(Object.keys(stage.shown()).length).toBe(6);
  });

  test("pull requests that are closed one after the other, as people do, are not held", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const stage = await withBranches(names);
    for (const name of names) {
      lose(stage, name);
      await stage.hint(gone);
      await stage.pass(CONFIRM_MS);
    }
    await stage.pass(CONFIRM_MS);
    expect(stage.shown()).toEqual({});
  });

  test.each<[string, (uid: string) => { labels?: object; annotations?: object }]>([
    ["somebody else has made", () => ({})],
    [
      "is a copy of one of ours",
      () => ({ labels: { [MADE_BY_LABEL]: "forge" }, annotations: { [UID_ANNOTATION]: "of another" } }),
    ],
  ])("an environment that %s is never deleted, and never changed", async (_, metadata) => {
    const stage = await withBranches(["b"]);
    const spec = { source: { repository: REPOSITORY, ref: "refs/heads/a", sha: sha("mine") } };
    stage.cluster.put(foreign(made("a").name, spec, metadata("u")));
    await proven(stage);
    stage.forge.truth.branches.push(branch("a"));
    await stage.hint(pushed("a"));
    expect(stage.shown()).toEqual({ a: short("mine"), b: short("b") });
  });

  test("what somebody has ended stays so until there is another commit, though its branch is there", async () => {
    const stage = await withBranches(["a"]);
    const { name } = made("a");
    stage.cluster.remove({
      apiVersion: stage.environments()[0]!.apiVersion,
      kind: "UpstartEnvironment",
      namespace: "previews",
      name,
    });
    await stage.hint(pushed("a"));
    await stage.end();
    const next = new Stage({}, stage);
    await next.begin();
    await next.pass(2 * SWEEP_MS);
    expect(next.shown()).toEqual({});
    next.forge.truth.branches = [branch("main"), { name: "a", sha: sha("a2") }];
    await next.hint(pushed("a"));
    expect(next.shown()).toEqual({ a: short("a2") });
  });

  test.each<[string, { readonly down?: boolean; readonly lost?: boolean; readonly uid?: string }, boolean]>([
    ["at once", {}, true],
    ["when it starts, where it was down", { down: true }, true],
    ["not where another one had ended", { uid: "another" }, false],
    ["not where its branch is gone", { lost: true }, false],
  ])("what a person brings back of what it had made is its own again: %s", async (_, { down, lost, uid }, isTaken) => {
    let stage = await withBranches(["a", "b"]);
    const before = stage.environments().find((e) => e.metadata.name === made("a").name)!;
    const { apiVersion, kind, metadata, spec } = before;
    if (lost === true) {
      lose(stage, "a");
      await proven(stage);
    } else stage.cluster.remove({ apiVersion, kind, namespace: "previews", name: metadata.name });
    await stage.pass(SWEEP_MS);
    expect(stage.shown()).toEqual({ b: short("b") });
    if (down === true) await stage.end();
    const annotations = { [REVIVED_ANNOTATION]: uid ?? metadata.uid! };
    await stage.cluster.create(foreign(metadata.name, spec!, { annotations }));
    if (down === true) {
      stage = new Stage({}, stage);
      await stage.begin();
    } else await stage.pass(0);
    const [revived] = stage.environments().filter((e) => e.metadata.name === metadata.name);
    expect(revived?.metadata.labels?.[MADE_BY_LABEL]).toBe(isTaken ? "forge" : undefined);
    expect(revived?.metadata.annotations?.[UID_ANNOTATION]).toBe(isTaken ? revived?.metadata.uid : undefined);
    stage.forge.truth.branches = ["main", "b"].map(branch);
    if (lost !== true) stage.forge.truth.branches.push({ name: "a", sha: sha("a2") });
    await stage.hint(pushed("a"));
    await stage.pass(SWEEP_MS);
    expect(stage.shown()).toEqual({ a: short(isTaken ? "a2" : "a"), b: short("b") });
    lose(stage, "a");
    await proven(stage);
    expect(stage.shown()).toEqual(isTaken ? { b: short("b") } : { a: short("a"), b: short("b") });
    await stage.end();
  });

  test("the end of one that goes while it is down is told of the newest commit, also where that was not remembered yet", async () => {
    const stage = await withBranches(["a"]);
    await stage.pass(SWEEP_MS);
    stage.forge.truth.branches = [branch("main"), { name: "a", sha: sha("a2") }];
    await stage.hint(pushed("a"));
    await stage.end();
    const { apiVersion, kind, metadata } = stage.environments()[0]!;
    stage.cluster.remove({ apiVersion, kind, namespace: "previews", name: metadata.name });
    lose(stage, "a");
    await new Stage({}, stage).begin();
    const stateOf = (commit: string) => {
      const { id } = stage.forge.truth.asked.find((d) => d.sha === sha(commit))!;
      return stage.forge.reports.findLast((r) => r.id === id)?.state;
    };
    expect([stateOf("a"), stateOf("a2")]).toEqual(["inactive", "inactive"]);
  });

  test("a pull request that is closed ends its environment, be it the last; opened again while that goes, it gets another", async () => {
    const stage = new Stage({ on: "pullRequests" });
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.begin();
    expect(stage.environments()[0]?.spec).toMatchObject({ owner: "ana", source: { pullRequests: [{ number: 7 }] } });
    // The controllers hold it until all of it is gone.
    const [object] = stage.environments();
    stage.cluster.put({ ...object!, metadata: { ...object!.metadata, finalizers: ["upstart.com/finalizer"] } });
    stage.forge.truth.pulls = [pull(7, "a", { isOpen: false })];
    await proven(stage);
    expect(stage.environments()[0]?.metadata.deletionTimestamp).toBeDefined();
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.hint(pushed("a"));
    expect(stage.environments()[0]?.metadata.uid).toBe(object!.metadata.uid);
    const going = stage.environments()[0]!;
    await stage.cluster.update({ ...going, metadata: { ...going.metadata, finalizers: [] } });
    await stage.pass(5000);
    expect(stage.environments().map((e) => e.metadata.uid === object!.metadata.uid)).toEqual([false]);
  });

  test("whatever a forge says between, in the end there is an environment for exactly the branches that are there", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const trouble = fc.constantFrom("none", "failing", "isPartial", "isEmpty", "isHidden");
    const step = fc.record({
      there: fc.subarray(names, { minLength: 6 }),
      trouble,
      told: fc.boolean(),
      ms: fc.nat(SWEEP_MS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const stage = await withBranches(names);
        let always = names;
        for (const { there, trouble: kind, told, ms } of steps) {
          stage.forge.truth.branches = ["main", ...there].map(branch);
          const failing = kind === "failing" ? { code: "ServerError", looks: ms % 2 === 0 } : undefined;
          const flags = Object.fromEntries(["isPartial", "isEmpty", "isHidden"].map((k) => [k, k === kind]));
          Object.assign(stage.forge, flags, { failing });
          if (told) await stage.hint(gone);
          await stage.pass(ms);
          always = always.filter((name) => there.includes(name));
          expect(Object.keys(stage.shown())).toEqual(expect.arrayContaining(always));
        }
        Object.assign(stage.forge, { failing: undefined, isPartial: false, isEmpty: false, isHidden: false });
        await stage.pass(4 * SWEEP_MS);
        const { there } = steps.at(-1)!;
        const held = stage.environments().filter((e) => e.metadata.annotations?.[HELD_ANNOTATION] !== undefined);
        const heldNames = names.filter((n) => held.some((e) => e.metadata.name === made(n).name));
        expect(Object.keys(stage.shown())).toEqual([...new Set([...there, ...heldNames])].sort());
        await stage.end();
      }),
      { numRuns: 25 },
    );
  });
});

describe("reporting", () => {
  const states = (stage: Stage) =>
    stage.forge.reports.map((r) => `${r.id} ${r.state}${r.url === undefined ? "" : ` ${r.url}`}`);

  test("each environment is a deployment of its commit: told when it comes to something, and not again", async () => {
    const stage = await withBranches(["a"]);
    await stage.status("a", { phase: "Deploying", url: "https://a" });
    await stage.status("a", { phase: "Deploying", url: "https://a", services: 1 });
    await stage.status("a", { phase: "Ready", url: "https://a" });
    expect(states(stage)).toEqual(["101 queued", "101 in_progress https://a", "101 success https://a"]);
    stage.forge.truth.branches = [branch("main"), { name: "a", sha: sha("a2") }];
    await stage.hint(pushed("a"));
    await stage.status("a", { phase: "Deploying", url: "https://a" });
    expect(states(stage).slice(3)).toEqual(["101 inactive", "102 queued https://a", "102 in_progress https://a"]);
    lose(stage, "a");
    await proven(stage);
    expect(states(stage).slice(6)).toEqual(["102 inactive"]);
  });

  test("nothing is told twice where the watch is behind our own writes", async () => {
    const stage = await withBranches([]);
    stage.cluster.lag(1000);
    stage.forge.truth.branches.push(branch("a"));
    await stage.hint(pushed("a"));
    await stage.pass(20_000);
    expect(states(stage)).toEqual(["101 queued"]);
  });

  test("a restart tells nothing twice", async () => {
    const stage = await withBranches(["a"], { on: "branches" });
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.hint(pushed("a"));
    await stage.status("a", { phase: "Ready", url: "https://a" });
    const told = () =>
      stage.forge.calls.filter((c) => /^(?:deploy|comment|edit) /.test(c)).length + stage.forge.reports.length;
    const before = told();
    await stage.end();
    const next = new Stage({}, stage);
    await next.begin();
    await next.pass(SWEEP_MS);
    expect(told()).toBe(before);
  });

  test.each([
    ["by who starts later", false],
    ["by who was a standby", true],
  ])("what ends while nobody leads is told of, and not made again, %s", async (_, isStandby) => {
    const stage = await withBranches(["a", "b"], { on: "branches" });
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.hint(pushed("a"));
    for (const name of ["a", "b"]) await stage.status(name, { phase: "Ready", url: `https://${name}` });
    await stage.pass(10_000);
    const standby = isStandby ? new Stage({}, stage) : undefined;
    await standby?.follow();
    await stage.end();
    const { apiVersion, kind, metadata } = stage.environments().find((e) => e.metadata.name.startsWith("a"))!;
    stage.cluster.remove({ apiVersion, kind, namespace: "previews", name: metadata.name });
    const told = stage.forge.reports.length;
    const next = standby ?? new Stage({}, stage);
    await next.begin();
    await next.pass(2 * SWEEP_MS);
    expect(next.shown()).toEqual({ b: short("b") });
    expect(states(next).slice(told)).toEqual([expect.stringMatching(/^10[12] inactive$/)]);
    expect(next.forge.truth.comments.map((c) => c.body.includes("is gone"))).toEqual([true]);
    expect(next.cluster.objects().find((o) => o.metadata.name === "upstart.forge")?.data).toEqual({
      [stage.environments()[0]!.metadata.uid!]: expect.stringContaining("refs/heads/b"),
    });
  });

  test("where deployments ask for environments, those are told of, and none is made", async () => {
    const stage = new Stage({ on: "deployments" });
    stage.forge.truth.branches = [branch("main"), branch("a"), branch("b")];
    stage.forge.truth.asked = [{ id: 7, ref: "a", sha: sha("a"), kind: "preview" }];
    await stage.begin();
    await stage.status("a", { phase: "Ready", url: "https://a" });
    expect(stage.shown()).toEqual({ a: short("a") });
    expect(states(stage)).toEqual(["7 queued", "7 success https://a"]);
    // The list forgets old ones: what there is stays.
    stage.forge.truth.asked = [];
    await proven(stage);
    expect(stage.shown()).toEqual({ a: short("a") });
  });

  test("one comment a pull request, edited in place, found again, and made again where somebody has deleted it", async () => {
    const stage = new Stage({ on: "pullRequests" });
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.begin();
    await stage.status("a", { phase: "Failed", message: "x", url: "https://a" });
    await stage.status("a", { phase: "Ready", url: "https://a" });
    expect(stage.forge.truth.comments.map((c) => c.body.includes("is ready"))).toEqual([true]);
    stage.forge.truth.comments = [];
    await stage.status("a", { phase: "Sleeping", url: "https://a" });
    expect(stage.forge.truth.comments.map((c) => c.body.includes("is asleep"))).toEqual([true]);
    stage.forge.truth.pulls = [pull(7, "a", { isOpen: false })];
    await proven(stage);
    expect(stage.forge.truth.comments.map((c) => c.body.includes("is gone"))).toEqual([true]);
  });

  test("a comment of somebody else that begins like ours is left alone", async () => {
    const stage = new Stage({ on: "pullRequests" });
    stage.forge.truth.pulls = [pull(7, "a")];
    const theirs = { id: 1, body: "<!-- upstart-forge:upstart -->\nhello", isOurs: false, pull: 7 };
    stage.forge.truth.comments = [theirs];
    await stage.begin();
    expect(stage.forge.truth.comments[0]).toEqual(theirs);
    expect(stage.forge.truth.comments).toHaveLength(2);
  });
});

describe("commands", () => {
  const says = (id: number, words: string, author = "ana") =>
    ({
      kind: "comment",
      repository: REPOSITORY,
      comment: { id, pullRequest: 7, author, words: words.split(" ") },
    }) as const;

  async function withPull() {
    const stage = new Stage({ on: "pullRequests" });
    stage.forge.truth.pulls = [pull(7, "a")];
    await stage.begin();
    const annotation = (name: string) => stage.environments()[0]?.metadata.annotations?.[`upstart.com/${name}`];
    const reactions = () => stage.forge.calls.filter((c) => / on \d+$/.test(c));
    return { stage, annotation, reactions };
  }

  test.each<[string, string, string]>([
    ["extend 48h", "extend", "48h 5"],
    ["sleep", "activity", "sleep 5"],
    ["wake", "activity", "wake 5"],
  ])("%s is written where the controllers heed it, once for each comment", async (words, name, want) => {
    const { stage, annotation, reactions } = await withPull();
    await stage.hint(says(5, words));
    await stage.hint(says(5, words));
    expect(annotation(name)).toBe(want);
    expect(reactions()).toEqual(["eyes on 5"]);
  });

  test.each<[string, string, string]>([
    ["nobody who may push", "sleep", "mallory"],
    ["no command", "dance", "ana"],
    ["a time that is none", "extend forever", "ana"],
  ])("of %s changes nothing, and is told so", async (_, words, author) => {
    const { stage, annotation, reactions } = await withPull();
    await stage.hint(says(5, words, author));
    expect([annotation("extend"), annotation("activity")]).toEqual([undefined, undefined]);
    expect(reactions()).toEqual(["-1 on 5"]);
  });

  test("delete ends it though its branch is there, and deploy brings it back", async () => {
    const { stage } = await withPull();
    await stage.hint(says(5, "delete"));
    await stage.pass(2 * SWEEP_MS);
    expect(stage.shown()).toEqual({});
    await stage.hint(says(6, "deploy", "mallory"));
    expect(stage.shown()).toEqual({});
    await stage.hint(says(7, "deploy"));
    expect(stage.shown()).toEqual({ a: short("a") });
  });
});
