import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench, tiny, until } from "../harness.ts";
import { API, type Condition, installKinds, publishes } from "../kinds.ts";
import { Controllers, type Running } from "./processes.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/example/", import.meta.url));

interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly releases?: Readonly<
    Record<
      string,
      {
        readonly state: string;
        readonly reason: string;
        readonly message: string;
        readonly revision?: number;
        readonly outputs?: readonly string[];
        readonly waitingFor?: readonly { readonly object: string; readonly output?: string; readonly since: string }[];
      }
    >
  >;
  readonly services?: Readonly<Record<string, { readonly ready: boolean; readonly namespace: string }>>;
}

let bench: Bench;
let controllers: Controllers;

/** Starts a sandbox with the kinds in it. */
async function open(helm: "helm3" | "helm4"): Promise<void> {
  bench = await openBench({ helm });
  controllers = new Controllers(bench);
  await installKinds(bench);
}

const start = (lease: string) =>
  controllers.start(lease, "--chart-repository", `upstart-charts=${bench.sandbox.chartRepository}`);

async function apply(object: object): Promise<void> {
  const { exitCode, stderr } = await bench.kubectl(["apply", "-f", "-"], {
    input: JSON.stringify(object),
    stdin: "pipe",
  });
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
}

const service = (namespace: string, name: string, helmReleases: object, more: object = {}) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: { name, namespace },
  spec: { helmReleases, ...more },
});

async function statusOf(kind: string, name: string, namespace: string): Promise<Status | undefined> {
  return (await bench.get(kind, name, namespace))?.status as Status | undefined;
}

const conditionOf = (status: Status | undefined, type: string) => status?.conditions?.find((c) => c.type === type);

async function ready(kind: string, name: string, namespace: string, timeoutMs = 60_000): Promise<Status> {
  let seen: Status | undefined;
  return await until(
    `${kind} ${name} to be ready`,
    async () => {
      seen = await statusOf(kind, name, namespace);
      const condition = conditionOf(seen, "Ready");
      return condition?.status === "True" ? seen : undefined;
    },
    timeoutMs,
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(seen, null, 1)}`);
  });
}

const gone = (kind: string, name: string, namespace = "default") =>
  until(`${kind} ${name} to be gone`, async () =>
    (await bench.get(kind, name, namespace)) === undefined ? true : undefined,
  );

const revisionsIn = async (namespace: string) => {
  const { stdout } = await bench.kubectl([
    "get",
    "secrets",
    "-n",
    namespace,
    "-l",
    "owner=helm",
    "-o",
    "jsonpath={.items[*].metadata.name}",
  ]);
  return String(stdout).split(" ").filter(Boolean).sort();
};

describe.each(HELMS)("the article's example with two controllers and %s", (helm) => {
  beforeAll(() => open(helm));
  afterAll(async () => {
    await controllers?.endAll();
    await bench?.close();
  });

  test("becomes ready, whatever is applied first, with every output filled into the values of its user", async () => {
    const lease = await controllers.namespace("upstart");
    start(lease);
    start(lease);
    // The one that needs the others goes first. The article's has no name: files give it one.
    const article = await readFile(`${EXAMPLE}example.yaml`, "utf8");
    const named = article.replace("kind: UpstartService\n", "kind: UpstartService\nmetadata:\n  name: example\n");
    const first = await bench.kubectl(["apply", "-f", await bench.file("example.yaml", named)]);
    expect(first.exitCode).toBe(0);
    await until("it to wait for the others", async () => {
      const release = (await statusOf("usvc", "example", "default"))?.releases?.exampleService;
      return release?.waitingFor?.some((w) => w.object.includes("another-upstart-service")) ? true : undefined;
    });
    expect(await bench.get("uhr", "example-example-service")).toBeUndefined();
    await bench.kubectl(["apply", "-f", `${EXAMPLE}another-upstart-service.yaml`]);
    await bench.kubectl(["apply", "-f", `${EXAMPLE}my-environment-name-launch-darkly.yaml`]);
    const status = await ready("usvc", "example", "default", 120_000);
    expect(Object.fromEntries(Object.entries(status.releases!).map(([k, r]) => [k, r.state]))).toEqual({
      bugsnag: "ready",
      exampleService: "ready",
      postgres: "ready",
      redis: "ready",
    });
    expect(status.releases!.postgres!.outputs).toContain("PG_HOST");
    const env = dataOf(await bench.get("secret", "example-service-env"));
    const postgres = dataOf(await bench.get("secret", "postgres"));
    const bugsnag = dataOf(await bench.get("secret", "bugsnag-bugsnag"));
    expect(env).toEqual({
      BUGSNAG_API_KEY: bugsnag.BUGSNAG_API_KEY,
      REDIS_BACKEND_URI: "redis://redis.default.svc.cluster.local:6379/1",
      LAUNCHDARKLY_SDK_KEY: "sdk-pricing-0000",
      DATABASE_URL: `postgres://app:${postgres.POSTGRES_PASSWORD}@postgres.default.svc.cluster.local:5432/my_service`,
      ANOTHER_UPSTART_SERVICE_URL: "http://another-service.default.svc.cluster.local",
    });
  });

  test("keeps references in what it makes, and says no secret anywhere", async () => {
    const made = await bench.get("uhr", "example-example-service");
    expect(JSON.stringify(made?.spec)).toContain("<< postgres.outputs.POSTGRES_PASSWORD >>");
    expect(made?.metadata.labels).toMatchObject({
      "app.kubernetes.io/managed-by": "upstart",
      "upstart.com/service": "example",
      "upstart.com/release": "exampleService",
    });
    const password = dataOf(await bench.get("secret", "postgres")).POSTGRES_PASSWORD!;
    for (const kind of ["usvc,uhr", "events.events.k8s.io"]) {
      const { stdout } = await bench.kubectl(["get", kind, "-A", "-o", "json"]);
      expect(String(stdout)).not.toContain(password);
    }
  });

  test("is at rest: nothing is written, and no revision made, while nothing changes", async () => {
    const versions = async () =>
      String(
        (
          await bench.kubectl([
            "get",
            "usvc,uhr",
            "-A",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name}={.metadata.resourceVersion} {end}",
          ])
        ).stdout,
      );
    const before = { versions: await versions(), revisions: await revisionsIn("default") };
    const again = await bench.kubectl(["apply", "-f", `${EXAMPLE}another-upstart-service.yaml`]);
    expect(again.exitCode).toBe(0);
    await apply(service("default", "marker", { marker: tiny() }));
    await ready("usvc", "marker", "default");
    await bench.kubectl(["delete", "usvc", "marker"]);
    expect((await versions()).split(" ").filter((v) => !v.startsWith("marker"))).toEqual(before.versions.split(" "));
    expect((await revisionsIn("default")).filter((r) => !r.includes(".marker."))).toEqual(before.revisions);
  });
});

