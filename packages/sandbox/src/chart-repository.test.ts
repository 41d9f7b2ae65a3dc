import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { list } from "tar";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { packCharts, repositoriesFile } from "./chart-repository.ts";
import { serveCharts } from "./chart-server.ts";
import { exampleCharts } from "./example-charts.ts";
import { temporaryFolder } from "./testing/temporary.ts";

const CHARTS = exampleCharts();

interface Index {
  readonly entries: Readonly<Record<string, readonly { version: string; urls: [string]; digest: string }[]>>;
}

async function packed(charts = CHARTS): Promise<{ folder: string; index: Index }> {
  const folder = join(temporaryFolder(), "repository");
  await packCharts(charts, folder);
  return { folder, index: parse(readFileSync(join(folder, "index.yaml"), "utf8")) as Index };
}

const bytesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));

test("every chart is in the index, with the digest of its archive", async () => {
  const { folder, index } = await packed();
  expect(Object.keys(index.entries).sort()).toEqual(readdirSync(CHARTS).sort());
  for (const [name, [entry]] of Object.entries(index.entries)) {
    expect(entry!.urls).toEqual([`${name}-${entry!.version}.tgz`]);
    const archive = readFileSync(join(folder, entry!.urls[0]));
    expect(createHash("sha256").update(archive).digest("hex")).toBe(entry!.digest);
  }
});

test("an archive has every file of its chart below the chart's name", async () => {
  const { folder } = await packed();
  const names: string[] = [];
  await list({ file: join(folder, "tiny-0.1.0.tgz"), onReadEntry: (entry) => void names.push(entry.path) });
  expect(names).toEqual([
    "tiny/Chart.yaml",
    "tiny/templates/configmap.yaml",
    "tiny/templates/secret.yaml",
    "tiny/values.schema.json",
    "tiny/values.yaml",
  ]);
});

test("the same charts give the same bytes, wherever and whenever they were written", async () => {
  const copy = join(temporaryFolder(), "charts");
  cpSync(CHARTS, copy, { recursive: true });
  utimesSync(join(copy, "tiny", "Chart.yaml"), new Date(0), new Date(0));
  expect(bytesOf((await packed(copy)).folder)).toEqual(bytesOf((await packed()).folder));
});

test("two versions of a chart are two entries", async () => {
  const charts = temporaryFolder();
  for (const version of ["1.0.0", "1.1.0"]) {
    mkdirSync(join(charts, `web-${version}`));
    writeFileSync(join(charts, `web-${version}`, "Chart.yaml"), `apiVersion: v2\nname: web\nversion: ${version}\n`);
  }
  const { index } = await packed(charts);
  expect(index.entries.web!.map((e) => e.version)).toEqual(["1.0.0", "1.1.0"]);
});

test("the repository is served, and nothing else", async () => {
  const { folder } = await packed();
  writeFileSync(join(folder, "..", "outside.yaml"), "secret");
  const server = await serveCharts(folder);
  onTestFinished(() => server.stop());
  const index = await fetch(`${server.url}/index.yaml`);
  expect(await index.text()).toBe(readFileSync(join(folder, "index.yaml"), "utf8"));
  expect((await fetch(`${server.url}/tiny-0.1.0.tgz`)).headers.get("content-type")).toBe("application/gzip");
  for (const path of ["/", "/nowhere.tgz", "/../outside.yaml", "/%2e%2e/outside.yaml", "/..%2foutside.yaml"])
    expect([path, await statusOf(server.url, path)]).toEqual([path, 404]);
});

test("a port that is taken is an error that names it", async () => {
  const { folder } = await packed();
  const first = await serveCharts(folder);
  onTestFinished(() => first.stop());
  const port = Number(new URL(first.url).port);
  await expect(serveCharts(folder, port)).rejects.toMatchObject({
    code: "PortTaken",
    message: `port ${port} is taken`,
  });
});

test("Helm's list of repositories has ours", () => {
  expect(parse(repositoriesFile("ours", "http://127.0.0.1:1"))).toMatchObject({
    repositories: [{ name: "ours", url: "http://127.0.0.1:1" }],
  });
});

/** `fetch` would tidy the path up before it asks. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
