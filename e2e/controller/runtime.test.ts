import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Bench, openBench, until } from "../harness.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/controller/bin/upstart-controller.js", import.meta.url));
const CRDS = fileURLToPath(new URL("../../crds/", import.meta.url));

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A controller of this build, as a process of its own. */
interface Running {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  readonly exited: Promise<number | null>;
  /** The first line with that message, as soon as there is one. */
  said(msg: string, timeoutMs?: number): Promise<Line>;
  get(path: string): Promise<{ status: number; text: string }>;
}

let bench: Bench;
const running: Running[] = [];

beforeAll(async () => {
  bench = await openBench();
});
afterEach(async () => {
  for (const { child, exited } of running.splice(0)) {
    child.kill("SIGKILL");
    await exited;
  }
});
afterAll(() => bench?.close());

/** Starts one that uses the Lease of a namespace of its own test. */
function start(namespace: string, ...args: string[]): Running {
  const lines: Line[] = [];
  let rest = "";
  const env = { ...process.env, ...bench.sandbox.env, HOME: bench.directory };
  const argv = [PROGRAM, "--kubeconfig", kubeconfigs.get(namespace)!, "--listen", "127.0.0.1:0", ...args];
  const child = spawn(process.execPath, argv, { env, stdio: ["ignore", "ignore", "pipe"] });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop()!;
    for (const part of parts) lines.push(JSON.parse(part) as Line);
  });
  const said = (msg: string, timeoutMs = 30_000) =>
    until(`"${msg}" of ${JSON.stringify(lines)}`, async () => lines.find((l) => l.msg === msg), timeoutMs);
  const process_: Running = {
    child,
    lines,
    exited: new Promise((resolve) => child.on("exit", (code) => resolve(code))),
    said,
    get: async (path) => {
      const { address } = await said("listening");
      const response = await fetch(`http://${address}${path}`);
      return { status: response.status, text: await response.text() };
    },
  };
  running.push(process_);
  return process_;
}

const kubeconfigs = new Map<string, string>();

async function namespaceOf(name: string): Promise<string> {
  await bench.kubectl(["create", "namespace", name]);
  const { stdout } = await bench.kubectl(["config", "view", "--raw", "-o", "json"]);
  const config = JSON.parse(String(stdout)) as { contexts: { context: { namespace?: string } }[] };
  for (const { context } of config.contexts) context.namespace = name;
  kubeconfigs.set(name, await bench.file(`${name}.kubeconfig`, JSON.stringify(config)));
  return name;
}

const holderIn = async (namespace: string) =>
  ((await bench.get("lease", "upstart-controller", namespace))?.spec as { holderIdentity?: string } | undefined)
    ?.holderIdentity;

describe("a controller", () => {
  test("waits for the CRDs and says which, is alive but not ready; then leads, and ends in order", async () => {
    const ns = await namespaceOf("alone");
    const one = start(ns);
    const waiting = await one.said("waiting for CustomResourceDefinitions; install them with kubectl apply -f crds/");
    expect(waiting.missing).toEqual(["UpstartService", "UpstartEnvironment", "HelmRelease"]);
    expect(await one.get("/livez")).toEqual({ status: 200, text: "ok" });
    expect(await one.get("/readyz")).toMatchObject({ status: 503, text: expect.stringContaining("kinds") });

    expect((await bench.kubectl(["apply", "-f", CRDS])).exitCode).toBe(0);
    await one.said("leading");
    expect(await one.get("/readyz")).toEqual({ status: 200, text: "ok" });
    expect(await one.get("/nothing")).toMatchObject({ status: 404 });
    const metrics = await one.get("/metrics");
    expect(metrics.text).toContain('leader_election_master_status{name="upstart-controller"} 1');
    expect(metrics.text).toContain("process_resident_memory_bytes");

    one.child.kill("SIGTERM");
    expect(await one.exited).toBe(0);
    expect(one.lines.map((l) => l.msg).slice(-3)).toEqual(["told to end", "released the lease", "ended"]);
    expect(await holderIn(ns)).toBe("");
  });

  test("without election leads at once and touches no lease", async () => {
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

  test("the other leads within 20 s when the leader is killed, and not before the lease has run out", async () => {
    const { leader, standby } = await two("killed");
    const at = Date.now();
    leader.child.kill("SIGKILL");
    await standby.said("leading", 60_000);
    const took = Date.now() - at;
    expect(took).toBeGreaterThan(10_000);
    expect(took).toBeLessThan(20_000);
    expect(await holderIn("killed")).toMatch(/_/);
  });

  test("the other leads within 3 s when the leader is told to end", async () => {
    const { leader, standby } = await two("ended");
    const at = Date.now();
    leader.child.kill("SIGTERM");
    await standby.said("leading");
    expect(Date.now() - at).toBeLessThan(3000);
    expect(await leader.exited).toBe(0);
  });

  test("one that hangs for longer than the lease lasts finds out, and ends with 1", async () => {
    const { leader, standby } = await two("hung");
    leader.child.kill("SIGSTOP");
    await standby.said("leading", 60_000);
    leader.child.kill("SIGCONT");
    expect(await leader.exited).toBe(1);
    expect(leader.lines.map((l) => l.msg)).toContain("lost the lease");
    expect((await standby.get("/metrics")).text).toContain(
      'leader_election_master_status{name="upstart-controller"} 1',
    );
  });
});
