import { fileURLToPath } from "node:url";
import { API_GROUP, type KubeObject } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allCases } from "../../packages/webhook/src/testing/cases.ts";
import { type Bench, openBench, tiny, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { type Running, startWebhook } from "./webhooks.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const CREATOR = "upstart.com/created-by";
const JANE = { name: "jane", token: "jane-token" };

let bench: Bench;
let webhook: Running;

beforeAll(async () => {
  bench = await openBench({ users: [JANE] });
  await installKinds(bench);
  // Stored before there was a webhook, with a fault that it would refuse.
  await namespace("ancient");
  await done(apply(service("old", { api: needs("cache"), cache: needs("api") }, "ancient")));
  webhook = await startWebhook(bench);
});
afterAll(async () => {
  await endServer(webhook, "SIGKILL");
  await bench?.close();
});

const service = (name: string, helmReleases: object, ns = "default", metadata: object = {}) => ({
  apiVersion: API,
  kind: "UpstartService",
  metadata: { name, namespace: ns, ...metadata },
  spec: { helmReleases },
});
const needs = (...names: string[]) => tiny({ dependencies: names.map((name) => ({ name })) });
const publishing = (...keys: string[]) => ({ outputsFrom: [{ secretRef: { name: "out" }, scope: "external", keys }] });

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function kubectl(args: readonly string[], input?: object): Promise<Answer> {
  const options = input === undefined ? {} : { input: JSON.stringify(input), stdin: "pipe" as const };
  const { exitCode, stdout, stderr } = await bench.kubectl(args, options);
  return { exitCode: exitCode ?? -1, stdout: String(stdout), stderr: String(stderr) };
}

const apply = (object: object, ...args: string[]) => kubectl(["apply", "-f", "-", ...args], object);
const serverSide = (object: object) => apply(object, "--server-side");

async function done(answer: Promise<Answer>): Promise<Answer> {
  const { exitCode, stderr } = await answer;
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  return answer;
}

async function namespace(name: string): Promise<string> {
  await done(kubectl(["create", "namespace", name]));
  return name;
}

/** What the webhook knows is a moment late: until it knows an object of that name. */
async function known(name: string, ns: string): Promise<void> {
  const probe = service("probe-of-names", { api: tiny({ dependencies: [{ name, kind: "UpstartService" }] }) }, ns);
  await until(`the webhook to know ${ns}/${name}`, async () => {
    const { stderr } = await apply(probe, "--dry-run=server");
    return stderr.includes("may be applied later") ? undefined : true;
  });
}

describe("a person with kubectl", () => {
  test("reads what is wrong, where, and what to do", async () => {
    const cyclic = await apply(
      service("shop", { api: needs("cache"), cache: needs("api"), web: tiny({ values: { a: "<< db >>" } }) }),
    );
    expect(cyclic.exitCode).toBe(1);
    expect(cyclic.stderr.trim().split("\n")).toEqual([
      'The UpstartService "shop" is invalid: ',
      "* spec.helmReleases.api.dependencies[0].name: DependencyCycle: api -> cache -> api; remove one of these dependencies",
      '* spec.helmReleases.web.values.a: MalformedReference: "db" is not a reference; say which output: << db.outputs.KEY >>',
    ]);
  });

  test("is warned of what is not there yet, and may apply in any order", async () => {
    const ns = await namespace("order");
    const dependent = service(
      "web",
      { web: tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.URL >>" } }) },
      ns,
    );
    const early = await done(apply(dependent));
    expect(early.stderr).toContain(
      'Warning: spec.helmReleases.web.dependencies[0].name: there is no release or service "db" here; it may be applied later',
    );
    await done(apply(service("db", { db: tiny(publishing("URL")) }, ns)));
    await known("db", ns);
    expect((await done(apply({ ...dependent, metadata: { ...dependent.metadata, labels: { a: "b" } } }))).stderr).toBe(
      "",
    );
    const deletion = await done(kubectl(["delete", "usvc", "db", "-n", ns, "--dry-run=server"]));
    expect(deletion.stderr).toContain("Warning: is held until it is no longer needed by UpstartService order/web");
  });

  test("is refused a circle through the services of others, wherever it is closed", async () => {
    const ns = await namespace("circle");
    await done(apply(service("orders", { orders: needs("users") }, ns)));
    await known("orders", ns);
    const { exitCode, stderr } = await apply(service("users", { users: needs("orders") }, ns));
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      "orders -> orders/orders -> users -> users/users -> orders; remove one of these dependencies",
    );
  });

  test("finds the example as good as lint does", async () => {
    await done(kubectl(["apply", "--dry-run=server", "-f", `${EXAMPLES}environment`]));
  });
});

test("every case of the engine that lint refuses is refused, and every other is not", async () => {
  // Each in a namespace of its own, and each object by itself: what is wrong among several has tests without a cluster.
  const cases = allCases().filter((c) => c.objects.every((o) => o.metadata.namespace === "default" && o.kind));
  const placed = cases.flatMap(({ objects, diagnostics }, i) =>
    objects.map((object) => {
      const errors = diagnostics.filter((d) => d.severity === "error" && isAbout(d.place.object, object));
      const { uid: _, generation: __, creationTimestamp: ___, ...metadata } = object.metadata;
      const isRefused = errors.some((d) => d.code !== "InvalidOutputValue");
      const isJudged = errors.length === 0 || objects.length === 1;
      return { isRefused, isJudged, object: { ...object, metadata: { ...metadata, namespace: `case-${i}` } } };
    }),
  );
  const list = (items: readonly object[]) => ({ apiVersion: "v1", kind: "List", items });
  await done(
    apply(list(cases.map((_, i) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: `case-${i}` } })))),
  );
  // `apply` stops at what it cannot even read the name of: `create` tells of each by itself.
  const input = list(placed.map((p) => p.object));
  const { stdout } = await kubectl(["create", "-f", "-", "--dry-run=server", "--validate=false", "-o", NAMES], input);
  const taken = new Set(stdout.split("\n"));
  const judged = placed.filter((p) => p.isJudged);
  expect(judged.filter((p) => p.isRefused).length).toBeGreaterThan(15);
  expect(judged.filter((p) => taken.has(nameOf(p.object)) === p.isRefused).map((p) => nameOf(p.object))).toEqual([]);
});

