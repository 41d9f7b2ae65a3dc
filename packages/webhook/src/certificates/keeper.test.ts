import { X509Certificate } from "node:crypto";
import { memoryLog } from "@upstart/controller/testing/memory-log";
import type { Clock, ObjectKey } from "@upstart/engine";
import { type FakeClock, fakeClock, fakeCluster } from "@upstart/engine/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { realClock, tlsBench } from "../testing/tls-bench.ts";
import { CertificateKeeper, type KeeperOptions } from "./keeper.ts";
import { bundleOf, decodeMaterial, type Material, namesOf } from "./material.ts";
import type { Lifetimes } from "./rotation.ts";

const SECRET = { namespace: "upstart", name: "upstart-webhook-tls" };
const KEY: ObjectKey = { apiVersion: "v1", kind: "Secret", ...SECRET };
const MINUTE_MS = 60_000;
/** Backdated by an hour, so an authority is renewed after (60 + 120) * 2/3 - 60 = 60 minutes. */
const SHORT: Lifetimes = {
  authorityMs: 120 * MINUTE_MS,
  leafMs: 300 * MINUTE_MS,
  overlapMs: 2 * MINUTE_MS,
  keepMs: 10 * MINUTE_MS,
};

function stage(clock: Clock = fakeClock()) {
  const cluster = fakeCluster(clock);
  const stored = () => cluster.objects().find((o) => o.kind === "Secret");
  const keeper = (more: Partial<KeeperOptions> = {}) => {
    const changes: Material[] = [];
    const one = new CertificateKeeper({
      cluster,
      clock,
      random: () => 0,
      log: memoryLog(),
      secret: SECRET,
      names: ["upstart-webhook.upstart.svc"],
      isPublished: () => true,
      onChange: (material) => void changes.push(material),
      lifetimes: SHORT,
      ...more,
    });
    onTestFinished(() => one.stop());
    return { one, changes };
  };
  return { clock: clock as FakeClock, cluster, stored, keeper };
}

const authorityIn = (material: Material | undefined) => new X509Certificate(material!.authority.cert).fingerprint256;

/** Keys are made beside the event loop, in time that no fake clock knows. */
async function passing(clock: FakeClock, stepMs: number, until: () => boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        if (!until()) await clock.advance(stepMs);
        return until();
      },
      { interval: 5 },
    )
    .toBe(true);
}

