import { describe, expect, test } from "vitest";
import { messageOf } from "../admission/verdict.ts";
import { CREATOR_ANNOTATION } from "../creator.ts";
import {
  creating,
  deleting,
  environment,
  needing,
  peersOf,
  publishing,
  release,
  request,
  service,
  stored,
  updating,
} from "../testing/objects.ts";
import { validate } from "./validate.ts";

const codesOf = (judgement: { causes: readonly { reason: string }[] }) => judgement.causes.map((c) => c.reason);
const NOTHING = { causes: [], warnings: [], annotations: {}, needs: [] };
const cyclic = { api: needing("cache"), cache: needing("api") };

describe("what is refused", () => {
  test("names every fault with its field, and says the first one in a line with what to do", () => {
    const bad = service("shop", { ...cyclic, web: release({ values: { a: "<< db >>" } }) });
    const { causes } = validate(creating(bad), peersOf());
    expect(causes.map((c) => `${c.field} ${c.reason}`)).toEqual([
      "spec.helmReleases.api.dependencies[0].name DependencyCycle",
      "spec.helmReleases.web.values.a MalformedReference",
    ]);
    expect(messageOf(causes)).toBe(
      "spec.helmReleases.api.dependencies[0].name: DependencyCycle: api -> cache -> api; remove one of these dependencies (and 1 more: see the causes, or run upstart lint)",
    );
  });

  test("a circle through others is refused where it is closed, whoever it is shown in", () => {
    const users = service("users", { users: needing("orders") });
    const orders = service("orders", { orders: needing("users") });
    const { causes } = validate(creating(users), peersOf(orders));
    expect(causes).toMatchObject([
      { reason: "DependencyCycle", field: "spec.helmReleases.users.dependencies[0].name" },
    ]);
    expect(causes[0]!.message).toContain("orders -> orders/orders -> users -> users/users -> orders");
  });

  describe("a circle through environments that take services from one another", () => {
    const real = (needed: string) => ({ spec: { helmReleases: { rel: needing(needed) } } });
    const proxy = (environment: string) => ({ ...real("x"), mode: "proxy", proxy: { environment } });
    const of = (name: string, services: object) => stored("UpstartEnvironment", name, { services });

    test.each([
      ["a service that each takes from the other", { prices: proxy("b") }, { prices: proxy("a") }],
      [
        "services that need what the other has",
        { web: real("api"), api: proxy("b") },
        { web: proxy("a"), api: real("web") },
      ],
    ])("is refused where it is closed: %s", (_, ofA, ofB) => {
      const a = of("a", ofA);
      expect(codesOf(validate(creating(a), peersOf()))).toEqual([]);
      expect(codesOf(validate(creating(of("b", ofB)), peersOf(a)))).toEqual(["DependencyCycle"]);
    });

    test("is refused through three of them", () => {
      const [a, b] = [of("a", { prices: proxy("b") }), of("b", { prices: proxy("c") })];
      const { causes } = validate(creating(of("c", { prices: proxy("a") })), peersOf(a, b));
      expect(causes).toMatchObject([{ reason: "DependencyCycle", field: "spec.services.prices.proxy.environment" }]);
      expect(causes[0]!.message).toContain("a-prices -> b-prices -> c-prices -> a-prices");
    });
  });

  test("a slip is one among releases that stand alone, too", () => {
    const postgres = stored("HelmRelease", "postgres", release());
    const api = stored("HelmRelease", "api", release({ dependencies: [{ name: "postgers" }] }));
    expect(codesOf(validate(creating(api), peersOf(postgres)))).toEqual(["UnknownDependency"]);
    expect(codesOf(validate(creating(api), peersOf()))).toEqual([]);
  });

  test("whatever else is stored, in whatever order it came, the answer is the same", () => {
    const objects = [
      service("db", { db: release(publishing("external", "URL")) }),
      service("page", { page: needing("shop.A") }),
      service("shop2", { api: release() }),
    ];
    const one = validate(creating(service("shop", { ...cyclic, web: needing("db.URI", "web") })), peersOf(...objects));
    expect(one.causes.length).toBe(4);
    expect(
      validate(creating(service("shop", { ...cyclic, web: needing("db.URI", "web") })), peersOf(...objects.reverse())),
    ).toEqual(one);
  });
});

