import {
  type ApplyRecord,
  buildUniverse,
  type Cluster,
  ClusterError,
  type Deployed,
  decodeRecord,
  encodeRecord,
  type Graph,
  type KubeObject,
  LABELS,
  type NodeId,
  type ObjectKey,
  type ObjectRef,
  type RecordedRelease,
  type Recorder,
  type Release,
  recordedName,
  recordKey,
  releasesOf,
  type Spec,
  specOfRecord,
} from "@upstart/engine";

/** A record and the Secret that it is in. */
export interface StoredRecord {
  readonly record: ApplyRecord;
  readonly secret: KubeObject;
}

/** Every record of a namespace, or of all. */
export async function listRecords(cluster: Cluster, namespace?: string): Promise<StoredRecord[]> {
  const secrets = await cluster.list({
    apiVersion: "v1",
    kind: "Secret",
    labelSelector: LABELS.record,
    ...(namespace === undefined ? {} : { namespace }),
  });
  return secrets.flatMap((secret) => {
    const record = decodeRecord(secret);
    return record === undefined ? [] : [{ record, secret }];
  });
}

/** The records that hold a service which one of these names. Environments hold the services that they make. */
export function recordsOf(
  wanted: readonly { readonly name: string; readonly namespace: string }[],
  records: readonly StoredRecord[],
): StoredRecord[] {
  return records.filter(({ record }) => {
    const { expanded } = buildUniverse([specOfRecord(record)], record.object.namespace);
    const objects: ObjectRef[] = [
      ...expanded.services.map((s) => s.service.object),
      ...expanded.standalone.map((r) => r.owner),
    ];
    return wanted.some(({ name, namespace }) =>
      objects.some((o) => o.name === name && (o.namespace ?? record.object.namespace) === namespace),
    );
  });
}

/** What records know of the objects that each release made. */
export function inventoryOf(graph: Graph, records: readonly ApplyRecord[]): Map<NodeId, readonly ObjectKey[]> {
  const known = new Map(records.flatMap((r) => Object.entries(r.releases)));
  return new Map(
    releasesOf(graph).flatMap((release) => {
      const recorded = known.get(recordedName(release));
      return recorded === undefined ? [] : [[release.id, recorded.objects] as const];
    }),
  );
}

/**
 * Keeps one object's record while it is applied. Writes are gathered: while one is under way, what comes in goes into
 * the next. Nobody waits for a write but `flush`.
 */
export class RecordWriter implements Recorder {
  readonly #cluster: Cluster;
  readonly #releases: Map<string, RecordedRelease>;
  #record: ApplyRecord;
  #secret: KubeObject;
  #writing: Promise<void> | undefined;
  #isDirty = false;
  #failure: unknown;

  private constructor(cluster: Cluster, record: ApplyRecord, secret: KubeObject) {
    this.#cluster = cluster;
    this.#record = record;
    this.#secret = secret;
    this.#releases = new Map(Object.entries(record.releases));
  }

  /** Writes the record as it is before anything is done: what happens from here on is known to belong to it. */
  static async open(cluster: Cluster, spec: Spec, namespace: string, now: number): Promise<RecordWriter> {
    const object = { ...spec.object, namespace: spec.object.namespace ?? namespace };
    const previous = await cluster.get(recordKey(object));
    const before = previous === undefined ? undefined : decodeRecord(previous);
    const record: ApplyRecord = {
      object,
      spec: spec.spec,
      releases: before?.releases ?? {},
      namespaces: before?.namespaces ?? [],
      appliedAt: new Date(now).toISOString(),
    };
    const isSame = before !== undefined && JSON.stringify(before.spec) === JSON.stringify(record.spec);
    if (previous !== undefined && isSame) return new RecordWriter(cluster, record, previous);
    const encoded = encodeRecord(record, previous);
    return new RecordWriter(
      cluster,
      record,
      previous === undefined ? await cluster.create(encoded) : await cluster.update(encoded),
    );
  }

  get uid(): string {
    return this.#secret.metadata.uid ?? "";
  }

  get record(): ApplyRecord {
    return this.#record;
  }

  deployed(release: Release, deployed: Deployed, _digest: string): void {
    const { revision, chart, version, objects } = deployed;
    this.#releases.set(recordedName(release), {
      namespace: release.namespace,
      releaseName: release.releaseName,
      chart,
      version,
      revision,
      objects,
      deployedAt: new Date().toISOString(),
    });
    this.#change({});
  }

  removed(name: string): void {
    this.#releases.delete(name);
    this.#change({});
  }

  madeNamespaces(namespaces: readonly string[]): void {
    if (JSON.stringify(namespaces) !== JSON.stringify(this.#record.namespaces)) this.#change({ namespaces });
  }

  /** Resolves when everything is written; rejects with what kept it from being written. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  async delete(): Promise<void> {
    await this.flush();
    await this.#cluster.delete(recordKey(this.#record.object));
  }

  #change(more: Partial<ApplyRecord>): void {
    this.#record = { ...this.#record, ...more, releases: Object.fromEntries(this.#releases) };
    this.#isDirty = true;
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    try {
      while (this.#isDirty) {
        this.#isDirty = false;
        this.#secret = await this.#cluster
          .update(encodeRecord(this.#record, this.#secret))
          .catch(async (error: unknown) => {
            if (!(error instanceof ClusterError) || error.code !== "Conflict") throw error;
            // Labels or annotations changed under us: the lease keeps other writers of the data away.
            const current = await this.#cluster.get(recordKey(this.#record.object));
            const next = encodeRecord(this.#record, current);
            return current === undefined ? await this.#cluster.create(next) : await this.#cluster.update(next);
          });
      }
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#writing = undefined;
    }
  }
}
