import { API_GROUP, LABELS, MANAGED_BY } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, openBench, tiny, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { endServer } from "../server-process.ts";
import { type Running, startWebhook } from "./webhooks.ts";

// People of few rights, as the real API server knows them: Joe may write our kinds in one namespace and nothing else.

const JOE = { name: "joe", token: "joe-token" };
/** May write in the same namespace whatever the role `edit` lets write. */
const EVE = { name: "eve", token: "eve-token" };
/** Has the rights of the controllers on our kinds. */
const CONTROLLER = { name: "controller", token: "controller-token" };
const TEAM = "team";

let bench: Bench;
let webhook: Running;

beforeAll(async () => {
  bench = await openBench({ users: [JOE, EVE, CONTROLLER] });
  await installKinds(bench);
  for (const name of [TEAM, "data", "target", "catalog"]) await done(kubectl("create", "namespace", name));
  const kinds = ["upstartservices", "upstartenvironments", "helmreleases"].map((kind) => `${kind}.${API_GROUP}`);
  await done(kubectl("create", "clusterrole", "writer", "--verb=*", `--resource=${kinds.join(",")}`));
  const statuses = kinds.map((kind) => `${kind}/status`);
  await done(
    kubectl("create", "clusterrole", "controller", "--verb=*", `--resource=${[...kinds, ...statuses].join(",")}`),
  );
  for (const user of [JOE, EVE]) await bind("writer", user);
  await bind("edit", EVE);
  await done(
    kubectl("create", "clusterrolebinding", "controller", "--clusterrole=controller", `--user=${CONTROLLER.name}`),
  );
  webhook = await startWebhook(bench);
  await done(apply(service("db", { db: tiny(PUBLISHING) }, "data")));
  await done(apply(service("as-deployer", { "as-deployer": tiny(AS_DEPLOYER) }, "catalog", { suspend: true })));
  await until("the webhook to know what is stored", async () =>
    (await apply(service("probe", { probe: READING }), "--dry-run=server", ...as(JOE))).stderr.includes("secrets/out")
      ? true
      : undefined,
  );
});
afterAll(async () => {
  await endServer(webhook, "SIGKILL");
  await bench?.close();
});

interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], input?: object): Promise<Answer> {
  const options = input === undefined ? {} : { input: JSON.stringify(input), stdin: "pipe" as const };
  const { exitCode, stdout, stderr } = await bench.kubectl(args, options);
  return { exitCode: exitCode ?? -1, stdout: String(stdout), stderr: String(stderr) };
}

const kubectl = (...args: string[]) => run(args);
const apply = (object: object, ...args: string[]) => run(["apply", "-f", "-", ...args], object);
const as = ({ token }: { readonly token: string }) => ["--token", token];

async function done(answer: Promise<Answer>): Promise<Answer> {
  const { exitCode, stderr } = await answer;
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  return answer;
}

async function refused(answer: Promise<Answer>, ...texts: string[]): Promise<void> {
  const { exitCode, stderr } = await answer;
  expect(exitCode).toBe(1);
  for (const text of texts) expect(stderr).toContain(text);
}

const bind = (role: string, user: { readonly name: string }) =>
  done(
    kubectl(
      "create",
      "rolebinding",
      `${role}-${user.name}`,
      `--clusterrole=${role}`,
      `--user=${user.name}`,
      "-n",
      TEAM,
    ),
  );

/** Gives Joe a right; it is in force when this resolves. */
async function grant(verb: string, resource: string, namespace: string, name?: string): Promise<void> {
  const role = `${verb}-${resource.split(".")[0]}`;
  const only = name === undefined ? [] : [`--resource-name=${name}`];
  await done(kubectl("create", "role", role, `--verb=${verb}`, `--resource=${resource}`, ...only, "-n", namespace));
  await done(kubectl("create", "rolebinding", role, `--role=${role}`, `--user=${JOE.name}`, "-n", namespace));
  const what = name === undefined ? resource : `${resource}/${name}`;
  await until(`Joe to have the right to ${verb} ${what}`, async () =>
    (await kubectl("auth", "can-i", verb, what, "-n", namespace, ...as(JOE))).exitCode === 0 ? true : undefined,
  );
}

const object = (kind: string, name: string, spec: object, namespace = TEAM, metadata: object = {}) => ({
  apiVersion: API,
  kind,
  metadata: { name, namespace, ...metadata },
  spec,
});
const service = (name: string, helmReleases: object, namespace = TEAM, more: object = {}) =>
  object("UpstartService", name, { helmReleases, ...more }, namespace);
const environment = (name: string, services: object) => object("UpstartEnvironment", name, { services });

const AS_DEPLOYER = { serviceAccountName: "deployer" };
const PUBLISHING = { outputsFrom: [{ secretRef: { name: "out" }, scope: "external", keys: ["URL"] }] };
const READING = tiny({
  dependencies: [{ name: "db", namespace: "data" }],
  values: { value: "<< db.outputs.URL >>" },
});

