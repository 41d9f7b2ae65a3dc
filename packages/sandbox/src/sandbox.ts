import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { packCharts, repositoriesFile } from "./chart-repository.ts";
import { type SandboxCluster, startCluster, startEnded } from "./cluster.ts";
import { SandboxError } from "./errors.ts";
import { exampleCharts } from "./example-charts.ts";
import { Journal } from "./journal.ts";
import { CONTEXT } from "./kubeconfig.ts";
import { withLock } from "./lock.ts";
import { isRunning, type Running, stopAll } from "./processes.ts";
import { clusterFiles } from "./programs.ts";
import { cacheDirectory, ensureTools } from "./tools.ts";
import type { SandboxUser } from "./users.ts";
import { waitUntil } from "./wait.ts";

/** A running sandbox. */
export interface Sandbox {
  readonly directory: string;
  readonly kubeconfig: string;
  readonly context: string;
  readonly server: string;
  /** Serves the example's charts; Helm knows it as `upstart-charts`. */
  readonly chartRepository: string;
  /** Helm's list of repositories, with that one in it. */
  readonly repositoryConfig: string;
  readonly kubectl: string;
  readonly helm: string;
  /** What a shell needs to use it: KUBECONFIG, HELM_BIN and Helm's files. `bin` belongs in front of its PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly bin: string;
  /** Each request to the API server; only when asked for. */
  readonly auditLog?: string;
  /** In the order in which they are stopped. */
  readonly processes: readonly Running[];
}

export interface SandboxOptions {
  /** New, empty or an earlier sandbox's. Default: `defaultDirectory()`. */
  readonly directory?: string;
  readonly helm?: "helm3" | "helm4";
  readonly users?: readonly SandboxUser[];
  /** Writes a line for each request to the API server, so that a test can count them. */
  readonly audit?: boolean;
  /** More flags of kube-apiserver, such as `admission-control-config-file`. */
  readonly apiServerFlags?: Readonly<Record<string, string>>;
  readonly onProgress?: (line: string) => void;
}

const REPOSITORY = "upstart-charts";

/** Where a sandbox is kept when nobody says: `$UPSTART_SANDBOX`, else below the cache. */
export function defaultDirectory(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.UPSTART_SANDBOX ? resolve(env.UPSTART_SANDBOX) : join(cacheDirectory(env), "sandbox");
}

/**
 * Starts a sandbox, or returns the one that runs already, whatever the other options say. Where parts of that have ended
 * they are started again, and all that is stored stays. What an earlier one left behind otherwise is ended and cleared
 * away. Throws SandboxError and leaves nothing running.
 */
export async function up(options: SandboxOptions = {}): Promise<Sandbox> {
  const directory = resolve(options.directory ?? defaultDirectory());
  const { onProgress = () => undefined } = options;
  return alone(directory, onProgress, async () => {
    const found = await health({ directory });
    if (found?.ended.length === 0) return found.sandbox;
    const mended = found === undefined ? undefined : await mend(found, onProgress);
    if (mended !== undefined) return mended;
    await clear(directory);
    if (existsSync(directory) && readdirSync(directory).length > 0)
      throw new SandboxError(
        "DirectoryTaken",
        `${directory} has files in it that are not the sandbox's`,
        "set UPSTART_SANDBOX to a folder that is new or empty",
      );
    return start(directory, { ...options, onProgress });
  });
}

/** Ends a sandbox, or what is left of one, and removes what it has written; false when there was none. */
export async function down(options: { readonly directory?: string } = {}): Promise<boolean> {
  const directory = resolve(options.directory ?? defaultDirectory());
  if (!existsSync(filesOf(directory).journal)) return false;
  return alone(
    directory,
    () => undefined,
    () => clear(directory),
  );
}

/** The sandbox, if it is up and all of its processes run. */
export async function status(options: { readonly directory?: string } = {}): Promise<Sandbox | undefined> {
  const found = await health(options);
  return found?.ended.length === 0 ? found.sandbox : undefined;
}

/** A sandbox that was up, and what has ended of it since. */
export interface Health {
  readonly sandbox: Sandbox;
  /** Names of its programs that do not run any more, and where each has said its last words. */
  readonly ended: readonly { readonly name: string; readonly log: string }[];
}

/** How the sandbox is; undefined where none is up. */
export async function health(options: { readonly directory?: string } = {}): Promise<Health | undefined> {
  const files = filesOf(resolve(options.directory ?? defaultDirectory()));
  if (!existsSync(files.state)) return undefined;
  const { entries } = new Journal(files.journal);
  if (entries.length === 0) return undefined;
  const state = JSON.parse(await readFile(files.state, "utf8")) as Omit<Sandbox, "processes">;
  const ended = entries.filter((e) => !isRunning(e)).map(({ name, log }) => ({ name, log }));
  return { sandbox: { ...state, processes: processesOf(files) }, ended };
}

