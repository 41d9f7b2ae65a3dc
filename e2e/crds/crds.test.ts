import { readdirSync, readFileSync } from "node:fs";
import { analyze, hasErrors, load } from "@upstart/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Bench, openBench, until } from "../harness.ts";
import { BAD, environment, GOOD, helmRelease, type KubeManifest, LOCAL, service } from "./objects.ts";

const CRDS = new URL("../../crds/", import.meta.url);
const CASES = new URL("../../packages/engine/cases/", import.meta.url);
const KINDS = ["helmreleases", "upstartservices", "upstartenvironments", "endedenvironments"];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

/** Asks the API server without storing anything. */
async function ask(object: unknown, ...flags: string[]): Promise<{ accepted: boolean; answer: string }> {
  const { exitCode, stdout, stderr } = await bench.kubectl(
    ["apply", "--server-side", "--dry-run=server", "--validate=strict", "-o", "json", ...flags, "-f", "-"],
    { input: JSON.stringify(object), stdin: "pipe" },
  );
  return { accepted: exitCode === 0, answer: `${stdout}${stderr}` };
}

/** What the engine says of the same object. */
function errorsOf(object: unknown): string[] {
  const loaded = load([{ name: "-", text: JSON.stringify(object) }]);
  const all = [...loaded.diagnostics, ...analyze(loaded.specs, { namespace: "default" }).diagnostics];
  return [...new Set(all.filter((d) => d.severity === "error").map((d) => d.code))];
}

test("the API server takes the CRDs, CEL costs included, and serves them", async () => {
  const { exitCode, stderr } = await bench.kubectl(["apply", "--server-side", "-f", CRDS.pathname]);
  expect(String(stderr)).toBe("");
  expect(exitCode).toBe(0);
  for (const plural of KINDS) {
    const name = `crd/${plural}.upstartoperators.upstart.com`;
    await bench.kubectl(["wait", "--for=condition=Established", "--timeout=30s", name]);
    const { stdout } = await bench.kubectl(["get", name, "-o", "json"]);
    const { status } = JSON.parse(String(stdout)) as { status: { conditions: { type: string; status: string }[] } };
    const holds = (type: string) => status.conditions.find((c) => c.type === type)?.status;
    expect([holds("Established"), holds("NamesAccepted"), holds("NonStructuralSchema") ?? "False"]).toEqual([
      "True",
      "True",
      "False",
    ]);
  }
  await until("the kinds", async () => ((await ask(service({ helmReleases: {} }))).accepted ? true : undefined));
});

describe("the API server and the engine agree", () => {
  test.each(GOOD)("on taking %s", async (_, object) => {
    expect(errorsOf(object)).toEqual([]);
    expect(await ask(object)).toMatchObject({ accepted: true });
  });

  test.each(BAD)("on refusing %s", async (_, object, code = "SchemaViolation") => {
    expect(errorsOf(object)).toContain(code);
    const { accepted, answer } = await ask(object);
    expect(accepted, answer).toBe(false);
    expect(answer).toMatch(
      /is invalid|unknown field|field not declared|strict decoding|expected (string|map|list|boolean)/i,
    );
  });

  test.each(LOCAL)("but for %s, which only the command line can reach", async (_, object) => {
    expect(errorsOf(object)).toEqual([]);
    const { accepted, answer } = await ask(object);
    expect(accepted).toBe(false);
    expect(answer).toContain("local paths are for the command line only");
  });
});

test("every case and example without errors is taken by the API server", async () => {
  const folders = [
    ...readdirSync(CASES).map((name) => new URL(`${name}/`, CASES)),
    ...["example", "environment", "branch"].map((name) => new URL(`../../examples/${name}/`, import.meta.url)),
  ];
  const refused: string[] = [];
  for (const folder of folders) {
    const sources = readdirSync(folder)
      .filter((f) => f.endsWith(".yaml") && f !== "outputs.yaml" && f !== "rendered.yaml")
      .map((f) => ({ name: f, text: readFileSync(new URL(f, folder), "utf8") }));
    const loaded = load(sources);
    const { diagnostics } = analyze(loaded.specs, { namespace: "default" });
    if (hasErrors([...loaded.diagnostics, ...diagnostics]) || loaded.faults.length > 0) continue;
    for (const { kind, object, spec } of loaded.specs) {
      if (JSON.stringify(spec).includes('"chart":".')) continue; // a local chart
      const { accepted, answer } = await ask({
        apiVersion: "upstartoperators.upstart.com/v1alpha1",
        kind,
        metadata: { name: object.name },
        spec,
      });
      if (!accepted) refused.push(`${folder.pathname} ${kind} ${object.name}: ${answer}`);
    }
  }
  expect(refused).toEqual([]);
});

