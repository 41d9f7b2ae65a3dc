import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, dataOf, openBench, tiny, until } from "../harness.ts";
import { API, type Condition, installKinds } from "../kinds.ts";
import { Controllers } from "./processes.ts";

const NS = "rights";
const ACCOUNT = `system:serviceaccount:${NS}:deployer`;
const WRITE = ["get", "list", "create", "update", "patch", "delete"];

let bench: Bench;
let controllers: Controllers;

beforeAll(async () => {
  bench = await openBench();
  controllers = new Controllers(bench);
  await installKinds(bench);
  await controllers.namespace(NS);
  await bench.kubectl(["create", "serviceaccount", "deployer", "-n", NS]);
  controllers.start(NS, "--chart-repository", `upstart-charts=${bench.sandbox.chartRepository}`);
});
afterAll(async () => {
  await controllers?.endAll();
  await bench?.close();
});

async function apply(object: object): Promise<void> {
  const { exitCode, stderr } = await bench.kubectl(["apply", "-f", "-"], {
    input: JSON.stringify(object),
    stdin: "pipe",
  });
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
}

/** What the account may do in its namespace. */
async function allow(rules: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const rbac = "rbac.authorization.k8s.io";
  await apply({
    apiVersion: `${rbac}/v1`,
    kind: "Role",
    metadata: { name: "deployer", namespace: NS },
    rules: Object.entries(rules).map(([resource, verbs]) => ({ apiGroups: [""], resources: [resource], verbs })),
  });
  await apply({
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name: "deployer", namespace: NS },
    roleRef: { apiGroup: rbac, kind: "Role", name: "deployer" },
    subjects: [{ kind: "ServiceAccount", name: "deployer", namespace: NS }],
  });
}

const shop = (helmReleases: object) =>
  apply({ apiVersion: API, kind: "UpstartService", metadata: { name: "shop", namespace: NS }, spec: { helmReleases } });

const asAccount = (more: object = {}) => tiny({ serviceAccountName: "deployer", ...more });
const DB = { outputsFrom: [{ secretRef: { name: "db" } }], values: { secret: "hidden" } };

const conditionOf = async (release: string, type: string) => {
  const status = (await bench.get("uhr", `shop-${release}`, NS))?.status as { conditions?: Condition[] } | undefined;
  return status?.conditions?.find((c) => c.type === type);
};

/** Waits until it says so, and asks for another attempt, as a person would who does not like to wait. */
const says = (release: string, reason: string, text: string) =>
  until(
    `${release} to say ${reason}: ${text}`,
    async () => {
      const condition = await conditionOf(release, "Ready");
      return condition?.reason === reason && condition.message.includes(text) ? condition : undefined;
    },
    90_000,
  );
const tryAgain = () =>
  bench.kubectl(["annotate", "usvc", "shop", "-n", NS, `upstart.com/retry-at=${Date.now()}`, "--overwrite"]);

test("an account without rights installs nothing, and the right that it lacks is told", async () => {
  await shop({ db: asAccount(DB) });
  const { message } = await says("db", "Forbidden", ACCOUNT);
  expect(message).toMatch(/cannot \w+ resource "secrets" in API group "" in the namespace "rights"/);
  expect(await bench.get("configmap", "db-outputs", NS)).toBeUndefined();
});

test("with exactly the rights that it needs it installs, and its outputs go on", async () => {
  await allow({ secrets: WRITE, configmaps: WRITE });
  await shop({
    db: asAccount(DB),
    api: tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>!" } }),
  });
  await tryAgain();
  await says("api", "Ready", "ready");
  expect(dataOf(await bench.get("configmap", "api-outputs", NS)).value).toBe("hidden!");
});

test("what is changed by hand is put right as the account, and what that may not do is told", async () => {
  const edit = '{"data":{"value":"other"}}';
  await bench.kubectl(["patch", "configmap", "db-outputs", "-n", NS, "--type=merge", "-p", edit]);
  await until("the value", async () =>
    dataOf(await bench.get("configmap", "db-outputs", NS)).value === "1" ? true : undefined,
  );
  await allow({ secrets: WRITE, configmaps: ["get", "list"] });
  await bench.kubectl(["patch", "configmap", "db-outputs", "-n", NS, "--type=merge", "-p", edit]);
  const { message } = await says("db", "DriftDetected", ACCOUNT);
  expect(message).toContain('cannot patch resource "configmaps"');
  expect(dataOf(await bench.get("configmap", "db-outputs", NS)).value).toBe("other");
});

test("an output that the account may not read is given to nobody", async () => {
  await apply({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "another", namespace: NS },
    stringData: { value: "not for you" },
  });
  await bench.kubectl(["create", "serviceaccount", "reader", "-n", NS]);
  await shop({
    db: asAccount(DB),
    thief: tiny({ serviceAccountName: "reader", outputsFrom: [{ secretRef: { name: "another" } }] }),
    api: tiny({ dependencies: [{ name: "thief" }], values: { value: "<< thief.outputs.value >>" } }),
  });
  const { message } = await says("thief", "Forbidden", `${NS}:reader`);
  expect(message).toContain('resource "secrets"');
  expect(dataOf(await bench.get("configmap", "api-outputs", NS)).value).toBe("hidden!"); // as it was
});

test("what it has installed it also takes away", async () => {
  await allow({ secrets: WRITE, configmaps: WRITE });
  await bench.kubectl(["delete", "usvc", "shop", "-n", NS, "--timeout=60s"]);
  expect(await bench.get("usvc", "shop", NS)).toBeUndefined();
  expect(await bench.get("configmap", "db-outputs", NS)).toBeUndefined();
});
