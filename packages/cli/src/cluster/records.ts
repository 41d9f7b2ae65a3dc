import {
  type ApplyRecord,
  buildUniverse,
  type Cluster,
  ClusterError,
  decodeRecord,
  type Graph,
  isUnreadable,
  type KubeObject,
  LABELS,
  type NodeId,
  type ObjectKey,
  type ObjectRef,
  type RecordedFailure,
  type RecordedRelease,
  type Release,
  recordedName,
  releasesOf,
  type Selection,
  type Spec,
  specOfRecord,
  type WatchEvent,
} from "@upstart/engine";

/** A record and the Secret that it is in. */
export interface StoredRecord {
  readonly record: ApplyRecord;
  readonly secret: KubeObject;
}

/** What was applied, and Secrets that say so in a way that this version cannot read. */
export interface Records {
  readonly records: readonly StoredRecord[];
  /** As `namespace/name`. */
  readonly unreadable: readonly string[];
}

/** Every record of a namespace, or of all: to list or to watch them by. */
export function recordSelection(namespace?: string): Selection {
  const records = { apiVersion: "v1", kind: "Secret", labelSelector: LABELS.record };
  return namespace === undefined ? records : { ...records, namespace };
}

/** Every record of a namespace, or of all. */
export async function listRecords(cluster: Cluster, namespace?: string): Promise<Records> {
  const secrets = await cluster.list(recordSelection(namespace));
  return {
    records: recordsIn(secrets),
    unreadable: secrets.filter(isUnreadable).map((s) => `${s.metadata.namespace}/${s.metadata.name}`),
  };
}

/** The records that can be read. */
export function recordsIn(secrets: readonly KubeObject[]): StoredRecord[] {
  return secrets.flatMap((secret) => {
    const record = decodeRecord(secret);
    return record === undefined ? [] : [{ record, secret }];
  });
}

/** The records of a namespace, or of all: none where Secrets may not be read, and why. */
export async function listReadableRecords(
  cluster: Cluster,
  namespace?: string,
): Promise<Records & { readonly forbidden?: ClusterError }> {
  try {
    return await listRecords(cluster, namespace);
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Forbidden")
      return { records: [], unreadable: [], forbidden: error };
    throw error;
  }
}

/** Records of all namespaces where one may see them, else of one. */
export async function listVisibleRecords(cluster: Cluster, namespace: string): Promise<Records> {
  try {
    return await listRecords(cluster);
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Forbidden") return await listRecords(cluster, namespace);
    throw error;
  }
}

/** The records that hold a service which one of these names. Environments hold the services that they make. */
export function recordsOf(
  wanted: readonly { readonly name: string; readonly namespace: string }[],
  records: readonly StoredRecord[],
): StoredRecord[] {
  return records.filter(({ record }) => holdsAny(specOfRecord(record), record.object.namespace, wanted));
}

/** Whether a spec makes a service or release that one of these names. `home` is the namespace of what names none. */
export function holdsAny(
  spec: Spec,
  home: string,
  wanted: readonly { readonly name: string; readonly namespace: string }[],
): boolean {
  if (wanted.length === 0) return false;
  const { expanded } = buildUniverse([spec], home);
  const objects: ObjectRef[] = [
    ...expanded.services.map((s) => s.service.object),
    ...expanded.standalone.map((r) => r.owner),
  ];
  return wanted.some(({ name, namespace }) =>
    objects.some((o) => o.name === name && (o.namespace ?? home) === namespace),
  );
}

/** What records know of the objects that each release made. */
export function inventoryOf(graph: Graph, records: readonly ApplyRecord[]): Map<NodeId, readonly ObjectKey[]> {
  return new Map(recordedOf(releasesOf(graph), records).map(([id, { objects }]) => [id, objects]));
}

/** Of which revisions of Helm's that is. */
export function revisionsOf(releases: readonly Release[], records: readonly ApplyRecord[]): Map<NodeId, number> {
  return new Map(recordedOf(releases, records).map(([id, { revision }]) => [id, revision]));
}

function recordedOf(releases: readonly Release[], records: readonly ApplyRecord[]): [NodeId, RecordedRelease][] {
  const known = new Map(records.flatMap((r) => Object.entries(r.releases)));
  return releases.flatMap((release) => {
    const recorded = known.get(recordedName(release));
    return recorded === undefined ? [] : [[release.id, recorded]];
  });
}

/**
 * What records know of releases that failed. Whoever waits is not told what was too slow for an apply: it may come
 * after all.
 */
export function failuresOf(
  graph: Graph,
  records: readonly ApplyRecord[],
  { isWaiting }: { readonly isWaiting: boolean },
): Map<NodeId, RecordedFailure> {
  const known = new Map(records.flatMap((r) => Object.entries(r.failures ?? {})));
  return new Map(
    releasesOf(graph).flatMap((release) => {
      const failure = known.get(recordedName(release));
      return failure === undefined || (isWaiting && failure.isDeployed === true)
        ? []
        : [[release.id, failure] as const];
    }),
  );
}

/** One text per object that is applied. */
export function ownerKey({ kind, namespace, name }: ObjectRef, home: string): string {
  return `${kind}/${namespace ?? home}/${name}`;
}

/** Whether an event tells of a record that is not as it was read: the first events of a watch tell of what is known. */
export function isNews({ type, object }: WatchEvent, known: readonly StoredRecord[]): boolean {
  const { uid, resourceVersion } = object.metadata;
  if (type === "deleted") return true;
  return !known.some(
    ({ secret: { metadata } }) => metadata.uid === uid && metadata.resourceVersion === resourceVersion,
  );
}
