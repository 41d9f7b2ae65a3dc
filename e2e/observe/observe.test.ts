import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, openBench, service, tiny, until } from "../harness.ts";

const OUTPUTS = (name: string) => [{ configMapRef: { name: `${name}-outputs` }, scope: "external" }];
const BROKEN = {
  broken: {
    chart: "upstart-charts/redis",
    version: "0.1.1",
    timeout: "3s",
    values: { podAnnotations: { "upstart.com/sandbox-fail": "image" } },
  },
  after: tiny({ dependencies: [{ name: "broken" }] }),
  last: tiny({ dependencies: [{ name: "after" }] }),
};

// What is applied is looked at from another machine: another home, no files, nothing but the cluster.
describe("looking at what is applied, later and from elsewhere", () => {
  let bench: Bench;
  let elsewhere: { cwd: string; env: Record<string, string> };
  beforeAll(async () => {
    bench = await openBench({ users: [{ name: "guest", token: "guest-token" }] });
    const home = await mkdtemp(join(bench.directory, "elsewhere-"));
    elsewhere = { cwd: home, env: { HOME: home, UPSTART_CACHE: join(home, "cache"), HELM_BIN: "/nonexistent/helm" } };
    const namespaces = [
      "good",
      "bad",
      "forbidden",
      "held",
      "waits",
      "left",
      "chartless",
      "claims",
      "newer",
      "late",
      "refused",
      "stuck",
    ];
    await Promise.all(namespaces.map((ns) => bench.kubectl(["create", "namespace", ns])));
    const good = service("shop", {
      db: tiny({ values: { secret: "hunter2-hunter2" }, outputsFrom: [{ secretRef: { name: "db" } }] }),
      api: tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>" } }),
    });
    await bench.upstart(["apply", "-f", await bench.file("good.yaml", good), "-n", "good"]);
    await bench.upstart(["apply", "-f", await bench.file("bad.yaml", service("bad", BROKEN)), "-n", "bad"]);
  });
  afterAll(() => bench?.close());

  const look = (args: readonly string[]) => bench.upstart(args, elsewhere);
  const json = async (args: readonly string[]) => JSON.parse(String((await look([...args, "-o", "json"])).stdout));

  test("status: exit 0 when all is ready, 1 when not, and all namespaces with -A", async () => {
    expect((await look(["status", "-n", "good"])).exitCode).toBe(0);
    expect((await look(["status", "-n", "bad"])).exitCode).toBe(1);
    const { releases } = (await json(["status", "-A"])) as { releases: { id: string; state: string }[] };
    expect(releases.map((r) => `${r.id} ${r.state}`).sort()).toEqual([
      "bad/after blocked",
      "bad/broken failed",
      "bad/last blocked",
      "shop/api ready",
      "shop/db ready",
    ]);
  });

  test("below a release that Helm refused: blocked, in the words of apply, and nothing to wait for", async () => {
    const refused = service("refused", {
      db: {
        chart: "upstart-charts/redis",
        version: "0.1.1",
        values: { podAnnotations: { "no key of an annotation": "x" } },
      },
      api: tiny({ dependencies: [{ name: "db" }] }),
      web: tiny({ dependencies: [{ name: "api" }] }),
    });
    const ns = ["-n", "refused"];
    const file = await bench.file("refused.yaml", refused);
    type States = { releases: { state: string; message: string }[] };
    const applied = JSON.parse(
      String((await bench.upstart(["apply", "-f", file, ...ns, "-o", "json"])).stdout),
    ) as States;
    const { releases } = (await json(["status", ...ns])) as States;
    expect(releases.map((r) => r.state)).toEqual(["failed", "blocked", "blocked"]);
    expect(releases.slice(1).map((r) => r.message)).toEqual(applied.releases.slice(1).map((r) => r.message));
    const waited = await look(["wait", "web", ...ns]);
    expect([waited.exitCode, String(waited.stdout).trim()]).toEqual([1, `web is ${releases[2]!.message}`]);
  });

  test("YAML says the same as JSON, and nothing is applied where nothing is", async () => {
    const { parse } = await import("yaml");
    const yaml = parse(String((await look(["status", "-n", "good", "-o", "yaml"])).stdout));
    expect(yaml).toEqual(await json(["status", "-n", "good"]));
    const { exitCode, stdout, stderr } = await look(["status", "-n", "kube-system"]);
    expect([exitCode, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("nothing is applied");
  });

  test("tree: what is made of what, with what is not ready and why", async () => {
    const { objects } = (await json(["tree", "-n", "bad"])) as {
      objects: { children: { name: string; children: object[] }[] }[];
    };
    const broken = objects[0]!.children.find((c) => c.name === "broken")!;
    expect(broken.children).toEqual([
      expect.objectContaining({
        kind: "Deployment",
        state: "inProgress",
        detail: expect.stringContaining("ImagePullBackOff"),
      }),
    ]);
  });

  test("why: the chain down to the pod that holds everything up", async () => {
    const { exitCode, stdout } = await look(["why", "last", "-n", "bad"]);
    expect(exitCode).toBe(1);
    const lines = String(stdout).split("\n");
    expect(lines[0]).toMatch(/^last is blocked/);
    expect(lines[1]).toMatch(/after is blocked/);
    expect(lines[2]).toMatch(/broken is failed \(InstallFailed\): not ready after/);
    expect(stdout).toMatch(/pod +broken-\S+\/redis ImagePullBackOff/);
    const { chains } = (await json(["why", "last", "-n", "bad"])) as {
      chains: { id: string; story?: { pod: { reason: string } } }[][];
    };
    expect(chains[0]!.map((l) => l.id)).toEqual(["last", "after", "broken"]);
    expect(chains[0]![2]!.story?.pod.reason).toBe("ImagePullBackOff");
    expect((await look(["why", "api", "-n", "good"])).exitCode).toBe(0);
  });

  test("why: a StatefulSet that holds on to a broken pod, and what to do", async () => {
    const db = (more: object) =>
      service("stuck", { db: { chart: "upstart-charts/postgres", version: "0.1.3", timeout: "3s", values: more } });
    const ns = ["-n", "stuck"];
    const broken = { podAnnotations: { "upstart.com/sandbox-fail": "crash" } };
    await bench.upstart(["apply", "-f", await bench.file("stuck.yaml", db(broken)), ...ns]);
    await bench.upstart(["apply", "-f", await bench.file("stuck.yaml", db({})), ...ns]);
    expect((await look(["why", "db", ...ns])).stdout).toContain("kubectl delete pod db-0 -n stuck");
    await bench.kubectl(["delete", "pod", "db-0", ...ns]);
    expect((await look(["wait", "db", ...ns, "--timeout", "60s"])).exitCode).toBe(0);
  });

  test("outputs: names and users; values of Secrets only when asked for", async () => {
    const { outputs } = (await json(["outputs", "-n", "good"])) as { outputs: object[] };
    expect(outputs).toEqual([
      {
        release: "db",
        key: "value",
        value: "(sensitive)",
        sensitive: true,
        object: "Secret/db",
        scope: "internal",
        usedBy: ["api"],
      },
    ]);
    expect(String((await look(["outputs", "-n", "good", "--show-secrets", "-o", "env"])).stdout)).toBe(
      "value='hunter2-hunter2'",
    );
  });

  test("a name that nothing has is refused, with the nearest that there is", async () => {
    const { exitCode, stderr } = await look(["status", "shap", "-n", "good"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('did you mean "shop"?');
  });

  test("without rights: exit 3, and it says which right is missing", async () => {
    for (const args of [["status"], ["tree"], ["outputs"], ["why", "x"], ["wait", "x"], ["delete", "x"]]) {
      const { exitCode, stderr, stdout } = await look([...args, "-n", "good", "--token", "guest-token"]);
      expect({ args, exitCode, stdout }).toEqual({ args, exitCode: 3, stdout: "" });
      expect(stderr).toContain("secrets");
      expect(stderr).toContain("guest");
    }
    const file = await bench.file("forbidden.yaml", service("shop", { a: tiny() }));
    expect((await bench.upstart(["apply", "-f", file, "-n", "forbidden", "--token", "guest-token"])).exitCode).toBe(3);
  });

  test("without a cluster: exit 3", async () => {
    const { exitCode } = await look(["status", "--server", "https://127.0.0.1:1"]);
    expect(exitCode).toBe(3);
  });

  test("rights on Secrets but not on what the chart makes: the apply exits 3 and names the right", async () => {
    const role = [
      "create",
      "role",
      "secrets",
      "--verb=*",
      "--resource=secrets,leases.coordination.k8s.io",
      "-n",
      "forbidden",
    ];
    await bench.kubectl(role);
    await bench.kubectl(["create", "rolebinding", "guest", "--role=secrets", "--user=guest", "-n", "forbidden"]);
    const file = await bench.file("forbidden.yaml", service("shop", { a: tiny() }));
    const { exitCode, stdout, stderr } = await bench.upstart([
      "apply",
      "-f",
      file,
      "-n",
      "forbidden",
      "--token",
      "guest-token",
    ]);
    expect(exitCode).toBe(3);
    expect(`${stdout}${stderr}`).toMatch(/guest.*cannot.*configmaps/s);
  });

  test("wait: for what is not applied yet, for an output, and for its end", async () => {
    const ns = ["-n", "waits"];
    const ready = look(["wait", "shop", ...ns, "--timeout", "60s"]);
    const output = look(["wait", "a", "--for", "output=value", ...ns, "--timeout", "60s"]);
    const file = await bench.file("waits.yaml", service("shop", { a: tiny({ outputsFrom: OUTPUTS("a") }) }));
    await bench.upstart(["apply", "-f", file, ...ns]);
    expect([(await ready).exitCode, (await output).exitCode]).toEqual([0, 0]);
    const deleted = look(["wait", "shop", "--for", "deleted", ...ns, "--timeout", "60s"]);
    await bench.upstart(["delete", "shop", ...ns]);
    expect((await deleted).exitCode).toBe(0);
  });

  test("wait: exit 4 when time is over, and it says what is missing", async () => {
    const { exitCode, stderr } = await look(["wait", "last", "-n", "bad", "--timeout", "1s"]);
    expect(exitCode).toBe(4);
    expect(stderr).toContain("last is waiting for after");
  });

  test("wait -o json: one document, however it ends", async () => {
    const waited = async (args: readonly string[]) => {
      const { exitCode, stdout } = await look(["wait", ...args, "-o", "json"]);
      return { exitCode, ...(JSON.parse(String(stdout)) as object) };
    };
    expect(await waited(["shop", "-n", "good"])).toMatchObject({
      exitCode: 0,
      for: "ready",
      end: "met",
      releases: [
        { id: "db", ready: true },
        { id: "api", ready: true },
      ],
    });
    expect(await waited(["last", "-n", "bad", "--timeout", "1s"])).toMatchObject({
      exitCode: 4,
      end: "timedOut",
      releases: [{ id: "last", state: "waiting", waitingFor: ["after"], ready: false }],
    });
    expect(await waited(["nobody", "-n", "bad", "--timeout", "1s"])).toMatchObject({ exitCode: 4, releases: [] });
  });

  test("a service that is applied later wakes the apply that waits for it", async () => {
    const ns = ["-n", "late"];
    const user = service("user", {
      api: tiny({ dependencies: [{ name: "provider" }], values: { value: "<< provider.outputs.value >>" } }),
    });
    const waiting = bench.upstart([
      "apply",
      "-f",
      await bench.file("user.yaml", user),
      ...ns,
      "--progress",
      "json",
      "-o",
      "json",
    ]);
    await until("the first apply to be there", () => bench.get("secret", "upstart.upstartservice.user", "late"));
    const provider = service("provider", { db: tiny({ values: { value: "late" }, outputsFrom: OUTPUTS("db") }) });
    expect((await bench.upstart(["apply", "-f", await bench.file("provider.yaml", provider), ...ns])).exitCode).toBe(0);
    const { exitCode, stdout } = await waiting;
    expect(exitCode).toBe(0);
    expect((JSON.parse(String(stdout)) as { releases: object[] }).releases).toEqual([
      expect.objectContaining({ id: "user/api", state: "ready", deployed: true }),
    ]);
    const held = await bench.upstart(["delete", "provider", ...ns]);
    expect([held.exitCode, String(held.stderr).includes("still needed by user/api")]).toEqual([1, true]);
  });

  test("delete: one that cannot be uninstalled keeps what it needs, stops nothing else, and is told", async () => {
    const ns = ["-n", "held"];
    const spec = service("shop", {
      db: tiny(),
      api: tiny({ dependencies: [{ name: "db" }], timeout: "2s" }),
      other: tiny(),
    });
    await bench.upstart(["apply", "-f", await bench.file("held.yaml", spec), ...ns]);
    const finalizers = '{"metadata":{"finalizers":["example.com/held"]}}';
    await bench.kubectl(["patch", "configmap", "api-outputs", "--type=merge", "-p", finalizers, ...ns]);
    const { exitCode, stdout } = await bench.upstart(["delete", "shop", ...ns, "-o", "json"]);
    expect(exitCode).toBe(5);
    expect(JSON.parse(String(stdout))).toMatchObject({
      deleted: ["other"],
      failed: { api: expect.any(String) },
      kept: ["db"],
    });
    // What is left is still known, and a second delete goes on.
    await bench.kubectl([
      "patch",
      "configmap",
      "api-outputs",
      "--type=merge",
      "-p",
      '{"metadata":{"finalizers":null}}',
      ...ns,
    ]);
    expect((await bench.upstart(["delete", "shop", ...ns])).exitCode).toBe(0);
    expect((await bench.kubectl(["get", "secrets", "-l", "owner=helm", "-o", "name", ...ns])).stdout).toBe("");
  });

  test("status and why say of what was refused before Helm had it what the apply said", async () => {
    const ns = ["-n", "chartless"];
    const file = await bench.file("chartless.yaml", service("shop", { a: { chart: "upstart-charts/nothing" } }));
    const applied = JSON.parse(String((await bench.upstart(["apply", "-f", file, ...ns, "-o", "json"])).stdout));
    const { exitCode, stdout } = await bench.upstart(["status", ...ns, "-o", "json"]);
    const { state, reason, message } = JSON.parse(String(stdout)).releases[0];
    expect({ exitCode, state, reason }).toEqual({ exitCode: 1, state: "failed", reason: "ChartUnavailable" });
    expect(message).toBe(applied.releases[0].message);
    expect((await bench.upstart(["why", "a", ...ns])).stdout).toContain("a is failed (ChartUnavailable)");
    const mended = await bench.file("chartless.yaml", service("shop", { a: tiny() }));
    expect((await bench.upstart(["apply", "-f", mended, ...ns])).exitCode).toBe(0);
    expect((await bench.upstart(["status", ...ns])).exitCode).toBe(0);
  });

  test("delete: a release that only the record knows any more goes, too", async () => {
    const ns = ["-n", "left"];
    await bench.upstart([
      "apply",
      "-f",
      await bench.file("left.yaml", service("shop", { a: tiny(), b: tiny() })),
      ...ns,
    ]);
    // An apply that fails prunes nothing: b is in no file now, and still there.
    const failing = service("shop", { a: tiny(), c: { chart: "upstart-charts/nothing" } });
    expect((await bench.upstart(["apply", "-f", await bench.file("left.yaml", failing), ...ns])).exitCode).not.toBe(0);
    expect(await bench.get("configmap", "b-outputs", "left")).toBeDefined();
    expect((await bench.upstart(["delete", "shop", ...ns])).exitCode).toBe(0);
    expect(await bench.get("configmap", "b-outputs", "left")).toBeUndefined();
  });

  test("delete: says which volumes are left behind, and the command that removes them", async () => {
    const ns = ["-n", "claims"];
    const file = await bench.file(
      "claims.yaml",
      service("shop", { postgres: { chart: "upstart-charts/postgres", version: "0.1.3" } }),
    );
    expect((await bench.upstart(["apply", "-f", file, ...ns])).exitCode).toBe(0);
    const { stdout } = await bench.upstart(["delete", "shop", ...ns]);
    expect(stdout).toContain("PersistentVolumeClaim claims/data-postgres-0");
    const command = /^ +kubectl (delete .+)$/m.exec(String(stdout))![1]!.split(" ");
    expect((await bench.kubectl([...command, "--wait=false"])).exitCode).toBe(0);
  });

  test("a record of a newer version is never overwritten, and said where it is left out", async () => {
    const ns = ["-n", "newer"];
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      type: "upstart.com/record.v9",
      metadata: { name: "upstart.upstartservice.shop", labels: { "upstart.com/record": "upstartservice" } },
    };
    await bench.kubectl(["create", "-f", await bench.file("newer.json", JSON.stringify(secret)), ...ns]);
    const file = await bench.file("newer.yaml", service("shop", { a: tiny() }));
    const { exitCode, stderr } = await bench.upstart(["apply", "-f", file, ...ns]);
    expect([exitCode, String(stderr).includes("a newer version wrote it")]).toEqual([1, true]);
    expect((await look(["status", ...ns])).stderr).toContain("newer/upstart.upstartservice.shop");
  });

  test("kubectl completes what is applied, and namespaces", async () => {
    const offered = async (...words: string[]) =>
      String((await bench.kubectl(["__complete", "upstart", ...words])).stdout).split("\n");
    expect(await offered("status", "-n", "good", "")).toEqual(
      expect.arrayContaining(["shop\tUpstartService", "db\trelease of shop", ":4"]),
    );
    expect(await offered("status", "-n", "goo")).toContain("good");
  });

  test("kubectl upstart is the same program, and its hints show that name", async () => {
    const { stdout, exitCode } = await bench.kubectl(["upstart", "status", "shop", "-n", "good"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("db");
    const failing = await bench.kubectl(["upstart", "apply", "-f", join(bench.directory, "bad.yaml"), "-n", "bad"]);
    expect(failing.stdout).toContain("kubectl upstart why broken -n bad");
  });
});