describe("what a release cannot change once it is stored", () => {
  const store = (object: KubeManifest) =>
    bench.kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-"], {
      input: JSON.stringify(object),
      stdin: "pipe",
    });

  test.each<[string, object, object, boolean]>([
    ["targetnamespace-changed", { targetNamespace: "a" }, { targetNamespace: "b" }, false],
    ["targetnamespace-taken", { targetNamespace: "a" }, {}, false],
    ["targetnamespace-added", {}, { targetNamespace: "a" }, false],
    ["releasename-changed", { releaseName: "a" }, { releaseName: "b" }, false],
    ["releasename-taken", { releaseName: "a" }, {}, false],
    [
      "version-changed",
      { version: "1", targetNamespace: "a", releaseName: "a" },
      { version: "2", targetNamespace: "a", releaseName: "a" },
      true,
    ],
  ])("%s", async (name, before, after, accepted) => {
    expect((await store(helmRelease(before, name))).exitCode).toBe(0);
    const { exitCode, stderr } = await store(helmRelease(after, name));
    expect(exitCode === 0, String(stderr)).toBe(accepted);
    if (!accepted) expect(String(stderr)).toContain("cannot be changed");
  });
});

describe("what an environment cannot change once it is stored", () => {
  const source = { repository: "acme/shop", ref: "refs/heads/main" };
  const other = { repository: "acme/shop", ref: "refs/heads/other" };

  test.each<[string, object, object, string | undefined]>([
    ["sha-changed", { source }, { source: { ...source, sha: "0".repeat(40) } }, undefined],
    ["source-added", {}, { source }, undefined],
    [
      "ref-changed",
      { source },
      { source: other },
      "environment of refs/heads/main of acme/shop, and cannot become that of refs/heads/other",
    ],
    ["source-taken", { source }, {}, "source cannot be taken away"],
    ["made-a-template", {}, { template: true }, "cannot become a template"],
    ["no-template-any-more", { template: true }, {}, "nor a template an environment"],
  ])("%s", async (name, before, after, refusal) => {
    const store = (spec: object) =>
      bench.kubectl(["apply", "--server-side", "--force-conflicts", "-f", "-"], {
        input: JSON.stringify(environment({ services: {}, ...spec }, name)),
        stdin: "pipe",
      });
    expect((await store(before)).exitCode).toBe(0);
    const { exitCode, stderr } = await store(after);
    expect(exitCode === 0, String(stderr)).toBe(refusal === undefined);
    if (refusal !== undefined) expect(String(stderr)).toContain(refusal);
  });
});

describe("what people see", () => {
  test.each([
    ["uhr", "helmrelease", "NAME CHART REV READY REASON AGE"],
    ["usvc", "upstartservice", "NAME READY REASON AGE"],
    ["uenv", "upstartenvironment", "NAME READY REASON PHASE OWNER BRANCH EXPIRES URL AGE"],
  ])("the short name %s lists %s in columns", async (short, kind, columns) => {
    const object = {
      uhr: helmRelease({}, "seen"),
      usvc: service({ helmReleases: {} }, "seen"),
      uenv: environment({ services: {} }, "seen"),
    };
    await bench.kubectl(["apply", "--server-side", "-f", "-"], {
      input: JSON.stringify(object[short as "uhr"]),
      stdin: "pipe",
    });
    const { stdout } = await bench.kubectl(["get", short, "seen"]);
    expect(String(stdout).split("\n")[0]!.trim().split(/\s+/).join(" ")).toBe(columns);
    const named = await bench.kubectl(["get", "upstart", "-o", "name"]);
    expect(String(named.stdout)).toContain(`${kind}.upstartoperators.upstart.com/seen`);
  });

  test("a wide list ends in the message", async () => {
    const { stdout } = await bench.kubectl(["get", "uhr", "-o", "wide"]);
    expect(String(stdout).split("\n")[0]).toContain("MESSAGE");
  });

  const described = [
    "crds/upstartoperators.upstart.com_helmreleases.yaml",
    "crds/upstartoperators.upstart.com_upstartservices.yaml",
    "crds/upstartoperators.upstart.com_upstartenvironments.yaml",
  ];
  test.each(described)("kubectl explains every field of %s", async (file) => {
    const crd = parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")) as {
      spec: { names: { singular: string } };
    };
    const { stdout, exitCode } = await bench.kubectl(["explain", crd.spec.names.singular, "--recursive"]);
    expect(exitCode).toBe(0);
    for (const field of ["spec", "status", "conditions", "observedGeneration"]) expect(String(stdout)).toContain(field);
    const deep = await bench.kubectl(["explain", `${crd.spec.names.singular}.spec`]);
    expect(String(deep.stdout)).not.toContain("<no description>");
  });
});

