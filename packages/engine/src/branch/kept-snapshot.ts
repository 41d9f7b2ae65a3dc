import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { Selection } from "../ports/cluster.ts";
import type { KubeObject } from "../ports/object.ts";
import { bytesOf } from "./quantity.ts";
import { nameWith, SNAPSHOT_CONTENT, VOLUME_CLAIM, VOLUME_SNAPSHOT } from "./volume-snapshot.ts";

/** What a claim was of which a snapshot is kept, and whose. */
export interface KeptClaim {
  /** `namespace/name` of the environment, and its uid. */
  readonly environment: string;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  /** ISO 8601: when the snapshot was made. */
  readonly at: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Those that Helm knows its own objects by. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: ClaimSpec;
}

interface ClaimSpec {
  readonly accessModes?: readonly string[];
  readonly storageClassName?: string;
  readonly volumeMode?: string;
  readonly resources?: { readonly requests?: { readonly storage?: string } };
}

/** A snapshot that outlived its environment. */
export interface KeptSnapshot {
  readonly content: KubeObject;
  readonly claim: KeptClaim;
}

/** On the content of a snapshot that outlived its environment. */
export const KEPT_SNAPSHOT_LABEL = "upstart.com/kept-snapshot";

const CLAIM_ANNOTATION = "upstart.com/claim";
/** The uid of the environment that has it back. */
const RESTORED_ANNOTATION = "upstart.com/restored-for";

/** What lets the snapshot of a claim outlive its namespace, and says what it is: to be applied onto its content. */
export function keptContent(content: KubeObject, snapshot: KubeObject, claim: KubeObject, environment: KubeObject) {
  const { name, uid = "" } = content.metadata;
  const kept: KeptClaim = {
    environment: ownerOf(environment),
    uid: environment.metadata.uid ?? "",
    namespace: claim.metadata.namespace ?? "",
    name: claim.metadata.name,
    at: snapshot.metadata.creationTimestamp ?? "",
    labels: claim.metadata.labels ?? {},
    annotations: helmsOwn(claim.metadata.annotations),
    spec: specOf(claim),
  };
  return {
    ...SNAPSHOT_CONTENT,
    metadata: {
      name,
      uid,
      labels: {
        [LABELS.managedBy]: MANAGED_BY,
        [LABELS.environment]: environment.metadata.name,
        [KEPT_SNAPSHOT_LABEL]: "true",
      },
      annotations: { [CLAIM_ANNOTATION]: JSON.stringify(kept) },
    },
    spec: { deletionPolicy: "Retain" },
  };
}

/** Whether a content is kept already. */
export function isKept({ metadata, spec }: KubeObject): boolean {
  const { deletionPolicy } = (spec ?? {}) as { readonly deletionPolicy?: string };
  return metadata.labels?.[KEPT_SNAPSHOT_LABEL] === "true" && deletionPolicy === "Retain";
}

/** All that may be kept of environments of that name. */
export function keptSnapshotsOf(environment: string): Selection {
  return { ...SNAPSHOT_CONTENT, labelSelector: `${KEPT_SNAPSHOT_LABEL}=true,${LABELS.environment}=${environment}` };
}

/**
 * Those that an environment is to have back in one of its namespaces: of the last life that left any, one for each claim.
 * What this life has had back already is left out.
 */
export function snapshotsToRestore(
  contents: readonly KubeObject[],
  environment: KubeObject,
  namespace: string,
): KeptSnapshot[] {
  const all = contents
    .flatMap((content) => keptSnapshot(content) ?? [])
    .filter(({ claim, content }) => claim.environment === ownerOf(environment) && isKept(content))
    .sort((a, b) => (a.claim.at < b.claim.at ? 1 : -1));
  const last = all.filter((k) => k.claim.uid === all[0]!.claim.uid && k.claim.namespace === namespace);
  const newest = new Map(last.toReversed().map((k) => [k.claim.name, k]));
  return [...newest.values()].filter(
    ({ content }) => content.metadata.annotations?.[RESTORED_ANNOTATION] !== environment.metadata.uid,
  );
}

