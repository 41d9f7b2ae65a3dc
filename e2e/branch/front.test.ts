import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { environmentOf, World } from "../controller/world.ts";
import { tiny, until } from "../harness.ts";
import { type ServerProcess, startServer } from "../server-process.ts";
import { type Behind, openBehind } from "./behind.ts";
import { Caller } from "./caller.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/front/bin/upstart-front.js", import.meta.url));
const NS = "environments";
const KINDS = "upstartoperators.upstart.com";
const host = (name: string) => `${name}.dev.example.com`;

let world: World;
let behind: Behind;
let front: ServerProcess;
let caller: Caller;

beforeAll(async () => {
  [world, behind] = await Promise.all([World.open("helm4"), openBehind()]);
  await world.namespace(NS);
  const service = { service: "shop", name: "web", port: behind.port };
  const url = { template: "https://{name}.dev.example.com", service };
  const web = tiny({ values: { value: "<< environment.params.source.sha >>" } });
  const shop = { spec: { helmReleases: { web } } };
  await world.apply(environmentOf(NS, "shop", { shop }, { template: true, url, quota: { environments: 1 } }));
  const args = ["--kubeconfig", await accountFor(), "--service-address", "127.0.0.1:{port}", "--drain", "0"];
  front = startServer(world.bench, PROGRAM, [...args, "--listen", "127.0.0.1:0", "--health-listen", "127.0.0.1:0"]);
  const { address } = await front.said("ready");
  caller = new Caller(Number(String(address).split(":")[1]));
});
afterAll(async () => {
  front?.child.kill("SIGKILL");
  behind?.close();
  await world?.close();
});

/** A kubeconfig of an account with the rights that the chart gives, and no others. */
async function accountFor(): Promise<string> {
  const name = "upstart-front";
  const to = [`--clusterrole=${name}`, `--serviceaccount=upstart:${name}`];
  await world.run("create", "serviceaccount", name, "-n", "upstart");
  await world.apply({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name },
    rules: [
      { apiGroups: [KINDS], resources: ["upstartenvironments"], verbs: ["get", "list", "watch", "patch"] },
      { apiGroups: [KINDS], resources: ["upstartservices", "endedenvironments"], verbs: ["get", "list", "watch"] },
    ],
  });
  await world.run("create", "clusterrolebinding", name, ...to);
  const token = await world.run("create", "token", name, "-n", "upstart");
  const config = JSON.parse(await world.run("config", "view", "--raw", "-o", "json")) as { users: { user: object }[] };
  for (const entry of config.users) entry.user = { token };
  return await world.bench.file("front.kubeconfig", JSON.stringify(config));
}

const branch = (name: string, more: object = {}) => {
  const { services: _, ...spec } = environmentOf(NS, name, {}).spec as { services: object };
  const source = { repository: "acme/shop", ref: `refs/heads/${name}`, sha: "1".repeat(40) };
  return world.apply({ ...environmentOf(NS, name, {}), spec: { ...spec, from: { name: "shop" }, source, ...more } });
};
const json = { accept: "application/json" };
const stateOf = async (name: string) => {
  const { status, body } = await caller.ask(host(name), { headers: { ...json, "user-agent": "upstart" } });
  return status === 503 || status === 404 || status === 410 ? (JSON.parse(body) as { state: string }) : undefined;
};
const shows = (name: string, state: string) =>
  until(`${name} to be ${state}`, async () => ((await stateOf(name))?.state === state ? true : undefined), 90_000);
const serves = (name: string) =>
  until(`${name} to be served`, async () => ((await stateOf(name)) === undefined ? true : undefined), 90_000);
const heeded = async (name: string) => {
  const { annotations } = (await world.get("uenv", name, NS))!.metadata;
  return annotations?.["upstart.com/activity"];
};