describe("what may still come", () => {
  test("is a warning", () => {
    const judgement = validate(creating(service("shop", { api: needing("payments.URL") })), peersOf());
    expect(judgement.causes).toEqual([]);
    expect(judgement.warnings).toEqual([
      'spec.helmReleases.api.dependencies[0].name: there is no release or service "payments" here; it may be applied later',
    ]);
  });

  test("a dry run is judged as the real one", () => {
    const bad = service("shop", cyclic);
    expect(validate(creating(bad, { dryRun: true }), peersOf())).toEqual(validate(creating(bad), peersOf()));
  });
});

describe("an update", () => {
  const old = service("shop", { ...cyclic, web: release() });

  test("may keep the faults that were there before, and is warned of them", () => {
    const { causes, warnings } = validate(
      updating(old, service("shop", { ...cyclic, web: release({ version: "2" }) })),
      peersOf(old),
    );
    expect(causes).toEqual([]);
    expect(warnings).toEqual(["was so before: spec.helmReleases.api.dependencies[0].name: api -> cache -> api"]);
  });

  test("may not bring new ones", () => {
    const worse = service("shop", { ...cyclic, web: needing("web") });
    expect(validate(updating(old, worse), peersOf(old)).causes).toMatchObject([
      { reason: "DependencyCycle", field: "spec.helmReleases.web.dependencies[0].name" },
    ]);
  });

  test("may not bring more of a kind that was there", () => {
    const bad = (...keys: string[]) =>
      service("shop", { web: release({ values: Object.fromEntries(keys.map((k) => [k, "<< db >>"])) }) });
    expect(validate(updating(bad("a"), bad("b")), peersOf()).causes).toEqual([]);
    expect(validate(updating(bad("a"), bad("a", "b")), peersOf()).causes).toHaveLength(1);
  });

  test("of values that were too large may make them smaller", () => {
    const large = (kib: number) => service("shop", { web: release({ values: { a: "x".repeat(kib * 1024) } }) });
    expect(codesOf(validate(creating(large(300)), peersOf()))).toEqual(["ValuesTooLarge"]);
    expect(validate(updating(large(310), large(300)), peersOf()).causes).toEqual([]);
  });

  test.each([
    ["that changes nothing of the spec", { labels: { a: "b" } }, old.spec],
    [
      "of something that is being deleted",
      { deletionTimestamp: "2030-01-02T00:00:00Z", finalizers: [] },
      { helmReleases: { a: needing("a") } },
    ],
  ])("%s is let through without a look", (_, metadata, spec) => {
    const object = { ...old, metadata: { ...old.metadata, ...metadata }, spec };
    expect(validate(updating(old, object), peersOf(old))).toEqual(NOTHING);
  });

  test("is warned of what it breaks in others, and not refused: one of the two must come first", () => {
    const db = (key: string) => service("db", { db: release(publishing("external", key)) });
    const web = service("web", { web: needing("db.URL") });
    const { causes, warnings } = validate(updating(db("URL"), db("DSN")), peersOf(db("URL"), web));
    expect(causes).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^breaks UpstartService shop\/web: "web" uses << db.outputs.URL >>/),
    ]);
    expect(validate(updating(db("URL"), db("URL")), peersOf(db("URL"), web)).warnings).toEqual([]);
  });

  test("of a template is warned of the environments that it breaks", () => {
    const template = (values: object) => service("shop", { api: release({ values }) }, {}, { suspend: true });
    const user = environment("pr-1", { services: { shop: { from: { name: "shop" } } }, params: { sha: "1" } });
    const peers = peersOf(template({}), user);
    const use = (param: string) => template({ a: `<< environment.params.${param} >>` });
    expect(validate(updating(template({}), use("sha")), peers)).toMatchObject({ causes: [], warnings: [] });
    expect(validate(updating(template({}), use("tag")), peers)).toMatchObject({
      causes: [],
      warnings: [
        expect.stringContaining('breaks UpstartEnvironment shop/pr-1: the environment "pr-1" has no param "tag"'),
      ],
    });
  });
});

