import type { Values } from "../reference/values.ts";
import type { ObjectKey } from "./object.ts";

/** A chart as a release names it. */
export interface ChartRef {
  /** `repository/chart`, `oci://…`, `http(s)://….tgz`, or a local path. */
  readonly chart: string;
  readonly version?: string;
}

/** A chart that is on this machine. */
export interface Chart {
  /** A `.tgz` or a folder, to hand to Helm. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** It has (or may have, where that is templated) post-install or post-upgrade hooks: these come after readiness. */
  readonly hasPostHooks: boolean;
}

export interface UpgradeRequest {
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: Chart;
  readonly values: Values;
  readonly timeoutMs: number;
  /** Let Helm itself wait until everything is ready, so that post hooks come after. */
  readonly wait: boolean;
  /** Strings that must not appear in an error. */
  readonly secrets: readonly string[];
  /** Put on Helm's own record of the revision (`--labels`). */
  readonly labels: Readonly<Record<string, string>>;
  /** As whom, where it is not ourselves: `system:serviceaccount:shop:deployer`. */
  readonly asUser?: string;
}

export interface UninstallRequest {
  readonly releaseName: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** As whom, where it is not ourselves. */
  readonly asUser?: string;
  /**
   * Returns when the objects are told to go, and keeps Helm's record, marked as uninstalled, for whoever sees to the
   * rest. Without it: returns when they are gone, and the record with them.
   */
  readonly keepRecord?: boolean;
  /** The chart's hooks do not run: nothing can be made where its namespace goes, too. */
  readonly noHooks?: boolean;
}

/** What Helm has on record of a release, by its newest revision. */
export interface HelmRecord {
  /** `deployed`, `failed`, `uninstalled`, … as Helm writes it. */
  readonly status: string;
  /** A revision of it is ours. */
  readonly isOurs: boolean;
  /** Objects of the manifest. */
  readonly objects: readonly ObjectKey[];
  /** Objects of hooks, which no uninstall takes away. */
  readonly hooks: readonly ObjectKey[];
  /** Those of them that run when it is uninstalled. */
  readonly deleteHooks: readonly ObjectKey[];
}

/** What Helm deployed. */
export interface Deployed {
  readonly revision: number;
  readonly chart: string;
  readonly version: string;
  /** Objects of the manifest, hooks not included. Namespace filled in for namespaced kinds that name none. */
  readonly objects: readonly ObjectKey[];
  /** Helm was given no values. Told where that is read from its record. */
  readonly isWithoutValues?: boolean;
}

/** The Helm command line, 3 or 4. Every method throws HelmError and nothing else. */
export interface Helm {
  /** Brings the chart onto this machine; the same reference is fetched once. */
  fetchChart(chart: ChartRef): Promise<Chart>;
  /** Installs or upgrades with exactly these values (`--reset-values`), given by standard input. */
  upgrade(request: UpgradeRequest, signal?: AbortSignal): Promise<Deployed>;
  /** Takes a release away; one that is not there is no error. */
  uninstall(request: UninstallRequest, signal?: AbortSignal): Promise<void>;
  /** The chart's manifests with these values, as Helm prints them, hooks included. Needs no cluster. */
  template(request: {
    readonly releaseName: string;
    readonly namespace: string;
    readonly chart: Chart;
    readonly values: Values;
  }): Promise<string>;
}

export type HelmErrorCode =
  | "HelmUnavailable"
  | "ChartUnavailable"
  | "ReleaseLocked"
  | "ClusterUnreachable"
  | "NamespaceMissing"
  | "Forbidden"
  | "TimedOut"
  | "Cancelled"
  | "ReleaseTooLarge"
  | "ValuesRefused"
  | "Failed";

/** Helm could not do what was asked. `message` is Helm's own reason, shortened and without secrets. */
export class HelmError extends Error {
  override readonly name = "HelmError";
  readonly code: HelmErrorCode;
  constructor(code: HelmErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
  get retryable(): boolean {
    return ["ReleaseLocked", "ClusterUnreachable", "TimedOut"].includes(this.code);
  }
}