test("a name that nobody knows is said to be unknown, in whatever form it is wanted", async () => {
  const page = await caller.ask(host("nobody"));
  expect([page.status, page.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(page.body).toContain("kubectl upstart env list");
  expect(await stateOf("nobody")).toMatchObject({ state: "unknown" });
  await expect(caller.websocket(host("nobody"))).rejects.toThrow("503");
});

test("from second zero there is a page, and the environment as soon as it can answer", async () => {
  await branch("cart");
  const first = await caller.ask(host("cart"), { headers: { "user-agent": "upstart" } });
  expect([200, 404, 503]).toContain(first.status);
  await serves("cart");
  const { status, body } = await caller.ask(host("cart"), { path: "/up?x=1" });
  expect([status, body]).toEqual([200, "hello from /up?x=1\n"]);
});

test("what comes with a request goes on with it, but nothing that callers may not say", async () => {
  await caller.ask(host("cart"), {
    headers: { "x-forwarded-host": "evil.example.com", "x-upstart-environment": "a/b", cookie: "a=b" },
  });
  expect(behind.seen.at(-1)).toMatchObject({
    host: host("cart"),
    cookie: "a=b",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": host("cart"),
    "x-forwarded-proto": "https",
    "x-upstart-environment": `${NS}/cart`,
  });
});

test("bodies stream both ways, and websockets stay open", async () => {
  const response = await caller.open(host("cart"), { path: "/stream", method: "PATCH" });
  const pieces: string[] = [];
  for await (const piece of response) {
    pieces.push(String(piece));
    if (pieces.length === 1) response.send("second\n");
  }
  expect(pieces).toEqual(["first\n", "second\n"]);
  const socket = await caller.websocket(host("cart"));
  socket.write("ping");
  const [echo] = await new Promise<unknown[]>((resolve) => socket.once("data", (data: Buffer) => resolve([`${data}`])));
  expect(echo).toBe("ping");
  expect(behind.seen.at(-1)).toMatchObject({ upgrade: "websocket", "x-forwarded-for": "1.2.3.4, 127.0.0.1" });
  socket.destroy();
});

test("one more waits in line, and says at which place", async () => {
  await branch("second");
  await shows("second", "queued");
  expect(await stateOf("second")).toMatchObject({ position: 1, title: "Next in line" });
  await world.run("delete", "uenv", "second", "-n", NS);
  await shows("second", "gone");
});

test("one that sleeps is woken by the button of its own page, and by nobody else's", async () => {
  await world.run("annotate", "uenv", "cart", "-n", NS, "upstart.com/activity=sleep 1", "--overwrite");
  await shows("cart", "asleep");
  // Whoever only looks wakes nobody: previews of links look, too.
  expect((await caller.ask(host("cart"))).body).toContain('<form method="post" action="/.upstart/wake">');
  const wake = (headers: object) =>
    caller.ask(host("cart"), { method: "POST", path: "/.upstart/wake", headers: { ...headers } });
  expect((await wake({})).status).toBe(403);
  expect((await wake({ "sec-fetch-site": "same-site" })).status).toBe(403);
  expect((await wake({ origin: "https://evil.example.com" })).status).toBe(403);
  expect(await heeded("cart")).toBe("sleep 1");
  const back = { origin: `https://${host("cart")}`, referer: `https://${host("cart")}//evil.example.com/cart?x=1` };
  const woken = await wake(back);
  expect([woken.status, woken.headers.location]).toEqual([303, "/evil.example.com/cart?x=1"]);
  expect(await heeded("cart")).toMatch(/^wake /);
  await serves("cart");
});

test("requests are told as use, once a minute at most, and what asks whether it is well is not", async () => {
  // A deploy a minute ago is looked for in vain: it was woken just now, so this is told by nobody.
  await caller.ask(host("cart"));
  expect(await heeded("cart")).toMatch(/^wake /);
});

test("where nobody answers behind the Service, the page says that", async () => {
  behind.close();
  await shows("cart", "unreachable");
  const { status, body, headers } = await caller.ask(host("cart"));
  expect([status, headers["retry-after"]]).toEqual([503, "5"]);
  expect(body).toContain("ECONNREFUSED");
});

test("a release that is given up on is shown with its last words", async () => {
  const services = { shop: { spec: { helmReleases: { web: tiny({ values: { value: ["no text"] } }) } } } };
  await world.run("patch", "uenv", "cart", "-n", NS, "--type=merge", "-p", JSON.stringify({ spec: { services } }));
  await shows("cart", "failed").catch(async (error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify((await world.get("uenv", "cart", NS))?.status)}`);
  });
  expect(await stateOf("cart")).toMatchObject({ releases: [{ service: "shop", release: "web", state: "failed" }] });
});

test("deleted, it is said to be gone; told to end, the entry ends in order", async () => {
  await world.run("delete", "uenv", "cart", "-n", NS);
  const { status, body } = await caller.ask(host("cart"));
  expect([status, body.includes("The environment of cart is gone")]).toEqual([410, true]);
  expect(body).toContain("kubectl upstart env revive");
  front.child.kill("SIGTERM");
  expect(await front.exited).toBe(0);
});
