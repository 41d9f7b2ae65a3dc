import { isAnswer } from "@upstart/controller/runtime/arguments";
import { endedFrom, type KubeObject, type LifeStatus, type WatchEvent, writeEnded } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { pageOf } from "../page/html.ts";
import { wordsFor } from "../page/words.ts";
import { forwardedHeaders } from "../proxy/forwarded.ts";
import { trustedNetworks } from "../proxy/trusted.ts";
import { Directory } from "./directory.ts";
import { farewellTo } from "./farewell.ts";
import { hostnameIn } from "./host.ts";
import { type Situation, situationAfter, situationOf } from "./situation.ts";
import { addressOf, targetOf } from "./target.ts";

const SHA = "9f3c2d1a".repeat(5);
const service = { service: "shop", name: "web", port: 80 };
const inventory = [{ kind: "Namespace", name: "cart-shop" }];
const verified = { reason: "Healthy", message: "answers 200", since: "2030-01-01T00:00:00Z" };

function environment(status: object = {}, spec: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartEnvironment",
    metadata: { name: "cart", namespace: "envs", uid: "1", creationTimestamp: "2030-01-01T00:00:00Z", ...metadata },
    spec: {
      source: { repository: "acme/shop", ref: "refs/heads/feat/cart", sha: SHA },
      url: { template: "https://{name}.dev.example.com", service },
      services: {},
      ...spec,
    },
    status,
  };
}

function made(releases: object, names: readonly string[] = []): KubeObject {
  const owner = { apiVersion: "upstartoperators.upstart.com/v1alpha1", kind: "UpstartEnvironment", name: "cart" };
  return {
    apiVersion: owner.apiVersion,
    kind: "UpstartService",
    metadata: {
      name: "cart-shop",
      namespace: "envs",
      labels: { "app.kubernetes.io/managed-by": "upstart" },
      ownerReferences: [{ ...owner, uid: "1", controller: true }],
    },
    spec: { helmReleases: Object.fromEntries(names.map((name) => [name, {}])) },
    status: { releases },
  };
}

describe("how an environment stands", () => {
  const noRoute = { url: { template: "https://{name}.dev.example.com" } };
  const stalled = { conditions: [{ type: "Stalled", status: "True" }] };
  test.each<[string, KubeObject, Situation["state"]]>([
    ["nobody has looked at it yet", environment(), "requested"],
    ["its template is copied", environment({ phase: "Requested" }), "requested"],
    ["it waits for a slot", environment({ phase: "Queued", queuePosition: 2 }), "queued"],
    ["its releases are on their way", environment({ phase: "Deploying" }), "building"],
    ["a warning says nothing of how far it is", environment({ phase: "Expiring" }), "building"],
    ["its URL is asked for, through here", environment({ phase: "Verifying", verified }), "serving"],
    ["its URL has had its time", environment({ phase: "Degraded", verified, ...stalled }), "serving"],
    ["it is ready", environment({ phase: "Ready", verified }), "serving"],
    ["it is deployed anew, and serves meanwhile", environment({ phase: "Deploying", verified }), "serving"],
    ["it is soon to go, and serves", environment({ phase: "Expiring", verified }), "serving"],
    ["it leads elsewhere by itself", environment({ phase: "Ready", verified }, noRoute), "elsewhere"],
    ["it sleeps", environment({ phase: "Sleeping", verified, asleepSince: "x" }), "asleep"],
    ["it sleeps and is soon to go", environment({ phase: "Expiring", verified, asleepSince: "x" }), "asleep"],
    ["it wakes", environment({ phase: "Waking", verified, wakingSince: "x" }), "waking"],
    ["a release was given up on", environment({ phase: "Failed", verified, failedSince: "x" }), "failed"],
    ["its spec has a mistake", environment(stalled), "failed"],
    ["it is suspended before it was ready", environment({ phase: "Suspended" }), "suspended"],
    ["it goes", environment({ phase: "Ready", verified }, {}, { deletionTimestamp: "x" }), "leaving"],
    ["somebody holds what is to go", environment({ phase: "Blocked" }, {}, { deletionTimestamp: "x" }), "held"],
  ])("%s", (_, object, state) => {
    const situation = situationOf(object, []);
    expect(situation.state).toBe(state);
    expect(wordsFor(situation).status).toBe(503);
  });

  test("each release is a row, with what it waits for, and its last words where it failed", () => {
    const told = {
      web: { state: "failed", message: "hook failed\nlast log: no table" },
      db: { state: "ready", message: "deployed" },
    };
    const { releases } = situationOf(environment({ phase: "Deploying" }), [made(told, ["web", "db", "worker"])]);
    expect(releases).toEqual([
      { service: "shop", release: "db", state: "ready", message: "", lastWords: [] },
      { service: "shop", release: "web", state: "failed", message: "hook failed", lastWords: ["last log: no table"] },
      { service: "shop", release: "worker", state: "waiting", message: "", lastWords: [] },
    ]);
  });
});

