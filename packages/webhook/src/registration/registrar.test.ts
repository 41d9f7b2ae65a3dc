import { memoryLog } from "@upstart/controller/testing/memory-log";
import { ClusterError, type KubeObject } from "@upstart/engine";
import { fakeClock, fakeCluster } from "@upstart/engine/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { CONFIGURATION, CONFIGURATION_KINDS, configurationsOf } from "./configurations.ts";
import { holds, Registrar } from "./registrar.ts";

const BUNDLE = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
const address = { url: "https://127.0.0.1:9443" } as const;

function stage(options: { readonly owner?: string } = {}) {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  const published: number[] = [];
  const registrar = new Registrar({
    cluster,
    clock,
    log: memoryLog(),
    registration: { address, failurePolicy: "Fail" },
    ...options,
    onPublished: () => void published.push(clock.now()),
  });
  const bundles = () =>
    cluster
      .objects()
      .filter((o) => o.webhooks !== undefined)
      .flatMap((o) =>
        (o.webhooks as { clientConfig: { caBundle?: string } }[]).map((w) =>
          Buffer.from(w.clientConfig.caBundle ?? "", "base64").toString(),
        ),
      );
  onTestFinished(() => registrar.stop());
  return { clock, cluster, registrar, published, bundles };
}

describe("the configurations", () => {
  test("are both written, with what is to be trusted in every entry, and say when they are there", async () => {
    const { clock, cluster, registrar, published, bundles } = stage();
    registrar.trust(BUNDLE);
    expect(registrar.isPublished()).toBe(false);
    void registrar.run();
    await clock.advance(0);
    expect(cluster.objects().map((o) => `${o.kind}/${o.metadata.name}`)).toEqual([
      `ValidatingWebhookConfiguration/${CONFIGURATION}`,
      `MutatingWebhookConfiguration/${CONFIGURATION}`,
    ]);
    expect(bundles()).toEqual([BUNDLE, BUNDLE, BUNDLE]);
    expect(registrar.isPublished(BUNDLE)).toBe(true);
    expect(registrar.isPublished("another")).toBe(false);
    expect(published.length).toBeGreaterThan(0);
  });

  test("are not written again while they are as they are to be", async () => {
    const { clock, cluster, registrar } = stage();
    registrar.trust(BUNDLE);
    void registrar.run();
    await clock.advance(3_600_000);
    expect(cluster.calls.filter((c) => c.startsWith("apply"))).toHaveLength(2);
  });

  test("follow what is to be trusted", async () => {
    const { clock, registrar, bundles } = stage();
    registrar.trust(BUNDLE);
    void registrar.run();
    await clock.advance(0);
    registrar.trust(BUNDLE + BUNDLE);
    await clock.advance(0);
    expect(new Set(bundles())).toEqual(new Set([BUNDLE + BUNDLE]));
  });

  test("are put back when somebody edits or deletes them", async () => {
    const { clock, cluster, registrar, bundles } = stage();
    registrar.trust(BUNDLE);
    void registrar.run();
    await clock.advance(0);
    const [validating, mutating] = cluster.objects() as [KubeObject, KubeObject];
    cluster.put({ ...validating, webhooks: [] });
    cluster.remove({ apiVersion: mutating.apiVersion, kind: mutating.kind, name: CONFIGURATION });
    await clock.advance(0);
    expect(bundles()).toEqual([BUNDLE, BUNDLE, BUNDLE]);
  });

  test("are written once the API server takes them; one that is refused does not stop the other for ever", async () => {
    const { clock, cluster, registrar, bundles } = stage();
    cluster.fail("MutatingWebhookConfiguration", "Forbidden");
    registrar.trust(BUNDLE);
    void registrar.run();
    await clock.advance(30_000);
    expect(registrar.isPublished()).toBe(false);
    cluster.fail("MutatingWebhookConfiguration", undefined);
    await clock.advance(30_000);
    expect(bundles()).toHaveLength(3);
  });

  test.each(CONFIGURATION_KINDS)(
    "are written each by itself: that the %s is refused does not stop the other",
    async (kind) => {
      const { clock, cluster } = stage();
      const registrar = new Registrar({
        cluster: {
          ...cluster,
          apply: async (object, options) => {
            if (object.kind === kind) throw new ClusterError("Forbidden", "some policy forbids it");
            return await cluster.apply(object, options);
          },
        },
        clock,
        log: memoryLog(),
        registration: { address, failurePolicy: "Fail" },
        onPublished: () => undefined,
      });
      onTestFinished(() => registrar.stop());
      registrar.trust(BUNDLE);
      void registrar.run();
      await clock.advance(0);
      expect(cluster.objects().map((o) => o.kind)).toEqual(CONFIGURATION_KINDS.filter((k) => k !== kind));
    },
  );

  test("belong to a ClusterRole, are written when it is there, and not put back once it has gone", async () => {
    const role = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "hook" };
    const { clock, cluster, registrar, bundles } = stage({ owner: "hook" });
    registrar.trust(BUNDLE);
    void registrar.run();
    await clock.advance(30_000);
    expect(cluster.objects()).toEqual([]);
    expect(registrar.isPublished()).toBe(false);
    cluster.put({ ...role, metadata: { name: "hook", uid: "first" } });
    await clock.advance(30_000);
    const configurations = () => cluster.objects().filter((o) => o.webhooks !== undefined);
    expect(configurations().map((o) => o.metadata.ownerReferences)).toEqual([
      [{ ...role, uid: "first" }],
      [{ ...role, uid: "first" }],
    ]);
    cluster.remove(role);
    for (const { apiVersion, kind, metadata } of configurations())
      cluster.remove({ apiVersion, kind, name: metadata.name });
    await clock.advance(3_600_000);
    expect(bundles()).toEqual([]);
  });

  test("are let be at once when the end comes, also while the API server is away", async () => {
    const { clock, cluster } = stage();
    const away = {
      synced: new Promise<void>(() => undefined),
      get: () => undefined,
      list: () => [],
      stop: () => undefined,
    };
    const registrar = new Registrar({
      cluster: { get: cluster.get, apply: cluster.apply, watch: () => away },
      clock,
      log: memoryLog(),
      registration: { address, failurePolicy: "Fail" },
      onPublished: () => undefined,
    });
    const ended = registrar.run();
    await clock.advance(0);
    registrar.stop();
    await ended;
    expect(cluster.calls).toEqual([]);
  });

  test("that trust more than is wanted are left as they are, where the bundle comes from elsewhere", async () => {
    const { clock, cluster, registrar, bundles } = stage();
    const other = BUNDLE.replace("AA==", "BB==");
    registrar.trust(other + BUNDLE, { mayBeMore: true });
    void registrar.run();
    await clock.advance(0);
    registrar.trust(BUNDLE, { mayBeMore: true }); // another replica has read the files earlier
    await clock.advance(600_000);
    expect(new Set(bundles())).toEqual(new Set([other + BUNDLE]));
    expect(registrar.isPublished()).toBe(true);
    const [validating] = cluster.objects() as [KubeObject];
    cluster.put({
      ...validating,
      webhooks: configurationsOf({ address, failurePolicy: "Fail", caBundle: other })[0]!.webhooks,
    });
    await clock.advance(0);
    expect(new Set(bundles())).toEqual(new Set([BUNDLE + other, other + BUNDLE]));
  });

  test("leave the bundle to others where it is not ours", () => {
    const text = JSON.stringify(configurationsOf({ address, failurePolicy: "Fail" }));
    expect(text).not.toContain("caBundle");
  });
});

test("by Service or by address: what the API server calls", () => {
  const configsOf = (objects: readonly KubeObject[]) =>
    objects.flatMap((o) => (o.webhooks as { clientConfig: object }[]).map((w) => w.clientConfig));
  expect(configsOf(configurationsOf({ address: { url: "https://h:1/" }, failurePolicy: "Fail" }))).toEqual([
    { url: "https://h:1/validate" },
    { url: "https://h:1/validate" },
    { url: "https://h:1/mutate" },
  ]);
  const service = { namespace: "n", name: "s", port: 443 };
  expect(configsOf(configurationsOf({ address: { service }, failurePolicy: "Fail" }))[2]).toEqual({
    service: { ...service, path: "/mutate" },
  });
});

test.each([
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [[1, 2], [1, 2], true],
  [[1, 2], [1], false],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }, true],
  [undefined, {}, false],
])("%j holds %j: %s", (actual, wanted, answer) => expect(holds(actual, wanted)).toBe(answer));
