import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Chart, type ChartRef, type Clock, HelmError } from "@upstart/engine";
import { parse } from "yaml";
import { hasPostHooks, readChartFiles } from "./chart-files.ts";
import { environmentForAddress, readRepositories } from "./chart-repositories.ts";
import type { Environment } from "./kubeconfig-files.ts";
import { RepositoryUpdates } from "./repository-updates.ts";

/** Runs Helm; rejects with HelmError. */
export type RunHelm = (args: readonly string[], doing: string, env?: Environment) => Promise<string>;

export interface ChartSourceOptions {
  readonly run: RunHelm;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Where fetched charts are kept; other processes may use it at the same time. */
  readonly cacheDirectory: string;
  readonly clock: Clock;
  /** For so long it counts what a range, or no version at all, has brought. */
  readonly freshForMs: number;
  /** Flags for fetching from an OCI registry: files with what its TLS takes. */
  readonly registryFlags: (url: string) => readonly string[];
}

interface Fetched {
  readonly chart: Promise<Chart>;
  readonly at: number;
}

const EXACT_VERSION = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;

/**
 * Brings charts onto this machine, each reference once: an exact version for all time, anything else for a while. What
 * it brought before serves on where it cannot be asked for again. Helm itself does the fetching: ranges are Helm's. What
 * is here is looked at synchronously: a few small files, for which the first Helm run waits.
 */
export function createChartSource(options: ChartSourceOptions): (ref: ChartRef) => Promise<Chart> {
  const { clock, freshForMs } = options;
  const fetched = new Map<string, Fetched>();
  const updates = new RepositoryUpdates(options);
  const fetch = (ref: ChartRef) =>
    locateChart(ref, options, updates)
      .catch((error: unknown) => {
        throw error instanceof HelmError ? error : unkept(ref, options, error);
      })
      .then((path) => inspectOnce(path, options));
  return (ref) => {
    const key = JSON.stringify([ref.chart, ref.version]);
    const known = fetched.get(key);
    if (known !== undefined && (isExact(ref) || clock.now() - known.at < freshForMs)) return known.chart;
    const chart = known === undefined ? fetch(ref) : fetch(ref).catch((error: unknown) => orElse(error, known.chart));
    fetched.set(key, { chart, at: clock.now() });
    chart.catch(() => fetched.delete(key)); // the next try asks again; whoever waits for this one hears of it
    return chart;
  };
}

/** Registries are out of reach at times, and a chart that was good is good. */
function orElse(error: unknown, before: Promise<Chart>): Promise<Chart> {
  if (error instanceof HelmError && error.code === "ChartUnavailable") return before;
  throw error;
}

function unkept({ chart }: ChartRef, { cacheDirectory }: ChartSourceOptions, cause: unknown): HelmError {
  const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
  return new HelmError("ChartUnavailable", `the chart ${chart} cannot be kept in ${cacheDirectory}: ${why}`, { cause });
}

async function locateChart(ref: ChartRef, options: ChartSourceOptions, updates: RepositoryUpdates): Promise<string> {
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
  return await updates.whileFresh(known, () => pull(ref, known.url, options));
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
    const flags = ref.chart.startsWith("oci://") ? options.registryFlags(ref.chart) : [];
    const env = /^https?:/.test(ref.chart)
      ? await environmentForAddress(ref.chart, options.env, join(fresh, "helm"))
      : undefined;
    await options
      .run(["pull", ref.chart, "--destination", fresh, ...version, ...flags], `fetch the chart ${ref.chart}`, env)
      .catch((error: unknown) => {
        throw unavailable(error);
      });
    const file = cachedChart(fresh);
    if (file === undefined) throw new HelmError("ChartUnavailable", `helm fetched nothing for ${ref.chart}`);
    await rm(join(fresh, "helm"), { recursive: true, force: true });
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
