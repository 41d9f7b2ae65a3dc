import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHelm, type HelmObserver } from "@upstart/clients";
import { type ChartRef, type Clock, type Cluster, type Helm, HelmError } from "@upstart/engine";
import { type HelmFiles, helmFilesIn, type Repository } from "./charts/helm-files.ts";
import { ChartSecrets, textOf } from "./charts/secrets.ts";
import type { ChartRepository, Config } from "./config.ts";

/** Helm with a folder of its own. */
export interface HelmHome {
  readonly helm: Helm;
  /** Told when charts may be had that could not be before. */
  onChange(listener: () => void): void;
  /** Removes the folder. */
  close(): Promise<void>;
}

export interface HelmHomeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cluster: Pick<Cluster, "watch"> & {
    isNamespaced(apiVersion: string, kind: string): Promise<boolean>;
  };
  readonly clock: Clock;
  readonly observer?: HelmObserver;
}

/** What a range has brought counts for so long. */
const FRESH_MS = 300_000;

/**
 * Helm as `HELM_BIN` has it, with the chart repositories that were given and the credentials in their Secrets as these
 * are now, else with those of Helm's own configuration.
 */
export async function openHelmHome(
  { kubeconfig, chartRepositories }: Pick<Config, "kubeconfig" | "chartRepositories">,
  { env, cluster, clock, observer }: HelmHomeOptions,
): Promise<HelmHome> {
  const folder = await mkdtemp(join(tmpdir(), "upstart-controller-"));
  const refs = chartRepositories.flatMap((r) => r.secret ?? []);
  const files = helmFilesIn(folder, refs.length > 0);
  const listeners = new Set<() => void>();
  const writer = new Writer(chartRepositories, files, () => {
    for (const listener of listeners) listener();
  });
  const secrets = new ChartSecrets(cluster, refs, () => writer.write(secrets));
  writer.write(secrets);
  const helm = createHelm({
    binary: env.HELM_BIN || "helm",
    env: { ...env, ...(chartRepositories.length === 0 ? {} : files.env) },
    cwd: folder,
    cacheDirectory: env.UPSTART_CACHE ?? join(folder, "cache"),
    kube: kubeconfig === undefined ? {} : { kubeconfig },
    isNamespaced: (apiVersion, kind) => cluster.isNamespaced(apiVersion, kind),
    charts: { clock, freshForMs: FRESH_MS, registryFlags: files.registryFlags, secrets: () => secrets.all(refs) },
    ...(observer === undefined ? {} : { observer }),
  });
  const fetchChart = async (ref: ChartRef) => {
    await secrets.looked();
    await writer.written();
    const repository = chartRepositories.find((r) => r.name === ref.chart.split("/")[0]);
    if (repository !== undefined) checkSecret(repository, secrets);
    return await helm.fetchChart(repository === undefined ? ref : inRegistry(ref, repository));
  };
  return {
    helm: { ...helm, fetchChart },
    onChange: (listener) => void listeners.add(listener),
    close: async () => {
      secrets.close();
      helm.close();
      await writer.written().catch(() => undefined); // it goes away anyhow
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes Helm's files one time after the other, as the Secrets are by then. */
class Writer {
  readonly #repositories: readonly ChartRepository[];
  readonly #files: HelmFiles;
  readonly #onWritten: () => void;
  #tail: Promise<void> = Promise.resolve();

  constructor(repositories: readonly ChartRepository[], files: HelmFiles, onWritten: () => void) {
    this.#repositories = repositories;
    this.#files = files;
    this.#onWritten = onWritten;
  }

  write(secrets: ChartSecrets): void {
    const next = async () => {
      await this.#files.write(this.#repositories.map((r) => withCredentials(r, secrets)));
      this.#onWritten();
    };
    this.#tail = this.#tail.then(next, next);
    this.#tail.catch(() => undefined); // whoever needs the files is told
  }

  /** Throws HelmError where they could not be written. */
  async written(): Promise<void> {
    await this.#tail.catch((cause: unknown) => {
      const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new HelmError("ChartUnavailable", `what Helm reads of chart repositories cannot be written: ${why}`, {
        cause,
      });
    });
  }
}

function withCredentials({ name, url, secret }: ChartRepository, secrets: ChartSecrets): Repository {
  const credentials = secret === undefined ? undefined : secrets.get(secret);
  return { name, url, ...(credentials === undefined || "problem" in credentials ? {} : { credentials }) };
}

function checkSecret({ name, secret }: ChartRepository, secrets: ChartSecrets): void {
  if (secret === undefined) return;
  const credentials = secrets.get(secret);
  if (!("problem" in credentials)) return;
  throw new HelmError(
    "ChartUnavailable",
    `the chart repository ${name} takes its credentials from the Secret ${textOf(secret)}: ${credentials.problem}`,
  );
}

/** A name that stands for an OCI registry: Helm itself knows no such names. */
function inRegistry(ref: ChartRef, { name, url }: ChartRepository): ChartRef {
  if (!url.startsWith("oci://")) return ref;
  return { ...ref, chart: url.replace(/\/+$/, "") + ref.chart.slice(name.length) };
}