const isAbout = (ref: { kind: string; name: string }, object: KubeObject) =>
  ref.kind === object.kind && ref.name === object.metadata.name;
const NAMES = 'jsonpath={.kind} {.metadata.namespace}/{.metadata.name}{"\\n"}';
const nameOf = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.namespace}/${metadata.name}`;

describe("what is added", () => {
  test("is who made it, a label and the names of Helm, and stays through whatever apply is used", async () => {
    const ns = await namespace("completed");
    const object = service("shop", { exampleService: tiny() }, ns);
    await done(serverSide(object));
    const first = await bench.get("usvc", "shop", ns);
    expect(first).toMatchObject({
      metadata: { annotations: { [CREATOR]: "admin" }, labels: { "upstart.com/service": "shop" }, generation: 1 },
      spec: { helmReleases: { exampleService: { releaseName: "example-service" } } },
    });
    await done(serverSide(object));
    expect(await bench.get("usvc", "shop", ns)).toEqual(first);

    await done(serverSide(service("shop", { exampleService: tiny({ version: "0.1.1" }) }, ns)));
    await done(apply(service("plain", { plainService: tiny() }, ns)));
    const plain = await bench.get("usvc", "plain", ns);
    await done(apply(service("plain", { plainService: tiny() }, ns)));
    expect(await bench.get("usvc", "plain", ns)).toEqual(plain);
    await done(kubectl(["replace", "-f", "-"], service("plain", { plainService: tiny() }, ns)));
    expect(await bench.get("usvc", "plain", ns)).toMatchObject({
      metadata: { annotations: { [CREATOR]: "admin" }, generation: 1 },
    });
  });

  test("cannot be written by anybody else", async () => {
    const ns = await namespace("forged");
    await done(apply(service("shop", { api: tiny() }, ns, { annotations: { [CREATOR]: "somebody" } })));
    expect((await bench.get("usvc", "shop", ns))?.metadata.annotations?.[CREATOR]).toBe("admin");
    await done(kubectl(["annotate", "usvc", "shop", "-n", ns, "--overwrite", `${CREATOR}=somebody`]));
    expect((await bench.get("usvc", "shop", ns))?.metadata.annotations?.[CREATOR]).toBe("admin");
  });
});

describe("what was stored before the webhook", () => {
  const cyclic = (version: string) =>
    service("old", { api: needs("cache"), cache: needs("api"), web: tiny({ version }) }, "ancient");

  test("may be changed with the faults that it has, not with new ones", async () => {
    const kept = await done(apply(cyclic("0.1.0")));
    expect(kept.stderr).toContain(
      "Warning: was so before: spec.helmReleases.api.dependencies[0].name: api -> cache -> api",
    );
    const worse = cyclic("0.1.0");
    const { exitCode, stderr } = await apply({
      ...worse,
      spec: { helmReleases: { ...worse.spec.helmReleases, web: needs("web") } },
    });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("web -> web") });
    expect(stderr.split("\n").filter((line) => line.includes("api -> cache"))).toEqual([
      "Warning: was so before: spec.helmReleases.api.dependencies[0].name: api -> cache -> api",
    ]);
  });

  test.each([
    ["labels", ["label", "usvc", "old", "a=b"]],
    ["a finalizer", ["patch", "usvc", "old", "--type=merge", "-p", '{"metadata":{"finalizers":["example.com/x"]}}']],
    [
      "its status",
      ["patch", "usvc", "old", "--subresource=status", "--type=merge", "-p", '{"status":{"observedGeneration":1}}'],
    ],
    ["its finalizers while it goes", ["delete", "usvc", "old", "--wait=false"]],
    [
      "no finalizer any more",
      ["patch", "usvc", "old", "--type=json", "-p", '[{"op":"remove","path":"/metadata/finalizers"}]'],
    ],
  ])("may get %s", async (_, args) => {
    await done(kubectl([...args, "-n", "ancient"]));
  });
});

describe("what is read of another namespace", () => {
  test("is refused to those who may not read it themselves, and is not once they may", async () => {
    const [from, to] = [await namespace("data"), await namespace("team")];
    await done(kubectl(["create", "rolebinding", "edit", "--clusterrole=admin", `--user=${JANE.name}`, "-n", to]));
    await done(kubectl(["create", "clusterrole", "upstart", "--verb=*", `--resource=upstartservices.${API_GROUP}`]));
    await done(kubectl(["create", "rolebinding", "upstart", "--clusterrole=upstart", `--user=${JANE.name}`, "-n", to]));
    await done(apply(service("db", { db: tiny(publishing("URL")) }, from)));
    await known("db", from);
    const web = service(
      "web",
      { web: tiny({ dependencies: [{ name: "db", namespace: from }], values: { value: "<< db.outputs.URL >>" } }) },
      to,
    );
    const asJane = () => apply(web, "--token", JANE.token);
    const refused = await asJane();
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain(
      `reads secrets/out in namespace "data", which "jane" may not get; ask for that right`,
    );
    await done(
      kubectl(["create", "role", "out", "--verb=get", "--resource=secrets", "--resource-name=out", "-n", from]),
    );
    await done(kubectl(["create", "rolebinding", "out", "--role=out", `--user=${JANE.name}`, "-n", from]));
    const { stdout } = await until("the right to be known", async () => {
      const answer = await asJane();
      return answer.exitCode === 0 ? answer : undefined;
    });
    expect(stdout).toContain("created");
    expect((await bench.get("usvc", "web", to))?.metadata.annotations?.[CREATOR]).toBe("jane");
  });
});

test("two who close a circle at the same moment may both get in: what was stored then says so", async () => {
  const ns = await namespace("race");
  for (const name of ["a", "b"]) await done(apply(service(name, { [name]: tiny() }, ns)));
  await known("b", ns);
  const both = await Promise.all([
    apply(service("a", { a: needs("b") }, ns)),
    apply(service("b", { b: needs("a") }, ns)),
  ]);
  const passed = both.filter((b) => b.exitCode === 0).length;
  expect(passed).toBeGreaterThanOrEqual(1);
  if (passed === 2) {
    await known("a", ns);
    const next = await apply(service("a", { a: needs("b"), more: tiny() }, ns));
    expect(next.stderr).toContain("Warning: was so before:");
  }
});

test("a namespace goes with what is in it", async () => {
  const ns = await namespace("gone");
  await done(apply(service("db", { db: tiny(publishing("URL")) }, ns)));
  await done(apply(service("web", { web: needs("db") }, ns)));
  await done(kubectl(["delete", "namespace", ns, "--timeout=60s"]));
});

describe("a fault is refused by whatever way it comes", () => {
  const faulty = { api: needs("api") };
  const wholly = () => service("shop", faulty, "ways");
  const patch = (type: string, change: object, ...more: string[]) =>
    kubectl(["patch", "usvc", "shop", "-n", "ways", `--type=${type}`, "-p", JSON.stringify(change), ...more]);
  const spec = async () => (await bench.get("usvc", "shop", "ways"))?.spec;
  let before: unknown;

  beforeAll(async () => {
    await namespace("ways");
    await done(apply(service("shop", { api: tiny() }, "ways")));
    before = await spec();
  });

  test.each<[string, () => Promise<Answer>]>([
    ["apply", () => apply(wholly())],
    ["apply --server-side", () => apply(wholly(), "--server-side", "--force-conflicts")],
    ["replace", () => kubectl(["replace", "-f", "-"], wholly())],
    ["a merge patch", () => patch("merge", { spec: { helmReleases: faulty } })],
    [
      "a json patch",
      () => patch("json", [{ op: "add", path: "/spec/helmReleases/api/dependencies", value: [{ name: "api" }] }]),
    ],
    [
      "a json patch that takes away what is needed",
      () =>
        patch("json", [
          { op: "add", path: "/spec/helmReleases/web", value: needs("api", "web") },
          { op: "remove", path: "/spec/helmReleases/api" },
        ]),
    ],
  ])("%s", async (_, write) => {
    const { exitCode, stderr } = await write();
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/DependencyCycle: (api -> api|web -> web)/),
    });
    expect(await spec()).toEqual(before);
  });

  test.each<[string, object, object]>([
    ["a HelmRelease", { kind: "HelmRelease", spec: tiny() }, { spec: needs("it") }],
    [
      "an environment",
      { kind: "UpstartEnvironment", spec: { services: { shop: { spec: { helmReleases: { api: tiny() } } } } } },
      { spec: { services: { shop: { spec: { helmReleases: faulty } } } } },
    ],
  ])("so of %s, by a server-side apply of another manager, which owns but the fault", async (_, good, fault) => {
    const named = { apiVersion: API, metadata: { name: "it", namespace: "ways" } };
    await done(serverSide({ ...named, ...good }));
    const { exitCode, stderr } = await apply(
      { ...named, ...good, ...fault },
      "--server-side",
      "--force-conflicts",
      "--field-manager=other",
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("DependencyCycle") });
  });

  test("a strategic patch is no way to write a custom resource, and there is no scale", async () => {
    const change = { spec: { helmReleases: faulty } };
    expect((await patch("strategic", change)).stderr).toContain(
      "application/strategic-merge-patch+json is not supported",
    );
    expect((await patch("merge", { spec: { replicas: 2 } }, "--subresource=scale")).exitCode).toBe(1);
  });

  test("a spec that comes with a status is not stored, so it is not refused", async () => {
    const change = { spec: { helmReleases: faulty }, status: { observedGeneration: 1 } };
    await done(patch("merge", change, "--subresource=status"));
    expect(await spec()).toEqual(before);
  });
});

describe("without a webhook that answers", () => {
  test("nothing new gets in, what is there can still go, and one command opens the door", async () => {
    const ns = await namespace("closed");
    await done(apply(service("shop", { api: tiny() }, ns, { finalizers: ["example.com/x"] })));
    await endServer(webhook, "SIGKILL");
    const refused = await apply(service("next", { api: tiny() }, ns));
    expect(refused).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`failed calling webhook "validate.${API_GROUP}"`),
    });
    await done(kubectl(["label", "usvc", "shop", "a=b", "-n", ns]));
    await done(kubectl(["delete", "usvc", "shop", "-n", ns, "--wait=false"]));
    await done(
      kubectl([
        "patch",
        "usvc",
        "shop",
        "-n",
        ns,
        "--type=json",
        "-p",
        '[{"op":"remove","path":"/metadata/finalizers"}]',
      ]),
    );
    expect(await bench.get("usvc", "shop", ns)).toBeUndefined();
    await done(kubectl(["delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "upstart"]));
    await done(apply(service("next", { api: tiny() }, ns)));

    webhook = await startWebhook(bench);
    await until("the door to be closed again", async () =>
      (await apply(service("bad", { api: needs("api") }, ns), "--dry-run=server")).exitCode === 1 ? true : undefined,
    );
  });

  test("ends in order, and another goes on with the same authority", async () => {
    const authority = async () => (await bench.get("secret", "upstart-webhook-tls"))?.data?.["ca.crt"];
    const before = await authority();
    expect(before).toBeDefined();
    const other = await startWebhook(bench);
    expect(await endServer(webhook)).toBe(0);
    webhook = other;
    expect(await authority()).toBe(before);
    const { exitCode } = await apply(service("bad", { api: needs("api") }), "--dry-run=server");
    expect(exitCode).toBe(1);
  });
});
