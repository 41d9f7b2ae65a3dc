import { actingUserOf, type Release } from "../graph/graph.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { OBJECT_NAME_MAX, shorten } from "../names/names.ts";
import type { Failure } from "../plan/observation.ts";
import type { DeployStep } from "../plan/step.ts";
import { ClusterError } from "../ports/cluster.ts";
import { type Deployed, type Helm, HelmError } from "../ports/helm.ts";
import { chartRefOf } from "./prefetch.ts";

/** What came of a Helm call. */
export type Outcome =
  | { readonly is: "deployed"; readonly deployed: Deployed }
  /** `mayPass`: the same call may succeed later by itself. */
  | { readonly is: "failed"; readonly failure: Failure; readonly mayPass: boolean }
  /** We ended it ourselves. */
  | { readonly is: "cancelled" };

/**
 * Carries out an install or upgrade: the only caller of Helm's upgrade. The world's failures become outcomes.
 * `onHold` is called before a Helm run that will mostly wait, for a chart whose post hooks come after readiness. Helm
 * is not called before `announced`, which may reject with ClusterError: then it is not called at all. `revision`: what
 * the one that it makes is going to be.
 */
export async function performDeploy(
  helm: Helm,
  release: Release,
  step: DeployStep,
  options: {
    readonly revision: number;
    readonly signal: AbortSignal;
    readonly onHold: () => void;
    readonly announced?: Promise<void>;
    readonly impersonates?: boolean;
  },
): Promise<Outcome> {
  const asUser = options.impersonates ? actingUserOf(release) : undefined;
  try {
    const [chart] = await Promise.all([helm.fetchChart(chartRefOf(release)), options.announced]);
    if (chart.hasPostHooks) options.onHold();
    const deployed = await helm.upgrade(
      {
        releaseName: release.releaseName,
        namespace: release.namespace,
        chart,
        values: step.values,
        timeoutMs: release.timeoutMs,
        wait: chart.hasPostHooks,
        secrets: step.secrets,
        labels: labelsOf(release, step.digest, options.revision),
        ...(asUser === undefined ? {} : { asUser }),
      },
      options.signal,
    );
    return { is: "deployed", deployed };
  } catch (error) {
    if (error instanceof ClusterError) return unannounced(error);
    if (!(error instanceof HelmError)) throw error;
    return outcomeOf(error, step.isFirst === true ? "install" : step.do);
  }
}

/** What Helm's record of the revision is labelled with. */
function labelsOf(release: Release, digest: string, revision: number): Record<string, string> {
  const labels: Record<string, string> = {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.digest]: digest,
    [LABELS.revision]: String(revision),
    [LABELS.release]: labelValue(release.key),
  };
  if (release.service !== undefined) labels[LABELS.service] = labelValue(release.service.split("/").at(-1)!);
  if (release.environment !== undefined) labels[LABELS.environment] = labelValue(release.environment.name);
  return labels;
}

/** A name as Kubernetes takes it for a label's value, which is shorter than names may be. */
function labelValue(name: string): string {
  return shorten(name, OBJECT_NAME_MAX);
}

function unannounced({ message }: ClusterError): Outcome {
  return { is: "failed", failure: { reason: "ClusterUnreachable", message }, mayPass: true };
}

function outcomeOf(error: HelmError, doing: "install" | "upgrade"): Outcome {
  const { code, message } = error;
  const failed = (reason: string, mayPass = false): Outcome => ({
    is: "failed",
    failure: { reason, message, code },
    mayPass,
  });
  switch (code) {
    case "Cancelled":
      return { is: "cancelled" };
    case "ReleaseLocked":
    case "ClusterUnreachable":
    case "NamespaceMissing":
      return failed(code, true);
    case "ChartUnavailable":
    case "HelmUnavailable":
    // A right that somebody lacks is given by others than the release's author.
    case "Forbidden":
      return failed(code);
    case "TimedOut":
    case "ReleaseTooLarge":
    case "ValuesRefused":
    case "Failed":
      return failed(doing === "install" ? "InstallFailed" : "UpgradeFailed");
  }
}
