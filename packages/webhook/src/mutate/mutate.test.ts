import { KINDS, type Kind, type KubeObject } from "@upstart/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReviewRequest } from "../admission/review.ts";
import { CREATOR_ANNOTATION } from "../creator.ts";
import { applyPatch } from "../testing/apply-patch.ts";
import { allCases } from "../testing/cases.ts";
import { creating, deleting, environment, peersOf, release, service, stored, updating } from "../testing/objects.ts";
import { validate } from "../validate/validate.ts";
import { mutate } from "./mutate.ts";

const patched = (review: ReviewRequest): KubeObject => applyPatch(review.object!, mutate(review));
const namesOf = ({ spec }: KubeObject) =>
  Object.fromEntries(
    Object.entries((spec as { helmReleases: Record<string, { releaseName?: string }> }).helmReleases).map(([k, r]) => [
      k,
      r.releaseName,
    ]),
  );

describe("what is created", () => {
  test("says who made it, is found by its name, and has its Helm names written out", () => {
    const object = service("shop", { exampleService: release(), db: release({ releaseName: "postgres" }) });
    expect(mutate(creating(object))).toEqual([
      { op: "add", path: "/metadata/annotations", value: { [CREATOR_ANNOTATION]: "jane" } },
      { op: "add", path: "/metadata/labels", value: { "upstart.com/service": "shop" } },
      { op: "add", path: "/spec/helmReleases/exampleService/releaseName", value: "example-service" },
    ]);
  });

  test("keeps what it has besides", () => {
    const metadata = {
      annotations: { a: "b", [CREATOR_ANNOTATION]: "joe" },
      labels: { "upstart.com/release": "mine" },
    };
    expect(mutate(creating(stored("HelmRelease", "api", release(), metadata)))).toEqual([
      { op: "add", path: "/metadata/annotations/upstart.com~1created-by", value: "jane" },
      { op: "add", path: "/spec/releaseName", value: "api" },
    ]);
  });

  test("has the releases completed that it writes itself, not those of a template", () => {
    const services = {
      "a/b": { spec: { helmReleases: { "x.y": release() } } },
      t: { from: { name: "t" }, releases: { api: {} } },
    };
    expect(mutate(creating(environment("pr-1", { services }))).slice(1)).toEqual([
      { op: "add", path: "/metadata/labels", value: { "upstart.com/environment": "pr-1" } },
      { op: "add", path: "/spec/services/a~1b/spec/helmReleases/x.y/releaseName", value: "x.y" },
    ]);
  });

  test("with a name that is still to be made gets no label yet", () => {
    const { name: _, ...metadata } = { ...service("x", {}).metadata, generateName: "shop-" };
    const object = { ...service("x", { api: release() }), metadata } as unknown as KubeObject;
    expect(mutate(creating(object)).map((o) => o.path)).toEqual([
      "/metadata/annotations",
      "/spec/helmReleases/api/releaseName",
    ]);
  });

  test("gets no Helm name that Helm would not take: whoever checks the object says it better", () => {
    expect(namesOf(patched(creating(service("shop", { my_api: release(), ["a".repeat(60)]: release() }))))).toEqual({
      my_api: undefined,
      ["a".repeat(60)]: undefined,
    });
  });
});

describe("what is updated", () => {
  const old = patched(creating(service("shop", { api: release(), db: release({ releaseName: "postgres" }) })));

  test("as it was applied first, which is what apply sends again, becomes what it was", () => {
    const again = service("shop", { api: release(), db: release() });
    expect(patched(updating(old, again, { userInfo: { username: "joe" } }))).toEqual(old);
  });

  test("by somebody else keeps its maker", () => {
    const forged = { ...old, metadata: { ...old.metadata, annotations: { [CREATOR_ANNOTATION]: "joe" } } };
    expect(patched(updating(old, forged, { userInfo: { username: "joe" } })).metadata.annotations).toEqual({
      [CREATOR_ANNOTATION]: "jane",
    });
  });

  test("and has none, since it is older than the webhook, gets none", () => {
    const ancient = service("shop", { api: release() });
    const claimed = {
      ...ancient,
      metadata: { ...ancient.metadata, annotations: { a: "b", [CREATOR_ANNOTATION]: "joe" } },
    };
    expect(patched(updating(ancient, claimed)).metadata.annotations).toEqual({ a: "b" });
  });

  test("in its metadata only keeps its spec, byte by byte", () => {
    const ancient = service("shop", { api: release() });
    const finalized = { ...ancient, metadata: { ...ancient.metadata, finalizers: ["x"] } };
    expect(mutate(updating(ancient, finalized)).filter((o) => o.path.startsWith("/spec"))).toEqual([]);
  });

  test("while it goes is left alone", () => {
    const going = { ...old, metadata: { ...old.metadata, deletionTimestamp: "2030-01-01T00:00:00Z", annotations: {} } };
    expect(mutate(updating(old, going))).toEqual([]);
    expect(mutate(deleting(old))).toEqual([]);
  });
});

test("what the controllers made is left alone", () => {
  const owner = {
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    name: "s",
    uid: "1",
    controller: true,
  };
  const metadata = { labels: { "app.kubernetes.io/managed-by": "upstart" }, ownerReferences: [owner] };
  expect(mutate(creating(stored("HelmRelease", "s-api", release(), metadata)))).toEqual([]);
});

test("twice is once, for whatever is in the engine's cases; and the verdict is the same as before", () => {
  for (const { name, objects } of allCases()) {
    for (const object of objects.filter((o) => KINDS.includes(o.kind as Kind))) {
      const once = patched(creating(object));
      expect(mutate(creating(once)), name).toEqual([]);
      expect(mutate(updating(once, once)), name).toEqual([]);
      const peers = peersOf(...objects);
      const codes = (o: KubeObject) => validate(creating(o), peers).causes.map((c) => [c.reason, c.field]);
      expect(codes(once), name).toEqual(codes(object));
    }
  }
});

test("whatever an object looks like, the patch can be applied, and twice is once", () => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc
      .dictionary(fc.string(), fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.record({ chart: fc.string() })))
      .map((helmReleases) => ({ helmReleases })),
  );
  const metadata = fc.record(
    { name: fc.string(), labels: fc.jsonValue({ maxDepth: 1 }), annotations: fc.dictionary(fc.string(), fc.string()) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.constantFrom("UpstartService", "UpstartEnvironment", "HelmRelease", "X"),
      metadata,
      anything,
      (kind, meta, spec) => {
        const base = service("x", {});
        const object = { ...base, kind, metadata: meta, spec } as unknown as KubeObject;
        const once = patched({ ...creating(base), object });
        expect(mutate({ ...creating(base), object: once })).toEqual([]);
      },
    ),
  );
});
