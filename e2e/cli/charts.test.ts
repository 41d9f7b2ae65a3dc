import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ChartServer, ensureTools, packCharts, serveCharts } from "@upstart/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HELMS } from "../harness.ts";
import { openShell, ROOT, type Shell, serviceOf } from "./program.ts";

// Charts rendered by the real Helm, from a repository that is really down when it is said to be.
describe.each(HELMS)("charts, with %s", (helm) => {
  let shell: Shell;
  let charts: ChartServer;
  let env: Record<string, string>;
  beforeAll(async () => {
    const bin = await ensureTools([helm], { onProgress: (line) => process.stderr.write(`${line}\n`) });
    shell = openShell();
    const folder = join(shell.directory, "repository");
    await packCharts(join(ROOT, "charts/examples"), folder);
    charts = await serveCharts(folder);
    env = { HELM_BIN: join(bin, helm) };
    await shell.run(env.HELM_BIN!, ["repo", "add", "upstart-charts", charts.url]);
  });
  afterAll(async () => {
    await charts?.stop();
    shell?.close();
  });

  const call = async (args: readonly string[], releases: object, more: Record<string, string> = {}) => {
    const { stdout, stderr, exitCode } = await shell.run("upstart", [...args, "-f", "-"], {
      stdin: "pipe",
      input: serviceOf(releases),
      env: { ...env, ...more },
    });
    return { stdout: String(stdout), stderr: String(stderr), exitCode };
  };
  const tiny = { chart: "upstart-charts/tiny", version: "0.1.0" };
  const user = (key: string) => ({
    db: { ...tiny, outputsFrom: [{ configMapRef: { name: "db-outputs" } }] },
    api: { ...tiny, dependencies: [{ name: "db" }], values: { value: `<< db.outputs.${key} >>` } },
  });

  test("lint --charts: a key that the chart renders is fine", async () => {
    expect(await call(["lint", "--charts"], user("value"))).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("lint --charts: a key that it does not render is an UnknownOutput, at its place, with the nearest one", async () => {
    const { stdout, exitCode } = await call(["lint", "--charts", "-o", "json"], user("valeu"));
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [
        { code: "UnknownOutput", help: "did you mean value?", path: "spec.helmReleases.api.values.value", line: 1 },
      ],
    });
  });

  test("lint --charts: an object of outputsFrom that the chart does not render is warned of", async () => {
    const releases = { db: { ...tiny, outputsFrom: [{ configMapRef: { name: "db-output" } }] } };
    const { stdout, exitCode } = await call(["lint", "--charts", "-o", "json"], releases);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: "UnknownOutput", severity: "warning", help: "did you mean db-outputs?" }],
    });
  });

  test("lint --charts: a chart that is not there stops none of the others: exit 3, and what to do", async () => {
    const { stdout, stderr, exitCode } = await call(["lint", "--charts", "-o", "json"], {
      ...user("valeu"),
      gone: { chart: "upstart-charts/gone" },
      elsewhere: { chart: "nobodys/chart" },
    });
    expect(JSON.parse(stdout)).toMatchObject({ errors: 1 });
    expect(exitCode).toBe(1); // a finding is a no
    expect(stderr).toMatch(/^error: gone: .*\n {2}check chart and version/m);
    expect(stderr).toMatch(/^error: elsewhere: there is no chart repository named "nobodys"/m);
    expect((await call(["lint", "--charts"], { gone: { chart: "upstart-charts/gone" } })).exitCode).toBe(3);
    expect((await call(["lint", "--charts"], { old: { ...tiny, version: "9.9.9" } })).exitCode).toBe(3);
  });

  test("lint --charts: values that the chart refuses are a no", async () => {
    const { stderr, exitCode } = await call(["lint", "--charts"], {
      api: { ...tiny, values: { value: { not: "text" } } },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: api: /m);
  });

  test("render --manifests: YAML that kubectl takes, or one JSON document", async () => {
    const releases = { api: { ...tiny, values: { value: "hello" } } };
    const yaml = await call(["render", "--manifests"], releases);
    expect(yaml).toMatchObject({ exitCode: 0, stderr: "" });
    expect(yaml.stdout).toMatch(/^# api: upstart-charts\/tiny$/m);
    expect(yaml.stdout).toContain('value: "hello"');
    const json = await call(["render", "--manifests", "-o", "json"], releases);
    expect(JSON.parse(json.stdout)).toMatchObject({
      releases: [
        { id: "api", chart: "upstart-charts/tiny", objects: [{ kind: "ConfigMap", data: { value: "hello" } }] },
      ],
    });
  });

  test("render --manifests: given secrets stay masked unless they are asked for", async () => {
    writeFileSync(join(shell.directory, "outputs.yaml"), "db: {value: hunter2}\n");
    const releases = {
      db: { ...tiny, outputsFrom: [{ secretRef: { name: "db" } }] },
      api: { ...tiny, dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>" } },
    };
    const masked = await call(["render", "--manifests", "--outputs", "outputs.yaml"], releases);
    expect(masked.stdout).toContain("(sensitive)");
    expect(masked.stdout + masked.stderr).not.toContain("hunter2");
    const shown = await call(["render", "--manifests", "--outputs", "outputs.yaml", "--show-secrets"], releases);
    expect(shown.stdout).toContain("hunter2");
  });

  test("a local chart is found from where the program is called", async () => {
    const { exitCode } = await shell.run("upstart", ["lint", "--charts", "-f", "-"], {
      cwd: ROOT,
      input: serviceOf({ api: { chart: "./charts/examples/tiny" } }),
      stdin: "pipe",
      env,
    });
    expect(exitCode).toBe(0);
  });

  test("doctor shows Helm and its repositories, and which of them is down", async () => {
    const doctor = async () => {
      const { stdout } = await shell.run("upstart", ["doctor", "-o", "json"], { env });
      const { checks } = JSON.parse(String(stdout)) as { checks: { name: string; result: string; detail: string }[] };
      return checks;
    };
    const version = helm === "helm4" ? /v4\./ : /v3\./;
    expect(await doctor()).toMatchObject([
      { name: "program", result: "ok", detail: expect.stringMatching(version) as string },
      { name: "repository upstart-charts", result: "ok" },
      { name: "kubeconfig", result: "failed" },
    ]);
  });

  test("a repository that is down: exit 3, and what to do", async () => {
    const down = await serveCharts(join(shell.directory, "repository"));
    await shell.run(env.HELM_BIN!, ["repo", "add", "down", down.url]);
    await down.stop();
    const { stderr, exitCode } = await call(["lint", "--charts"], { api: { chart: "down/tiny" } });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^error: api: the chart .*down.* cannot be (?:read|fetched): .*\n {2}check chart and version/,
    );
    const { stdout } = await shell.run("upstart", ["doctor", "-o", "json"], { env });
    expect(String(stdout)).toMatch(/repository down[^}]*"warning"[^}]*out of reach/);
  });

  test("what is not Helm is refused by doctor with what to do", async () => {
    mkdirSync(join(shell.directory, "fake"), { recursive: true });
    const fake = join(shell.directory, "fake/helm");
    writeFileSync(fake, "#!/bin/sh\necho v2.17.0\n", { mode: 0o755 });
    const { stdout, exitCode } = await shell.run("upstart", ["doctor", "-o", "json"], { env: { HELM_BIN: fake } });
    expect(exitCode).toBe(1);
    expect(JSON.parse(String(stdout))).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ name: "program", result: "failed", help: "install Helm 3 or 4, or set HELM_BIN" }),
      ]) as unknown,
    });
  });
});
