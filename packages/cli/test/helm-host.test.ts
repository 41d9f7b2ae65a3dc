import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withoutHelmsOwn } from "../src/helm-flags.ts";
import { run } from "./testing/run.ts";

const folder = mkdtempSync(join(tmpdir(), "upstart-helm-"));
writeFileSync(
  join(folder, "kubeconfig"),
  JSON.stringify({
    "current-context": "dev",
    clusters: ["dev", "prod"].map((name) => ({ name, cluster: { server: `https://${name}.invalid` } })),
    contexts: [
      { name: "dev", context: { cluster: "dev", user: "", namespace: "sandbox" } },
      { name: "prod", context: { cluster: "prod", user: "", namespace: "live" } },
      { name: "other", context: { cluster: "prod", user: "", namespace: "sandbox" } },
    ],
  }),
);
writeFileSync(
  join(folder, "shop.yaml"),
  JSON.stringify({
    apiVersion: "upstartoperators.upstart.com/v1alpha1",
    kind: "UpstartService",
    spec: { helmReleases: { api: { chart: "a/b" } } },
  }),
);

/** As Helm calls its plugin: it has taken its flags, and always names a namespace. */
const helm = (argv: string[], env: Record<string, string> = {}) =>
  run(argv, {
    name: "helm upstart",
    cwd: folder,
    env: { KUBECONFIG: join(folder, "kubeconfig"), HELM_NAMESPACE: "sandbox", ...env },
  });

describe("--context, which Helm knows nothing of, beside the namespace that Helm names", () => {
  const render = (...flags: string[]) => ["render", "shop.yaml", "-o", "json", ...flags];
  test.each<[string, string[], Record<string, string>, string]>([
    ["the same namespace there", ["--context", "other"], {}, "sandbox"],
    ["a namespace that somebody asked for", ["--context", "prod"], { HELM_NAMESPACE: "shop" }, "shop"],
    ["-nNAME, which comes through Helm", ["--context=prod", "-nsandbox"], {}, "sandbox"],
    ["Helm's own flag", [], { HELM_KUBECONTEXT: "prod", HELM_NAMESPACE: "live" }, "live"],
  ])("holds: %s", async (_, flags, env, namespace) => {
    const { stdout, stderr } = await helm(render(...flags), env);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ releases: [{ namespace }] });
  });

  test("is refused where it may be meant for the other context's namespace, before anything is done", async () => {
    const { stdout, stderr, exitCode } = await helm(render("--context", "prod"));
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toContain("say --kube-context prod");
  });

  test("is for the verb to speak of where it does not exist", async () => {
    expect((await helm(["status", "--context", "gone"])).stderr).toContain('context "gone" does not exist');
  });
});

test("help and hints spell flags as Helm does", async () => {
  const { stdout } = await helm(["status", "--help"]);
  expect(stdout).toContain("--kube-context NAME");
  expect((await helm(["options"])).stdout).toMatch(/--kube-as-group GROUP/);
  const { stderr } = await helm(["status"], { KUBECONFIG: "/dev/null" });
  expect(stderr).not.toMatch(/ --context/);
});

test.each([
  [["--qps", "5", "status", "--burst-limit=9", "--content-cache", "x"], ["status"]],
  [
    ["--colour", "never", "lint", "--colour=always"],
    ["--color", "never", "lint", "--color=always"],
  ],
  [
    ["lint", "--", "--qps", "5"],
    ["lint", "--", "--qps", "5"],
  ],
])("what Helm leaves of its own flags is left out: %j", (given, want) => {
  expect(withoutHelmsOwn({ name: "helm upstart", env: {} }, given)).toEqual(want);
  expect(withoutHelmsOwn({ name: "upstart", env: {} }, given)).toEqual(given);
});

test("completion leaves to Helm what Helm offers by itself", async () => {
  const offered = async (name: string) => (await run(["__complete", "status", "--"], { name })).stdout;
  expect(await offered("kubectl upstart")).toMatch(/^--namespace\t/m);
  expect(await offered("helm upstart")).not.toMatch(/^--(?:namespace|context|kubeconfig)\t/m);
});

test("what the plugin does not have is not listed", async () => {
  const listed = async (name: string) => (await run(["--help"], { name })).stdout.includes("  sandbox ");
  expect([await listed("helm upstart"), await listed("upstart")]).toEqual([false, true]);
  expect((await helm(["__complete", "sand"])).stdout).toBe(":4\n");
});
