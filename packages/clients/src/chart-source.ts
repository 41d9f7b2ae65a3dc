import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { type Chart, type ChartRef, HelmError } from "@upstart/engine";
import { parse } from "yaml";
import { hasPostHooks, readChartFiles } from "./chart-files.ts";

/** Runs Helm; rejects with HelmError. */
export type RunHelm = (args: readonly string[], doing: string) => Promise<string>;

export interface ChartSourceOptions {
  readonly run: RunHelm;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where fetched charts are kept; other processes may use it at the same time. */
  readonly cacheDirectory: string;
}

const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * Brings charts onto this machine, each reference once. Helm itself does the fetching: credentials and ranges are Helm's. What is
 * here is looked at synchronously: a few small files, for which the first Helm run waits.
 */
export function createChartSource(options: ChartSourceOptions): (ref: ChartRef) => Promise<Chart> {
  const fetched = new Map<string, Promise<Chart>>();
  const updated = new Map<string, Promise<void>>();
  return (ref) => {
    const key = JSON.stringify([ref.chart, ref.version]);
    let chart = fetched.get(key);
    if (chart === undefined) {
      chart = locateChart(ref, options, updated)
        .catch((error: unknown) => {
          throw error instanceof HelmError ? error : unkept(ref, options, error);
        })
        .then((path) => inspectOnce(path, options));
      fetched.set(key, chart);
      chart.catch(() => fetched.delete(key)); // the next try asks again; whoever waits for this one hears of it
    }
    return chart;
  };
}

function unkept({ chart }: ChartRef, { cacheDirectory }: ChartSourceOptions, cause: unknown): HelmError {
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new HelmError("ChartUnavailable", `the chart ${chart} cannot be kept in ${cacheDirectory}: ${why}`, { cause });
}

async function locateChart(
  ref: ChartRef,
  options: ChartSourceOptions,
  updated: Map<string, Promise<void>>,
): Promise<string> {
  const { chart } = ref;
  if (/^(?:oci|https?):\/\//.test(chart)) return await pull(ref, chart, options);
  const local = resolve(options.cwd, chart);
  if (/^\.{0,2}\//.test(chart) || chart === ".") {
    if (!existsSync(local)) throw new HelmError("ChartUnavailable", `there is no chart at ${chart}`);
    return local;
  }
  const repository = chart.split("/")[0]!;
  if (repository === chart)
    throw new HelmError(
      "ChartUnavailable",
      `"${chart}" names no chart: write REPOSITORY/${chart}, or ./${chart} for a folder`,
    );
  const repositories = readRepositories(options.env);
  const known = repositories.find((r) => r.name === repository);
  if (known === undefined) {
    const names = repositories.map((r) => r.name).join(", ") || "none";
    throw new HelmError(
      "ChartUnavailable",
      `there is no chart repository named "${repository}" (there are: ${names}); add it with helm repo add ${repository} URL`,
    );
  }
  const cached = isExact(ref) ? cachedChart(cacheFolder([known.url, chart, ref.version], options)) : undefined;
  if (cached !== undefined) return cached;
  let update = updated.get(repository);
  if (update === undefined) {
    update = options
      .run(["repo", "update", repository], `update the chart repository ${repository}`)
      .then(() => undefined);
    updated.set(repository, update);
    update.catch(() => updated.delete(repository)); // tried again by the next chart
  }
  await update.catch((error: unknown) => {
    throw new HelmError(
      "ChartUnavailable",
      `the chart repository ${repository} (${known.url}) cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  });
  return await pull(ref, known.url, options);
}

/** Pulls into a folder of its own and moves it into place, so that other processes see all of it or nothing. */
async function pull(ref: ChartRef, origin: string, options: ChartSourceOptions): Promise<string> {
  const exact = isExact(ref) ? cacheFolder([origin, ref.chart, ref.version], options) : undefined;
  const cached = exact === undefined ? undefined : cachedChart(exact);
  if (cached !== undefined) return cached;
  const fresh = cacheFolder([randomUUID()], options);
  await mkdir(fresh, { recursive: true });
  try {
    const version = ref.version === undefined ? [] : ["--version", ref.version];
    await options
      .run(["pull", ref.chart, "--destination", fresh, ...version], `fetch the chart ${ref.chart}`)
      .catch((error: unknown) => {
        throw unavailable(error);
      });
    const file = cachedChart(fresh);
    if (file === undefined) throw new HelmError("ChartUnavailable", `helm fetched nothing for ${ref.chart}`);
    // What a range means changes, so each of its charts has a place of its own: others may still read the former.
    const folder = exact ?? cacheFolder([origin, ref.chart, digestOf(await readFile(file))], options);
    await rename(fresh, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error; // another process was faster with the same chart
    });
    return cachedChart(folder)!;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Whatever kept Helm from fetching a chart, it says nothing about the cluster. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof HelmError) || error.code === "HelmUnavailable" || error.code === "Cancelled") return error;
  return new HelmError("ChartUnavailable", error.message, { cause: error });
}

function isExact({ version }: ChartRef): boolean {
  return version !== undefined && EXACT_VERSION.test(version);
}

function cacheFolder(parts: readonly (string | undefined)[], { cacheDirectory }: ChartSourceOptions): string {
  return join(cacheDirectory, "charts", digestOf(JSON.stringify(parts)).slice(0, 32));
}

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function cachedChart(folder: string): string | undefined {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const file = files.find((f) => f.endsWith(".tgz"));
  return file === undefined ? undefined : join(folder, file);
}

/** A chart that we keep never changes, so what is in it is noted beside it. */
async function inspectOnce(path: string, { cacheDirectory }: ChartSourceOptions): Promise<Chart> {
  if (!path.startsWith(join(cacheDirectory, "charts"))) return await inspect(path);
  // Its name says which reading of hooks it comes from.
  const note = `${path}.read-1.json`;
  try {
    return { ...(JSON.parse(readFileSync(note, "utf8")) as Omit<Chart, "path">), path };
  } catch {
    // There is none yet, or another process is writing it.
  }
  const { path: _, ...found } = await inspect(path);
  await writeFile(note, JSON.stringify(found)).catch(() => undefined); // a place that is full or read-only costs time, nothing else
  return { ...found, path };
}

async function inspect(path: string): Promise<Chart> {
  try {
    const files = await readChartFiles(path);
    const meta = parse(files.find((f) => f.path === "Chart.yaml")?.text ?? "") as {
      name?: string;
      version?: string;
    } | null;
    if (typeof meta?.name !== "string") throw new Error("it has no Chart.yaml with a name");
    return { path, name: meta.name, version: String(meta.version ?? ""), hasPostHooks: hasPostHooks(files) };
  } catch (cause) {
    throw new HelmError(
      "ChartUnavailable",
      `${path} is not a chart: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** Helm's configured repositories. None where Helm has no configuration yet. */
export function readRepositories(env: Readonly<Record<string, string | undefined>>): { name: string; url: string }[] {
  const home = env.HELM_CONFIG_HOME ?? join(env.XDG_CONFIG_HOME ?? join(env.HOME ?? homedir(), ".config"), "helm");
  const file = env.HELM_REPOSITORY_CONFIG ?? join(home, "repositories.yaml");
  if (!existsSync(file)) return [];
  const config = parse(readFileSync(file, "utf8")) as { repositories?: { name: string; url: string }[] } | null;
  return config?.repositories ?? [];
}
