import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { down, ensureTools, health, restartApiServer, type Sandbox, status, up } from "@upstart/sandbox";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, type KubeJson, until } from "../harness.ts";

const CHARTS = fileURLToPath(new URL("../../charts/examples/", import.meta.url));
const HELMS = ["helm4", "helm3"] as const;

const parent = mkdtempSync(join(tmpdir(), "upstart-sandbox-"));
const directory = join(parent, "sandbox");
let sandbox: Sandbox;

beforeAll(async () => {
  await ensureTools(["helm3", "helm4"], { onProgress: (line) => process.stderr.write(`${line}\n`) });
  sandbox = await up({
    directory,
    audit: true,
    users: [{ name: "guest", token: "guest-token", groups: ["guests"] }],
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
});
afterAll(async () => {
  await down({ directory });
  rmSync(parent, { recursive: true, force: true });
});

/** A program of the sandbox, with what `sandbox env` would export. Rejects when it fails. */
async function run(program: string, args: readonly string[], input = ""): Promise<string> {
  const env = { ...sandbox.env, HOME: parent, NO_COLOR: "1" };
  return String((await execa(join(sandbox.bin, program), args, { env, input, timeout: 60_000 })).stdout);
}
/** What a program says that must fail. Its command line, which may have the same words, is no part of it. */
const complaint = (running: Promise<unknown>) =>
  running.then(
    () => "nothing: it did not fail",
    (error: { stderr?: string }) => error.stderr ?? String(error),
  );
const kubectl = (...args: string[]) => run("kubectl", args);
const apply = (object: object) => run("kubectl", ["apply", "-f", "-"], JSON.stringify(object));
async function get(kind: string, name: string, namespace: string): Promise<KubeJson | undefined> {
  const text = await kubectl("get", kind, name, "-n", namespace, "-o", "json", "--ignore-not-found");
  return text === "" ? undefined : (JSON.parse(text) as KubeJson);
}

describe("what runs", () => {
  test("is a cluster with a node that is ready, and one context of a known name", async () => {
    expect(await kubectl("config", "current-context")).toBe("upstart-sandbox");
    expect(await kubectl("get", "nodes", "-o", "name")).toBe("node/sandbox");
    expect(JSON.parse(await kubectl("version", "-o", "json"))).toMatchObject({
      serverVersion: { gitVersion: "v1.36.3" },
    });
  });

  test("is what a second start returns", async () => {
    expect(await up({ directory })).toEqual(sandbox);
    expect(await status({ directory })).toEqual(sandbox);
  });

  test("knows the users that were asked for, who may do nothing yet", async () => {
    // Without a kubeconfig: the administrator's token in it would win.
    const asGuest = [
      "--kubeconfig=/dev/null",
      "--token=guest-token",
      "--insecure-skip-tls-verify",
      "-s",
      sandbox.server,
    ];
    expect(await kubectl(...asGuest, "auth", "whoami", "-o", "json")).toContain('"guests"');
    expect(await complaint(kubectl(...asGuest, "get", "pods"))).toContain("Forbidden");
  });

  test("has its secrets in no argument and no log", () => {
    const token = /"token": "(\w+)"/.exec(readFileSync(sandbox.kubeconfig, "utf8"))![1]!;
    const journal = JSON.parse(readFileSync(join(directory, "cluster", "processes.json"), "utf8")) as {
      args: string[];
    }[];
    expect(JSON.stringify(journal)).not.toContain(token);
    const logs = readdirSync(join(directory, "cluster")).filter((name) => name.endsWith(".log"));
    expect(logs.length).toBeGreaterThan(5);
    for (const log of logs)
      expect(readFileSync(join(directory, "cluster", log), "utf8").includes(token), log).toBe(false);
  });

  test("writes down each request, so that writes can be counted", async () => {
    await kubectl("create", "configmap", "audited", "-n", "default");
    const line = await until("the audit log", async () =>
      readFileSync(sandbox.auditLog!, "utf8")
        .split("\n")
        .find((l) => l.includes('"verb":"create"') && l.includes('"name":"audited"')),
    );
    expect(JSON.parse(line)).toMatchObject({ objectRef: { resource: "configmaps" }, responseStatus: { code: 201 } });
  });
});

describe.each(HELMS)("the charts with %s", (helm) => {
  const namespace = `charts-${helm}`;
  beforeAll(() => run(helm, ["repo", "update"]));
  const install = (chart: string, ...more: string[]) =>
    run(helm, ["install", chart, `upstart-charts/${chart}`, "-n", namespace, "--create-namespace", "--wait", ...more]);

  test.each(readdirSync(CHARTS))("%s is clean, installs, upgrades and goes away", async (chart) => {
    await run(helm, ["lint", "--strict", join(CHARTS, chart)]);
    await install(chart);
    await run(helm, ["upgrade", chart, `upstart-charts/${chart}`, "-n", namespace, "--wait"]);
    await run(helm, ["uninstall", chart, "-n", namespace, "--wait"]);
  });

  test("postgres keeps its password when it is upgraded", async () => {
    const password = async () => dataOf(await get("secret", "postgres", namespace)).POSTGRES_PASSWORD;
    await install("postgres");
    const before = await password();
    expect(before).toMatch(/^\w{24}$/);
    await run(helm, ["upgrade", "postgres", "upstart-charts/postgres", "-n", namespace, "--set", "dbName=other"]);
    expect(await password()).toBe(before);
    expect(dataOf(await get("secret", "postgres", namespace)).POSTGRES_DB).toBe("other");
  });

  test("the tracker's key comes after its release is deployed, and goes with it", async () => {
    await install("bugsnag-project", "--set", "delay=1s");
    expect(await get("secret", "bugsnag-project-bugsnag", namespace)).toBeUndefined();
    const secret = await until("the key", () => get("secret", "bugsnag-project-bugsnag", namespace));
    expect(dataOf(secret).BUGSNAG_API_KEY).toMatch(/^[0-9a-f]{32}$/);
    await run(helm, ["uninstall", "bugsnag-project", "-n", namespace]);
    await until("the key to go", async () =>
      (await get("secret", "bugsnag-project-bugsnag", namespace)) === undefined ? true : undefined,
    );
  });

  test("a value of the wrong type is refused by the chart's schema", async () => {
    const said = await complaint(install("redis", "--set", "image.tag=6"));
    expect(said).toMatch(/values don't meet the specifications of the schema.*tag.*string/s);
  });

  test("a migration that fails, fails the release", async () => {
    const annotation = "migrate.podAnnotations.upstart\\.com/sandbox-fail=job";
    const said = await complaint(install("example-service", "--timeout", "20s", "--set-string", annotation));
    expect(said).toMatch(/post-install.*(failed|BackoffLimitExceeded)/s);
  });
});

describe("pods", () => {
  const pod = (name: string, annotations: Record<string, string>) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", annotations },
    spec: { containers: [{ name: "main", image: "main:1" }] },
  });
  const waiting = (name: string) => async () =>
    (await kubectl("get", "pod", name, "-o", "jsonpath={.status.containerStatuses[0].state.waiting.reason}")) ||
    undefined;

  test.each([
    ["image", "ImagePullBackOff"],
    ["crash", "CrashLoopBackOff"],
  ])("that ask for trouble with %s get it", async (fail, reason) => {
    await apply(pod(`fails-${fail}`, { "upstart.com/sandbox-fail": fail }));
    expect(await until(reason, waiting(`fails-${fail}`))).toBe(reason);
    const ready = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
    expect(await kubectl("get", "pod", `fails-${fail}`, "-o", ready)).toBe("False");
  });

  test("are ready at once, or as late as they ask for, each at an address of its own", async () => {
    const begun = Date.now();
    await apply(pod("late", { "upstart.com/sandbox-delay": "2s" }));
    await apply(pod("soon", {}));
    await kubectl("wait", "pod/soon", "--for=condition=Ready", "--timeout=20s");
    const phase = "jsonpath={.status.phase}";
    if (Date.now() - begun < 1500) expect(await kubectl("get", "pod", "late", "-o", phase)).toBe("Pending");
    await kubectl("wait", "pod/late", "--for=condition=Ready", "--timeout=20s");
    expect(Date.now() - begun).toBeGreaterThanOrEqual(2000);
    const address = (name: string) => kubectl("get", "pod", name, "-o", "jsonpath={.status.podIP}");
    expect(await address("late")).not.toBe(await address("soon"));
  });

  test("of Jobs end, well or as they ask for", async () => {
    const job = (name: string, annotations: Record<string, string>) => ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name, namespace: "default" },
      spec: {
        backoffLimit: 0,
        template: {
          metadata: { annotations },
          spec: { restartPolicy: "Never", containers: [{ name: "main", image: "main:1" }] },
        },
      },
    });
    await apply(job("well", {}));
    await apply(job("badly", { "upstart.com/sandbox-fail": "job" }));
    await kubectl("wait", "job/well", "--for=condition=Complete", "--timeout=20s");
    await kubectl("wait", "job/badly", "--for=condition=Failed", "--timeout=20s");
  });

  test("behind a load balancer have an address, without a cloud", async () => {
    await kubectl("create", "service", "loadbalancer", "front", "--tcp=80");
    await kubectl("wait", "service/front", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}", "--timeout=20s");
  });
});

