import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, openBench, service, tiny, until } from "../harness.ts";
import { API, installKinds } from "../kinds.ts";
import { Controllers, type Running } from "./processes.ts";
import { serveChart } from "./serve-chart.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/example/", import.meta.url));

let bench: Bench;
let controllers: Controllers;
let running: Running;
let leaver: string;

const start = () =>
  controllers.start("upstart", "--chart-repository", `upstart-charts=${bench.sandbox.chartRepository}`);

beforeAll(async () => {
  bench = await openBench({ users: [{ name: "guest", token: "guest-token" }] });
  controllers = new Controllers(bench);
  await installKinds(bench);
  leaver = await serveChart(bench, "leaver");
  await controllers.namespace("upstart");
  for (const ns of ["client", "bad", "two"]) await bench.kubectl(["create", "namespace", ns]);
});
afterAll(async () => {
  await controllers?.endAll();
  await bench?.close();
});

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}
async function upstart(...args: string[]): Promise<Ran> {
  const { exitCode, stdout, stderr } = await bench.upstart(args);
  return { code: exitCode, out: String(stdout), err: String(stderr) };
}
/** The types of a document, so that two of them can be compared whatever they hold. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([k, v]) => [k, shapeOf(v)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
const json = async (...args: string[]) => JSON.parse((await upstart(...args, "-o", "json")).out) as unknown;

/** What each verb prints as JSON of the article's example, applied into a namespace. */
async function documents(namespace: string): Promise<Record<string, unknown>> {
  const ns = ["-n", namespace];
  const applied = await json("apply", "-f", EXAMPLE, ...ns);
  return {
    applied,
    again: await json("apply", "-f", EXAMPLE, ...ns),
    status: await json("status", ...ns),
    tree: await json("tree", ...ns),
    why: await json("why", "example/exampleService", ...ns),
    outputs: await json("outputs", ...ns),
    wait: await json("wait", "example", ...ns),
    deleted: await json("delete", "-f", EXAMPLE, ...ns),
  };
}

test("without controllers the client does it; with them they do, and every verb prints the same", async () => {
  const file = await bench.file("first.yaml", service("first", { a: tiny() }));
  expect((await upstart("apply", "-f", file, "-n", "client")).err).toContain("client-side apply (no controllers");
  expect((await upstart("doctor")).out).toContain("none: apply installs from here");
  const byClient = await documents("client");
  running = start();
  await running.said("leading");
  const plan = await upstart("apply", "-f", EXAMPLE, "--dry-run");
  expect(plan.err).toContain("server-side apply (the controllers carry it out)");
  expect(await bench.get("usvc", "example")).toBeUndefined();
  expect((await upstart("doctor")).out).toContain("run (Lease upstart/upstart-controller)");
  const byCluster = await documents("default");
  for (const verb of ["applied", "again", "status", "tree", "why", "outputs", "wait", "deleted"])
    expect({ verb, shape: shapeOf(byCluster[verb]) }).toEqual({ verb, shape: shapeOf(byClient[verb]) });
  const told = (by: Record<string, unknown>, verb: string) =>
    (by[verb] as { releases: { id: string; state: string; deployed?: boolean }[] }).releases
      .map((r) => `${r.id.split("/").at(-1)} ${r.state} ${r.deployed}`)
      .sort();
  expect(told(byCluster, "applied")).toHaveLength(7);
  for (const verb of ["applied", "again"]) expect(told(byCluster, verb)).toEqual(told(byClient, verb));
  const rows = ({ status }: Record<string, unknown>) =>
    (status as { releases: { id: string; chart: string; revision: number }[] }).releases
      .filter((r) => r.id !== "first/a")
      .map((r) => [r.id, r.chart, r.revision]);
  expect(rows(byCluster)).toEqual(rows(byClient));
  // The API keeps no order of keys.
  const published = (by: Record<string, unknown>) =>
    (by.outputs as { outputs: object[] }).outputs
      .map((o) => JSON.stringify(o).replaceAll(".client.svc", ".default.svc"))
      .sort();
  expect(published(byCluster)).toEqual(published(byClient));
  const left = (by: Record<string, unknown>) =>
    (by.deleted as { objectsLeft: string[] }).objectsLeft.map((o) => o.replace(/ (?:client|default)\//, " ")).sort();
  expect(left(byCluster)).toContain("PersistentVolumeClaim data-postgres-0");
  expect(left(byCluster)).toEqual(left(byClient));
  expect(await bench.get("usvc", "example")).toBeUndefined();
}, 300_000);

test("an environment whose template only the cluster has is planned, watched and shown alike by both doors", async () => {
  const releases = { web: tiny({ version: "~0.1.0", dependencies: [{ name: "zdb" }] }), aux: tiny(), zdb: tiny() };
  const template = JSON.parse(service("cart", releases)) as { spec: object };
  const suspended = JSON.stringify({ ...template, spec: { ...template.spec, suspend: true } });
  await bench.kubectl(["apply", "-n", "bad", "-f", await bench.file("cart.yaml", suspended)]);
  const shown = async (name: string, ...flags: string[]) => {
    const spec = { services: { cart: { from: { name: "cart", namespace: "bad" } } } };
    const environment = { apiVersion: API, kind: "UpstartEnvironment", metadata: { name, namespace: "two" }, spec };
    const file = await bench.file(`${name}.yaml`, JSON.stringify(environment));
    const { err } = await upstart("apply", "-f", file, "--dry-run", ...flags);
    expect(err).toContain("Would: 3 install, 0 upgrade, 0 unchanged");
    const applied = await upstart("apply", "-f", file, "-o", "json", ...flags);
    expect(applied.code).toBe(0);
    const status = (await upstart("status", name, "-n", "two", "-o", "json")).out;
    const gone = await upstart("delete", `uenv/${name}`, "-n", "two");
    expect(gone.code).toBe(0);
    return [applied.out, status].map((text) => JSON.parse(text.replaceAll(name, "env")) as unknown);
  };
  const byClient = await shown("env-a", "--server-side=false");
  expect(await shown("env-b")).toEqual(byClient);
  expect(byClient[1]).toMatchObject({
    releases: ["aux", "zdb", "web"].map((key) => ({ id: `env-cart/${key}`, chart: "tiny-0.1.0", ready: true })),
  });
  await bench.kubectl(["delete", "usvc", "cart", "-n", "bad"]);
  const late = await upstart("apply", "-f", `${bench.directory}/env-b.yaml`, "--timeout", "3s");
  expect([late.code, late.out]).toEqual([4, expect.stringContaining("upstart status -n two")]);
  expect(late.err).toMatch(/UpstartEnvironment env-b: .*cart: its template is not there/);
  const refused = await upstart("apply", "-f", `${bench.directory}/env-a.yaml`, "--server-side=false");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("UpstartService bad/cart")]);
  await bench.kubectl(["delete", "uenv", "env-b", "-n", "two"]);
}, 300_000);

