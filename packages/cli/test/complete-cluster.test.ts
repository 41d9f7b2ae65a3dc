import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { API_VERSION, encodeRecord, type KubeObject, writeEnded } from "@upstart/engine";
import { serviceOf } from "@upstart/engine/testing";
import { afterEach, expect, test } from "vitest";
import { namesInCluster } from "../src/complete-cluster.ts";
import { run } from "./testing/run.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An API server with these lists by path, or a silent one; what it refuses it answers with 403. Its address. */
async function serve(lists: Readonly<Record<string, readonly KubeObject[]>> | undefined): Promise<string> {
  server = createServer((request, response) => {
    if (lists === undefined) return;
    const items = lists[new URL(request.url!, "http://api").pathname];
    const body =
      items === undefined ? { kind: "Status", code: 403 } : { kind: "List", metadata: { resourceVersion: "1" }, items };
    response.writeHead(items === undefined ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const env = { KUBECONFIG: "" };
const OURS = `/apis/${API_VERSION}`;
const record = (name: string, namespace: string, ...keys: string[]) => {
  const { spec } = serviceOf(Object.fromEntries(keys.map((key) => [key, {}])));
  const object = { kind: "UpstartService", name, namespace };
  return encodeRecord({ object, spec, releases: {}, namespaces: [], appliedAt: "2026-01-01T00:00:00Z" });
};
const RECORDS = [record("shop", "team", "api", "db"), record("users", "team", "api")];
const NAMESPACES = ["team", "tools"].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
const LISTS = {
  "/api/v1/namespaces": NAMESPACES,
  "/api/v1/namespaces/team/secrets": RECORDS,
  "/api/v1/secrets": [...RECORDS, record("other", "tools", "x")],
};

/** The values offered, without their descriptions. Nothing may be on stderr. */
async function offered(words: readonly string[], lists: Parameters<typeof serve>[0] = LISTS): Promise<string[]> {
  const url = await serve(lists);
  const { stdout, stderr } = await run(["__complete", ...words.slice(0, -1), "--server", url, words.at(-1)!], { env });
  expect(stderr).toBe("");
  return stdout.split("\n").flatMap((line) => (line === "" || line.startsWith(":") ? [] : [line.split("\t")[0]!]));
}

test.each<[string[], string[]]>([
  [
    ["status", "-n", "team", ""],
    ["shop", "users", "shop/api", "shop/db", "users/api"],
  ],
  [
    ["-n", "team", "status", "shop/"],
    ["shop/api", "shop/db"],
  ],
  [
    ["tree", "--namespace=team", "us"],
    ["users", "users/api"],
  ],
  [
    ["why", "-n", "team", "users"],
    ["users", "users/api"],
  ],
  [["why", "-n", "team", "users", ""], []],
  [
    ["wait", "shop", "-n", "team", "sh"],
    ["shop/api", "shop/db"],
  ],
  [
    ["outputs", "-A", "o"],
    ["other", "other/x"],
  ],
  [
    ["delete", "-n", "team", ""],
    ["shop", "users"],
  ],
  [["status", "-n", "forbidden", ""], []],
])("%j", async (words, want) => {
  expect(await offered(words)).toEqual(want);
});

test.each([
  ["status", "-n"],
  ["apply", "--namespace"],
  ["render", "-n"],
])("namespaces for %s %s", async (verb, flag) => {
  const url = await serve(LISTS);
  const { stdout } = await run(["__complete", verb, "--server", url, flag, "t"], { env });
  expect(stdout).toBe("team\ntools\n:4\n");
  const joined = await run(["__complete", verb, "--server", url, "--namespace=to"], { env });
  expect(joined.stdout).toBe("tools\n:4\n");
});

const uenv = (name: string, spec: object, status: object = {}): KubeObject => ({
  apiVersion: API_VERSION,
  kind: "UpstartEnvironment",
  metadata: { name, namespace: "team" },
  spec,
  status,
});

test.each<[string[], string[]]>([
  ...["get", "url", "explain", "extend", "sleep", "wake", "delete"].map((verb): [string[], string[]] => [
    ["env", verb, "-n", "team", ""],
    ["cart", "get"],
  ]),
  [["env", "get", "-n", "team", "c"], ["cart"]],
  [
    ["-n", "team", "env", "diff", ""],
    ["cart", "get"],
  ],
  [["env", "diff", "-n", "team", "cart", ""], ["get"]],
  [["env", "diff", "-n", "team", "cart", "get", ""], []],
  [["env", "extend", "cart", "-n", "team", ""], []],
  [["env", "get", "get", "-n", "team", ""], []],
  [["env", "get", "-n", "team", "x", ""], []],
])("environments of branches, without their templates: %j", async (words, want) => {
  const source = { repository: "acme/shop", ref: "refs/heads/cart" };
  const all = [uenv("cart", { source }), uenv("get", { from: { name: "shop" } }), uenv("shop", { template: true })];
  expect(await offered(words, { [`${OURS}/namespaces/team/upstartenvironments`]: all })).toEqual(want);
});

test("for revive, those that have ended", async () => {
  const of = { namespace: "team", uid: "1", endedAt: "2030-01-01T00:00:00Z", because: "x", left: [] };
  const found = { [`${OURS}/namespaces/team/endedenvironments`]: [writeEnded({ ...of, name: "gone" })] };
  expect(await offered(["env", "revive", "-n", "team", ""], found)).toEqual(["gone"]);
});

test("what an environment is called beside is told", async () => {
  const source = { repository: "acme/shop", ref: "refs/heads/feat/cart" };
  const cart = uenv("cart", { source, owner: "ada" }, { phase: "Sleeping" });
  const url = await serve({ [`${OURS}/namespaces/team/upstartenvironments`]: [cart] });
  const { stdout } = await run(["__complete", "env", "wake", "-n", "team", "--server", url, ""], { env });
  expect(stdout).toBe("cart\tfeat/cart, ada, Sleeping\n:4\n");
});

test("what controllers keep has names too, without what they made of it", async () => {
  const kept = (kind: string, name: string, more: object = {}): KubeObject => ({
    apiVersion: API_VERSION,
    kind,
    metadata: { name, namespace: "team", ...more },
    spec: kind === "HelmRelease" ? { chart: "charts/a" } : { helmReleases: { web: { chart: "charts/web" } } },
  });
  const made = {
    labels: { "app.kubernetes.io/managed-by": "upstart" },
    ownerReferences: [{ apiVersion: API_VERSION, kind: "UpstartService", name: "front", uid: "1", controller: true }],
  };
  const url = await serve({
    ...LISTS,
    [`/apis/${API_VERSION}/namespaces/team/upstartservices`]: [kept("UpstartService", "front")],
    [`/apis/${API_VERSION}/namespaces/team/upstartenvironments`]: [],
    [`/apis/${API_VERSION}/namespaces/team/helmreleases`]: [kept("HelmRelease", "front-web", made)],
  });
  const { stdout } = await run(["__complete", "status", "-n", "team", "--server", url, "front"], { env });
  expect(stdout.split("\n").map((l) => l.split("\t")[0])).toEqual(["front", "front/web", ":4", ""]);
});

test("a cluster that is down, or that does not answer in time, has no names, and nothing is said", async () => {
  const url = await serve(undefined);
  const signal = new AbortController().signal;
  const host = { env: {}, signal } as unknown as Parameters<typeof namesInCluster>[0];
  expect(await namesInCluster(host, { server: url }, "namespaces", 50)).toEqual([]);
  await new Promise((resolve) => {
    server!.closeAllConnections();
    server!.close(resolve);
  });
  expect(await run(["__complete", "status", "--server", url, ""], { env })).toEqual({
    stdout: ":4\n",
    stderr: "",
    exitCode: 0,
  });
});
