import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Use, useAfter } from "./activity.ts";
import { expiryOf } from "./expiry.ts";
import { withStep } from "./life-status.ts";
import { materialise } from "./materialise.ts";
import { type PhaseFacts, phaseOf } from "./phase.ts";
import { type Answer, verdictOf } from "./verdict.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const source = { repository: "acme/shop", ref: "refs/heads/main" };

describe("when an environment goes", () => {
  const uses = { createdAt: 0, lastUseAt: 10 * HOUR };

  test.each([
    ["one of a branch five days after its last use", { source }, uses, ["idle", 5 * DAY + 10 * HOUR]],
    ["after what it says", { ttl: { idle: "1h30m" } }, uses, ["idle", 11.5 * HOUR]],
    ["one that failed a day later", { source }, { ...uses, failedSince: 11 * HOUR }, ["failed", 35 * HOUR]],
    ["who asked for more time has it", { source }, { ...uses, keptUntil: 9 * DAY }, ["extended", 9 * DAY]],
    ["to ask for less takes nothing away", { source }, { ...uses, keptUntil: HOUR }, ["idle", 5 * DAY + 10 * HOUR]],
    ["nothing helps against max", { ttl: { max: "2d" } }, { ...uses, keptUntil: 9 * DAY }, ["max", 2 * DAY]],
    ["not when it is protected", { source, protected: true }, uses, undefined],
    ["not when it says nothing", {}, uses, undefined],
  ])("%s", (_, life, used, want) => {
    const expiry = expiryOf(life, used);
    expect(expiry && [expiry.reason, expiry.at]).toEqual(want);
  });

  test("is told when a fifth of the time is left", () => {
    expect(expiryOf({ ttl: { idle: "10h" } }, { createdAt: 0, lastUseAt: 0 })?.warnAt).toBe(8 * HOUR);
  });

  test("is never sooner for more use or more time, and never after max", () => {
    const ms = fc.nat(20 * DAY);
    fc.assert(
      fc.property(ms, ms, ms, fc.nat(DAY), (lastUseAt, keptUntil, more, max) => {
        const life = { source, ttl: { max: `${max}ms` } };
        const at = (spec: object, u: object) => expiryOf(spec, { createdAt: 0, lastUseAt, ...u })!.at;
        expect(at({ source }, { lastUseAt: lastUseAt + more })).toBeGreaterThanOrEqual(at({ source }, {}));
        expect(at({ source }, { keptUntil: keptUntil + more })).toBeGreaterThanOrEqual(at({ source }, { keptUntil }));
        expect(at(life, { keptUntil })).toBeLessThanOrEqual(max);
      }),
      { numRuns: 50 },
    );
  });
});

