import type { ResultPromise } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Controllers } from "../controller/processes.ts";
import { type Bench, openBench, service, tiny, until } from "../harness.ts";
import { installKinds } from "../kinds.ts";
import { Kubelet } from "./kubelet.ts";

const SECRET = "hunter2-hunter2";
const failing = (how: string) => ({ podAnnotations: { "upstart.com/sandbox-fail": how } });

/** Two releases in trouble, one that is well, one that has no pod. */
const SHOP = {
  db: tiny({ values: { secret: SECRET }, outputsFrom: [{ secretRef: { name: "db" } }] }),
  cache: { chart: "upstart-charts/redis", version: "0.1.1", timeout: "3s", values: failing("crash") },
  web: {
    chart: "upstart-charts/example-service",
    version: "1.4.0",
    timeout: "30s",
    values: { migrate: failing("job") },
  },
  queue: { chart: "upstart-charts/redis", version: "0.1.1", timeout: "60s" },
};

/** Both doors make the same pods; whose they are is read from what Helm recorded and who owns whom. */
describe.each(["client", "controllers"] as const)("logs of what was applied by the %s", (door) => {
  let bench: Bench;
  let kubelet: Kubelet;
  let controllers: Controllers;
  const namespace = "shop";
  const ns = ["-n", namespace];
  beforeAll(async () => {
    bench = await openBench({ users: [{ name: "guest", token: "guest-token" }] });
    kubelet = await Kubelet.serve(bench);
    controllers = new Controllers(bench);
    await bench.namespace(namespace);
    if (door === "controllers") {
      await installKinds(bench);
      await controllers.namespace("upstart");
      const repository = `upstart-charts=${bench.sandbox.chartRepository}`;
      await controllers.startWith({}, "upstart", "--chart-repository", repository).said("leading", 60_000);
    }
    const says = (pod: string, container: string, ...lines: string[]) =>
      kubelet.says({ namespace, pod, container }, ...lines);
    says("cache-", "redis", "starting", `bad directive near ${SECRET}`);
    says("web-migrate", "migrate", 'relation "carts" already exists');
    says("web-", "example-service", "listening");
    says("queue-", "redis", ...Array.from({ length: 12 }, (_, i) => `job ${i}`));
    const file = await bench.file("shop.yaml", service("shop", SHOP));
    const { stdout } = await bench.upstart(["apply", "-f", file, ...ns, "--timeout", "25s"]);
    expect(stdout).toContain("upstart logs cache -n shop --failed");
  });
  afterAll(async () => {
    await controllers?.endAll();
    await bench?.close();
    kubelet?.close();
  });

  const logs = (...args: readonly string[]) => bench.upstart(["logs", ...args, ...ns]);
  const linesOf = async (...args: readonly string[]) => String((await logs(...args)).stdout).split("\n");

  test("all of a service: each line says whose it is, the last ten of each, and no secret output", async () => {
    const { exitCode, stdout } = await logs("shop");
    const lines = String(stdout)
      .replace(/(web-migrate)-[0-9a-z]{5}\//g, "$1-X/")
      .replace(/-[0-9a-f]+-[0-9a-z]{5}\//g, "-X/");
    expect(exitCode).toBe(0);
    expect(lines.split("\n").sort()).toEqual(
      [
        "[cache/cache-X/redis] starting",
        "[cache/cache-X/redis] bad directive near (sensitive)",
        ...Array.from({ length: 10 }, (_, i) => `[queue/queue-X/redis] job ${i + 2}`),
        "[web/web-X/example-service] listening",
        '[web/web-migrate-X/migrate] relation "carts" already exists',
      ].sort(),
    );
    expect(String((await logs("cache", "--show-secrets")).stdout)).toContain(SECRET);
  });

  test("one container alone has no prefix, and all of its lines", async () => {
    expect(await linesOf("queue")).toHaveLength(12);
    expect(await linesOf("queue", "--tail", "2")).toEqual(["job 10", "job 11"]);
    expect(await linesOf("shop", "-c", "example-service")).toEqual(["listening"]);
  });

  test("--failed: what is in trouble and why, and nothing else", async () => {
    const { exitCode, stdout, stderr } = await logs("shop", "--failed");
    const lines = String(stdout).split("\n");
    expect([exitCode, lines.map((l) => l.replace(/^.*\] /, ""))]).toEqual([
      0,
      ["starting", "bad directive near (sensitive)", 'relation "carts" already exists'],
    ]);
    expect(stderr).toMatch(/cache\/cache-\S+\/redis CrashLoopBackOff: back-off/);
    expect(stderr).toMatch(/web\/web-migrate-\S+\/migrate Error: the migration found/);
    const { stdout: json } = await logs("shop", "--failed", "-o", "json");
    expect((JSON.parse(String(json)) as { logs: object[] }).logs).toMatchObject(
      [
        { release: "cache", container: "redis", reason: "CrashLoopBackOff", lines: ["starting", /bad/] },
        { release: "web", container: "migrate", reason: "Error", lines: [/carts/] },
      ].map((entry) => ({
        ...entry,
        lines: entry.lines.map((l) => (typeof l === "string" ? l : expect.stringMatching(l))),
      })),
    );
    expect((await logs("queue", "--failed")).stderr).toContain("nothing of it has failed");
  });

  test("-f: what comes, once, also where the connection breaks off, and of pods that come later; ^C ends it with 130", async () => {
    const ended = new AbortController();
    const following = bench.upstart(["logs", "queue", "-f", "--tail", "1", "-o", "json", ...ns], {
      cancelSignal: ended.signal,
      killSignal: "SIGINT",
    });
    const isFollowed = (count: number) => async () => (kubelet.following === count ? true : undefined);
    let printed = "";
    (following as ResultPromise).stdout?.on("data", (chunk) => {
      printed += String(chunk);
    });
    await until("the last line of before", async () => (printed.includes("job 11") ? true : undefined));
    kubelet.says({ namespace, pod: "queue-", container: "redis" }, "job 12");
    kubelet.cut();
    await until("it to be followed again", isFollowed(1));
    kubelet.says({ namespace, pod: "queue-", container: "redis" }, "job 13");
    await bench.kubectl(["scale", "deployment", "queue", "--replicas=2", ...ns]);
    await until("the second pod to be followed", isFollowed(2));
    const isPrinted = () => ["job 13", "job 0"].every((line) => printed.includes(`"${line}"`));
    await until("what both said", async () => (isPrinted() ? true : undefined));
    ended.abort();
    const { exitCode, stdout } = await following;
    const lines = String(stdout)
      .split("\n")
      .map((l) => JSON.parse(l) as { pod: string; line: string });
    const first = lines.filter((l) => l.pod === lines[0]!.pod).map((l) => l.line);
    expect([exitCode, first]).toEqual([130, ["job 11", "job 12", "job 13"]]);
    expect(lines.some((l) => l.pod !== lines[0]!.pod && l.line === "job 0")).toBe(true);
  });

  test("where there is nothing to read, it says so and what to do", async () => {
    const none = await logs("db");
    expect([none.exitCode, none.stdout, none.stderr]).toEqual([
      0,
      "",
      "no pod of it is there: it is ready without one",
    ]);
    const unknown = await logs("cache", "-c", "sidecar");
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining("there are redis")]);
    expect((await logs("shap")).stderr).toContain('did you mean "shop"?');
    expect((await bench.upstart(["logs", "shop", ...ns, "--token", "guest-token"])).exitCode).toBe(3);
  });

  test("when the pod is gone: what was kept of why it failed", async () => {
    await controllers.endAll(); // they would make it again
    await bench.kubectl(["delete", "job", "web-migrate", ...ns]);
    const { exitCode, stdout } = await logs("web", "--failed");
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/web (?:Install|Upgrade)Failed: .*web-migrate/)]);
    if (door === "controllers") expect(stdout).toContain('relation "carts" already exists');
  });

  test("a node that does not answer: exit 3, and it is named", async () => {
    kubelet.close();
    const { exitCode, stderr } = await logs("queue", "--tail", "1");
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringMatching(/queue\/queue-\S+\/redis: its log cannot be read: .*refused/),
    ]);
  });
});