describe("certificates", () => {
  test("are made once, however many replicas start together, and all serve what that one authority signed", async () => {
    const { keeper, stored } = stage();
    const replicas = [keeper(), keeper(), keeper()];
    await Promise.all(replicas.map(({ one }) => one.start()));
    const authorities = new Set(
      [decodeMaterial(stored()), ...replicas.map(({ one }) => one.material)].map(authorityIn),
    );
    expect(authorities.size).toBe(1);
    expect(stored()).toMatchObject({ type: "kubernetes.io/tls" });
  });

  test("are for the names that are called, for servers only, and begin a while ago", async () => {
    const { keeper, clock } = stage();
    const { one } = keeper({ names: ["webhook.upstart.svc", "127.0.0.1"] });
    await one.start();
    const { leaf, authority } = one.material!;
    const [own, issuer] = [new X509Certificate(leaf.cert), new X509Certificate(authority.cert)];
    expect(namesOf(leaf.cert)).toEqual(["webhook.upstart.svc", "127.0.0.1"]);
    expect(own.ca).toBe(false);
    expect(issuer.ca).toBe(true);
    expect(own.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(own.checkIssued(issuer)).toBe(true);
    expect(Date.parse(own.validFrom)).toBe(clock.now() - 60 * MINUTE_MS);
    expect(own.serialNumber).toMatch(/^[0-9A-F]{32}$/);
  });

  test("are made for one more name where that is called, and keep the others", async () => {
    const { keeper } = stage();
    await keeper({ names: ["a.svc"] }).one.start();
    const { one } = keeper({ names: ["b.svc"] });
    await one.start();
    void one.run();
    await expect.poll(() => namesOf(one.material!.leaf.cert).sort()).toEqual(["a.svc", "b.svc"]);
  });

  test("are written back when somebody deletes or breaks the Secret, and stay the same", async () => {
    const { keeper, cluster, stored } = stage();
    const { one } = keeper();
    await one.start();
    void one.run();
    const before = authorityIn(one.material);
    cluster.remove(KEY);
    await expect.poll(() => stored() && authorityIn(decodeMaterial(stored()))).toBe(before);
    cluster.put({ ...stored()!, data: { ...(stored()!.data as object), "tls.key": "bm9uZQ==" } });
    await expect.poll(() => decodeMaterial(stored()) && authorityIn(decodeMaterial(stored()))).toBe(before);
  });

  test("are waited for while the API server is away", async () => {
    const { keeper, cluster, clock } = stage();
    cluster.fail("Secret", "Unreachable");
    const { one } = keeper();
    const started = one.start();
    await clock.advance(20_000);
    expect(one.material).toBeUndefined();
    cluster.fail("Secret", undefined);
    await passing(clock, 5000, () => one.material !== undefined);
    expect(await started).toBe(true);
  });

  test("end the waiting when told to", async () => {
    const { keeper, cluster, clock } = stage();
    cluster.fail("Secret", "Unreachable");
    const { one } = keeper();
    const started = one.start();
    one.stop();
    await clock.advance(5000);
    expect(await started).toBe(false);
  });
});

describe("a new authority", () => {
  test("is trusted for a while, then signs, and the old one is forgotten last", async () => {
    const { keeper, clock } = stage();
    const { one, changes } = keeper();
    await one.start();
    void one.run();
    const began = clock.now();
    await passing(clock, MINUTE_MS, () => changes.length >= 4);
    const [first, prepared, promoted, over] = changes as [Material, Material, Material, Material];
    expect(bundleOf(prepared)).toBe(first.authority.cert + prepared.next!.cert);
    expect(prepared.leaf).toEqual(first.leaf);
    expect(prepared.next!.since - began).toBeGreaterThanOrEqual(60 * MINUTE_MS);
    expect(promoted.authority.cert).toBe(prepared.next!.cert);
    expect(bundleOf(promoted)).toBe(prepared.next!.cert + first.authority.cert);
    expect(promoted.previous!.since - prepared.next!.since).toBeGreaterThanOrEqual(SHORT.overlapMs);
    expect(bundleOf(over)).toBe(promoted.authority.cert);
  });

  test("does not sign before it is published", async () => {
    const { keeper, clock } = stage();
    let isPublished = false;
    const { one, changes } = keeper({ isPublished: () => isPublished });
    await one.start();
    void one.run();
    await passing(clock, MINUTE_MS, () => changes.length >= 2);
    await clock.advance(20 * MINUTE_MS);
    expect(changes.length).toBe(2);
    isPublished = true;
    await passing(clock, MINUTE_MS, () => changes.length >= 3);
    expect(changes[2]!.previous?.cert).toBe(changes[0]!.authority.cert);
  });

  test("comes eight times while two replicas are called, and no call fails", async () => {
    const { keeper } = stage(realClock);
    const bench = await tlsBench();
    // Always due: half a life of an hour is over when it begins, since it is backdated.
    const lifetimes: Lifetimes = { authorityMs: 20 * MINUTE_MS, leafMs: SHORT.leafMs, overlapMs: 100, keepMs: 100 };
    const names = ["127.0.0.1"];
    let published = "";
    const isPublished = (bundle: string) => bundle === published;
    const { one: first } = keeper({
      lifetimes,
      names,
      isPublished,
      onChange: (material) => {
        bench.server.use(material.leaf);
        const bundle = bundleOf(material);
        // Callers see what is published later than we write it.
        setTimeout(() => {
          published = bundle;
          bench.ca = bundle;
          for (const one of [first, second]) one.wake();
        }, 20);
      },
    });
    const { one: second } = keeper({ lifetimes, names, isPublished });
    await first.start();
    await second.start();
    await expect.poll(() => published).not.toBe("");
    const running = [first.run(), second.run()];
    const [seen, followed] = [new Set<string>(), new Set<string>()];
    for (let calls = 0; seen.size <= 8; calls++) {
      const { status } = await bench.send("/livez", undefined, { method: "GET" });
      expect([calls, status]).toEqual([calls, 200]);
      seen.add(authorityIn(first.material));
      followed.add(authorityIn(second.material));
    }
    first.stop();
    second.stop();
    await Promise.all(running);
    expect([...followed].filter((authority) => seen.has(authority)).length).toBeGreaterThan(4);
  });
});

describe("a server", () => {
  test("keeps what it serves where a new certificate does not fit its key", async () => {
    const bench = await tlsBench();
    const other = await tlsBench();
    expect(() => bench.server.use({ cert: other.authority.cert, key: bench.authority.key })).toThrow();
    expect((await bench.send("/livez", undefined, { method: "GET" })).status).toBe(200);
  });
});

test("an error that is no failure of the world is not swallowed", async () => {
  const { keeper, cluster } = stage();
  const { one } = keeper({
    cluster: {
      ...cluster,
      get: async () => {
        throw new TypeError("a bug");
      },
    },
  });
  await expect(one.start()).rejects.toThrow("a bug");
});
