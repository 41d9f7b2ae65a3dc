import { LABELS, MANAGED_BY, OWNER_UID_ANNOTATION } from "../names/labels.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";

/** What can be left without whoever it was made for, in the order in which it is taken away. */
export const ORPHAN_KINDS = [
  "UpstartService",
  "HelmRelease",
  "HelmRecord",
  "Namespace",
  "PersistentVolume",
  "ClusterObject",
] as const;

export type OrphanKind = (typeof ORPHAN_KINDS)[number];

/** Something in the cluster that nobody keeps any more. */
export interface Orphan {
  readonly kind: OrphanKind;
  readonly object: ObjectKey;
  readonly uid: string;
  /** For a person: what became of whoever it was made for. */
  readonly why: string;
  /** Its own marks prove that we made it. What cannot be proven is told, and never deleted. */
  readonly isOurs: boolean;
  /** Of a HelmRecord: the Helm release. */
  readonly releaseName?: string;
}

/** An orphan, and since when it has been seen to be one: ISO 8601. */
export interface KnownOrphan extends Orphan {
  readonly since: string;
}

/** The uid of whoever a namespace was made for; undefined where it is not marked as made, or was set aside for its volumes. */
export function ownerOfNamespace({ metadata }: KubeObject): string | undefined {
  const uid = metadata.annotations?.[OWNER_UID_ANNOTATION];
  const isMade = metadata.labels?.[LABELS.managedBy] === MANAGED_BY;
  return isMade && uid !== undefined && /^\S+$/.test(uid) ? uid : undefined;
}

/** The Helm release that a record of Helm's is about, where it is marked as deployed by us. */
export function releaseOfRecord({
  metadata: { labels = {}, namespace = "" },
}: KubeObject): { readonly releaseName: string; readonly namespace: string } | undefined {
  const isOurs = labels.owner === "helm" && labels[LABELS.managedBy] === MANAGED_BY;
  return isOurs && labels.name !== undefined ? { releaseName: labels.name, namespace } : undefined;
}
