import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST_RENDERER, UPSTART } from "../../scripts/release/helm-manifests.ts";
import { writeHelmPlugin } from "../../scripts/release/helm-plugins.ts";
import { type Bench, dataOf, HELMS, openBench, service, tiny } from "../harness.ts";

// A chart that knows nothing of Upstart, installed by plain Helm, reads what others have published.
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  await bench.namespace("shop");
  const odd = 'a "b": c\n- d #e';
  const outputsFrom = [{ configMapRef: { name: "db-outputs" }, scope: "external", keys: ["value"] }];
  const inner = tiny({ outputsFrom: [{ configMapRef: { name: "inner-outputs" } }] });
  const db = tiny({ outputsFrom, values: { value: odd } });
  await bench.upstart(["apply", "-f", await bench.file("db.yaml", service("data", { db, inner })), "-n", "shop"]);
  await writeChart();
});
afterAll(() => bench?.close());

async function writeChart(): Promise<void> {
  await mkdir(join(bench.directory, "web/templates"), { recursive: true });
  await bench.file("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 0.1.0\n");
  await bench.file("web/values.yaml", 'url: "<< data.outputs.value >>"\nport: "5432"\n');
  await bench.file(
    "web/templates/config.yaml",
    `apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data:
  quoted: {{ .Values.url | quote }}
  script: |
    cat <<EOF >> /tmp/x
    url={{ .Values.url }}
    EOF
---
apiVersion: v1
kind: Secret
metadata: {name: {{ .Release.Name }}}
data:
  encoded: {{ printf "url=%s" .Values.url | b64enc }}
`,
  );
}

describe.each(HELMS)("%s", (name) => {
  const isFour = name === "helm4";
  let env: Record<string, string>;
  let renderer: string;
  beforeAll(async () => {
    const home = join(bench.directory, name);
    const plugins = join(home, "data/plugins");
    const plugin = isFour ? POST_RENDERER : UPSTART;
    writeHelmPlugin(join(plugins, plugin.name), plugin, isFour ? "v1" : "legacy", "0.1.0");
    renderer = isFour ? plugin.name : join(plugins, plugin.name, "upstart-post-renderer");
    env = {
      ...bench.sandbox.env,
      PATH: `${join(import.meta.dirname, "../../node_modules/.bin")}:${process.env.PATH}`,
      HELM_DATA_HOME: join(home, "data"),
      HELM_CACHE_HOME: join(home, "cache"),
      NO_COLOR: "1",
    };
  });
  const helm = (verb: string, args: readonly string[], rendererArgs: readonly string[] = ["-nshop"]) =>
    execa(
      join(bench.sandbox.bin, name),
      [verb, name, join(bench.directory, "web"), "-n", "shop", "--post-renderer", renderer, ...args].concat(
        rendererArgs.map((arg) => `--post-renderer-args=${arg}`),
      ),
      { reject: false, env, timeout: 60_000 },
    );

  test("installs with the outputs as they are, in texts, scripts and Secrets", async () => {
    expect(await helm("install", [])).toMatchObject({ exitCode: 0 });
    const value = 'a "b": c\n- d #e';
    expect(dataOf(await bench.get("configmap", name, "shop"))).toEqual({
      quoted: value,
      script: `cat <<EOF >> /tmp/x\nurl=${value}\nEOF\n`,
    });
    expect(dataOf(await bench.get("secret", name, "shop"))).toEqual({ encoded: `url=${value}` });
  });

  test.each([
    ["a slip", "<< data.outputs.valeu >>", "did you mean value?"],
    ["nothing of that name", "<< dta.outputs.value >>", "dta"],
    ["a release inside of a service", "<< inner.outputs.value >>", "inner"],
  ])("says why not, through Helm, and installs nothing: %s", async (_, url, words) => {
    const { exitCode, stderr } = await helm("upgrade", ["--set", `url=${url}`]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(words) });
    expect((await helm("template", ["--set", `url=${url}`])).exitCode).toBe(1);
    const { stdout } = await execa(join(bench.sandbox.bin, name), ["status", name, "-n", "shop", "-o", "json"], {
      env,
    });
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
  });

  test("does not guess the namespace: another environment's would do as well", async () => {
    const { exitCode, stderr } = await helm("template", [], []);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining("--post-renderer-args=-nNAMESPACE"),
    });
  });

  test("leaves a chart alone that reads nothing", async () => {
    const plain = await execa(
      join(bench.sandbox.bin, name),
      ["template", name, join(bench.directory, "web"), "--set", "url=x", "-n", "shop"],
      { env },
    );
    const { exitCode, stdout } = await helm("template", ["--set", "url=x"], ["-nshop", "--kubeconfig", "/nonexistent"]);
    expect(exitCode).toBe(0);
    // Helm 4 writes anew what a post-renderer has seen.
    if (!isFour) expect(stdout).toBe(plain.stdout);
  });
});
