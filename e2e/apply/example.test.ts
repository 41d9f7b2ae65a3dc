import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, dataOf, HELMS, openBench } from "../harness.ts";

// The first article's example, from files to ready and away again, on a real API server with real Helm.
describe.each(HELMS)("the article's example with %s", (helm) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ helm });
  });
  afterAll(() => bench?.close());

  test("becomes ready, with every output filled into the values of its user", async () => {
    const { exitCode, stdout, stderr } = await bench.upstart([
      "apply",
      "-f",
      "examples/example",
      "-o",
      "json",
      "--progress",
      "json",
    ]);
    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { end, releases } = JSON.parse(String(stdout)) as {
      end: string;
      releases: { id: string; state: string; deployed: boolean }[];
    };
    expect(end).toBe("settled");
    expect(releases.map((r) => `${r.id} ${r.state} ${r.deployed}`).sort()).toEqual([
      "another-upstart-service/anotherCache ready true",
      "another-upstart-service/anotherService ready true",
      "example/bugsnag ready true",
      "example/exampleService ready true",
      "example/postgres ready true",
      "example/redis ready true",
      "my-environment-name-launch-darkly/launchDarkly ready true",
    ]);
    const env = dataOf(await bench.get("secret", "example-service-env"));
    const postgres = dataOf(await bench.get("secret", "postgres"));
    const bugsnag = dataOf(await bench.get("secret", "bugsnag-bugsnag"));
    expect(postgres.POSTGRES_PASSWORD).toMatch(/^\w{24}$/);
    expect(env).toEqual({
      BUGSNAG_API_KEY: bugsnag.BUGSNAG_API_KEY,
      REDIS_BACKEND_URI: "redis://redis.default.svc.cluster.local:6379/1",
      LAUNCHDARKLY_SDK_KEY: "sdk-pricing-0000",
      DATABASE_URL: `postgres://app:${postgres.POSTGRES_PASSWORD}@postgres.default.svc.cluster.local:5432/my_service`,
      ANOTHER_UPSTART_SERVICE_URL: "http://another-service.default.svc.cluster.local",
    });
  });

  test("started the service only when everything that it needs was ready, and the late Secret there", async () => {
    const created = async (kind: string, name: string) =>
      Date.parse(
        ((await bench.get(kind, name)) as unknown as { metadata: { creationTimestamp: string } }).metadata
          .creationTimestamp,
      );
    expect(await created("deployment", "example-service")).toBeGreaterThanOrEqual(
      await created("secret", "bugsnag-bugsnag"),
    );
  });

  test("a second apply makes no Helm call and no revision", async () => {
    const { exitCode, stdout } = await bench.upstart(["apply", "-f", "examples/example", "-o", "json"], {
      env: { HELM_BIN: "/nonexistent/helm" },
    });
    expect(exitCode).toBe(0);
    expect(
      (JSON.parse(String(stdout)) as { releases: { deployed: boolean }[] }).releases.filter((r) => r.deployed),
    ).toEqual([]);
  });

  test("no secret is in the record, in events or in what is printed", async () => {
    const password = dataOf(await bench.get("secret", "postgres")).POSTGRES_PASSWORD!;
    const record = await bench.get("secret", "upstart.upstartservice.example");
    const { gunzipSync } = await import("node:zlib");
    expect(gunzipSync(Buffer.from(record!.data!.record!, "base64")).toString("utf8")).not.toContain(password);
    for (const verb of [
      ["status"],
      ["tree"],
      ["outputs"],
      ["why", "exampleService"],
      ["status", "-o", "json"],
      ["outputs", "-o", "json"],
    ]) {
      const { stdout, stderr } = await bench.upstart(verb);
      expect(`${stdout}${stderr}`, verb.join(" ")).not.toContain(password);
    }
    expect(String((await bench.upstart(["outputs", "--show-secrets"])).stdout)).toContain(password);
  });

  test("status, tree and outputs know it later, from the cluster alone", async () => {
    const status = JSON.parse(String((await bench.upstart(["status", "example", "-o", "json"])).stdout)) as {
      releases: { id: string; ready: boolean; revision: number }[];
    };
    expect(status.releases.map((r) => [r.id, r.ready, r.revision])).toEqual([
      ["example/bugsnag", true, 1],
      ["example/postgres", true, 1],
      ["example/redis", true, 1],
      ["example/exampleService", true, 1],
    ]);
    const outputs = JSON.parse(String((await bench.upstart(["outputs", "redis", "-o", "json"])).stdout)) as {
      outputs: { key: string; usedBy: string[] }[];
    };
    expect(outputs.outputs.find((o) => o.key === "SERVICE_FQDN")?.usedBy).toEqual(["example/exampleService"]);
  });

  test("a service that others need is held, and it is said by whom", async () => {
    const { exitCode, stderr } = await bench.upstart(["delete", "another-upstart-service"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("still needed by example/exampleService");
    expect(await bench.get("deployment", "another-service")).toBeDefined();
  });

  test("delete takes everything away, dependents first", async () => {
    const { exitCode, stderr } = await bench.upstart(["delete", "-f", "examples/example", "--progress", "json"]);
    expect(exitCode).toBe(0);
    const gone = String(stderr)
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { object: string; phase: string })
      .filter((e) => e.phase === "deleted")
      .map((e) => e.object);
    expect(gone[0]).toBe("example/exampleService");
    expect(gone.indexOf("another-upstart-service/anotherService")).toBeLessThan(
      gone.indexOf("another-upstart-service/anotherCache"),
    );
    expect(gone).toHaveLength(7);
    expect(JSON.parse(String((await bench.helm(["list", "-o", "json"])).stdout))).toEqual([]);
    expect(await bench.get("secret", "upstart.upstartservice.example")).toBeUndefined();
  });
});