describe("who may write our kinds, and nothing else", () => {
  test.each([
    [
      "installs into no other namespace",
      object("HelmRelease", "far", tiny({ targetNamespace: "kube-system" })),
      'spec.targetNamespace: installs into namespace "kube-system", where "joe" may not create helmreleases',
    ],
    [
      "waits for nothing of another namespace",
      service("waits", { waits: tiny({ dependencies: [{ name: "db", namespace: "data" }] }) }),
      'reads upstartservices/db in namespace "data", which "joe" may not get',
    ],
    ["reads nothing of it", service("reads", { reads: READING }), 'reads secrets/out in namespace "data"'],
    [
      "is no account, in a release",
      object("HelmRelease", "account", tiny(AS_DEPLOYER)),
      'spec.serviceAccountName: installs as serviceaccounts/deployer in namespace "team", which "joe" may not impersonate',
    ],
    [
      "nor in a service",
      service("account", { account: tiny(AS_DEPLOYER) }),
      "spec.helmReleases.account.serviceAccountName: installs as serviceaccounts/deployer",
    ],
    [
      "nor in an environment",
      environment("account", { shop: { spec: { helmReleases: { api: tiny(AS_DEPLOYER) } } } }),
      "spec.services.shop.spec.helmReleases.api.serviceAccountName: installs as serviceaccounts/deployer",
    ],
    [
      "nor by a template, which they may not get either",
      environment("template", { shop: { from: { name: "as-deployer", namespace: "catalog" } } }),
      "spec.services.shop.from: reads upstartservices/as-deployer",
    ],
    [
      "reads nothing in an environment",
      environment("reads", { shop: { spec: { helmReleases: { api: READING } } } }),
      "spec.services.shop.spec.helmReleases.api.dependencies[0].name: reads secrets/out",
    ],
  ])("%s", async (_, one, text) => {
    await refused(apply(one, ...as(JOE)), "Forbidden", text);
    await done(apply(one, "--dry-run=server")); // an administrator may
  });

  test("does so without them", async () => {
    await done(apply(service("own", { own: tiny() }), ...as(JOE)));
  });
});

test("what the role `edit` of a namespace gives is enough for its accounts", async () => {
  await done(apply(service("by-eve", { "by-eve": tiny(AS_DEPLOYER) }), ...as(EVE)));
  await refused(apply(object("HelmRelease", "far", tiny({ targetNamespace: "target" })), ...as(EVE)), "may not create");
});

test("each right, once given, is enough", async () => {
  await grant("create", `helmreleases.${API_GROUP}`, "target");
  await done(apply(object("HelmRelease", "far", tiny({ targetNamespace: "target" })), ...as(JOE)));
  await grant("get", `upstartservices.${API_GROUP}`, "data", "db");
  await done(
    apply(service("waits", { waits: tiny({ dependencies: [{ name: "db", namespace: "data" }] }) }), ...as(JOE)),
  );
  await refused(apply(service("reads", { reads: READING }), ...as(JOE)), "secrets/out");
});

test("what others may is not asked again of who changes something else, and is of who changes what it is used for", async () => {
  const shop = (release: object, more: object = {}) =>
    service("shop", { shop: { ...READING, ...AS_DEPLOYER, ...release }, ...more });
  await done(apply(shop({})));
  await done(apply(shop({}, { more: tiny() }), ...as(JOE)));
  await done(apply(shop({ suspend: true }, { more: tiny() }), ...as(JOE)));
  for (const change of [
    { version: "0.1.1" },
    { chart: "upstart-charts/redis" },
    { values: { value: "<< db.outputs.URL >>", to: "https://elsewhere.example" } },
  ])
    await refused(
      apply(shop(change, { more: tiny() }), ...as(JOE)),
      "spec.helmReleases.shop.dependencies[0].name: reads secrets/out",
      "spec.helmReleases.shop.serviceAccountName: installs as serviceaccounts/deployer",
    );
});

describe("what the controllers made", () => {
  const made = async (name: string, spec: object) => {
    const owner = await bench.get("usvc", "own", TEAM);
    return object("HelmRelease", name, spec, TEAM, {
      labels: { [LABELS.managedBy]: MANAGED_BY },
      ownerReferences: [
        { apiVersion: API, kind: "UpstartService", name: "own", uid: owner?.metadata.uid, controller: true },
      ],
    });
  };

  test("is believed of them, and of nobody else", async () => {
    const far = await made("own-far", tiny({ targetNamespace: "kube-system" }));
    await refused(
      apply(far, ...as(JOE)),
      "metadata.ownerReferences: says that the controllers made this",
      "may not patch upstartservices/status",
    );
    await done(apply(far, "--dry-run=server", ...as(CONTROLLER)));
  });

  test("is not what somebody marks so later, to write into it what they may not", async () => {
    await done(apply(object("HelmRelease", "own-later", tiny()), ...as(JOE)));
    const { metadata } = await made("own-later", {});
    const patch = (change: object) =>
      kubectl("patch", "uhr", "own-later", "-n", TEAM, "--type=merge", "-p", JSON.stringify(change), ...as(JOE));
    await done(patch({ metadata }));
    await refused(patch({ spec: AS_DEPLOYER }), "says that the controllers made this");
  });
});