/** Undefined where it cannot be mended. */
async function mend({ sandbox, ended }: Health, onProgress: (line: string) => void): Promise<Sandbox | undefined> {
  const { directory } = sandbox;
  onProgress(`${ended.map((e) => e.name).join(", ")} had ended; starting again what is missing`);
  try {
    await startEnded(filesOf(directory).cluster, MENDED_WITHIN_MS);
    await waitUntil(
      "the chart repository",
      [],
      async () => (await fetch(`${sandbox.chartRepository}/index.yaml`)).ok,
      MENDED_WITHIN_MS,
    );
    const mended = await status({ directory });
    if (mended !== undefined) return mended;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
  }
  onProgress("that did not do; starting anew, without what was stored");
  return undefined;
}

const MENDED_WITHIN_MS = 30_000;

/** Everything that a sandbox writes into its folder. */
function filesOf(directory: string) {
  const cluster = join(directory, "cluster");
  return {
    state: join(directory, "sandbox.json"),
    cluster,
    journal: clusterFiles(cluster).journal,
    charts: join(directory, "charts"),
    address: join(directory, "charts.address"),
    repositoryConfig: join(directory, "repositories.yaml"),
    repositoryCache: join(directory, "helm-cache"),
  };
}

function processesOf(files: { readonly journal: string }): readonly Running[] {
  return new Journal(files.journal).stopOrder.map(({ name, pid, started }) => ({ name, pid, started }));
}

function alone<T>(directory: string, onProgress: (line: string) => void, run: () => Promise<T>): Promise<T> {
  const onWait = ({ pid }: Running) => onProgress(`waiting for process ${pid}, which starts or ends this sandbox`);
  return withLock(`${directory}.lock`, { onWait }, run);
}

async function start(
  directory: string,
  options: SandboxOptions & { onProgress: (line: string) => void },
): Promise<Sandbox> {
  const { helm = "helm4", users = [], audit = false, apiServerFlags = {}, onProgress } = options;
  const bin = await ensureTools(["kubernetes", "kwok", helm], { onProgress });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const files = filesOf(directory);
  const cluster = await startCluster({ directory: files.cluster, bin, users, audit, apiServerFlags, onProgress });
  try {
    const chartRepository = await startServices(files, cluster);
    await writeFile(files.repositoryConfig, repositoriesFile(REPOSITORY, chartRepository));
    const state = {
      directory,
      kubeconfig: cluster.kubeconfig,
      context: CONTEXT,
      server: cluster.server,
      ...(cluster.auditLog === undefined ? {} : { auditLog: cluster.auditLog }),
      chartRepository,
      repositoryConfig: files.repositoryConfig,
      kubectl: join(bin, "kubectl"),
      helm: join(bin, helm),
      bin,
      env: {
        KUBECONFIG: cluster.kubeconfig,
        HELM_BIN: join(bin, helm),
        HELM_REPOSITORY_CONFIG: files.repositoryConfig,
        HELM_REPOSITORY_CACHE: files.repositoryCache,
      },
    };
    await writeFile(`${files.state}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
    await rename(`${files.state}.new`, files.state);
    return { ...state, processes: processesOf(files) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Packs the charts and starts what serves them, as one more process of the cluster; its address. */
async function startServices(files: ReturnType<typeof filesOf>, cluster: SandboxCluster): Promise<string> {
  await packCharts(exampleCharts(), files.charts);
  // This package as it runs now: sources in the workspace, else what was built.
  const name = import.meta.url.endsWith(".ts") ? "./services.ts" : "./services.js";
  const script = fileURLToPath(new URL(name, import.meta.url));
  const { started, child } = new Journal(files.journal).start({
    name: "services",
    command: process.execPath,
    args: [script, cluster.kubeconfig, files.charts, files.address],
    log: join(files.cluster, "services.log"),
  });
  await waitUntil("the chart repository", [{ program: started, child }], async () => existsSync(files.address), 10_000);
  return readFile(files.address, "utf8");
}

/** False when there was nothing. Removes what is ours, and the folder only if nothing else is in it. */
async function clear(directory: string): Promise<boolean> {
  const { journal, ...files } = filesOf(directory);
  if (!existsSync(journal)) return false;
  await stopAll(new Journal(journal).stopOrder);
  for (const path of Object.values(files)) await rm(path, { recursive: true, force: true });
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
  return true;
}
