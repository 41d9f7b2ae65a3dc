import { describe, expect, test } from "vitest";
import { CliError } from "../exit.ts";
import { envExplain } from "../verbs/env-explain.ts";
import { envGet, envUrl } from "../verbs/env-get.ts";
import { envList } from "../verbs/env-list.ts";
import { standingOf } from "./standing.ts";
import { NOW, openScene, stored } from "./testing/scene.ts";

const JSON_FLAGS = { output: "json", headers: true };
const TEXT_FLAGS = { output: "text", headers: true };
const source = (branch: string) => ({ repository: "acme/shop", ref: `refs/heads/${branch}`, sha: "9".repeat(40) });
const ready = { type: "Ready", status: "True", reason: "Ready", message: "all is ready" };
const url = { template: "https://{name}.example.com" };

function town() {
  const scene = openScene();
  const evict = { environments: 3, whenFull: "evict", minAge: "30m" };
  for (const object of [
    stored("shop", { template: true, services: {}, url, quota: evict }),
    stored("plain", { services: {} }),
    stored(
      "cart",
      { from: { name: "shop" }, owner: "ada", source: source("cart"), url },
      {
        phase: "Ready",
        conditions: [ready],
        expiresAt: "2030-01-04T02:00:00Z",
        expiresReason: "idle",
        lastActivity: { kind: "deploy", at: "2030-01-01T01:00:00Z", generation: 1 },
        history: [{ at: "2030-01-01T00:05:00Z", phase: "Ready", sha: "9".repeat(40), message: "all is ready" }],
      },
    ),
    stored(
      "mail",
      { from: { name: "shop" }, owner: "bob", source: source("mail"), url },
      {
        phase: "Expiring",
        expiresAt: "2030-01-01T03:00:00Z",
        expiresReason: "failed",
        failedSince: "2030-01-01T00:30:00Z",
      },
    ),
    stored(
      "new",
      { from: { name: "shop" }, owner: "ada", source: source("new") },
      { phase: "Queued", queuePosition: 2 },
    ),
  ])
    scene.cluster.put(object);
  return scene;
}

describe("env list", () => {
  const listed = async (flags: object) => {
    const { host, at, out } = town();
    await envList(host, { ...JSON_FLAGS, ...flags }, at);
    return (JSON.parse(out()) as { environments: { name: string }[] }).environments.map((e) => e.name);
  };

  test.each([
    ["who goes first comes first; templates and plain environments are none", {}, ["mail", "cart", "new"]],
    ["only those of whoever asks", { mine: true }, ["cart", "new"]],
    ["only those that are about to go", { expiring: true }, ["mail"]],
  ])("%s", async (_, flags, names) => {
    expect(await listed(flags)).toEqual(names);
  });

  test("a person reads whose it is, until when, why, and where", async () => {
    const { host, at, out } = town();
    await envList(host, TEXT_FLAGS, at);
    expect(
      out()
        .split("\n")
        .slice(0, 4)
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      ["NAME", "PHASE", "READY", "OWNER", "BRANCH", "SHA", "AGE", "EXPIRES", "WHY", "URL"],
      ["mail", "Expiring", "-", "bob", "mail", "9999999", "2h", "in 1h", "failed", "https://mail.example.com"],
      ["cart", "Ready", "✓", "ada", "cart", "9999999", "2h", "in 3d", "idle", "https://cart.example.com"],
      ["new", "Queued (2)", "-", "ada", "new", "9999999", "2h", "-", "-", "-"],
    ]);
  });

  test("nothing to list is said on stderr", async () => {
    const { host, at, out, err } = openScene();
    await envList(host, { ...TEXT_FLAGS, mine: true }, at);
    expect([out(), err()]).toEqual(["", "no branch environments of ada in the namespace team\n"]);
  });
});

describe("env get and url", () => {
  test.each([
    ["cart", 0],
    ["mail", 1],
  ])("get %s exits with %i", async (name, code) => {
    const { host, at, out } = town();
    expect(await envGet(host, JSON_FLAGS, at, name)).toBe(code);
    expect(JSON.parse(out())).toMatchObject({ name, repository: "acme/shop", template: "team/shop" });
  });

  test("the URL stands alone on stdout, also of one that waits for its template's copy", async () => {
    const { host, at, out, err } = town();
    await envUrl(host, TEXT_FLAGS, at, "new");
    expect(out()).toBe("https://new.example.com\n");
    expect(err()).toBe("new is Queued: the URL may not answer\n");
  });

  test("one without a URL, and one that is not there, end with 1 and what to do", async () => {
    const { host, at, out } = town();
    for (const name of ["plain", "nobody"]) {
      const error = await envUrl(host, TEXT_FLAGS, at, name).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(CliError);
      expect(error).toMatchObject({ exitCode: 1, help: expect.stringMatching(/./) });
    }
    expect(out()).toBe("");
  });
});