test("an environment is refused for what its template cannot do in it, where it names that", () => {
  const template = service(
    "shop",
    { api: release({ values: { a: "<< environment.params.tag >>" } }) },
    {},
    { suspend: true },
  );
  const user = environment("pr-1", { services: { shop: { from: { name: "shop" } } }, params: { sha: "1" } });
  const { causes } = validate(creating(user), peersOf(template));
  expect(causes).toMatchObject([{ reason: "UnknownParam", field: "spec.services.shop.from" }]);
});

describe("a deletion", () => {
  test("is never refused, and says who still needs it", () => {
    const db = service("db", { db: release(publishing("external")) });
    const web = service("web", { web: needing("db.URL") });
    const user = environment("pr-1", { services: { db: { from: { name: "db" } } } });
    expect(validate(deleting(db), peersOf(db, web, user))).toEqual({
      ...NOTHING,
      warnings: [
        "is held until it is no longer needed by UpstartService shop/web",
        "is the template of UpstartEnvironment shop/pr-1",
      ],
    });
    expect(validate(deleting(web), peersOf(db, web, user))).toEqual(NOTHING);
  });
});

describe("what the controllers made", () => {
  const made = stored("HelmRelease", "shop-api", release({ dependencies: [{ name: "shop-api" }] }), {
    labels: { "app.kubernetes.io/managed-by": "upstart" },
    ownerReferences: [
      {
        apiVersion: "upstartoperators.upstart.com/v1alpha1",
        kind: "UpstartService",
        name: "shop",
        uid: "1",
        controller: true,
      },
    ],
  });

  test("is let through: it says again what was judged already", () => {
    expect(validate(creating(made), peersOf(service("shop", { api: release() })))).toMatchObject({
      causes: [],
      warnings: [],
    });
    expect(validate(creating(service("x", { api: needing("shop-api") })), peersOf(made)).causes).toEqual([]);
  });

  test("is deleted for a while only", () => {
    expect(validate(deleting(made), peersOf()).warnings).toEqual([
      "HelmRelease shop-api is made by UpstartService shop, and will be made again; delete that instead",
    ]);
  });
});

describe("who made it", () => {
  const by = (username: string | undefined, more: object = {}) =>
    service(
      "shop",
      { api: release() },
      { ...(username === undefined ? {} : { annotations: { [CREATOR_ANNOTATION]: username } }), ...more },
    );
  const NO = [{ reason: "FieldValueForbidden", field: `metadata.annotations["${CREATOR_ANNOTATION}"]` }];

  test.each([
    ["made by oneself", creating(by("jane")), []],
    ["made by nobody yet", creating(by(undefined)), []],
    ["made in another's name", creating(by("joe")), NO],
    ["left as it is", updating(by("joe"), by("joe", { labels: { a: "b" } })), []],
    ["changed", updating(by("joe"), by("jane")), NO],
    ["taken away", updating(by("joe"), by(undefined)), NO],
    ["added later", updating(by(undefined), by("jane")), NO],
  ])("%s", (_, review, causes) => expect(validate(review, peersOf()).causes).toMatchObject(causes));
});

test("other groups and subresources are not looked at", () => {
  const bad = service("shop", cyclic);
  expect(validate(creating(bad, { subResource: "status" }), peersOf())).toEqual(NOTHING);
  expect(
    validate(
      request("CREATE", { object: bad }, { kind: { group: "apps", version: "v1", kind: "Deployment" } }),
      peersOf(),
    ),
  ).toEqual(NOTHING);
});
