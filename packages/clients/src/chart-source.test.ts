import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { HelmError } from "@upstart/engine";
import { describe, expect, test } from "vitest";
import { hasPostHooks, readChartFiles } from "./chart-files.ts";
import { readRepositories } from "./chart-repositories.ts";
import { fakeClock } from "./testing/fake-clock.ts";
import { fixtureHelm, packedChart } from "./testing/fixture-helm.ts";
import { temporaryFolder, writeFiles } from "./testing/temporary.ts";

const WEB = { "Chart.yaml": "name: web\nversion: 1.2.3\n", "templates/a.yaml": "kind: ConfigMap\n" };
const HOOK = 'metadata: {annotations: {"helm.sh/hook": post-install}}\n';
const REPOSITORIES =
  "repositories:\n- name: shop\n  url: https://charts.example\n- name: other\n  url: https://other.example\n";

async function failureOf(call: Promise<unknown>): Promise<HelmError> {
  const error = await call.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(HelmError);
  return error as HelmError;
}

/** A Helm that knows the repository `shop` and fetches the chart `web` from it. */
async function shop(files: Readonly<Record<string, string>> = WEB) {
  const fixture = fixtureHelm();
  writeFiles(fixture.folder, { ".config/helm/repositories.yaml": REPOSITORIES });
  const fetches = await packedChart(files);
  fixture.behave({ pull: { fetches } });
  return { ...fixture, verbs: () => fixture.calls().map((c) => c.args.slice(0, 3).join(" ")) };
}

test("a chart of a repository: the repository is brought up to date, and Helm fetches", async () => {
  const { helm, calls, folder } = await shop();
  const chart = await helm.fetchChart({ chart: "shop/web", version: "~1.2" });
  expect(chart).toMatchObject({ name: "web", version: "1.2.3", hasPostHooks: false });
  expect(chart.path.startsWith(join(folder, "cache", "charts"))).toBe(true);
  const [update, pull] = calls().map((c) => c.args);
  expect(update).toEqual(["repo", "update", "shop"]);
  expect(pull!.slice(0, 3)).toEqual(["pull", "shop/web", "--destination"]);
  expect(pull!.slice(4)).toEqual(["--version", "~1.2"]);
});

test("the same chart is fetched once, however many want it; an exact version once for all time", async () => {
  const { helm, verbs, folder, calls } = await shop();
  const ref = { chart: "shop/web", version: "1.2.3" };
  const all = await Promise.all([helm.fetchChart(ref), helm.fetchChart({ ...ref }), helm.fetchChart(ref)]);
  expect(new Set(all.map((c) => c.path)).size).toBe(1);
  expect(verbs()).toEqual(["repo update shop", "pull shop/web --destination"]);
  const again = fixtureHelm({ cacheDirectory: join(folder, "cache"), env: { HOME: folder, PATH: process.env.PATH } });
  await again.helm.fetchChart(ref);
  expect(again.calls()).toEqual([]);
  expect(calls()).toHaveLength(2);
});

test("what is in a chart that is kept is read once for all time; a folder, which may change, each time", async () => {
  const { helm, folder } = await shop({ ...WEB, "templates/job.yaml": HOOK });
  const ref = { chart: "shop/web", version: "1.2.3" };
  const first = await helm.fetchChart(ref);
  const another = () => fixtureHelm({ cacheDirectory: join(folder, "cache"), env: { HOME: folder } }).helm;
  writeFiles(dirname(first.path), { [basename(first.path)]: "no archive any more" });
  expect(await another().fetchChart(ref)).toEqual(first);
  writeFiles(dirname(first.path), { [`${basename(first.path)}.read-1.json`]: '{"name": "w' });
  await expect(another().fetchChart(ref)).rejects.toMatchObject({ code: "ChartUnavailable" });

  writeFiles(join(folder, "web"), WEB);
  expect(await another().fetchChart({ chart: join(folder, "web") })).toMatchObject({ hasPostHooks: false });
  writeFiles(join(folder, "web"), { "templates/job.yaml": HOOK });
  expect(await another().fetchChart({ chart: join(folder, "web") })).toMatchObject({ hasPostHooks: true });
});