describe("controllers", () => {
  let leader: Running;
  beforeAll(async () => {
    await open("helm4");
    leader = start(await controllers.namespace("upstart"));
    await leader.said("leading");
  });
  afterAll(async () => {
    await controllers?.endAll();
    await bench?.close();
  });

  const namespace = async (name: string) => {
    await bench.kubectl(["create", "namespace", name]);
    return name;
  };

  test("upgrade exactly the users of a changed output, once", async () => {
    const ns = await namespace("rotate");
    const shop = (value: string) =>
      service(ns, "shop", {
        source: tiny({ values: { value }, ...publishes("source") }),
        user: tiny({ dependencies: [{ name: "source" }], values: { value: "<< source.outputs.value >>!" } }),
        other: tiny({ dependencies: [{ name: "source" }] }),
      });
    await apply(shop("one"));
    await ready("usvc", "shop", ns);
    await apply(shop("two"));
    await until("the new value at its user", async () =>
      dataOf(await bench.get("configmap", "user-outputs", ns)).value === "two!" ? true : undefined,
    );
    await ready("usvc", "shop", ns);
    expect((await revisionsIn(ns)).map((r) => r.replace("sh.helm.release.v1.", ""))).toEqual([
      "other.v1",
      "source.v1",
      "source.v2",
      "user.v1",
      "user.v2",
    ]);
  });

  test("stop two services that need one another, say the walk in both, and install nothing of them", async () => {
    const ns = await namespace("cycle");
    const needs = (key: string, name: string) => ({ [key]: tiny({ dependencies: [{ name }] }) });
    await apply(service(ns, "left", needs("front", "right")));
    await apply(service(ns, "right", needs("back", "left")));
    await apply(service(ns, "beside", { web: tiny() }));
    for (const name of ["left", "right"]) {
      const stalled = await until(`${name} to be stalled`, async () =>
        conditionOf(await statusOf("usvc", name, ns), "Stalled"),
      );
      expect(stalled).toMatchObject({ status: "True", reason: "DependencyCycle" });
      expect(stalled.message).toContain("left -> left/front -> right -> right/back -> left");
    }
    await ready("usvc", "beside", ns);
    expect(await revisionsIn(ns)).toEqual(["sh.helm.release.v1.web.v1"]);
    expect(await bench.get("uhr", "left-front", ns)).toBeUndefined();
    // One edit mends both.
    await apply(service(ns, "right", { back: tiny() }));
    await ready("usvc", "left", ns);
    expect(conditionOf(await statusOf("usvc", "left", ns), "Stalled")).toBeUndefined();
  });

  test("leave what is suspended alone, and go on when it no longer is", async () => {
    const ns = await namespace("suspended");
    await apply(service(ns, "shop", { a: tiny() }, { suspend: true }));
    await until("it to say so", async () => {
      const condition = conditionOf(await statusOf("usvc", "shop", ns), "Ready");
      return condition?.reason === "Suspended" ? true : undefined;
    });
    expect(await revisionsIn(ns)).toEqual([]);
    await apply(service(ns, "shop", { a: tiny() }, { suspend: false }));
    await ready("usvc", "shop", ns);
  });

  test("put back what somebody edits or deletes by hand", async () => {
    const ns = await namespace("edited");
    await apply(service(ns, "shop", { a: tiny({ values: { value: "kept" } }) }));
    await ready("usvc", "shop", ns);
    const patch = '{"spec":{"version":"9.9.9","values":{"value":"other","more":1}}}';
    await bench.kubectl(["patch", "uhr", "shop-a", "-n", ns, "--type=merge", "-p", patch]);
    await until("the spec to be put back", async () => {
      const { spec } = (await bench.get("uhr", "shop-a", ns))! as unknown as { spec: object };
      return JSON.stringify(spec).includes('"value":"kept"') && !JSON.stringify(spec).includes("more")
        ? true
        : undefined;
    });
    const { uid } = (await bench.get("uhr", "shop-a", ns))!.metadata;
    await bench.kubectl(["delete", "uhr", "shop-a", "-n", ns]);
    await until("the HelmRelease to be made again", async () => {
      const again = await bench.get("uhr", "shop-a", ns);
      return again !== undefined && again.metadata.uid !== uid ? true : undefined;
    });
    await ready("uhr", "shop-a", ns);
    expect(await revisionsIn(ns)).toEqual(["sh.helm.release.v1.a.v1"]);
    await bench.kubectl(["delete", "configmap", "a-outputs", "-n", ns]);
    await until("the ConfigMap to be made again", async () => await bench.get("configmap", "a-outputs", ns));
  });

  test("delete dependents first, hold what others need, and leave nothing", async () => {
    const ns = await namespace("deleted");
    await apply(service(ns, "base", { db: tiny({ ...publishes("db", "external") }) }));
    await apply(
      service(ns, "shop", {
        cache: tiny(publishes("cache")),
        api: tiny({
          dependencies: [{ name: "cache" }, { name: "base" }],
          values: { value: "<< base.outputs.value >>" },
        }),
      }),
    );
    await ready("usvc", "shop", ns);
    await bench.kubectl(["delete", "usvc", "base", "-n", ns, "--wait=false"]);
    const held = await until("it to be held", async () => {
      const condition = conditionOf(await statusOf("usvc", "base", ns), "Ready");
      return condition?.reason === "StillNeeded" ? condition : undefined;
    });
    expect(held.message).toContain("shop/api");
    expect(await bench.get("configmap", "db-outputs", ns)).toBeDefined();
    await bench.kubectl(["delete", "usvc", "shop", "-n", ns, "--wait=false"]);
    await gone("usvc", "shop", ns);
    await gone("usvc", "base", ns);
    expect(await revisionsIn(ns)).toEqual([]);
    expect(await bench.get("configmap", "db-outputs", ns)).toBeUndefined();
  });

  test("take away a release that is no longer in the spec", async () => {
    const ns = await namespace("pruned");
    await apply(service(ns, "shop", { a: tiny(), b: tiny() }));
    await ready("usvc", "shop", ns);
    await apply(service(ns, "shop", { a: tiny() }));
    await gone("uhr", "shop-b", ns);
    expect(await revisionsIn(ns)).toEqual(["sh.helm.release.v1.a.v1"]);
  });

  test("install a release anew whose Helm name changes, when the old one is gone, and go on with the rest", async () => {
    const ns = await namespace("renamed");
    await apply(service(ns, "shop", { a: tiny(publishes("a")) }));
    await ready("usvc", "shop", ns);
    const user = tiny({ dependencies: [{ name: "a" }], values: { value: "<< a.outputs.value >>!" } });
    await apply(service(ns, "shop", { a: tiny({ releaseName: "other", ...publishes("other") }), b: tiny(), user }));
    await until("it under its new name", async () => await bench.get("configmap", "other-outputs", ns));
    await ready("usvc", "shop", ns);
    expect(await revisionsIn(ns)).toEqual(["b", "other", "user"].map((r) => `sh.helm.release.v1.${r}.v1`));
    expect(await bench.get("configmap", "a-outputs", ns)).toBeUndefined();
  });

  test("install a HelmRelease that stands alone, and try one that failed again when it is edited", async () => {
    const ns = await namespace("alone");
    const release = (chart: string) => ({
      apiVersion: API,
      kind: "HelmRelease",
      metadata: { name: "web", namespace: ns },
      spec: { ...tiny(), chart },
    });
    await apply(release("upstart-charts/nothing-here"));
    await until("it to say why", async () => {
      const condition = conditionOf(await statusOf("uhr", "web", ns), "Ready");
      return condition?.reason === "ChartUnavailable" && condition.message.includes("attempt") ? true : undefined;
    });
    await apply(release("upstart-charts/tiny"));
    await ready("uhr", "web", ns);
    await bench.kubectl(["delete", "uhr", "web", "-n", ns]);
    expect(await revisionsIn(ns)).toEqual([]);
  });

  test("give an environment's services namespaces of their own, and take all of it away again", async () => {
    const ns = await namespace("home");
    await apply({
      apiVersion: API,
      kind: "UpstartEnvironment",
      metadata: { name: "pr-1", namespace: ns },
      spec: {
        params: { sha: "3f9c2ab" },
        services: {
          payments: { spec: { helmReleases: { store: tiny(publishes("store", "external")) } } },
          shop: {
            spec: {
              helmReleases: {
                front: tiny({
                  dependencies: [{ name: "payments" }],
                  values: { value: "<< payments.outputs.value >> at << environment.params.sha >>" },
                }),
              },
            },
          },
        },
      },
    });
    const status = await ready("uenv", "pr-1", ns);
    expect(status.services).toMatchObject({
      payments: { ready: true, namespace: "pr-1-payments" },
      shop: { ready: true, namespace: "pr-1-shop" },
    });
    expect(dataOf(await bench.get("configmap", "front-outputs", "pr-1-shop")).value).toBe("1 at 3f9c2ab");
    expect((await bench.get("namespace", "pr-1-shop"))?.metadata.labels).toMatchObject({
      "upstart.com/environment": "pr-1",
    });
    await ready("usvc", "pr-1-shop", ns);
    await bench.kubectl(["delete", "uenv", "pr-1", "-n", ns, "--wait=false"]);
    await gone("uenv", "pr-1", ns);
    for (const name of ["pr-1-payments", "pr-1-shop"]) expect(await bench.get("namespace", name)).toBeUndefined();
    expect(String((await bench.kubectl(["get", "usvc,uhr", "-n", ns, "-o", "name"])).stdout)).toBe("");
  });

  test("hand over within seconds when told to end, and the other one goes on with what was begun", async () => {
    const standby = start("upstart");
    await standby.said("standing by");
    const ns = await namespace("ended");
    const releases = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`r${i}`, tiny()]));
    await apply(service(ns, "shop", releases));
    await until("Helm to be at work", async () => ((await revisionsIn(ns)).length > 0 ? true : undefined));
    leader.child.kill("SIGTERM");
    expect(await leader.exited).toBe(0);
    await standby.said("leading");
    await ready("usvc", "shop", ns);
    // None was begun twice, and none was left locked.
    expect(await revisionsIn(ns)).toEqual(Object.keys(releases).map((r) => `sh.helm.release.v1.${r}.v1`));
    leader = standby;
  });

  test("recover what a controller was killed in the middle of", async () => {
    const standby = start("upstart");
    await standby.said("standing by");
    const ns = await namespace("killed");
    await apply(service(ns, "shop", { slow: { chart: "upstart-charts/redis", version: "0.1.1" } }));
    await until("Helm to be at work", async () => ((await revisionsIn(ns)).length > 0 ? true : undefined), 30_000);
    leader.child.kill("SIGKILL");
    await standby.said("leading", 60_000);
    await ready("usvc", "shop", ns);
  });
});
