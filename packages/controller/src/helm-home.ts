import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHelm, type HelmObserver } from "@upstart/clients";
import { type ChartRef, type Helm, HelmError } from "@upstart/engine";
import type { Config } from "./config.ts";

/** Helm with a folder of its own. */
export interface HelmHome {
  readonly helm: Helm;
  /** Removes the folder. */
  close(): Promise<void>;
}

/**
 * Helm as `HELM_BIN` has it, with the chart repositories that were given, else those of Helm's own configuration.
 * A chart that cannot be had is looked for anew at the next call, also in repositories that have changed since.
 */
export async function openHelmHome(
  { kubeconfig, chartRepositories }: Pick<Config, "kubeconfig" | "chartRepositories">,
  env: Readonly<Record<string, string | undefined>>,
  isNamespaced: (apiVersion: string, kind: string) => Promise<boolean>,
  observer?: HelmObserver,
): Promise<HelmHome> {
  const folder = await mkdtemp(join(tmpdir(), "upstart-controller-"));
  const repositories = chartRepositories.filter((r) => !r.url.startsWith("oci://"));
  const own = chartRepositories.length === 0 ? {} : await writeRepositories(folder, repositories);
  const create = () =>
    createHelm({
      binary: env.HELM_BIN || "helm",
      env: { ...env, ...own },
      cwd: folder,
      cacheDirectory: env.UPSTART_CACHE ?? join(folder, "cache"),
      kube: kubeconfig === undefined ? {} : { kubeconfig },
      isNamespaced,
      ...(observer === undefined ? {} : { observer }),
    });
  const registries = new Map(chartRepositories.filter((r) => r.url.startsWith("oci://")).map((r) => [r.name, r.url]));
  return {
    helm: withFreshCharts(create, (ref) => inRegistry(ref, registries)),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function writeRepositories(
  folder: string,
  repositories: Config["chartRepositories"],
): Promise<Record<string, string>> {
  const file = join(folder, "repositories.yaml");
  // JSON is YAML, and quotes everything.
  const text = JSON.stringify({ apiVersion: "", generated: "2000-01-01T00:00:00Z", repositories });
  await writeFile(file, text, { mode: 0o600 });
  return { HELM_REPOSITORY_CONFIG: file, HELM_REPOSITORY_CACHE: join(folder, "repository") };
}

/** What a process has once looked up it keeps; after a failure it must look again. */
function withFreshCharts(create: () => Helm, resolve: (ref: ChartRef) => ChartRef): Helm {
  let helm = create();
  return {
    fetchChart: async (ref) => {
      const used = helm;
      try {
        return await used.fetchChart(resolve(ref));
      } catch (error) {
        if (error instanceof HelmError && helm === used) helm = create();
        throw error;
      }
    },
    upgrade: (request, signal) => helm.upgrade(request, signal),
    uninstall: (request, signal) => helm.uninstall(request, signal),
    template: (request) => helm.template(request),
  };
}

/** A name that stands for an OCI registry: Helm itself knows no such names. */
function inRegistry(ref: ChartRef, registries: ReadonlyMap<string, string>): ChartRef {
  const [name = "", ...rest] = ref.chart.split("/");
  const url = registries.get(name);
  return url === undefined ? ref : { ...ref, chart: [url.replace(/\/+$/, ""), ...rest].join("/") };
}
