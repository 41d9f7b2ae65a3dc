import type { Release } from "../graph/graph.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { HelmState } from "../plan/observation.ts";
import type { Selection } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";

/** Helm's records of one release: labels say all that is looked at. */
export function recordsOf({ namespace, releaseName }: Pick<Release, "namespace" | "releaseName">): Selection {
  const labelSelector = `owner=helm,name=${releaseName}`;
  return { apiVersion: "v1", kind: "Secret", namespace, labelSelector, metadataOnly: true };
}

/** What Helm's records of one release say of its newest revision; undefined where there is none. */
export function newestOf(records: Iterable<KubeObject>): HelmState | undefined {
  let newest: HelmState | undefined;
  let neverDeployed = true;
  for (const { metadata } of records) {
    const labels = metadata.labels ?? {};
    if (labels.status === "deployed" || labels.status === "superseded") neverDeployed = false;
    const revision = Number(labels.version);
    if (newest !== undefined && newest.revision >= revision) continue;
    const digest = labels[LABELS.digest];
    const isOurs = isOurRevision(labels);
    newest = {
      revision,
      status: labels.status ?? "unknown",
      ...(digest === undefined || !isOurs ? {} : { digest }),
      ...(isOurs ? { isOurs } : {}),
    };
  }
  return newest === undefined || !neverDeployed ? newest : { ...newest, neverDeployed };
}

/**
 * Whether a revision was made by us, by the labels of its record. An upgrade or a rollback that somebody else makes of a
 * release of ours has our labels, too, but for another number.
 */
export function isOurRevision(labels: Readonly<Record<string, string>> = {}): boolean {
  return labels[LABELS.managedBy] === MANAGED_BY && labels[LABELS.revision] === labels.version;
}
