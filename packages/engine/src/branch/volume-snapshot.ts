import { createHash } from "node:crypto";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";

/** Kinds of the API that CSI drivers make snapshots by. */
export const VOLUME_SNAPSHOT = { apiVersion: "snapshot.storage.k8s.io/v1", kind: "VolumeSnapshot" } as const;
export const SNAPSHOT_CONTENT = { apiVersion: "snapshot.storage.k8s.io/v1", kind: "VolumeSnapshotContent" } as const;
export const VOLUME_CLAIM = { apiVersion: "v1", kind: "PersistentVolumeClaim" } as const;

/** How far a snapshot is. An `error` is what the driver has met last: it tries again by itself. */
export type SnapshotStanding =
  | { readonly is: "ready"; readonly content: string }
  | { readonly is: "waiting"; readonly error?: string };

/** Whether there is a volume to make a snapshot of that nobody has told to go. What is a Pod's own is scratch. */
export function hasData({ metadata, status }: KubeObject): boolean {
  const { phase } = (status ?? {}) as { readonly phase?: string };
  const isScratch = metadata.ownerReferences?.some((o) => o.kind === "Pod") === true;
  return metadata.deletionTimestamp === undefined && phase !== "Pending" && phase !== "Lost" && !isScratch;
}

/** The snapshot of a claim that an environment of this uid makes when it goes: each life of either has its own. */
export function snapshotOf({ metadata }: KubeObject, environment: KubeObject): KubeObject {
  const { name, namespace = "", uid = "" } = metadata;
  return {
    ...VOLUME_SNAPSHOT,
    metadata: {
      name: nameWith(name, `${environment.metadata.uid} ${uid}`),
      namespace,
      labels: { [LABELS.managedBy]: MANAGED_BY, [LABELS.environment]: environment.metadata.name },
    },
    spec: { source: { persistentVolumeClaimName: name } },
  };
}

/** As the snapshot controller says it. */
export function standingOfSnapshot({ status }: KubeObject): SnapshotStanding {
  const { readyToUse, boundVolumeSnapshotContentName: content, error } = (status ?? {}) as SnapshotStatus;
  if (readyToUse === true && content !== undefined) return { is: "ready", content };
  return { is: "waiting", ...(error?.message === undefined ? {} : { error: error.message }) };
}

interface SnapshotStatus {
  readonly readyToUse?: boolean;
  readonly boundVolumeSnapshotContentName?: string;
  readonly error?: { readonly message?: string };
}

/** `PersistentVolumeClaim shop/data` as a key. */
export function claimKey({ metadata: { name, namespace = "" } }: KubeObject): ObjectKey {
  return { ...VOLUME_CLAIM, namespace, name };
}

/** A name of at most 63 characters: what it is about, and a hash of what makes it another. */
export function nameWith(name: string, other: string): string {
  const hash = createHash("sha256").update(`${name}\0${other}`).digest("hex").slice(0, 8);
  return `${name.slice(0, 63 - 9).replace(/[-.]+$/, "")}-${hash}`;
}