describe("use", () => {
  const object = (annotations: Record<string, string> = {}, life = {}) => ({ life, generation: 1, annotations });
  const at = (minutes: number) => new Date(minutes * 60_000).toISOString().replace(".000", "");
  const look = (before: Use, o: ReturnType<typeof object>, minutes: number, isSettled = true) =>
    useAfter(before, o, { now: at(minutes), isSettled });
  const fresh = look({}, object(), 0);

  test("the first look at a generation is a deploy, and a second says nothing new", () => {
    expect(fresh).toEqual({ lastActivity: { kind: "deploy", at: at(0), generation: 1 } });
    expect(look(fresh, object(), 5)).toEqual(fresh);
    expect(look(fresh, { ...object(), generation: 2 }, 5).lastActivity).toMatchObject({ at: at(5), generation: 2 });
  });

  test("each value of an annotation counts once, by our clock", () => {
    const asked = look(fresh, object({ "upstart.com/activity": "request 1" }), 5);
    expect(asked.lastActivity).toMatchObject({ kind: "request", at: at(5) });
    expect(look(asked, object({ "upstart.com/activity": "request 1" }), 9)).toEqual(asked);
    expect(look(asked, object(), 9)).toEqual(asked);
    expect(look(asked, object({ "upstart.com/activity": "wake 2" }), 9).lastActivity.at).toBe(at(9));
  });

  test("who is told to sleep sleeps until it is used, and that is no use of it", () => {
    const asleep = look(fresh, object({ "upstart.com/activity": "sleep 1" }), 5);
    expect(asleep).toMatchObject({ asleepSince: at(5), lastActivity: { kind: "deploy", at: at(0) } });
    expect(look(asleep, object(), 99)).toEqual(asleep);
    const woken = look(asleep, object({ "upstart.com/activity": "wake 2" }), 100);
    expect(woken).not.toHaveProperty("asleepSince");
    expect(woken).toHaveProperty("wakingSince", at(100));
    expect(look(woken, object(), 101)).toEqual(woken);
    expect(look(asleep, { ...object(), generation: 2 }, 100)).not.toHaveProperty("asleepSince");
  });

  test("it falls asleep by itself where it says so, when it is settled", () => {
    const life = { sleep: { after: "10m" } };
    expect(look(fresh, object({}, life), 9)).not.toHaveProperty("asleepSince");
    expect(look(fresh, object({}, life), 10, false)).not.toHaveProperty("asleepSince");
    expect(look(fresh, object({}, life), 10)).toHaveProperty("asleepSince", at(10));
    expect(look(fresh, object(), 1e6)).not.toHaveProperty("asleepSince");
  });

  test("an extension is use, counts from now, and is a month at most", () => {
    const extended = look(fresh, object({ "upstart.com/extend": "2h x" }), 60);
    expect(extended.lastActivity).toMatchObject({ kind: "extend", at: at(60), keptUntil: at(180) });
    expect(look(extended, object({ "upstart.com/extend": "2h x" }), 90)).toEqual(extended);
    // Who asks for less later takes nothing from who has asked for more.
    const shorter = look(extended, object({ "upstart.com/extend": "30m y" }), 90);
    expect(shorter.lastActivity).toMatchObject({ at: at(90), extended: "30m y", keptUntil: at(180) });
    const longer = look(extended, object({ "upstart.com/extend": "2h y" }), 90);
    expect(longer.lastActivity.keptUntil).toBe(at(210));
    const long = look(fresh, object({ "upstart.com/extend": "400d" }), 0);
    expect(long.lastActivity.keptUntil).toBe(at(30 * 24 * 60));
    expect(look(fresh, object({ "upstart.com/extend": "soon" }), 0).lastActivity).not.toHaveProperty("keptUntil");
  });
});

describe("the phase", () => {
  const ready: PhaseFacts = {
    isTemplate: false,
    going: "no",
    isCopied: true,
    hasSlot: true,
    services: "ready",
    hasBegun: true,
    rest: "awake",
    url: "healthy",
    isWarned: false,
  };
  test.each<[string, Partial<PhaseFacts>, string]>([
    ["all is well", {}, "Ready"],
    ["nothing is asked", { url: "none" }, "Ready"],
    ["it does not answer yet", { url: "waiting" }, "Verifying"],
    ["it does not answer any more", { url: "late" }, "Degraded"],
    ["releases are on their way", { services: "progressing", url: "waiting" }, "Deploying"],
    ["no release has begun", { services: "progressing", hasBegun: false }, "Provisioning"],
    ["it has no slot", { hasSlot: false, services: "progressing" }, "Queued"],
    ["its template is not there", { isCopied: false, hasSlot: false }, "Requested"],
    ["a release is given up on", { services: "stalled" }, "Failed"],
    ["it sleeps", { rest: "asleep" }, "Sleeping"],
    ["it wakes, and is not ready meanwhile", { rest: "waking", services: "progressing" }, "Waking"],
    ["it goes soon, asleep or not", { isWarned: true, rest: "asleep" }, "Expiring"],
    ["it is suspended", { services: "suspended", isWarned: true }, "Suspended"],
    ["it is being deleted, whatever else", { going: "going", services: "stalled" }, "Terminating"],
    ["somebody holds it", { going: "held" }, "Blocked"],
    ["it is a template", { isTemplate: true, isCopied: false }, "Template"],
  ])("when %s", (_, facts, phase) => expect(phaseOf({ ...ready, ...facts })).toBe(phase));

  test("history has what is new, and the last twenty of it", () => {
    const step = (phase: string, sha?: string) => ({ at: "t", phase, message: "m", ...(sha ? { sha } : {}) });
    const one = withStep([], step("Ready", "a"));
    expect(withStep(one, { ...step("Ready", "a"), at: "later" })).toBe(one);
    expect(withStep(one, step("Ready", "b"))).toHaveLength(2);
    const many = Array.from({ length: 30 }, (_, i) => i).reduce((h, i) => withStep(h, step(`P${i}`)), one);
    expect(many).toHaveLength(20);
    expect(many.at(-1)?.phase).toBe("P29");
  });
});