test("what a range brought yesterday stays in place when it brings something else today", async () => {
  const { helm, behave, folder } = await shop();
  const first = await helm.fetchChart({ chart: "shop/web" });
  behave({});
  const today = fixtureHelm({ cacheDirectory: join(folder, "cache"), env: { HOME: folder, PATH: process.env.PATH } });
  today.behave({ pull: { fetches: await packedChart({ ...WEB, "Chart.yaml": "name: web\nversion: 1.3.0\n" }) } });
  const second = await today.helm.fetchChart({ chart: "shop/web" });
  expect(second).toMatchObject({ version: "1.3.0" });
  expect(second.path).not.toBe(first.path);
  expect((await readChartFiles(first.path)).find((f) => f.path === "Chart.yaml")!.text).toContain("1.2.3");
});

describe("a chart that is no exact version", () => {
  const minutes = (n: number) => n * 60_000;
  async function controller() {
    const clock = fakeClock();
    const fixture = fixtureHelm({ charts: { clock, freshForMs: minutes(5) } });
    writeFiles(fixture.folder, { ".config/helm/repositories.yaml": REPOSITORIES });
    const release = async (version: string) =>
      fixture.behave({
        pull: { fetches: await packedChart({ ...WEB, "Chart.yaml": `name: web\nversion: ${version}\n` }) },
      });
    await release("1.2.3");
    return { ...fixture, clock, release, pulls: () => fixture.calls().filter((c) => c.args[0] === "pull").length };
  }

  test.each([{ chart: "shop/web", version: "^1" }, { chart: "shop/web" }, { chart: "https://charts.example/web.tgz" }])(
    "$chart $version: is asked for again after a while, and not before",
    async (ref) => {
      const { helm, clock, release } = await controller();
      await helm.fetchChart(ref);
      await release("1.3.0");
      clock.pass(minutes(4));
      expect(await helm.fetchChart(ref)).toMatchObject({ version: "1.2.3" });
      clock.pass(minutes(1));
      expect(await helm.fetchChart(ref)).toMatchObject({ version: "1.3.0" });
    },
  );

  test("an exact one never is", async () => {
    const { helm, clock, pulls } = await controller();
    const ref = { chart: "shop/web", version: "1.2.3" };
    await helm.fetchChart(ref);
    clock.pass(minutes(60));
    await helm.fetchChart(ref);
    expect(pulls()).toBe(1);
  });

  test("serves on while the repository is down, and is asked for again in a while", async () => {
    const { helm, clock, behave, release, calls } = await controller();
    await helm.fetchChart({ chart: "shop/web" });
    behave({ repo: { stderr: DOWN, exit: 1 } });
    clock.pass(minutes(6));
    expect(await helm.fetchChart({ chart: "shop/web" })).toMatchObject({ version: "1.2.3" });
    const before = calls().length;
    await helm.fetchChart({ chart: "shop/web" });
    expect(calls()).toHaveLength(before);
    await release("1.3.0");
    clock.pass(minutes(6));
    expect(await helm.fetchChart({ chart: "shop/web" })).toMatchObject({ version: "1.3.0" });
  });

  test("a version that came after the last look is found by the next try", async () => {
    const { helm, behave, release, calls } = await controller();
    await helm.fetchChart({ chart: "shop/web" });
    behave({ pull: { stderr: 'Error: chart "web" version "2.0.0" not found', exit: 1 } });
    await failureOf(helm.fetchChart({ chart: "shop/web", version: "2.0.0" }));
    await release("2.0.0");
    await helm.fetchChart({ chart: "shop/web", version: "2.0.0" });
    expect(calls().filter((c) => c.args[0] === "repo")).toHaveLength(2);
  });
});

test("many who want many charts at once, in two processes with one cache: each is fetched once by each, and all are whole", async () => {
  const { helm, behave, folder, calls } = await shop();
  const another = fixtureHelm({ cacheDirectory: join(folder, "cache"), env: { HOME: folder, PATH: process.env.PATH } });
  const fetches = await packedChart(WEB);
  for (const fake of [{ behave }, another]) fake.behave({ pull: { fetches } });
  const refs = Array.from({ length: 24 }, (_, i) => ({ chart: "shop/web", version: `1.2.${i % 6}` }));
  const charts = await Promise.all([helm, another.helm].flatMap((h) => refs.map((ref) => h.fetchChart(ref))));
  for (const chart of charts) expect(await readChartFiles(chart.path)).toHaveLength(2);
  expect(new Set(charts.map((c) => c.path)).size).toBe(6);
  for (const made of [calls(), another.calls()]) {
    expect(made.filter((c) => c.args[0] === "pull").length).toBeLessThanOrEqual(6);
    expect(made.filter((c) => c.args[0] === "repo").length).toBeLessThanOrEqual(1);
  }
  const left = readdirSync(join(folder, "cache", "charts"));
  expect(left).toHaveLength(6);
});

