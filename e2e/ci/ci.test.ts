import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Bench, openBench, service, tiny } from "../harness.ts";
import { runAction } from "./runner.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GOOD = service("shop", {
  db: tiny({ outputsFrom: [{ configMapRef: { name: "db-outputs" }, keys: ["value"] }] }),
  api: tiny({ dependencies: [{ name: "db" }], values: { value: "<< db.outputs.value >>" } }),
});
const CIRCLE = service("shop", {
  a: tiny({ dependencies: [{ name: "b" }] }),
  b: tiny({ dependencies: [{ name: "a" }] }),
});

let bench: Bench;
let cwd: string;
beforeAll(async () => {
  bench = await openBench();
  cwd = join(bench.directory, "checkout");
  await mkdir(join(cwd, "deploy dir"), { recursive: true });
  // The tree is installed and built already, and what runs here runs from it.
  await mkdir(join(bench.directory, "fakes"));
  await writeFile(join(bench.directory, "fakes/npm"), "#!/bin/sh\n");
  await chmod(join(bench.directory, "fakes/npm"), 0o755);
});
afterAll(() => bench?.close());

describe("the action for GitHub", () => {
  const run = async (spec: string, inputs: Readonly<Record<string, string>>) => {
    await writeFile(join(cwd, "shop.yaml"), spec);
    return await runAction(join(ROOT, "action.yml"), inputs, {
      cwd,
      temp: join(bench.directory, "runner"),
      env: {
        ...process.env,
        ...bench.sandbox.env,
        UPSTART_CACHE: join(bench.directory, "cache"),
        PATH: `${join(bench.directory, "fakes")}:${bench.sandbox.bin}:${process.env.PATH}`,
      },
    });
  };

  test("draws, checks with the charts, and applies", async () => {
    await bench.namespace("action");
    const inputs = { files: "shop.yaml", namespace: "action", charts: "true", apply: "true" };
    const { exitCode, steps, summary, log } = await run(GOOD, inputs);
    expect({ exitCode, log: exitCode === 0 ? "" : log }).toEqual({ exitCode: 0, log: "" });
    expect(steps).toEqual(["Install Upstart", "Draw the graph", "Check the files", "Apply"]);
    expect(summary).toMatch(/^```mermaid\nflowchart LR\n[\s\S]*api[\s\S]*\n```\n$/);
    expect(await bench.get("configmap", "api-outputs", "action")).toBeDefined();
  });

  test("shows what is wrong beside its line, draws it all the same, and applies nothing", async () => {
    const { exitCode, steps, summary, log } = await run(CIRCLE, { files: "shop.yaml", apply: "true" });
    expect(exitCode).toBe(1);
    expect(steps.at(-1)).toBe("Check the files");
    expect(log).toMatch(/^::error file=shop\.yaml,line=\d+/m);
    expect(summary).toContain("flowchart LR");
  });

  test("what an input says is never run", async () => {
    const { log } = await run(GOOD, { files: "shop.yaml $(echo ha>&2) ; echo injected", namespace: "x;echo injected" });
    expect(log).not.toMatch(/^(injected|ha)$/m);
  });
});

test("the hook for pre-commit checks specs and leaves other YAML alone", async () => {
  const [hook] = parse(await readFile(join(ROOT, ".pre-commit-hooks.yaml"), "utf8")) as { entry: string }[];
  const commit = async (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
    const [program, ...args] = hook!.entry.split(" ");
    expect(program).toBe("upstart");
    return (await bench.upstart([...args, ...Object.keys(files)], { cwd })).exitCode;
  };
  expect(await commit({ "good.yaml": GOOD, "other.yaml": "kind: ConfigMap\nmetadata: {name: a}\n" })).toBe(0);
  expect(await commit({ "bad.yaml": CIRCLE, "other.yaml": "some: thing\n" })).toBe(1);
});

test("the schemas are where kubeconform looks for them, and say what it is to say", { timeout: 600_000 }, async () => {
  const check = async (text: string) => {
    const location = join(ROOT, "docs/schemas/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json");
    const args = ["run", "github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0", "-schema-location", location, "-"];
    return await execa("go", args, { input: text, reject: false, timeout: 540_000 });
  };
  expect(await check(GOOD)).toMatchObject({ exitCode: 0, stdout: "" });
  const faulty = await check(service("shop", { db: { chart: "a/b", verson: "1" } }));
  expect(faulty).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("verson") as string });
});
