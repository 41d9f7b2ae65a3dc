import { LABELS, MANAGED_BY } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import {
  creating,
  environment,
  needing,
  peersOf,
  publishing,
  release,
  service,
  stored,
  updating,
} from "../testing/objects.ts";
import { refusedRights } from "./refused-rights.ts";
import { type Judgement, validate } from "./validate.ts";

const GROUP = "upstartoperators.upstart.com";
const SECRET = { verb: "get", group: "", resource: "secrets", namespace: "data", name: "out" };
const rightsOf = ({ needs }: Judgement) => needs.map((n) => n.right);
const fieldsOf = ({ needs }: Judgement) => needs.map((n) => n.field);

const db = service("db", { db: release(publishing("external", "URL")) }, { namespace: "data" });
const uses = { a: "<< db.outputs.URL >>" };
const web = (dependencies: readonly object[], more: object = { values: uses }) =>
  service("web", { web: release({ dependencies, ...more }) });
const inData = { name: "db", namespace: "data" };

describe("what is read of another namespace", () => {
  test("the Secret that holds an output", () => {
    const judgement = validate(creating(web([inData])), peersOf(db));
    expect(rightsOf(judgement)).toEqual([SECRET]);
    expect(fieldsOf(judgement)).toEqual(["spec.helmReleases.web.dependencies[0].name"]);
  });

  test("Secrets in general, where it is not known yet which", () => {
    const { name: _, ...any } = SECRET;
    expect(rightsOf(validate(creating(web([inData])), peersOf()))).toEqual([any]);
    const made = environment("data", { services: { x: { from: { name: "template" } } } }, { namespace: "data" });
    const late = release({
      dependencies: [{ name: "data-x", namespace: "data" }],
      values: { a: "<< data-x.outputs.URL >>" },
    });
    expect(rightsOf(validate(creating(service("web", { late })), peersOf(made)))).toEqual([any]);
  });

  test.each<[string, object, readonly string[]]>([
    ["a service", inData, ["upstartservices"]],
    ["what is not there yet, of each kind", { name: "later", namespace: "data" }, ["upstartservices", "helmreleases"]],
    ["a release that is not there yet", { ...inData, name: "x", kind: "HelmRelease" }, ["helmreleases"]],
    ["a release", { name: "redis", namespace: "data" }, ["helmreleases"]],
  ])("that it is there, where it is only waited for: %s", (_, dependency, resources) => {
    const redis = stored("HelmRelease", "redis", release(), { namespace: "data" });
    const rights = rightsOf(validate(creating(web([dependency], {})), peersOf(db, redis)));
    const { name } = dependency as { name: string };
    expect(rights).toEqual(
      resources.map((resource) => ({ verb: "get", group: GROUP, resource, namespace: "data", name })),
    );
  });

  test("a template", () => {
    const one = environment("pr-1", { services: { db: { from: { name: "db", namespace: "data" } } } });
    expect(rightsOf(validate(creating(one), peersOf(db)))).toEqual([
      { verb: "get", group: GROUP, resource: "upstartservices", namespace: "data", name: "db" },
    ]);
  });

  test("nothing inside one environment, whose services have namespaces of their own", () => {
    const inside = environment("pr-1", {
      services: {
        db: { spec: { helmReleases: { db: release(publishing("external", "URL")) } } },
        web: { spec: { helmReleases: { web: needing("db.URL") } } },
      },
    });
    expect(validate(creating(inside), peersOf())).toMatchObject({ causes: [], needs: [] });
  });

  test("what a template reads is asked of who makes an environment from it, and shown where it is named", () => {
    const template = service("web", { web: release({ dependencies: [inData], values: uses }) }, {}, { suspend: true });
    const user = environment("pr-1", { services: { shop: { from: { name: "web" } } } });
    const judgement = validate(creating(user), peersOf(db, template));
    expect(rightsOf(judgement)).toEqual([SECRET]);
    expect(fieldsOf(judgement)).toEqual(["spec.services.shop.from"]);
  });
});

describe("where and as whom it is installed", () => {
  const alone = (spec: object) => stored("HelmRelease", "api", release(spec));
  const account = { verb: "impersonate", group: "", resource: "serviceaccounts", namespace: "shop", name: "deployer" };
  const inline = (spec: object) => ({ services: { s: { spec: { helmReleases: { api: release(spec) } } } } });

  test("into another namespace: as if the release were written there", () => {
    const judgement = validate(creating(alone({ targetNamespace: "kube-system" })), peersOf());
    expect(rightsOf(judgement)).toEqual([
      { verb: "create", group: GROUP, resource: "helmreleases", namespace: "kube-system" },
    ]);
    expect(fieldsOf(judgement)).toEqual(["spec.targetNamespace"]);
    expect(rightsOf(validate(creating(alone({ targetNamespace: "shop" })), peersOf()))).toEqual([]);
  });

  const template = service("t", { api: release({ serviceAccountName: "deployer" }) }, { namespace: "catalog" });
  test.each([
    ["a release", alone({ serviceAccountName: "deployer" }), "spec.serviceAccountName"],
    [
      "a release in another namespace, where the account has its own rights",
      alone({ serviceAccountName: "deployer", targetNamespace: "x" }),
      "spec.serviceAccountName",
    ],
    [
      "a service",
      service("s", { api: release({ serviceAccountName: "deployer" }) }),
      "spec.helmReleases.api.serviceAccountName",
    ],
    [
      "an environment",
      environment("e", inline({ serviceAccountName: "deployer" })),
      "spec.services.s.spec.helmReleases.api.serviceAccountName",
    ],
  ])("as an account: %s", (_, object, field) => {
    const judgement = validate(creating(object), peersOf());
    expect(rightsOf(judgement)).toEqual([account]);
    expect(fieldsOf(judgement)).toEqual([field]);
  });

  test("as an account that a template names: that of the environment's namespace", () => {
    const user = environment("e", { services: { s: { from: { name: "t", namespace: "catalog" } } } });
    expect(rightsOf(validate(creating(user), peersOf(template)))).toContainEqual(account);
  });
});

