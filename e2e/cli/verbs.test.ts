import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Bench, openBench, service, tiny } from "../harness.ts";

const READER = { name: "reader", token: "reader-token" };

// Every verb against the real API, as a script calls it.
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ users: [READER] });
});
afterAll(() => bench?.close());

describe("every verb in every form", () => {
  let file: string;
  beforeAll(async () => {
    file = await bench.file(
      "shop.yaml",
      service("shop", { db: tiny(), api: tiny({ dependencies: [{ name: "db" }] }) }),
    );
    expect((await bench.upstart(["apply", "-f", file])).exitCode).toBe(0);
  });

  const calls = () => [
    ["apply", "-f", file],
    ["apply", "-f", file, "--dry-run"],
    ["status"],
    ["tree"],
    ["why", "shop"],
    ["outputs"],
    ["doctor"],
    ["sandbox", "status"],
  ];

  test.each([
    ["json", JSON.parse as (text: string) => unknown],
    ["yaml", parse as (text: string) => unknown],
  ])("-o %s: stdout is one document and nothing else, stderr has no colour", async (form, read) => {
    for (const call of calls()) {
      const { stdout, stderr } = await bench.upstart([...call, "-o", form], {
        env: { NO_COLOR: "", FORCE_COLOR: "1" },
      });
      expect({ call, type: typeof read(String(stdout)) }).toEqual({ call, type: "object" });
      expect(String(stdout)).not.toContain("\u001b");
      if (form === "json") expect(String(stdout).trimStart()).toMatch(/^\{/);
      expect(String(stderr)).not.toMatch(/\n\s+at /);
    }
  });
});

describe("doctor", () => {
  interface Check {
    readonly name: string;
    readonly result: string;
    readonly help?: string;
  }
  const doctor = async (...args: string[]) => {
    const { stdout, exitCode } = await bench.upstart(["doctor", "-o", "json", ...args]);
    return { checks: (JSON.parse(String(stdout)) as { checks: Check[] }).checks, exitCode };
  };
  const failed = (checks: readonly Check[]) => checks.filter((c) => c.result === "failed").map((c) => c.name);

  test("all is well", async () => {
    const { checks, exitCode } = await doctor();
    expect(failed(checks)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(checks.map((c) => c.name)).toEqual(
      expect.arrayContaining(["program", "kubeconfig", "API server", "namespace", "list secrets"]),
    );
  });

  test("a namespace that is not there", async () => {
    const { checks, exitCode } = await doctor("-n", "nowhere");
    expect({ failed: failed(checks), exitCode }).toEqual({ failed: ["namespace"], exitCode: 1 });
    expect(checks.find((c) => c.name === "namespace")!.help).toContain("kubectl create namespace nowhere");
  });

  test("a user with no rights: each right that is missing, with what to do", async () => {
    const { checks, exitCode } = await doctor("--token", READER.token);
    expect(exitCode).toBe(1);
    expect(failed(checks)).toEqual(expect.arrayContaining(["list secrets", "create secrets"]));
    for (const check of checks) if (check.result === "failed") expect(check.help).not.toBe(undefined);
  });

  test("a token that nobody knows", async () => {
    const { checks, exitCode } = await doctor("--token", "nonsense");
    expect(exitCode).toBe(1);
    expect(failed(checks).length).toBeGreaterThan(0);
  });

  test("a context that is not there", async () => {
    const { checks } = await doctor("--context", "nowhere");
    expect(failed(checks)).toEqual(["kubeconfig"]);
  });

  test("a server that does not answer", async () => {
    const { checks } = await doctor("--server", "https://127.0.0.1:3");
    expect(failed(checks)).toEqual(["API server"]);
    expect(checks.find((c) => c.name === "API server")!.help).toContain("is the cluster up");
  });
});

describe("who may not, and what is not there: exit 3 and what to do", () => {
  test.each([
    [["status", "--token", "nonsense"]],
    [["status", "--token", READER.token]],
    [["status", "--context", "nowhere"]],
    [["status", "--server", "https://127.0.0.1:3"]],
    [["status", "--kubeconfig", "/nonexistent"]],
    [["apply", "--token", READER.token, "-f", "examples/example"]],
  ])("upstart %s", async (args) => {
    const { stdout, stderr, exitCode } = await bench.upstart([...args, "-o", "json"]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 3 });
    expect(String(stderr)).toMatch(/error: .+\n {2}\S/);
    expect(String(stderr)).not.toMatch(/\n\s+at |token=|reader-token|nonsense"/);
  });
});

test("eval of sandbox env gives a shell in which kubectl and Helm work", async () => {
  const { sandbox } = bench;
  const { stdout, exitCode } = await bench.upstart(["sandbox", "env", "-o", "json"], {
    env: { UPSTART_SANDBOX: join(bench.directory, "sandbox") },
  });
  expect(exitCode).toBe(0);
  expect(JSON.parse(String(stdout))).toEqual({ env: sandbox.env, path: sandbox.bin });
});
