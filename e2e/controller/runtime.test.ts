import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Bench, openBench } from "../harness.ts";
import { Controllers, type Running } from "./processes.ts";

const CRDS = fileURLToPath(new URL("../../crds/", import.meta.url));

let bench: Bench;
let controllers: Controllers;

beforeAll(async () => {
  bench = await openBench();
  controllers = new Controllers(bench);
});
afterEach(() => controllers.endAll());
afterAll(() => bench?.close());

const start = (namespace: string, ...args: string[]) => controllers.start(namespace, ...args);
const namespaceOf = (name: string) => controllers.namespace(name);

const holderIn = async (namespace: string) =>
  ((await bench.get("lease", "upstart-controller", namespace))?.spec as { holderIdentity?: string } | undefined)
    ?.holderIdentity;

describe("a controller", () => {
  test("waits for the CRDs and says which, is alive but not ready; then leads, and ends in order", async () => {
    const ns = await namespaceOf("alone");
    const one = start(ns);
    const waiting = await one.said("waiting for CustomResourceDefinitions; install them with kubectl apply -f crds/");
    expect(waiting.missing).toEqual(["UpstartService", "UpstartEnvironment", "HelmRelease", "EndedEnvironment"]);
    expect(await one.get("/livez")).toEqual({ status: 200, text: "ok" });
    expect(await one.get("/readyz")).toMatchObject({ status: 503, text: expect.stringContaining("kinds") });

    expect((await bench.kubectl(["apply", "-f", CRDS])).exitCode).toBe(0);
    await one.said("leading");
    expect(await one.get("/readyz")).toEqual({ status: 200, text: "ok" });
    expect(await one.get("/nothing")).toMatchObject({ status: 404 });
    const metrics = await one.get("/metrics");
    expect(metrics.text).toContain('leader_election_master_status{name="upstart-controller"} 1');
    expect(metrics.text).toContain("process_resident_memory_bytes");
    expect(metrics.text).toMatch(/^rest_client_requests_total\{code="200",method="GET",host="127.0.0.1:\d+"\} [1-9]/m);
    expect(metrics.text).toContain('reflector_watches_total{resource="helmreleases",code="200"} 1');
    expect(metrics.text).toMatch(/^reflector_last_event_seconds\{resource="helmreleases"\} \d/m);
    const alerts = await readFile(new URL("../../docs/operating.md", import.meta.url), "utf8");
    const named = alerts.match(
      /\b(?:releases|helm|reflector|workqueue|rest_client|leader_election)(?:_[a-z_]+)?(?=[{ [])(?=.*`)/g,
    );
    const known = (name: string) =>
      new RegExp(`^# TYPE ${name.replace(/_(count|sum|bucket)$/, "")} `, "m").test(metrics.text);
    expect([...new Set(named)].filter((name) => name.includes("_") && !known(name))).toEqual([]);
    for (const at0 of ['releases{state="ready"} 0', "helm_processes 0"]) expect(metrics.text).toContain(at0);

    one.child.kill("SIGTERM");
    expect(await one.exited).toBe(0);
    expect(one.lines.map((l) => l.msg).slice(-3)).toEqual(["told to end", "released the lease", "ended"]);
    expect(await holderIn(ns)).toBe("");
  });

  test("without election leads at once and does not touch the lease of those who are elected", async () => {
    const ns = await namespaceOf("unelected");
    const one = start(ns, "--leader-election=false");
    await one.said("synced");
    expect(await one.get("/readyz")).toEqual({ status: 200, text: "ok" });
    one.child.kill("SIGTERM");
    expect(await one.exited).toBe(0);
    expect(await holderIn(ns)).toBeUndefined();
  });

  test("whose port is taken says so and ends", async () => {
    const ns = await namespaceOf("port");
    const one = start(ns);
    const { address } = await one.said("listening");
    const two = start(ns, "--listen", String(address));
    expect(await two.exited).toBe(1);
    expect(two.lines.at(-1)).toMatchObject({
      level: "error",
      error: { message: expect.stringContaining("EADDRINUSE") },
    });
  });
});

describe("of two controllers", () => {
  async function two(namespace: string): Promise<{ leader: Running; standby: Running }> {
    const leader = start(await namespaceOf(namespace));
    await leader.said("leading");
    const standby = start(namespace);
    await standby.said("standing by");
    expect(await standby.get("/readyz")).toEqual({ status: 200, text: "ok" });
    return { leader, standby };
  }

  test("one that is to do without the election does not begin while another leads", async () => {
    const ns = await namespaceOf("uninvited");
    await start(ns).said("leading");
    const other = start(ns, "--leader-election=false");
    expect(await other.exited).toBe(1);
    expect(other.lines.find((l) => l.level === "error")?.msg).toContain("another one leads: end it first");
  });

  test("one does not begin beside another where both are to do without the election, and begins soon when that is killed", async () => {
    const ns = await namespaceOf("unelected-two");
    const one = start(ns, "--leader-election=false");
    await one.said("synced");
    const other = start(ns, "--leader-election=false");
    expect(await other.exited).toBe(1);
    expect(other.lines.find((l) => l.level === "error")?.msg).toContain("another one works without election, too");
    one.child.kill("SIGKILL");
    await one.exited;
    await start(ns, "--leader-election=false").said("synced");
  });

  test("the other leads within 3 s when the leader is told to end", async () => {
    const { leader, standby } = await two("ended");
    const at = Date.now();
    leader.child.kill("SIGTERM");
    await standby.said("leading");
    expect(Date.now() - at).toBeLessThan(3000);
    expect(await leader.exited).toBe(0);
  });
});
