import type { Release } from "../graph/graph.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { Step } from "../plan/plan.ts";
import { type Deployed, type Helm, HelmError } from "./ports.ts";

/** What came of a Helm call. */
export type Outcome =
  | { readonly ok: true; readonly deployed: Deployed }
  /** The same call may succeed later by itself. */
  | { readonly ok: false; readonly retry: true; readonly reason: string; readonly message: string }
  | { readonly ok: false; readonly retry: false; readonly reason: string; readonly message: string }
  /** We ended it ourselves. */
  | { readonly ok: false; readonly cancelled: true };

type Deploy = Extract<Step, { do: "install" | "upgrade" }>;

/**
 * Carries out an install or upgrade: the only caller of Helm's upgrade. The world's failures become outcomes.
 * `onHold` is called before a Helm run that will mostly wait, for a chart whose post hooks come after readiness.
 */
export async function performDeploy(
  helm: Helm,
  release: Release,
  step: Deploy,
  options: { readonly signal: AbortSignal; readonly onHold: () => void },
): Promise<Outcome> {
  try {
    const chart = await helm.fetchChart({
      chart: release.chart,
      ...(release.version === undefined ? {} : { version: release.version }),
    });
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
        labels: labelsOf(release, step.digest),
      },
      options.signal,
    );
    return { ok: true, deployed };
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    return outcomeOf(error, step.do);
  }
}

/** What Helm's record of the revision is labelled with. Label values end at 63 characters; a longer id is not needed to find it. */
function labelsOf(release: Release, digest: string): Record<string, string> {
  const labels: Record<string, string> = {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.digest]: digest,
    [LABELS.release]: release.key.slice(0, 63),
  };
  if (release.service !== undefined) labels[LABELS.service] = release.service.split("/").at(-1)!.slice(0, 63);
  if (release.environment !== undefined) labels[LABELS.environment] = release.environment.name.slice(0, 63);
  return labels;
}

function outcomeOf(error: HelmError, doing: "install" | "upgrade"): Outcome {
  const { message } = error;
  switch (error.code) {
    case "Cancelled":
      return { ok: false, cancelled: true };
    case "ReleaseLocked":
      return { ok: false, retry: true, reason: "ReleaseLocked", message };
    case "ClusterUnreachable":
      return { ok: false, retry: true, reason: "ClusterUnreachable", message };
    case "ChartUnavailable":
    case "HelmUnavailable":
      return { ok: false, retry: false, reason: error.code, message };
    case "Forbidden":
    case "TimedOut":
    case "ReleaseTooLarge":
    case "Failed":
      return { ok: false, retry: false, reason: doing === "install" ? "InstallFailed" : "UpgradeFailed", message };
  }
}