describe("env explain", () => {
  const explained = async (name: string, prepare?: (scene: ReturnType<typeof town>) => void) => {
    const scene = town();
    prepare?.(scene);
    await envExplain(scene.host, JSON_FLAGS, scene.at, name);
    const { told } = JSON.parse(scene.out()) as { told: { what: string; text: string }[] };
    return Object.fromEntries(told.map((t) => [t.what, t.text]));
  };

  test("when it goes and why, who would have to go before it, and what has happened", async () => {
    const cart = await explained("cart");
    expect(cart).toMatchObject({
      created: expect.stringContaining("for ada, from acme/shop refs/heads/cart"),
      expires: expect.stringMatching(/^in 3d, at 2030-01-04T02:00:00Z: .*5d/),
      evicted: expect.stringMatching(/^number 2 /),
      history: "2030-01-01T00:05:00Z  Ready 9999999  all is ready",
    });
    expect((await explained("mail")).evicted).toMatch(/^number 1 /);
    expect((await explained("new")).is).toBe("queued: number 2 in the queue");
  });

  test("of one that is gone, what the events still know", async () => {
    const gone = await explained("old", ({ cluster }) => {
      for (const [i, reason] of ["ExpiresSoon", "Evicted", "Deleted"].entries())
        cluster.put({
          apiVersion: "events.k8s.io/v1",
          kind: "Event",
          metadata: { name: `old.${i}`, namespace: "team" },
          regarding: { kind: "UpstartEnvironment", name: "old" },
          eventTime: `2030-01-01T0${i}:00:00.000000Z`,
          reason,
          note: "makes room for new",
        });
    });
    expect(gone.is).toBe("gone: Evicted, makes room for new");
    await expect(explained("nobody")).rejects.toBeInstanceOf(CliError);
  });
});

describe("how an environment stands, and what helps", () => {
  const since = "2030-01-01T01:00:00Z";
  const end = { expiresAt: "2030-01-01T03:00:00Z", expiresReason: "idle" };
  const says = (message: string) => [{ type: "Ready", status: "False", reason: "Progressing", message }];
  const standing = (status: object, metadata: object = {}) =>
    standingOf(
      stored("cart", { source: source("cart"), ttl: { failed: "6h", max: "9d" } }, status, metadata),
      "upstart",
      NOW,
    );

  test.each<[string, ReturnType<typeof standing>, string, string[]]>([
    [
      "asleep",
      standing({ phase: "Sleeping", asleepSince: since, ...end }),
      `asleep since ${since} (1h ago)`,
      ["wake cart"],
    ],
    [
      "asleep, and about to go",
      standing({ phase: "Expiring", asleepSince: since, ...end }),
      `asleep since ${since} (1h ago); it goes in 1h, at ${end.expiresAt}: nobody uses it for 5d`,
      ["wake cart"],
    ],
    [
      "about to go",
      standing({ phase: "Expiring", ...end }),
      `expiring; it goes in 1h, at ${end.expiresAt}: nobody uses it for 5d`,
      ["extend cart"],
    ],
    [
      "about to go, whatever is asked",
      standing({ phase: "Expiring", ...end, expiresReason: "max" }),
      `expiring; it goes in 1h, at ${end.expiresAt}: it may live for 9d, whoever uses it`,
      [],
    ],
    [
      "failed",
      standing({ phase: "Failed", failedSince: since, ...end, expiresReason: "failed" }),
      `failed since ${since} (1h ago); it goes in 1h, at ${end.expiresAt}: it has failed, and is kept for 6h to be looked at`,
      ["extend cart"],
    ],
    [
      "queued",
      standing({
        phase: "Queued",
        queuePosition: 1,
        conditions: says("all 2 slots are taken; mail is the next to go"),
      }),
      "queued: all 2 slots are taken; mail is the next to go",
      ["list"],
    ],
    [
      "held by somebody",
      standing(
        {
          phase: "Blocked",
          teardown: { step: 2, of: 3 },
          conditions: says("is being deleted: shop is kept by the finalizer example.com/x"),
        },
        { deletionTimestamp: since },
      ),
      `blocked since ${since} (1h ago), step 2 of 3: being deleted: shop is kept by the finalizer example.com/x`,
      [],
    ],
  ])("%s", (_, seen, text, verbs) => {
    expect(seen).toMatchObject({ name: "cart", text, next: verbs.map((v) => `upstart env ${v} -n team`) });
  });

  test("of one that is ready there is nothing more to say", () => {
    expect(standing({ phase: "Ready", ...end })).toBeUndefined();
  });
});