describe("an update", () => {
  const before = web([inData]);
  const asked = (old: typeof before, now: typeof before) => rightsOf(validate(updating(old, now), peersOf(db, old)));
  const reading = (spec: object) => web([inData], { values: uses, ...spec });

  test("is not asked for what it leaves alone", () => {
    const more = { ...(before.spec as { helmReleases: object }).helmReleases, more: release() };
    expect(asked(before, service("web", more))).toEqual([]);
    expect(asked(before, reading({ suspend: true, timeout: "10m" }))).toEqual([]);
    expect(asked(web([]), before)).toEqual([SECRET]);
  });

  test.each([
    ["the values that it goes into", { values: { ...uses, to: "https://elsewhere.example" } }],
    ["the chart that gets it", { chart: "shop/other" }],
    ["the version of the chart", { version: "9.9.9" }],
  ])("is asked again by who changes what is done with it: %s", (_, change) =>
    expect(asked(before, reading(change))).toEqual([SECRET]),
  );

  test("is asked again by who changes a param that goes where it goes", () => {
    const values = { ...uses, to: "<< environment.params.host >>" };
    const of = (params: object) =>
      environment("e", {
        services: { s: { spec: { helmReleases: { web: release({ dependencies: [inData], values }) } } } },
        params,
      });
    expect(asked(of({ host: "a", sha: "1" }), of({ host: "b", sha: "1" }))).toEqual([SECRET]);
    expect(asked(of({ host: "a", sha: "1" }), of({ host: "a", sha: "2" }))).toEqual([]);
  });

  test("is asked for the target once there is no account any more whose rights count", () => {
    const release_ = (more: object) => stored("HelmRelease", "api", release({ targetNamespace: "x", ...more }));
    const rights = rightsOf(validate(updating(release_({ serviceAccountName: "a" }), release_({})), peersOf()));
    expect(rights).toEqual([{ verb: "create", group: GROUP, resource: "helmreleases", namespace: "x" }]);
  });
});

describe("what bears the marks of the controllers", () => {
  const marked = (spec: object) =>
    stored("HelmRelease", "shop-api", release(spec), {
      labels: { [LABELS.managedBy]: MANAGED_BY },
      ownerReferences: [
        { apiVersion: `${GROUP}/v1alpha1`, kind: "UpstartService", name: "shop", uid: "1", controller: true },
      ],
    });
  const STATUS = {
    verb: "patch",
    group: GROUP,
    resource: "upstartservices",
    subresource: "status",
    namespace: "shop",
  };

  test("is believed of those who may write what only controllers write", () => {
    const judgement = validate(creating(marked({ targetNamespace: "kube-system" })), peersOf());
    expect(rightsOf(judgement)).toEqual([STATUS]);
    expect(fieldsOf(judgement)).toEqual(["metadata.ownerReferences"]);
    expect(rightsOf(validate(updating(marked({}), marked({ version: "2" })), peersOf()))).toEqual([STATUS]);
    expect(rightsOf(validate(updating(marked({}), marked({})), peersOf()))).toEqual([]);
  });
});

describe("asking", () => {
  const needsFor = (count: number) => {
    const dependencies = Array.from({ length: count }, (_, i) => ({
      name: `db-${i}`,
      namespace: "data",
      kind: "HelmRelease",
    }));
    return validate(creating(web(dependencies, {})), peersOf()).needs;
  };

  test("is done of each right once, and of no more once nobody would read it or wait for it", async () => {
    let asked = 0;
    const refusing = async () => {
      asked += 1;
      return false;
    };
    expect(needsFor(64)).toHaveLength(64);
    const causes = await refusedRights(needsFor(64), { username: "jane" }, refusing, () => false);
    expect(causes).toHaveLength(20);
    expect(asked).toBeLessThan(30);
    asked = 0;
    await refusedRights(needsFor(64), { username: "jane" }, refusing, () => true);
    expect(asked).toBe(0);
  });

  test.each([
    ["installs into", stored("HelmRelease", "api", release({ targetNamespace: "kube-system" })), "may not create"],
    [
      "installs as serviceaccounts/deployer",
      service("s", { a: release({ serviceAccountName: "deployer" }) }),
      "may not impersonate",
    ],
    ['reads upstartservices/db in namespace "data"', web([inData], {}), "may not get"],
  ])("and who lacks one is told: %s", async (what, object, lack) => {
    const { needs } = validate(creating(object), peersOf(db));
    const [cause] = await refusedRights(
      needs,
      { username: "jane" },
      async () => false,
      () => false,
    );
    expect(cause!.reason).toBe("FieldValueForbidden");
    expect(cause!.message).toContain(what);
    expect(cause!.message).toContain(`"jane" ${lack}`);
  });
});