/** What says on a content that an environment has it back: to be applied onto it. */
export function restoredMark({ metadata: { name, uid = "" } }: KubeObject, environment: KubeObject): KubeObject {
  const annotations = { [RESTORED_ANNOTATION]: environment.metadata.uid ?? "" };
  return { ...SNAPSHOT_CONTENT, metadata: { name, uid, annotations } };
}

/**
 * What brings a kept snapshot back into a namespace, to be created in this order: a content that stands for the same
 * snapshot and goes with the namespace, its VolumeSnapshot, and the claim that is filled from that. Undefined where the
 * content does not say where the storage has it.
 */
export function restoringObjects({ content, claim }: KeptSnapshot, namespace: KubeObject): KubeObject[] | undefined {
  const { driver, sourceVolumeMode, volumeSnapshotClassName, source } = content.spec as ContentSpec;
  const { snapshotHandle = source?.snapshotHandle, restoreSize } = (content.status ?? {}) as ContentStatus;
  if (snapshotHandle === undefined) return undefined;
  const { name, uid = "" } = namespace.metadata;
  const labels = { [LABELS.managedBy]: MANAGED_BY };
  const snapshot = nameWith(claim.name, uid);
  return [
    {
      ...SNAPSHOT_CONTENT,
      metadata: {
        name: nameWith(`${name}-${claim.name}`, uid),
        labels,
        ownerReferences: [{ apiVersion: "v1", kind: "Namespace", name, uid }],
      },
      spec: {
        deletionPolicy: "Retain",
        driver,
        source: { snapshotHandle },
        ...(sourceVolumeMode === undefined ? {} : { sourceVolumeMode }),
        ...(volumeSnapshotClassName === undefined ? {} : { volumeSnapshotClassName }),
        volumeSnapshotRef: { ...VOLUME_SNAPSHOT, name: snapshot, namespace: name },
      },
    },
    {
      ...VOLUME_SNAPSHOT,
      metadata: { name: snapshot, namespace: name, labels },
      spec: { source: { volumeSnapshotContentName: nameWith(`${name}-${claim.name}`, uid) } },
    },
    {
      ...VOLUME_CLAIM,
      metadata: { name: claim.name, namespace: name, labels: claim.labels, annotations: claim.annotations },
      spec: {
        ...claim.spec,
        resources: { requests: { storage: largest(claim.spec.resources?.requests?.storage, restoreSize) } },
        dataSource: { apiGroup: "snapshot.storage.k8s.io", kind: VOLUME_SNAPSHOT.kind, name: snapshot },
      },
    },
  ];
}

interface ContentSpec {
  readonly driver: string;
  readonly sourceVolumeMode?: string;
  readonly volumeSnapshotClassName?: string;
  readonly source?: { readonly snapshotHandle?: string };
}

interface ContentStatus {
  readonly snapshotHandle?: string;
  /** Bytes. */
  readonly restoreSize?: number;
}

function ownerOf({ metadata: { namespace, name } }: KubeObject): string {
  return `${namespace}/${name}`;
}

function keptSnapshot(content: KubeObject): KeptSnapshot | undefined {
  try {
    const claim = JSON.parse(content.metadata.annotations?.[CLAIM_ANNOTATION] ?? "null") as Partial<KeptClaim> | null;
    const isWhole = [claim?.environment, claim?.uid, claim?.namespace, claim?.name, claim?.at].every(
      (field) => typeof field === "string",
    );
    return isWhole && typeof claim?.spec === "object" ? { content, claim: claim as KeptClaim } : undefined;
  } catch {
    return undefined; // somebody has edited it
  }
}

function specOf({ spec }: KubeObject): ClaimSpec {
  const { accessModes, storageClassName, volumeMode, resources } = (spec ?? {}) as ClaimSpec;
  const storage = resources?.requests?.storage;
  return {
    ...(accessModes === undefined ? {} : { accessModes }),
    ...(storageClassName === undefined ? {} : { storageClassName }),
    ...(volumeMode === undefined ? {} : { volumeMode }),
    ...(storage === undefined ? {} : { resources: { requests: { storage } } }),
  };
}

function helmsOwn(annotations: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => /^(?:meta\.)?helm\.sh\//.test(key)));
}

/** A volume that is made of a snapshot must not be smaller than that. */
function largest(asked = "0", bytes = 0): string {
  return (bytesOf(asked) ?? 0) >= bytes ? asked : String(bytes);
}