test("a release that fails: the same end, story and exit code, and wait says which", async () => {
  const ns = ["-n", "bad"];
  const bad = service("bad", {
    good: tiny(),
    broken: {
      chart: "upstart-charts/redis",
      version: "0.1.1",
      timeout: "3s",
      values: { podAnnotations: { "upstart.com/sandbox-fail": "image" } },
    },
    after: tiny({ dependencies: [{ name: "broken" }] }),
  });
  const file = await bench.file("bad.yaml", bad);
  const { code, out, err } = await upstart("apply", "-f", file, ...ns, "--progress", "json");
  expect(code).toBe(5);
  expect(out).toMatch(/broken \w+Failed/);
  expect(out).toContain("ImagePullBackOff");
  expect(out).toContain("not started (1): after");
  const phases = err.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Event] : []));
  expect(phases.filter((e) => e.object === "good").map((e) => e.phase)).toContain("ready");
  expect(phases.at(-1)).toMatchObject({ phase: expect.stringMatching(/failed|blocked/) });
  expect((await upstart("wait", "after", ...ns, "--timeout", "20s")).code).toBe(1);
  const timedOut = await upstart("wait", "good", "--for", "output=never", ...ns, "--timeout", "1s");
  expect(timedOut.code).toBe(4);
  expect((await upstart("why", "after", ...ns)).out).toMatch(/after is blocked.*\n.*broken is failed/);
  expect((await upstart("delete", "bad", ...ns)).code).toBe(0);
});
interface Event {
  readonly object: string;
  readonly phase: string;
}

test("^C only ends the watching, and time may be over: the controllers go on", async () => {
  const waits = service("waits", { a: tiny({ dependencies: [{ name: "later" }] }) });
  const file = await bench.file("waits.yaml", waits);
  const { code, out } = await upstart("apply", "-f", file, "-n", "bad", "--timeout", "2s");
  expect(code).toBe(4);
  expect(out).toContain("the controllers go on with it");
  const later = await bench.file("later.yaml", service("later", { b: tiny() }));
  expect((await upstart("apply", "-f", later, "-n", "bad")).code).toBe(0);
  expect((await upstart("wait", "waits", "-n", "bad", "--timeout", "60s")).code).toBe(0);
  expect((await upstart("delete", "later", "-n", "bad")).err).toContain("still needed by waits/a");
  expect((await upstart("delete", "waits", "later", "-n", "bad")).code).toBe(0);
});

