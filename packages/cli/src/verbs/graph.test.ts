import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import type { GraphDocument } from "../graph/document.ts";
import type { Host } from "../host.ts";
import { runProgram } from "../program.ts";

const SHOP = `
apiVersion: upstartoperators.upstart.com/v1alpha1
kind: UpstartService
metadata: {name: shop}
spec:
  helmReleases:
    api:
      chart: charts/api
      dependencies: [{name: postgres}, {name: cache}]
      values: {url: "<< postgres.outputs.HOST >>:<< postgres.outputs.PORT >>"}
    cache: {chart: charts/redis}
    postgres:
      chart: charts/postgres
      outputsFrom: [{secretRef: {name: pg}, keys: [HOST, PORT], scope: external}]
`;
const WEB = `
apiVersion: upstartoperators.upstart.com/v1alpha1
kind: UpstartService
metadata: {name: web}
spec:
  helmReleases:
    page:
      chart: charts/page
      dependencies: [{name: shop}]
      values: {db: << shop.outputs.HOST >>}
`;
const ENVIRONMENT = `
apiVersion: upstartoperators.upstart.com/v1alpha1
kind: UpstartEnvironment
metadata: {name: pr-1}
spec:
  services:
    frontEnd:
      spec:
        helmReleases:
          web: {chart: charts/web, dependencies: [{name: backEnd}]}
    backEnd:
      spec:
        helmReleases:
          api: {chart: charts/api}
`;
const CYCLE = `
apiVersion: upstartoperators.upstart.com/v1alpha1
kind: UpstartService
metadata: {name: round}
spec:
  helmReleases:
    free: {chart: charts/free}
    a: {chart: charts/a, dependencies: [{name: b}]}
    b: {chart: charts/b, dependencies: [{name: a}]}
    behind: {chart: charts/behind, dependencies: [{name: a}]}
`;

describe("the JSON that scripts rely on", () => {
  test("one service: plain ids, no service node, ties in the order of the file", async () => {
    expect(await graph(SHOP)).toEqual({
      nodes: [
        { id: "api", kind: "HelmRelease", service: "shop", release: "api" },
        { id: "cache", kind: "HelmRelease", service: "shop", release: "cache" },
        { id: "postgres", kind: "HelmRelease", service: "shop", release: "postgres" },
      ],
      edges: [
        { from: "api", to: "postgres", path: "spec.helmReleases.api.dependencies[0].name", outputs: ["HOST", "PORT"] },
        { from: "api", to: "cache", path: "spec.helmReleases.api.dependencies[1].name", outputs: [] },
      ],
      order: ["cache", "postgres", "api"],
      layers: [["cache", "postgres"], ["api"]],
      cycles: [],
    });
  });

  test.each([
    {
      name: "several services: ids with the service, and a service comes after its releases",
      given: `${SHOP}---${WEB}`,
      ids: ["shop", "shop/api", "shop/cache", "shop/postgres", "web", "web/page"],
      edge: ["web/page", "shop", ["HOST"]],
      order: ["shop/cache", "shop/postgres", "shop/api", "shop", "web/page", "web"],
    },
    {
      name: "an environment: services by the names of their objects",
      given: ENVIRONMENT,
      ids: ["pr-1-front-end", "pr-1-front-end/web", "pr-1-back-end", "pr-1-back-end/api"],
      edge: ["pr-1-front-end/web", "pr-1-back-end", []],
      order: ["pr-1-back-end/api", "pr-1-back-end", "pr-1-front-end/web", "pr-1-front-end"],
    },
  ])("$name", async ({ given, ids, edge, order }) => {
    const document = await graph(given);
    expect(document.nodes.map((n) => n.id).sort()).toEqual([...ids].sort());
    expect(document.edges.map((e) => [e.from, e.to, e.outputs])).toContainEqual(edge);
    expect(document.order).toEqual(order);
    expect(document.layers.flat().sort()).toEqual([...order].sort());
  });

  test("a cycle: everything is printed, and order and layers leave out its members and who waits for them", async () => {
    const { exitCode, stdout } = await run(["-o", "json"], CYCLE);
    const document = JSON.parse(stdout) as GraphDocument;
    expect(exitCode).toBe(1);
    expect(document.nodes).toHaveLength(4);
    expect(document.edges).toHaveLength(3);
    expect(document).toMatchObject({ order: ["free"], layers: [["free"]], cycles: [["a", "b", "a"]] });
  });

  test("with another fault what can be drawn is drawn, diagnostics go to stderr", async () => {
    const { exitCode, stdout, stderr } = await run(["-o", "json"], SHOP.replace("postgres}, {", "postgers}, {"));
    expect(exitCode).toBe(1);
    expect((JSON.parse(stdout) as GraphDocument).nodes).toHaveLength(3);
    expect(stderr).toContain("UnknownDependency");
  });
});

describe("nothing in the input", () => {
  test.each(["text", "json", "yaml", "dot", "mermaid", "svg", "html"])(
    "%s: an empty result, a note, exit 0",
    async (form) => {
      const { exitCode, stdout, stderr } = await run(["-o", form], "");
      expect(exitCode).toBe(0);
      expect(stdout).not.toBe("");
      expect(stderr).toMatch(/^note: /);
    },
  );

  test("the JSON has all its fields", async () => {
    expect(await graph("")).toEqual({ nodes: [], edges: [], order: [], layers: [], cycles: [] });
  });
});

test("a dependency that is not in the files is drawn in every picture", async () => {
  for (const form of ["text", "dot", "mermaid", "svg", "html"]) {
    const { exitCode, stdout } = await run(["-o", form], WEB);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("shop");
  }
});

describe("--out", () => {
  test.each(["json", "svg"])("%s is written to the file, which stderr names", async (form) => {
    const folder = await mkdtemp(join(tmpdir(), "upstart-graph-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const { stdout, stderr } = await run(["-o", form, "--out", "graph"], SHOP, folder);
    expect(stdout).toBe("");
    expect(stderr).toContain("graph");
    expect(await readFile(join(folder, "graph"), "utf8")).toBe((await run(["-o", form], SHOP)).stdout);
  });

  test.each(["no-such-folder/graph.svg", "."])("%s: cannot be written, exit 2", async (file) => {
    await expect(run(["-o", "svg", "--out", file], SHOP, tmpdir())).rejects.toMatchObject({ exitCode: 2 });
  });
});

async function graph(text: string): Promise<GraphDocument> {
  return JSON.parse((await run(["-o", "json"], text)).stdout) as GraphDocument;
}

interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(flags: readonly string[], text: string, cwd = "/"): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written) => ({
    write: (part: string) => {
      written[name] += part;
    },
    isTTY: false,
    columns: 0,
  });
  const host: Host = {
    name: "upstart",
    env: {},
    cwd,
    stdin: Readable.from([text]),
    stdout: output("stdout"),
    stderr: output("stderr"),
    now: () => 0,
    signal: new AbortController().signal,
  };
  const exitCode = await runProgram(host, ["graph", "-f", "-", ...flags]);
  return { exitCode, ...written };
}