test("by its address a chart is fetched with the credentials of the repository that it lies in, and of no other", async () => {
  const { helm, calls, folder } = await shop();
  const secret = "- name: private\n  url: https://charts.example/team\n  username: ada\n  password: hunter2\n";
  writeFiles(folder, { ".config/helm/repositories.yaml": REPOSITORIES + secret });
  const used = async (chart: string) => {
    await helm.fetchChart({ chart });
    const { env, args, repositories, indexes } = calls().at(-1)!;
    expect(JSON.stringify([args, env])).not.toContain("hunter2");
    return { names: (repositories ?? []).map((r) => r.name), indexes };
  };
  const inTeam = await used("https://charts.example/team/web-1.2.3.tgz");
  expect(inTeam.names).toEqual(["private"]);
  expect(inTeam.indexes).toEqual(["private-index.yaml"]);
  expect((await used("https://charts.example/web-1.2.3.tgz")).names).toEqual(["shop"]);
  expect((await used("https://charts.example.evil/team/web-1.2.3.tgz")).names).toEqual([]);
});

test("OCI and plain addresses need no repository", async () => {
  const { helm, verbs } = await shop();
  await helm.fetchChart({ chart: "oci://registry.example/web", version: "1.2.3" });
  await helm.fetchChart({ chart: "https://charts.example/web-1.2.3.tgz" });
  expect(verbs()).toEqual([
    "pull oci://registry.example/web --destination",
    "pull https://charts.example/web-1.2.3.tgz --destination",
  ]);
});

test("a chart in a folder is used where it is", async () => {
  const { helm, folder, calls } = fixtureHelm();
  writeFiles(join(folder, "charts/web"), { ...WEB, "templates/job.yaml": HOOK });
  const chart = await helm.fetchChart({ chart: "./charts/web" });
  expect(chart).toEqual({ path: join(folder, "charts/web"), name: "web", version: "1.2.3", hasPostHooks: true });
  expect(calls()).toEqual([]);
});

test.each([
  {
    name: "a repository that nobody added",
    chart: "gone/web",
    words: /named "gone" \(there are: shop, other\).*helm repo add gone URL/,
  },
  { name: "a word alone", chart: "web", words: /write REPOSITORY\/web, or \.\/web for a folder/ },
  { name: "a folder that is not there", chart: "./gone", words: /there is no chart at \.\/gone/ },
  { name: "a folder that is no chart", chart: ".", words: /is not a chart: it has no Chart\.yaml/ },
  { name: "what looks like a flag", chart: "--post-renderer=x/y", words: /there is no chart repository named/ },
])("$name is ChartUnavailable, and nothing is run", async ({ chart, words }) => {
  const { helm, calls } = await shop();
  const error = await failureOf(helm.fetchChart({ chart }));
  expect(error).toMatchObject({ code: "ChartUnavailable", message: expect.stringMatching(words) });
  expect(calls()).toEqual([]);
});

const DOWN = 'Error: Get "https://charts.example/index.yaml": dial tcp: lookup charts.example: no such host\n';

test("a repository that is down is no trouble of the cluster; the next try asks again", async () => {
  const { helm, behave, verbs } = await shop();
  behave({ repo: { stderr: DOWN, exit: 1 } });
  const error = await failureOf(helm.fetchChart({ chart: "shop/web" }));
  expect(error).toMatchObject({ code: "ChartUnavailable" });
  expect(error.message).toMatch(
    /the chart repository shop \(https:\/\/charts\.example\) cannot be read: .*no such host/,
  );
  behave({ pull: { fetches: await packedChart(WEB) } });
  await helm.fetchChart({ chart: "shop/web" });
  expect(verbs()).toEqual(["repo update shop", "repo update shop", "pull shop/web --destination"]);
});