test("apply waits until what the files no longer have is gone; ^C, and what cannot go, leave nothing stuck", async () => {
  const ns = ["-n", "two"];
  const held = { chart: leaver, values: { held: true } };
  const apply = async (helmReleases: Record<string, object>, more: { onSaid?: string } = {}) => {
    const file = await bench.file("pruned.yaml", service("pruned", helmReleases));
    const abort = new AbortController();
    const running = bench.upstart(["apply", "-f", file, ...ns, "--progress", "plain"], {
      cancelSignal: abort.signal,
      killSignal: "SIGINT",
    });
    if (more.onSaid !== undefined)
      await until(more.onSaid, async () => (await releaseOf("pruned-held"))?.includes(more.onSaid!) || undefined);
    if (more.onSaid !== undefined) abort.abort();
    const { exitCode, stdout, stderr } = await running;
    return { code: exitCode, out: String(stdout), err: String(stderr) };
  };
  const releaseOf = async (name: string) => JSON.stringify(await bench.get("uhr", name, "two"));
  expect((await apply({ a: tiny(), b: tiny({ dependencies: [{ name: "a" }] }), held })).code).toBe(0);
  const pruned = await apply({ a: tiny(), held });
  expect([pruned.code, pruned.err]).toEqual([0, expect.stringMatching(/two\/b +deleted/)]);
  expect(pruned.err).toMatch(/ {2}- two\/b +upstart-charts\/tiny.* no longer in the files\n/);
  expect(await bench.get("configmap", "b-outputs", "two")).toBeUndefined();
  // A finalizer of nobody holds an object of what is to go.
  const interrupted = await apply({ a: tiny() }, { onSaid: "deletionTimestamp" });
  expect([interrupted.code, interrupted.out]).toEqual([130, expect.stringContaining("the controllers go on with it")]);
  const stuck = await apply({ a: tiny() });
  expect([stuck.code, stuck.err]).toEqual([5, expect.stringContaining("two/held is no longer in the files")]);
  expect(stuck.err).toContain("finalizer example.com/hold");
  const nothing = '{"metadata":{"finalizers":null}}';
  await bench.kubectl(["patch", "configmap", "held-plain", ...ns, "--type=merge", "-p", nothing]);
  expect((await apply({ a: tiny() })).code).toBe(0);
  expect(await bench.get("uhr", "pruned-held", "two")).toBeUndefined();
  const deleted = await upstart("delete", "pruned", ...ns);
  expect([deleted.code, deleted.out]).toEqual([0, expect.stringContaining("ConfigMap two/held-kept (its chart asks")]);
}, 180_000);

test("the two doors keep apart, and say what to do", async () => {
  const ns = ["-n", "two"];
  const [mine, theirs] = [
    await bench.file("mine.yaml", service("mine", { a: tiny() })),
    await bench.file("theirs.yaml", service("theirs", { b: tiny() })),
  ];
  expect((await upstart("apply", "-f", mine, ...ns, "--server-side=false")).code).toBe(0);
  const again = await upstart("apply", "-f", mine, ...ns);
  expect([again.code, again.err.includes("was applied from a client before")]).toEqual([1, true]);
  expect(await bench.get("usvc", "mine", "two")).toBeUndefined();
  expect((await upstart("apply", "-f", theirs, ...ns)).code).toBe(0);
  const fromHere = await upstart("apply", "-f", theirs, ...ns, "--server-side=false");
  expect([fromHere.code, fromHere.err.includes("that controllers keep")]).toEqual([1, true]);
  expect(await bench.get("secret", "upstart.upstartservice.theirs", "two")).toBeUndefined();
  const both = (await json("status", ...ns)) as { releases: { id: string; ready: boolean }[] };
  expect(both.releases.map((r) => [r.id, r.ready])).toEqual([
    ["mine/a", true],
    ["theirs/b", true],
  ]);
  // Somebody hands it to the controllers by another way: what the client installed stays the client's.
  await bench.kubectl(["apply", "-f", mine, ...ns]);
  const told = await upstart("wait", "mine", ...ns, "--timeout", "1s");
  expect(told.code).toBe(0); // as the client's record has it
  const less = await bench.file("less.yaml", service("mine", { other: tiny() }));
  const orphans = await upstart("apply", "-f", less, ...ns, "--take-ownership");
  expect([orphans.code, orphans.err.includes("two/a was applied from a client")]).toEqual([1, true]);
  expect((await upstart("apply", "-f", mine, ...ns, "--take-ownership")).out).toContain(
    "1/1 release ready, nothing changed",
  );
  expect(await bench.get("secret", "upstart.upstartservice.mine", "two")).toBeUndefined();
  expect((await upstart("apply", "-f", mine, ...ns)).out).toContain("nothing changed");
  expect((await upstart("delete", "mine", "theirs", ...ns)).code).toBe(0);
});

