import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench, service, tiny, until } from "../harness.ts";

describe.each(HELMS)("client-side apply with %s", (helm) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ helm });
  });
  afterAll(() => bench?.close());

  test("a changed output upgrades exactly the releases that use it", async () => {
    const ns = await bench.namespace("rotate");
    const spec = (value: string) =>
      service("shop", {
        source: tiny({ values: { value }, outputsFrom: [{ configMapRef: { name: "source-outputs" } }] }),
        user: tiny({ dependencies: [{ name: "source" }], values: { value: "<< source.outputs.value >>!" } }),
        other: tiny({ dependencies: [{ name: "source" }] }),
      });
    await bench.upstart(["apply", "-f", await bench.file("rotate.yaml", spec("one")), ...ns]);
    const { exitCode, stdout } = await bench.upstart([
      "apply",
      "-f",
      await bench.file("rotate.yaml", spec("two")),
      ...ns,
      "-o",
      "json",
    ]);
    expect(exitCode).toBe(0);
    const { releases } = JSON.parse(String(stdout)) as { releases: { id: string; deployed: boolean }[] };
    expect(releases.filter((r) => r.deployed).map((r) => r.id)).toEqual(["source", "user"].map((r) => r));
    expect(dataOf(await bench.get("configmap", "user-outputs", "rotate")).value).toBe("two!");
  });

  test("users of a changed output in another file are named, and are out of date until they are applied again", async () => {
    const ns = await bench.namespace("others");
    const outputs = [{ configMapRef: { name: "db-outputs" }, scope: "external" }];
    const source = (value: string) => service("source", { db: tiny({ values: { value }, outputsFrom: outputs }) });
    const users = service("users", {
      api: tiny({ dependencies: [{ name: "source" }], values: { value: "<< source.outputs.value >>" } }),
      waits: tiny({ dependencies: [{ name: "source" }] }),
    });
    const apply = async (name: string, text: string) =>
      await bench.upstart(["apply", "-f", await bench.file(name, text), ...ns, "-o", "json"]);
    await apply("source.yaml", source("one"));
    expect((await apply("users.yaml", users)).stderr).not.toContain("old values");
    const { exitCode, stdout, stderr } = await apply("source.yaml", source("two"));
    expect(exitCode).toBe(0);
    expect(stderr).toContain("users/api runs with old values");
    expect(JSON.parse(String(stdout))).toMatchObject({ outOfDate: [{ id: "users/api", object: { name: "users" } }] });
    const status = await bench.upstart(["status", "users/api", ...ns, "-o", "json"]);
    expect([status.exitCode, JSON.parse(String(status.stdout)).releases[0].state]).toEqual([1, "outOfSync"]);
    expect((await apply("users.yaml", users)).exitCode).toBe(0);
    expect(dataOf(await bench.get("configmap", "api-outputs", "others")).value).toBe("two");
    expect((await bench.upstart(["status", ...ns])).exitCode).toBe(0);
  });

  test("a release that is no longer in the file is taken away", async () => {
    const ns = await bench.namespace("prune");
    await bench.upstart([
      "apply",
      "-f",
      await bench.file("prune.yaml", service("shop", { a: tiny(), b: tiny() })),
      ...ns,
    ]);
    const less = await bench.file("prune.yaml", service("shop", { a: tiny() }));
    const { stderr } = await bench.upstart(["apply", "-f", less, ...ns, "--dry-run"]);
    expect(stderr).toMatch(/ {2}- prune\/b +tiny 0\.1\.0 +no longer in the files\nWould: .* 1 remove/);
    expect(await bench.get("configmap", "b-outputs", "prune")).toBeDefined();
    await bench.upstart(["apply", "-f", less, ...ns]);
    expect(await bench.get("configmap", "a-outputs", "prune")).toBeDefined();
    expect(await bench.get("configmap", "b-outputs", "prune")).toBeUndefined();
  });

  test("an object that was deleted by hand is put back, and a dry run tells whether one was", async () => {
    const ns = await bench.namespace("drift");
    const shop = service("shop", { b: tiny({ dependencies: [{ name: "a" }] }), a: tiny() });
    const file = await bench.file("drift.yaml", shop);
    const planned = async () => (await bench.upstart(["apply", "-f", file, ...ns, "--dry-run"])).stderr;
    await bench.upstart(["apply", "-f", file, ...ns]);
    expect(await planned()).toContain("Would: 0 install, 0 upgrade, 2 unchanged");
    await bench.kubectl(["delete", "configmap", "a-outputs", ...ns]);
    expect(await planned()).toContain("Would: 0 install, 1 upgrade, 1 may change, 0 unchanged");
    expect((await bench.upstart(["apply", "-f", file, ...ns])).exitCode).toBe(0);
    expect(await bench.get("configmap", "a-outputs", "drift")).toBeDefined();
  });

  test("a failing release blocks its dependents and nothing else, and says why with the pod", async () => {
    const ns = await bench.namespace("fail");
    const file = await bench.file(
      "fail.yaml",
      service("shop", {
        broken: {
          chart: "upstart-charts/redis",
          version: "0.1.1",
          timeout: "3s",
          values: { podAnnotations: { "upstart.com/sandbox-fail": "image" } },
        },
        after: tiny({ dependencies: [{ name: "broken" }] }),
        last: tiny({ dependencies: [{ name: "after" }] }),
        free: tiny(),
      }),
    );
    const { exitCode, stdout } = await bench.upstart(["apply", "-f", file, ...ns]);
    expect(exitCode).toBe(5);
    expect(stdout).toContain("ImagePullBackOff");
    expect(stdout).toContain("not started (2): after, last");
    const status = JSON.parse(String((await bench.upstart(["status", ...ns, "-o", "json"])).stdout)) as {
      releases: { id: string; ready: boolean }[];
    };
    expect(status.releases.filter((r) => r.ready).map((r) => r.id)).toEqual(["free"]);
  });

  test("a key that is not there is told from one that comes later, and the wait ends with exit 4", async () => {
    const ns = await bench.namespace("typo");
    const file = await bench.file(
      "typo.yaml",
      service("shop", {
        a: tiny({ outputsFrom: [{ configMapRef: { name: "a-outputs" } }] }),
        b: tiny({ dependencies: [{ name: "a" }], values: { value: "<< a.outputs.valeu >>" } }),
      }),
    );
    const { exitCode, stdout } = await bench.upstart(["apply", "-f", file, ...ns, "--timeout", "4s"]);
    expect(exitCode).toBe(4);
    expect(stdout).toContain("key valeu in ConfigMap a-outputs (it has value)");
  });

  test("^C ends Helm in order, nothing stays pending, and a re-run goes on", async () => {
    const ns = await bench.namespace("interrupt");
    const slow = (delay: string) =>
      service("shop", {
        slow: {
          chart: "upstart-charts/example-service",
          version: "1.4.0",
          values: { podAnnotations: { "upstart.com/sandbox-delay": delay } },
        },
        after: tiny({ dependencies: [{ name: "slow" }] }),
      });
    const abort = new AbortController();
    const running = bench.upstart(["apply", "-f", await bench.file("interrupt.yaml", slow("60s")), ...ns], {
      cancelSignal: abort.signal,
      killSignal: "SIGINT",
      forceKillAfterDelay: false,
    });
    const pending = async () =>
      String(
        (await bench.kubectl(["get", "secrets", "-l", "owner=helm,status=pending-install", "-o", "name", ...ns]))
          .stdout,
      );
    await until("Helm to be at work", async () => ((await pending()) === "" ? undefined : true));
    abort.abort();
    await running;
    expect(await pending()).toBe("");
    const { exitCode } = await bench.upstart(["apply", "-f", await bench.file("interrupt.yaml", slow("0s")), ...ns]);
    expect(exitCode).toBe(0);
    expect(await bench.get("configmap", "after-outputs", "interrupt")).toBeDefined();
  });

  test("a run that was killed leaves no lock that a human must end", async () => {
    const ns = await bench.namespace("killed");
    const slow = (delay: string) =>
      service("shop", {
        slow: {
          chart: "upstart-charts/example-service",
          version: "1.4.0",
          values: { podAnnotations: { "upstart.com/sandbox-delay": delay } },
        },
      });
    await bench.upstart(["apply", "-f", await bench.file("killed.yaml", slow("0s")), ...ns]);
    // What a killed Helm leaves behind: its revision, pending for ever.
    const list = JSON.parse(
      String((await bench.kubectl(["get", "secrets", "-l", "owner=helm,name=slow", "-o", "json", ...ns])).stdout),
    ) as { items: { metadata: { name: string } }[] };
    const { name } = list.items[0]!.metadata;
    await bench.kubectl(["label", "secret", name, "status=pending-upgrade", "--overwrite", ...ns]);
    const { exitCode } = await bench.upstart(["apply", "-f", await bench.file("killed.yaml", slow("1s")), ...ns]);
    expect(exitCode).toBe(0);
  });

  test("an environment gets a namespace for each service and takes them with it", async () => {
    const { exitCode, stderr } = await bench.upstart(["apply", "-f", "examples/environment", "-o", "json"]);
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    const ns = await bench.get("namespace", "pr-482-shop");
    expect(ns?.metadata.labels).toMatchObject({
      "app.kubernetes.io/managed-by": "upstart",
      "upstart.com/environment": "pr-482",
      "upstart.com/service": "pr-482-shop",
    });
    expect(dataOf(await bench.get("secret", "web-env", "pr-482-front-end"))).toMatchObject({
      SHOP_URL: "http://api.pr-482-shop.svc.cluster.local",
      COMMIT: "3f9c2ab",
    });
    expect((await bench.upstart(["delete", "pr-482"])).exitCode).toBe(0);
    await until("the namespace to go", async () => {
      const left = await bench.get("namespace", "pr-482-shop");
      return left === undefined || JSON.stringify(left).includes("deletionTimestamp") ? true : undefined;
    });
  });

  test("a namespace that is somebody else's is never taken", async () => {
    await bench.kubectl(["create", "namespace", "taken-shop"]);
    const file = await bench.file(
      "taken.yaml",
      JSON.stringify({
        apiVersion: "upstartoperators.upstart.com/v1alpha1",
        kind: "UpstartEnvironment",
        metadata: { name: "taken" },
        spec: { services: { shop: { spec: { helmReleases: { a: tiny() } } } } },
      }),
    );
    const { exitCode, stderr } = await bench.upstart(["apply", "-f", file]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("NamespaceConflict");
  });
});
