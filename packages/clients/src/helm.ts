import type { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { type Clock, type Deployed, type Helm, HelmError, type UpgradeRequest } from "@upstart/engine";
import { createChartSource } from "./chart-source.ts";
import { systemClock } from "./clock.ts";
import { gathered } from "./gathered.ts";
import { type HelmCluster, helmClusterOf } from "./helm-cluster.ts";
import { templateArguments, uninstallArguments, upgradeArguments } from "./helm-dialect.ts";
import { helmErrorOf } from "./helm-error.ts";
import type { KubeFlags } from "./kubeconfig.ts";
import type { Environment } from "./kubeconfig-files.ts";
import { objectsOf } from "./manifest.ts";

export interface HelmOptions {
  /** `$HELM_BIN`, else `helm`. */
  readonly binary: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly cacheDirectory: string;
  /** The flags that chose the cluster for us choose it for Helm too. */
  readonly kube: KubeFlags;
  /** Whether a kind lives in namespaces: manifests do not say. */
  readonly isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>;
  readonly observer?: HelmObserver;
  readonly charts?: ChartOptions;
}

/** Told of each run of Helm by its first word, for metrics; of its end by calling what is returned. Never throws. */
export interface HelmObserver {
  started(op: string): (result: "success" | "error" | "cancelled") => void;
}

/** How charts are fetched, where that is not for one command. */
export interface ChartOptions {
  readonly clock?: Clock;
  /** For so long it counts what a range, or no version at all, has brought. Absent: for ever. */
  readonly freshForMs?: number;
  /** Flags for fetching from an OCI registry. */
  readonly registryFlags?: (url: string) => readonly string[];
  /** What must not appear in an error. */
  readonly secrets?: () => readonly string[];
}

/** Helm gets this long to end in order after SIGTERM: it marks the release as failed, so that nothing stays locked. */
const GRACE_MS = 30_000;
const MAX_OUTPUT_BYTES = 200 * 1024 * 1024;

/** The Helm port over the command line, and what a command line asks besides. */
export interface HelmCommand extends Helm {
  version(): Promise<string>;
  /** Ends the fetching of charts that nobody waits for any more. */
  close(): void;
  /** Loads what running Helm takes, while there is time: the first call starts sooner for it. Runs nothing. */
  prepare(): Promise<void>;
}

/** Helm through its command line. */
export function createHelm(options: HelmOptions): HelmCommand {
  const run = (args: readonly string[], doing: string, more: RunOptions = {}) => runHelm(options, args, doing, more);
  const closed = new AbortController();
  const fetchChart = createChartSource({
    run: (args, doing, env = {}) =>
      run(args, doing, { signal: closed.signal, env, secrets: options.charts?.secrets?.() ?? [] }),
    env: options.env,
    cwd: options.cwd,
    cacheDirectory: options.cacheDirectory,
    clock: options.charts?.clock ?? systemClock,
    freshForMs: options.charts?.freshForMs ?? Number.POSITIVE_INFINITY,
    registryFlags: options.charts?.registryFlags ?? (() => []),
  });
  const accesses = new Map<string | undefined, Promise<HelmCluster>>();
  const accessAs = (asUser: string | undefined) => {
    const { env, cwd, cacheDirectory } = options;
    const kube = asUser === undefined ? options.kube : asAnother(options.kube, asUser);
    const access = accesses.get(asUser) ?? helmClusterOf(kube, env, cwd, cacheDirectory);
    accesses.set(asUser, access);
    return access;
  };
  const runInCluster = async (args: readonly string[], request: InCluster, doing: string, more: RunOptions) => {
    const access = await accessAs(request.asUser);
    return await run([...args, "--namespace", request.namespace, ...access.args], doing, { ...more, env: access.env });
  };
  return {
    fetchChart,
    close: () => closed.abort(),
    prepare: async () => {
      await setImmediate(); // loading keeps everything waiting: what is to be sent goes first
      await loadExeca();
    },
    version: async () => (await run(["version", "--template", "{{.Version}}"], "tell its version")).trim(),
    upgrade: async (request, signal) => {
      const args = upgradeArguments({ ...request, chart: request.chart.path });
      const deploy = (...more: string[]) =>
        runInCluster([...args, ...more], request, `deploy ${request.releaseName}`, {
          input: JSON.stringify(request.values),
          secrets: request.secrets,
          signal,
        });
      const stdout = await deploy().catch((error: unknown) => {
        if (!isFieldConflict(error)) throw error;
        return deploy("--force-conflicts");
      });
      return await readDeployed(stdout, request, options);
    },
    uninstall: async (request, signal) => {
      const doing = `uninstall ${request.releaseName}`;
      await runInCluster(uninstallArguments(request), request, doing, { signal });
    },
    template: (request) =>
      run(templateArguments({ ...request, chart: request.chart.path }), `render ${request.chart.name}`, {
        input: JSON.stringify(request.values),
      }),
  };
}

/** Where a call goes, and as whom. */
interface InCluster {
  readonly namespace: string;
  readonly asUser?: string;
}

function asAnother({ asGroup: _, asUid: __, asUserExtra: ___, ...kube }: KubeFlags, as: string): KubeFlags {
  return { ...kube, as };
}

/**
 * Helm 4 leaves a field to who has changed it by hand, and fails; Helm 3 knows neither that nor the flag, and writes what
 * the chart says. That is what both do here.
 */
function isFieldConflict(error: unknown): boolean {
  return error instanceof HelmError && /Apply failed with \d+ conflict/.test(error.message);
}

async function readDeployed(stdout: string, request: UpgradeRequest, options: HelmOptions): Promise<Deployed> {
  const release = releaseIn(stdout, request);
  const objects = await objectsOf(release.manifest ?? "", request.namespace, options.isNamespaced);
  return {
    revision: release.version,
    chart: release.chart?.metadata?.name ?? request.chart.name,
    version: release.chart?.metadata?.version ?? request.chart.version,
    objects: objects.map((o) => o.key),
  };
}

interface PrintedRelease {
  readonly version: number;
  readonly manifest?: string;
  readonly chart?: { readonly metadata?: { readonly name?: string; readonly version?: string } };
}

/** What was printed holds every value, so nothing of it is quoted. */
function releaseIn(stdout: string, { releaseName }: UpgradeRequest): PrintedRelease {
  try {
    const release = JSON.parse(stdout) as Partial<PrintedRelease> | null;
    if (typeof release?.version === "number") return release as PrintedRelease;
  } catch {
    // Without the parser's words, which quote the text.
  }
  throw new HelmError("Failed", `helm deployed ${releaseName}, and what it printed about that is no release`);
}

interface RunOptions {
  readonly input?: string;
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly env?: Environment;
}

let loading: Promise<typeof import("execa")> | undefined;

/** Loaded when Helm is called for: much is done before, and often nothing after. Asking Node each time takes longer. */
function loadExeca(): Promise<typeof import("execa")> {
  loading ??= import("execa");
  return loading;
}

async function runHelm(
  { binary, env, cwd, observer }: HelmOptions,
  args: readonly string[],
  doing: string,
  { input, secrets = [], signal, env: own = {} }: RunOptions,
): Promise<string> {
  const { execa } = await loadExeca();
  if (isAborted(signal)) throw new HelmError("Cancelled", `not started: ${doing}`);
  const ended = observer?.started(args[0]!);
  const child = execa(binary, args, {
    cwd,
    env: { ...env, ...OWN_ENVIRONMENT, ...own },
    extendEnv: false,
    input: input ?? "",
    reject: false,
    // A group of its own: ^C of the terminal reaches us alone, and we end Helm in order.
    detached: true,
    forceKillAfterDelay: GRACE_MS,
    buffer: false, // gathered below: execa takes half a millisecond more of CPU for it in each run
    stripFinalNewline: false,
  });
  const said = (stream: Readable) => gathered(stream, MAX_OUTPUT_BYTES, () => child.kill("SIGTERM"));
  const [stdout, stderr] = [said(child.stdout), said(child.stderr)];
  const onAbort = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", onAbort, { once: true });
  const result = await child;
  signal?.removeEventListener("abort", onAbort);
  ended?.(result.exitCode === 0 ? "success" : isAborted(signal) ? "cancelled" : "error");
  if (result.exitCode === 0) return stdout();
  if (result.exitCode === undefined && result.signal === undefined) {
    throw new HelmError(
      "HelmUnavailable",
      `Helm cannot be run as ${binary}: ${result.code === "ENOENT" ? "there is no such program" : (result.code ?? "it did not start")}; install Helm 3 or 4, or set HELM_BIN`,
    );
  }
  if (isAborted(signal)) throw new HelmError("Cancelled", `ended: ${doing}`);
  throw helmErrorOf(stderr(), secrets, doing);
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** What a Helm or kubectl around us has set for itself must not choose for the Helm below us. */
const OWN_ENVIRONMENT = {
  HELM_NAMESPACE: undefined,
  HELM_KUBECONTEXT: undefined,
  HELM_DEBUG: undefined,
  HELM_KUBETOKEN: undefined,
  HELM_KUBEASUSER: undefined,
  HELM_KUBEASGROUPS: undefined,
  HELM_KUBEAPISERVER: undefined,
  HELM_KUBECAFILE: undefined,
  HELM_KUBEINSECURE_SKIP_TLS_VERIFY: undefined,
  HELM_KUBETLS_SERVER_NAME: undefined,
};