describe("a URL", () => {
  const sha = "9f3c2d1a".repeat(5);
  const url = { template: "https://a", revision: { header: "X-Revision" } };
  const answer = (status: number, more: object = {}): Answer => ({ is: "answer", status, ...more });
  test.each<[string, Answer, string]>([
    ["answers with the commit", answer(200, { revision: sha }), "Healthy"],
    ["answers with the commit cut short, among words", answer(200, { revision: "build 9f3c2d1, main" }), "Healthy"],
    ["answers with another commit", answer(200, { revision: "1ab77e01" }), "URLOldRevision"],
    ["answers with fewer digits than tell commits apart", answer(200, { revision: "9f3c" }), "URLOldRevision"],
    ["says no commit", answer(200), "URLOldRevision"],
    ["is not found", answer(404), "URLNotFound"],
    ["asks who is there", answer(401), "URLNeedsLogin"],
    ["leads to a login", answer(302, { location: "https://id.example.com/login?token=hidden" }), "URLNeedsLogin"],
    ["leads to an author", answer(302, { location: "https://a/authors" }), "URLUnhealthy"],
    ["is broken", answer(503), "URLUnhealthy"],
    ["has no address", { is: "none", why: "NoSuchHost", message: "m" }, "URLNotResolved"],
    ["has somebody else's certificate", { is: "none", why: "Certificate", message: "m" }, "URLCertificateInvalid"],
    ["does not answer", { is: "none", why: "Unreachable", message: "m" }, "URLUnreachable"],
  ])("that %s", (_, said, reason) => {
    const verdict = verdictOf(said, url, sha);
    expect(verdict.reason).toBe(reason);
    expect(verdict.message).not.toContain("hidden");
  });

  test("may be well with a status of its own, and without a commit", () => {
    expect(verdictOf(answer(204), { template: "https://a", health: { status: 204 } }, sha).reason).toBe("Healthy");
    expect(verdictOf(answer(404), { template: "https://a", health: { status: 404 } }, sha).reason).toBe("Healthy");
    expect(verdictOf(answer(200), url, undefined).reason).toBe("Healthy");
  });
});

describe("what is made from a template", () => {
  const template = {
    name: "shop",
    namespace: "templates",
    generation: 3,
    spec: {
      template: true,
      quota: { environments: 2 },
      ttl: { idle: "2d" },
      params: { a: "theirs", b: "theirs" },
      services: {
        redis: { from: { name: "redis" } },
        api: { from: { name: "api", namespace: "catalog" }, mock: { from: { name: "api-mock" } } },
      },
    },
  };

  test("has all of it but what is about templates, and own words count more", () => {
    const own = { source, params: { a: "own" }, ttl: { idle: "1h" }, services: { api: { mode: "mock" as const } } };
    expect(materialise(own, template, "envs")).toEqual({
      source,
      from: { name: "shop", namespace: "templates", generation: 3 },
      params: { a: "own", b: "theirs" },
      ttl: { idle: "1h" },
      services: {
        redis: { from: { name: "redis", namespace: "templates" } },
        api: {
          from: { name: "api", namespace: "catalog" },
          mock: { from: { name: "api-mock", namespace: "templates" } },
          mode: "mock",
        },
      },
    });
  });

  test("twice is once", () => {
    for (const namespace of ["envs", "templates"]) {
      const once = materialise({ source }, template, namespace);
      expect(materialise(once, template, namespace)).toEqual(once);
    }
  });
});