test("an environment that a client applied before the controllers came is handed to them as it is; both ways end in one delete", async () => {
  const ns = ["-n", "two"];
  const publishing = { outputsFrom: [{ configMapRef: { name: "db-outputs" }, scope: "external" }] };
  const services = {
    base: { spec: { helmReleases: { db: tiny(publishing) } } },
    front: { spec: { helmReleases: { web: tiny({ dependencies: [{ name: "base" }] }) } } },
  };
  const environment = { apiVersion: API, kind: "UpstartEnvironment", metadata: { name: "pr-1" }, spec: { services } };
  const file = await bench.file("pr-1.yaml", JSON.stringify(environment));
  expect((await upstart("apply", "-f", file, ...ns, "--server-side=false")).code).toBe(0);
  const refused = await upstart("apply", "-f", file, ...ns);
  expect([refused.code, refused.err.includes("--take-ownership")]).toEqual([1, true]);
  const handed = await upstart("apply", "-f", file, ...ns, "--take-ownership");
  expect([handed.code, handed.out, handed.err]).toEqual([
    0,
    expect.stringContaining("2/2 releases ready, nothing changed"),
    expect.not.stringContaining("failed"),
  ]);
  expect(await bench.get("secret", "upstart.upstartenvironment.pr-1", "two")).toBeUndefined();
  const { uid } = (await bench.get("uenv", "pr-1", "two"))!.metadata;
  for (const name of ["pr-1-base", "pr-1-front"]) {
    expect((await bench.get("namespace", name))?.metadata.annotations).toMatchObject({ "upstart.com/owner-uid": uid });
    const { stdout } = await bench.kubectl(["get", "secrets", "-n", name, "-l", "owner=helm", "-o", "name"]);
    expect(String(stdout).trim().split("\n")).toEqual([expect.stringMatching(/\.v1$/)]);
  }
  const mine = await bench.file("mine.yaml", service("mine", { a: tiny() }));
  expect((await upstart("apply", "-f", mine, ...ns, "--server-side=false")).code).toBe(0);
  const deleted = (await json("delete", "pr-1", "mine", ...ns)) as { deleted: string[]; namespaces: object };
  expect(deleted.deleted.map((id) => id.split("/").at(-1)).sort()).toEqual(["a", "db", "web"]);
  expect(deleted.namespaces).toMatchObject({ deleted: ["pr-1-base", "pr-1-front"], stillGoing: [] });
  for (const name of ["pr-1-base", "pr-1-front"]) expect(await bench.get("namespace", name)).toBeUndefined();
  expect(await bench.get("configmap", "a-outputs", "two")).toBeUndefined();
}, 180_000);

test("what others manage, and what the server does not take, is told with its place, and nothing is applied", async () => {
  const ns = ["-n", "two"];
  await bench.kubectl([
    "apply",
    "--server-side",
    "--field-manager=gitops",
    "-f",
    await bench.file("taken.yaml", service("taken", { a: tiny({ suspend: true }) })),
    ...ns,
  ]);
  const file = await bench.file("taken.yaml", service("taken", { a: tiny({ suspend: false }) }));
  const other = await bench.file("other.yaml", service("other", { b: tiny() }));
  const refused = await upstart("apply", "-f", file, "-f", other, ...ns);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/error Conflict: gitops manages spec\.helmReleases\.a\.suspend[\s\S]*taken\.yaml:1:\d+/);
  expect(await bench.get("usvc", "other", "two")).toBeUndefined();
  expect((await upstart("apply", "-f", file, ...ns, "--force-conflicts")).code).toBe(0);
  const local = await bench.file("local.yaml", service("local", { a: { chart: "./charts/a" } }));
  const unread = await upstart("apply", "-f", local, ...ns);
  expect([unread.code, unread.err.includes("lies on this machine")]).toEqual([1, true]);
});

test("controllers that were killed are asked about, never passed by; gone in order, the client does it", async () => {
  running.child.kill("SIGKILL");
  await running.exited;
  const stale = new Date(Date.now() - 600_000).toISOString().replace("Z", "000Z");
  const patch = JSON.stringify({ spec: { renewTime: stale } });
  await bench.kubectl(["patch", "lease", "upstart-controller", "-n", "upstart", "--type=merge", "-p", patch]);
  const file = await bench.file("after.yaml", service("after", { last: tiny() }));
  const asked = await upstart("apply", "-f", file, "-n", "two");
  expect([asked.code, asked.err.includes("have not been heard of since")]).toEqual([3, true]);
  await bench.kubectl(["delete", "lease", "upstart-controller", "-n", "upstart"]);
  expect((await upstart("apply", "-f", file, "-n", "two")).err).toContain("client-side apply");
});
