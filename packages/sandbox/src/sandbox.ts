import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packCharts } from "./chart-repository.ts";
import { CONTEXT, type SandboxUser, startCluster } from "./cluster.ts";
import { SandboxError } from "./errors.ts";
import { isRunning, type Running, start, stopAll } from "./processes.ts";
import { cacheDirectory, ensureTools } from "./tools.ts";

/** A running sandbox, as it is kept in `sandbox.json`. */
export interface Sandbox {
  readonly directory: string;
  readonly kubeconfig: string;
  readonly context: string;
  readonly server: string;
  /** Serves the example's charts; Helm knows it as `upstart-charts`. */
  readonly chartRepository: string;
  /** What a shell needs to use it: KUBECONFIG, HELM_BIN, PATH's addition and Helm's folders. */
  readonly env: Readonly<Record<string, string>>;
  readonly bin: string;
  readonly processes: readonly Running[];
}

export interface SandboxOptions {
  /** Default: `$UPSTART_SANDBOX`, else below the cache. */
  readonly directory?: string;
  readonly helm?: "helm3" | "helm4";
  readonly users?: readonly SandboxUser[];
  readonly onProgress?: (line: string) => void;
}

/** Where a sandbox is kept when nobody says. */
export function defaultDirectory(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.UPSTART_SANDBOX ?? join(cacheDirectory(env), "sandbox");
}

/** Starts a sandbox, or returns the one that runs already. What an earlier one left behind is cleared away. */
export async function up(options: SandboxOptions = {}): Promise<Sandbox> {
  const directory = options.directory ?? defaultDirectory();
  const onProgress = options.onProgress ?? (() => undefined);
  const running = await status({ directory });
  if (running !== undefined) return running;
  await down({ directory });
  const helm = options.helm ?? "helm4";
  const bin = await ensureTools(["kubernetes", "kwok", helm], { onProgress });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const cluster = await startCluster({
    directory: join(directory, "cluster"),
    bin,
    onProgress,
    ...(options.users === undefined ? {} : { users: options.users }),
  });
  try {
    const { address, running: services } = await startServices(directory, cluster.kubeconfig);
    const sandbox: Sandbox = {
      directory,
      kubeconfig: cluster.kubeconfig,
      context: CONTEXT,
      server: cluster.server,
      chartRepository: address,
      env: await helmEnvironment(directory, bin, helm, cluster.kubeconfig, address),
      bin,
      processes: [services, ...cluster.processes],
    };
    await writeFile(stateFile(directory), JSON.stringify(sandbox, null, 2), { mode: 0o600 });
    return sandbox;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Ends a sandbox and everything in it; false when there was none. */
export async function down(options: { readonly directory?: string } = {}): Promise<boolean> {
  const directory = options.directory ?? defaultDirectory();
  const sandbox = await readState(directory);
  if (sandbox === undefined) return false;
  await stopAll(sandbox.processes);
  await rm(directory, { recursive: true, force: true });
  return true;
}

/** The sandbox, if all of its processes run. */
export async function status(options: { readonly directory?: string } = {}): Promise<Sandbox | undefined> {
  const sandbox = await readState(options.directory ?? defaultDirectory());
  return sandbox?.processes.every(isRunning) === true ? sandbox : undefined;
}

async function readState(directory: string): Promise<Sandbox | undefined> {
  return existsSync(stateFile(directory))
    ? (JSON.parse(await readFile(stateFile(directory), "utf8")) as Sandbox)
    : undefined;
}

function stateFile(directory: string): string {
  return join(directory, "sandbox.json");
}

async function startServices(directory: string, kubeconfig: string): Promise<{ address: string; running: Running }> {
  const repository = join(directory, "charts");
  await packCharts(fileURLToPath(new URL("../charts/", import.meta.url)), repository);
  const addressFile = join(directory, "charts.address");
  await rm(addressFile, { force: true });
  // The same Node, running this package as it runs now: sources in the workspace, else what was built.
  const script = fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? "./services.ts" : "./services.js", import.meta.url),
  );
  const log = join(directory, "services.log");
  const { running } = start("services", process.execPath, [script, kubeconfig, repository, addressFile], { log });
  for (let i = 0; i < 400; i++) {
    if (existsSync(addressFile)) {
      const address = await readFile(addressFile, "utf8");
      if (address !== "") return { address, running };
    }
    if (!isRunning(running))
      throw new SandboxError("StartFailed", "the chart repository ended while starting", `its log is ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await stopAll([running]);
  throw new SandboxError("StartFailed", "the chart repository did not start within 10s", `its log is ${log}`);
}

async function helmEnvironment(
  directory: string,
  bin: string,
  helm: string,
  kubeconfig: string,
  chartRepository: string,
): Promise<Record<string, string>> {
  const config = join(directory, "repositories.yaml");
  await writeFile(config, `apiVersion: ""\nrepositories:\n  - name: upstart-charts\n    url: ${chartRepository}\n`);
  return {
    KUBECONFIG: kubeconfig,
    HELM_BIN: join(bin, helm),
    HELM_REPOSITORY_CONFIG: config,
    HELM_REPOSITORY_CACHE: join(directory, "helm-cache"),
  };
}
