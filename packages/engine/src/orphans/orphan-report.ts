import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { Selection } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { type KnownOrphan, ORPHAN_KINDS, type OrphanKind } from "./orphan.ts";

/** What the controllers have found when they looked last. */
export interface OrphanReport {
  /** ISO 8601: when it was written. It is written when there is something new, and once an hour. */
  readonly at: string;
  /** Of each kind, how many there are. */
  readonly counts: Readonly<Record<OrphanKind, number>>;
  /** At most 200, in the order in which they are to be taken away. */
  readonly orphans: readonly KnownOrphan[];
  /** What may not be looked at, in the server's words: there may be more. */
  readonly unread: readonly string[];
}

const NAME = "upstart.orphans";
const MAX_TOLD = 200;

/** Where the report is: a ConfigMap beside the Lease of the controllers that keep no shard. */
export function orphansKey(namespace: string): ObjectKey {
  return { apiVersion: "v1", kind: "ConfigMap", namespace, name: NAME };
}

/** The same, for who does not know where that is. */
export const ORPHANS_ANYWHERE: Selection = {
  apiVersion: "v1",
  kind: "ConfigMap",
  fieldSelector: `metadata.name=${NAME}`,
};

/** The report in a ConfigMap; undefined where there is none, or somebody has edited it. */
export function readOrphanReport(configMap: KubeObject | undefined): OrphanReport | undefined {
  const text = dataOf(configMap).report;
  if (text === undefined) return undefined;
  try {
    const report = JSON.parse(text) as Partial<OrphanReport> | null;
    return Array.isArray(report?.orphans) && typeof report.at === "string" ? (report as OrphanReport) : undefined;
  } catch {
    return undefined; // the next look writes it anew
  }
}

/** A report of these orphans. */
export function orphanReport(at: string, orphans: readonly KnownOrphan[], unread: readonly string[]): OrphanReport {
  return { at, counts: countOrphans(orphans), orphans: orphans.slice(0, MAX_TOLD), unread };
}

/** How many there are of each kind. */
export function countOrphans(orphans: readonly Pick<KnownOrphan, "kind">[]): Record<OrphanKind, number> {
  const entries = ORPHAN_KINDS.map((kind) => [kind, orphans.filter((o) => o.kind === kind).length] as const);
  return Object.fromEntries(entries) as Record<OrphanKind, number>;
}

/** The ConfigMap with another report. `memory` is what the controllers keep for themselves. */
export function withOrphanReport(
  configMap: KubeObject | undefined,
  namespace: string,
  report: OrphanReport,
  memory: string,
): KubeObject {
  const labels = { ...configMap?.metadata.labels, [LABELS.managedBy]: MANAGED_BY };
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { ...configMap?.metadata, name: NAME, namespace, labels },
    data: { report: JSON.stringify(report), memory },
  };
}

/** What the controllers keep for themselves beside the report. */
export function readOrphanMemory(configMap: KubeObject | undefined): string | undefined {
  return dataOf(configMap).memory;
}

function dataOf(configMap: KubeObject | undefined): Readonly<Record<string, string | undefined>> {
  return (configMap?.data ?? {}) as Readonly<Record<string, string>>;
}