describe("who has a host", () => {
  const at = Date.parse("2030-01-02T00:00:00Z");
  const directoryOf = (...events: WatchEvent[]) => {
    const directory = new Directory(() => at);
    for (const event of events) directory.take(event);
    return directory;
  };
  const added = (object: KubeObject): WatchEvent => ({ type: "added", object });
  const HOST = "cart.dev.example.com";

  test.each([
    ["cart.dev.example.com", HOST],
    ["CART.dev.example.com.:8443", HOST],
    ["cart.dev.example.com@evil", undefined],
    ["cart.dev.example.com/x", undefined],
    ["[::1]:80", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("the header %s asks for %s", (header, hostname) => expect(hostnameIn(header)).toBe(hostname));

  test("the environment of that URL, with what was made for it; no template; nobody else", () => {
    const shop = environment({}, { template: true }, { name: "shop", uid: "2" });
    const directory = directoryOf(added(shop), added(environment()), added(made({}, ["web"])));
    expect(directory.find(HOST)).toMatchObject({ is: "there", services: [{ metadata: { name: "cart-shop" } }] });
    expect(directory.find("shop.dev.example.com")).toEqual({ is: "unknown" });
  });

  test("of two that want one host the older has it, until it goes", () => {
    const url = { template: "https://cart.dev.example.com", service };
    const thief = environment({}, { url }, { name: "a", uid: "0", creationTimestamp: "2030-01-01T00:00:01Z" });
    const directory = directoryOf(added(thief), added(environment()));
    expect(directory.find(HOST)).toMatchObject({ environment: { metadata: { name: "cart" } } });
    directory.take({ type: "deleted", object: environment() });
    expect(directory.find(HOST)).toMatchObject({ environment: { metadata: { name: "a" } } });
  });

  test.each<[string, LifeStatus["history"], boolean]>([
    ["expired", ["Ready", "Expiring", "Terminating"].map((phase) => ({ at: "", phase, message: "" })), true],
    ["deleted", ["Expiring", "Ready", "Terminating"].map((phase) => ({ at: "", phase, message: "" })), false],
    ["never looked at", undefined, false],
  ])("one that is gone is remembered: %s", (_, history, hasExpired) => {
    const gone = environment({ history });
    const directory = directoryOf(added(gone), { type: "deleted", object: gone });
    expect(directory.find(HOST)).toEqual({
      is: "gone",
      farewell: {
        name: "cart",
        namespace: "envs",
        branch: "feat/cart",
        hasExpired,
        isRevivable: true,
        at: "2030-01-02T00:00:00.000Z",
      },
    });
    directory.take(added(gone));
    expect(directory.find(HOST).is).toBe("there");
  });
});

describe("one that has ended", () => {
  const HOST = "cart.dev.example.com";
  const endedAt = "2030-01-03T00:00:00Z";
  const gone = environment({}, {}, { annotations: { "upstart.com/ended-because": "Expired: nobody has used it" } });
  const record = writeEnded(endedFrom(gone, { endedAt, left: [], gone: [] }));
  const farewell = { name: "cart", namespace: "envs", branch: "feat/cart", hasExpired: true, isRevivable: true };

  test("is known by what is kept of it, also to who has not seen it go, until that is forgotten", () => {
    const directory = new Directory(() => 0);
    directory.take({ type: "added", object: record });
    expect(directory.find(HOST)).toEqual({ is: "gone", farewell: { ...farewell, at: endedAt } });
    directory.take({ type: "added", object: gone });
    expect(directory.find(HOST).is).toBe("there");
    // What is kept knows better why than who has seen it go.
    directory.take({ type: "deleted", object: gone });
    expect(directory.find(HOST)).toMatchObject({ farewell: { hasExpired: true } });
    directory.take({ type: "deleted", object: record });
    expect(directory.find(HOST)).toEqual({ is: "unknown" });
  });

  test("for another is told so, by who has seen it go and by what is kept", () => {
    const evicted = environment(
      {},
      {},
      { annotations: { "upstart.com/ended-because": "Evicted: makes room for two" } },
    );
    const kept = writeEnded(endedFrom(evicted, { endedAt, left: [], gone: [] }));
    for (const events of [
      [{ type: "added", object: kept } as const],
      [{ type: "deleted", object: evicted } as const],
    ]) {
      const directory = new Directory(() => 0);
      for (const event of events) directory.take(event);
      const found = directory.find(HOST);
      const situation = situationAfter((found as Extract<typeof found, { is: "gone" }>).farewell);
      expect(wordsFor(situation).title).toBe("It has made room for another");
      expect(wordsFor(situation).next?.parts[0]).toBe("kubectl upstart env revive");
    }
  });

  test("is what it was the last time, and cannot be brought back where it said more than is kept", () => {
    const directory = new Directory(() => Date.parse("2030-01-04T00:00:00Z"));
    const { spec: _, ...large } = record;
    directory.take({ type: "added", object: record });
    directory.take({ type: "modified", object: large });
    expect(directory.find(HOST)).toMatchObject({ farewell: { isRevivable: false } });
    const again = environment({}, { source: undefined });
    directory.take({ type: "deleted", object: again });
    expect(directory.find(HOST)).toMatchObject({ farewell: { hasExpired: false, at: "2030-01-04T00:00:00.000Z" } });
  });

  test("is nothing where somebody else has written it down, or it had no address", () => {
    const directory = new Directory(() => 0);
    const { url: _, ...plain } = record.record as { url: string };
    directory.take({ type: "added", object: { ...record, metadata: { ...record.metadata, labels: {} } } });
    directory.take({ type: "added", object: { ...record, record: plain } });
    expect(directory.find(HOST)).toEqual({ is: "unknown" });
  });
});

describe("the next command", () => {
  const of = (status: object) => situationOf(environment(status), []);
  const gone = (spec: object) => situationAfter(farewellTo(environment({}, spec), 0));
  test.each<[string, Situation, string | undefined]>([
    ["asleep", of({ asleepSince: "x" }), "kubectl upstart env wake cart -n envs"],
    ["failed", of({ failedSince: "x" }), "kubectl upstart env explain cart -n envs"],
    ["queued", of({ phase: "Queued" }), "kubectl upstart env explain cart -n envs"],
    ["on its way", of({ phase: "Deploying" }), undefined],
    ["gone, a branch's", gone({}), "kubectl upstart env revive cart -n envs"],
    ["gone, and nothing is kept of it", gone({ source: undefined }), undefined],
    ["unknown", { state: "unknown", releases: [] }, "kubectl upstart env list -A --all"],
  ])("%s", (_, situation, line) => expect(wordsFor(situation).next?.parts.join(" ")).toBe(line));
});

describe("where a request goes", () => {
  test.each<[string, KubeObject, string | undefined]>([
    ["to the Service of its own namespace", environment({ inventory }), "http://web.cart-shop.svc"],
    ["nowhere before that is made", environment({}), undefined],
    [
      "nowhere that another has",
      environment({ inventory }, { url: { template: "https://x", service: { ...service, service: "other" } } }),
      undefined,
    ],
    [
      "to no name that is more than a name",
      environment({ inventory }, { url: { template: "https://x", service: { ...service, name: "web.evil" } } }),
      undefined,
    ],
    [
      "to the one namespace of all",
      environment({ inventory: [{ kind: "Namespace", name: "cart" }] }, { namespaces: "Shared" }),
      "http://web.cart.svc",
    ],
  ])("%s", (_, object, address) => {
    const target = targetOf(object);
    const { origin } =
      target === undefined ? { origin: undefined } : addressOf("{name}.{namespace}.svc:{port}", target);
    expect(origin).toBe(address);
  });

  const hop = (isTrusted: boolean) =>
    ({ peer: "10.0.0.9", isTrusted, url: new URL("https://cart.dev.example.com"), environment: "envs/cart" }) as const;
  const ours = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "cart.dev.example.com",
    "x-forwarded-port": "443",
    "x-upstart-environment": "envs/cart",
  };

  test("what only whoever stands in front may say is not believed, however it is spelled", () => {
    const forged = {
      host: "cart.dev.example.com",
      cookie: "a=b",
      "x-forwarded-for": "1.2.3.4",
      "x-forwarded-host": "evil.example.com",
      x_forwarded_proto: "http",
      forwarded: "for=1.2.3.4",
      "x-real-ip": "1.2.3.4",
      "x-upstart-environment": "envs/other",
      connection: "close, x-secret, host",
      "x-secret": "1",
    };
    const kept = { host: "cart.dev.example.com", cookie: "a=b", ...ours };
    expect(forwardedHeaders(forged, hop(false), false)).toEqual({ ...kept, "x-forwarded-for": "10.0.0.9" });
    expect(forwardedHeaders(forged, hop(true), false)).toEqual({ ...kept, "x-forwarded-for": "1.2.3.4, 10.0.0.9" });
  });

  test("a websocket stays one", () => {
    const headers = { connection: "keep-alive, Upgrade", upgrade: "websocket" };
    expect(forwardedHeaders(headers, hop(false), true)).toMatchObject({ connection: "Upgrade", upgrade: "websocket" });
  });

  test("which networks are trusted", () => {
    const isTrusted = trustedNetworks("10.0.0.0/8,fd00::/8,192.0.2.1")!;
    const asked = ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1", "192.0.2.1", "11.0.0.1", "192.0.2.2", "nobody"];
    expect(asked.map(isTrusted)).toEqual([true, true, true, true, false, false, false]);
    expect(["10.0.0.0/33", "a.example.com", "10.0.0.0/8/8x"].map(trustedNetworks)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("where something failed, that comes first, and what is ready is not in the way", () => {
  const row = (release: string, state: string) => ({ service: "shop", release, state, message: "", lastWords: [] });
  const releases = [row("db", "ready"), row("web", "waiting"), row("worker", "failed")];
  const shown = (state: Situation["state"]) => {
    const situation: Situation = { state, releases };
    const page = pageOf(situation, wordsFor(situation), "cart.dev.example.com");
    return [...page.matchAll(/<b>(\w+) /g)].map(([, release]) => release);
  };
  expect(shown("failed")).toEqual(["worker", "web"]);
  expect(shown("building")).toEqual(["db", "web", "worker"]);
  expect(shown("asleep")).toEqual([]);
});

test("whatever is in a status is text on the page", () => {
  const evil = `<script>alert(1)</script>"'&`;
  const row = { service: evil, release: evil, state: "failed", message: evil, lastWords: [evil] };
  const situation: Situation = { state: "failed", name: evil, branch: evil, message: evil, releases: [row] };
  const page = pageOf(situation, wordsFor(situation), evil);
  expect(page).not.toMatch(/<script|&"|"'&[^#]/);
  expect(page.match(/&#60;script&#62;/g)?.length).toBeGreaterThan(6);
});

test.each([
  ["a Service's address without its port", ["--service-address", "{name}.{namespace}"], "{port}"],
  ["an address with a path", ["--service-address", "a/{port}"], "HOST:PORT"],
  ["networks that are none", ["--trusted-proxies", "internet"], "networks"],
])("%s is refused in words", (_, argv, words) => {
  const answer = readConfig(argv);
  expect(isAnswer(answer) && answer.stderr).toContain(words);
  expect(readConfig([])).toMatchObject({ drainMs: 10_000, listen: { port: 8080 }, healthListen: { port: 8081 } });
});