test.each([
  {
    name: "a registry that is down",
    stderr: 'Error: Get "https://r/v2/": dial tcp 10.0.0.1:443: connect: connection refused',
  },
  { name: "a registry that wants a login", stderr: "Error: GET https://r/v2/token: unauthorized: 403 Forbidden" },
  { name: "no such version", stderr: 'Error: chart "web" version "9" not found in https://charts.example repository' },
  { name: "whatever else", stderr: "Error: boom" },
])("$name is ChartUnavailable, whatever Helm calls it", async ({ stderr }) => {
  const { helm, behave, folder } = await shop();
  behave({ pull: { stderr, exit: 1 } });
  const error = await failureOf(helm.fetchChart({ chart: "oci://r/web", version: "1.2.3" }));
  expect(error).toMatchObject({ code: "ChartUnavailable", message: stderr.replace("Error: ", "") });
  expect(readdirSync(join(folder, "cache", "charts"))).toEqual([]);
});

test("a missing Helm stays what it is", async () => {
  const { helm } = fixtureHelm({ binary: "no-such-helm" });
  expect(await failureOf(helm.fetchChart({ chart: "oci://r/web" }))).toMatchObject({ code: "HelmUnavailable" });
});

test("Helm that says it fetched, and did not", async () => {
  const { helm, behave } = await shop();
  behave({});
  expect(await failureOf(helm.fetchChart({ chart: "shop/web" }))).toMatchObject({ code: "ChartUnavailable" });
});

test("an archive that is none, and a cache that cannot be written", async () => {
  const { helm, behave, folder } = await shop();
  writeFiles(folder, { "broken.tgz": "<html>", cache2: "a file" });
  behave({ pull: { fetches: join(folder, "broken.tgz") } });
  expect(await failureOf(helm.fetchChart({ chart: "shop/web" }))).toMatchObject({ code: "ChartUnavailable" });
  const blocked = fixtureHelm({ cacheDirectory: join(folder, "cache2") });
  const error = await failureOf(blocked.helm.fetchChart({ chart: "oci://r/web" }));
  expect(error).toMatchObject({ code: "ChartUnavailable", message: expect.stringContaining("cache2") });
});

test("repositories are those of Helm's own configuration, wherever that is", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "a/helm/repositories.yaml": REPOSITORIES,
    "b/r.yaml": "repositories: []",
    "c/repositories.yaml": "",
  });
  expect(readRepositories({ XDG_CONFIG_HOME: join(folder, "a") }).map((r) => r.name)).toEqual(["shop", "other"]);
  expect(readRepositories({ HELM_REPOSITORY_CONFIG: join(folder, "b/r.yaml") })).toEqual([]);
  expect(readRepositories({ HELM_CONFIG_HOME: join(folder, "c") })).toEqual([]);
  expect(readRepositories({ HOME: join(folder, "nowhere") })).toEqual([]);
});

test("what is read of a chart: its templates and those of its subcharts, packed or not", async () => {
  const sub = await packedChart({ "Chart.yaml": "name: sub\n", "templates/s.yaml": "s" }, "sub");
  const folder = temporaryFolder();
  const { readFileSync, copyFileSync } = await import("node:fs");
  writeFiles(folder, { ...WEB, "values.yaml": "x: 1", "README.md": "x", "charts/own/templates/o.yaml": "o" });
  mkdirSync(join(folder, "charts"), { recursive: true });
  copyFileSync(sub, join(folder, "charts/sub.tgz"));
  expect(readFileSync(sub).length).toBeGreaterThan(0);
  expect((await readChartFiles(folder)).map((f) => f.path).sort()).toEqual([
    "Chart.yaml",
    "charts/own/templates/o.yaml",
    "charts/sub/Chart.yaml",
    "charts/sub/templates/s.yaml",
    "templates/a.yaml",
  ]);
  const packed = await packedChart(WEB);
  expect((await readChartFiles(packed)).map((f) => f.path).sort()).toEqual(["Chart.yaml", "templates/a.yaml"]);
  rmSync(packed);
});

test.each([
  { text: '"helm.sh/hook": post-install', want: true },
  { text: "helm.sh/hook: pre-install,post-upgrade", want: true },
  { text: "'helm.sh/hook': {{ .Values.when }}", want: true },
  { text: '"helm.sh/hook": pre-install', want: false },
  { text: '"helm.sh/hook": test', want: false },
  { text: '"helm.sh/hook-weight": "post-install"', want: false },
  { text: "kind: Job", want: false },
])("$text: hooks after readiness, $want", ({ text, want }) => {
  expect(hasPostHooks([{ path: "templates/a.yaml", text }])).toBe(want);
});