test("what is kept of an environment is explained, and its spec is taken as it was", async () => {
  const deep = await bench.kubectl(["explain", "endedenvironment.record", "--recursive"]);
  for (const field of ["endedAt", "because", "left", "gone"]) expect(String(deep.stdout)).toContain(field);
  const spec = { services: {}, of: { another: "version" } };
  const record = { uid: "1", endedAt: "2030-01-01T00:00:00Z", because: "Expired: x" };
  const { accepted, answer } = await ask({ ...helmRelease({}, "ended"), kind: "EndedEnvironment", spec, record });
  expect(accepted, answer).toBe(true);
  expect(JSON.parse(answer)).toMatchObject({ spec, record });
});

describe("status is a subresource", () => {
  test("a plain apply does not write it, and a patch of it changes no spec", async () => {
    const name = "stateful";
    const object = { ...service({ helmReleases: { api: { chart: "a/b" } } }, name), status: { observedGeneration: 7 } };
    await bench.kubectl(["create", "-f", "-"], { input: JSON.stringify(object), stdin: "pipe" });
    expect(await bench.get("usvc", name)).not.toHaveProperty("status");
    const status = {
      observedGeneration: 1,
      conditions: [
        {
          type: "Ready",
          status: "False",
          reason: "WaitingForOutputs",
          message: "m",
          observedGeneration: 1,
          lastTransitionTime: "2024-01-02T03:04:05Z",
        },
      ],
      releases: {
        api: {
          state: "Waiting",
          reason: "WaitingForOutputs",
          message: "m",
          revision: 3,
          digest: "d",
          outputs: ["PG_HOST"],
          waitingFor: [{ object: "Secret postgres", output: "PG_HOTS", since: "2024-01-02T03:04:05Z" }],
        },
      },
    };
    const patch = JSON.stringify({ status, spec: { suspend: true } });
    const { exitCode, stderr } = await bench.kubectl([
      "patch",
      "usvc",
      name,
      "--subresource=status",
      "--type=merge",
      "-p",
      patch,
    ]);
    expect(String(stderr)).toBe("");
    expect(exitCode).toBe(0);
    const stored = await bench.get("usvc", name);
    expect(stored?.status).toEqual(status);
    expect(stored?.spec).not.toHaveProperty("suspend");
    const { stdout } = await bench.kubectl(["get", "usvc", name]);
    expect(String(stdout)).toMatch(/False\s+WaitingForOutputs/);
  });

  test.each<[string, string, object]>([
    [
      "a release's",
      "uhr",
      {
        observedGeneration: 1,
        revision: 2,
        chart: "api-1.0.0",
        digest: "d",
        outputs: ["A"],
        waitingFor: [{ object: "x" }],
      },
    ],
    [
      "an environment's",
      "uenv",
      {
        observedGeneration: 1,
        services: { shop: { ready: true, namespace: "e-shop", reason: "Ready", message: "m" } },
      },
    ],
  ])("%s is kept field by field", async (_, kind, status) => {
    const { exitCode } = await bench.kubectl([
      "patch",
      kind,
      "seen",
      "--subresource=status",
      "--type=merge",
      "-p",
      JSON.stringify({ status }),
    ]);
    expect(exitCode).toBe(0);
    expect((await bench.get(kind, "seen"))?.status).toEqual(status);
  });
});