// Last: these end what the others use.
describe("the life of a sandbox", () => {
  test("its API server can be started again, and everything goes on", async () => {
    await restartApiServer(join(directory, "cluster"));
    expect((await status({ directory }))?.server).toBe(sandbox.server);
    await run("helm4", ["install", "after", "upstart-charts/redis", "-n", "default", "--wait", "--timeout", "30s"]);
    await run("helm4", ["install", "tracked", "upstart-charts/bugsnag-project", "-n", "default", "--set", "delay=0s"]);
    await until("the operator to be back", () => get("secret", "tracked-bugsnag", "default"));
  });

  test("two that start it at once get the same one", async () => {
    await down({ directory });
    expect(await status({ directory })).toBeUndefined();
    const [one, other] = await Promise.all([up({ directory }), up({ directory })]);
    expect(one).toEqual(other);
    sandbox = one;
  });

  const pidOf = (name: string) => sandbox.processes.find((p) => p.name === name)!.pid;
  const die = async (name: string) => {
    process.kill(pidOf(name), "SIGKILL");
    await until("its end to be seen", async () => ((await status({ directory })) === undefined ? true : undefined));
    expect((await health({ directory }))?.ended).toMatchObject([{ name, log: expect.stringContaining(name) }]);
  };

  test.each(["kwok", "services", "etcd"])(
    "when %s has died it is named, and started again; all else goes on and stays",
    async (name) => {
      const old = sandbox.processes;
      await kubectl("create", "namespace", `before-${name}`);
      await die(name);
      sandbox = await up({ directory });
      expect(sandbox.processes.map((p) => p.name)).toEqual(old.map((p) => p.name));
      expect(sandbox.processes.filter((p) => !old.some((o) => o.pid === p.pid)).map((p) => p.name)).toContain(name);
      await kubectl("get", "namespace", `before-${name}`);
      // Pods run, charts are served, and the operator is at work.
      const flags = ["-n", `before-${name}`, "--wait", "--timeout", "60s"];
      await run("helm4", ["repo", "update"]);
      await run("helm4", ["install", "after", "upstart-charts/redis", ...flags]);
    },
  );

  test("when it cannot be started again all of it is started anew", async () => {
    const old = sandbox.processes;
    await die("kube-scheduler");
    const journal = join(directory, "cluster", "processes.json");
    const entries = JSON.parse(readFileSync(journal, "utf8")) as { name: string; args: string[] }[];
    for (const { name, args } of entries) if (name === "kube-scheduler") args.push("--no-such-flag");
    writeFileSync(journal, JSON.stringify(entries));
    sandbox = await up({ directory });
    expect(await alive(old.map((p) => p.pid))).toEqual([]);
    expect(sandbox.processes).toHaveLength(6);
  });

  test("a start that was killed on its way leaves nothing that the next does not clear away", async () => {
    await down({ directory });
    const script = join(parent, "up.ts");
    const source = fileURLToPath(new URL("../../packages/sandbox/src/index.ts", import.meta.url));
    writeFileSync(script, `import { up } from ${JSON.stringify(source)}; await up({ directory: process.argv[2] });`);
    const starting = spawn(process.execPath, [script, directory], { stdio: "ignore" });
    const journal = join(directory, "cluster", "processes.json");
    const begun = await until("two processes", async () => {
      const entries = existsSync(journal) ? (JSON.parse(readFileSync(journal, "utf8")) as { pid: number }[]) : [];
      return entries.length >= 2 ? entries.map((e) => e.pid) : undefined;
    });
    starting.kill("SIGKILL");
    expect(await alive(begun)).toEqual(begun);
    expect(await status({ directory })).toBeUndefined();
    sandbox = await up({ directory });
    expect(await alive(begun)).toEqual([]);
  });

  test("a folder that is somebody's is neither filled nor removed", async () => {
    const home = mkdtempSync(join(parent, "home-"));
    writeFileSync(join(home, "thesis.txt"), "precious");
    await expect(up({ directory: home })).rejects.toMatchObject({ code: "DirectoryTaken" });
    expect(await down({ directory: home })).toBe(false);
    expect(readdirSync(home)).toEqual(["thesis.txt"]);
  });

  test("its end leaves no process and no file, but a file that somebody put there", async () => {
    const pids = sandbox.processes.map((p) => p.pid);
    expect(await alive(pids)).toEqual(pids);
    writeFileSync(join(directory, "notes.txt"), "mine");
    expect(await down({ directory })).toBe(true);
    expect(await alive(pids)).toEqual([]);
    expect(readdirSync(directory)).toEqual(["notes.txt"]);
    expect(await down({ directory })).toBe(false);
  });
});

/** Those of the processes that run; what was killed is gone only when it was waited for. */
async function alive(pids: readonly number[]): Promise<readonly number[]> {
  return pids.filter((pid) => {
    if (!existsSync(`/proc/${pid}/stat`)) return false;
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)![0] !== "Z";
  });
}
