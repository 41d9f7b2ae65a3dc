import { setImmediate } from "node:timers/promises";
import {
  type ApplyRecord,
  type Clock,
  type Cluster,
  ClusterError,
  type Deployed,
  decodeRecord,
  encodeRecord,
  isUnreadable,
  type KubeObject,
  pause,
  type RecordedFailure,
  type RecordedRelease,
  type Release,
  recordedName,
  recordKey,
  type Spec,
} from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";

/** For so long after a write what comes in is gathered for the next. */
const GATHER_MS = 1000;

/**
 * Keeps one object's record while it is applied. Writes are gathered: while one is under way, and for a moment after,
 * what comes in goes into the next. Nobody waits for a write but `flush`.
 */
export class RecordWriter {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #releases: Map<string, RecordedRelease>;
  readonly #failures: Map<string, RecordedFailure>;
  /** Releases that failed in this run. */
  readonly #failed = new Set<string>();
  #record: ApplyRecord;
  #secret: KubeObject;
  #hurry = new AbortController();
  #writing: Promise<void> | undefined;
  #isDirty = false;
  #failure: unknown;

  private constructor(cluster: Cluster, clock: Clock, record: ApplyRecord, secret: KubeObject) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#record = record;
    this.#secret = secret;
    this.#releases = new Map(Object.entries(record.releases));
    this.#failures = new Map(Object.entries(record.failures ?? {}));
  }

  /**
   * Writes the record as it is before anything is done: what happens from here on is known to belong to it. One that
   * cannot be read is never overwritten. `listed` are Secrets with records as they are now, this one's among them where
   * there is one.
   */
  static async open(
    cluster: Cluster,
    clock: Clock,
    spec: Spec,
    { namespace, listed }: { readonly namespace: string; readonly listed: readonly KubeObject[] },
  ): Promise<RecordWriter> {
    const object = { ...spec.object, namespace: spec.object.namespace ?? namespace };
    const key = recordKey(object);
    const isIts = ({ metadata }: KubeObject) => metadata.name === key.name && metadata.namespace === key.namespace;
    try {
      return await RecordWriter.#openAfter(cluster, clock, { ...spec, object }, listed.find(isIts));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== "AlreadyExists") throw error;
      // Without its labels no list shows it.
      return await RecordWriter.#openAfter(cluster, clock, { ...spec, object }, await cluster.get(key));
    }
  }

  static async #openAfter(
    cluster: Cluster,
    clock: Clock,
    { object, spec }: Pick<Spec, "spec"> & { readonly object: ApplyRecord["object"] },
    previous: KubeObject | undefined,
  ): Promise<RecordWriter> {
    if (previous !== undefined && isUnreadable(previous)) throw unreadable(previous);
    const before = previous === undefined ? undefined : decodeRecord(previous);
    const record: ApplyRecord = {
      object,
      spec,
      releases: before?.releases ?? {},
      ...(before?.failures === undefined ? {} : { failures: before.failures }),
      namespaces: before?.namespaces ?? [],
      appliedAt: new Date(clock.now()).toISOString(),
    };
    const isSame = before !== undefined && JSON.stringify(before.spec) === JSON.stringify(record.spec);
    if (previous !== undefined && isSame) return new RecordWriter(cluster, clock, record, previous);
    const encoded = encodeRecord(record, previous);
    const stored = previous === undefined ? await cluster.create(encoded) : await cluster.update(encoded);
    return new RecordWriter(cluster, clock, record, stored);
  }

  get uid(): string {
    return this.#secret.metadata.uid ?? "";
  }

  get record(): ApplyRecord {
    return this.#record;
  }

  /** `needs` are names under which records keep releases. */
  deployed(release: Release, { revision, chart, version, objects }: Deployed, needs: readonly string[]): void {
    this.#releases.set(recordedName(release), {
      namespace: release.namespace,
      releaseName: release.releaseName,
      chart,
      version,
      revision,
      objects,
      needs,
      timeoutMs: release.timeoutMs,
      deployedAt: new Date(this.#clock.now()).toISOString(),
    });
    this.#change({});
  }

  removed(name: string): void {
    this.#releases.delete(name);
    this.#failures.delete(name);
    this.#change({});
  }

  /** A release failed just now. Told again of the same, it keeps what it has. */
  failed(name: string, failure: RecordedFailure): void {
    if (this.#keepFailure(name, failure)) this.#change({});
  }

  /** How each release ended: failures are kept until a success. `undefined` is one; of what is not named nothing is kept. */
  concluded(ends: ReadonlyMap<string, RecordedFailure | undefined>): void {
    const before = JSON.stringify([...this.#failures]);
    for (const name of this.#failures.keys()) if (ends.get(name) === undefined) this.#failures.delete(name);
    for (const [name, failure] of ends) if (failure !== undefined) this.#keepFailure(name, failure);
    if (JSON.stringify([...this.#failures]) !== before) this.#change({});
  }

  /** Whether it is news: of the same failure the time of its first telling in this run is kept. */
  #keepFailure(name: string, failure: RecordedFailure): boolean {
    const known = this.#failures.get(name);
    const isKnown = this.#failed.has(name) && JSON.stringify({ ...known, at: failure.at }) === JSON.stringify(failure);
    if (isKnown) return false;
    this.#failed.add(name);
    this.#failures.set(name, failure);
    return true;
  }

  setNamespaces(namespaces: readonly string[]): void {
    if (JSON.stringify(namespaces) !== JSON.stringify(this.#record.namespaces)) this.#change({ namespaces });
  }

  /** Resolves when everything is written, tried once more where that failed; rejects with what keeps it from being written. */
  async flush(): Promise<void> {
    this.#hurry.abort();
    await this.#writing;
    if (this.#failure !== undefined) {
      this.#isDirty = true;
      await this.#write();
    }
    this.#hurry = new AbortController();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #change(more: Partial<ApplyRecord>): void {
    const { failures: _, ...record } = this.#record;
    this.#record = {
      ...record,
      ...more,
      releases: Object.fromEntries(this.#releases),
      ...(this.#failures.size === 0 ? {} : { failures: Object.fromEntries(this.#failures) }),
    };
    this.#isDirty = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(): Promise<void> {
    try {
      while (this.#isDirty) {
        await setImmediate(); // what a change makes possible is started before the change is written down
        this.#isDirty = false;
        this.#secret = await this.#put();
        this.#failure = undefined;
        await pause(this.#clock, GATHER_MS, this.#hurry.signal);
      }
    } catch (error) {
      this.#failure = error;
    }
  }

  async #put(): Promise<KubeObject> {
    try {
      return await this.#cluster.update(encodeRecord(this.#record, this.#secret));
    } catch (error) {
      if (!(error instanceof ClusterError) || error.code !== "Conflict") throw error;
      // Labels or annotations changed under us: the lease keeps other writers of the data away.
      const current = await this.#cluster.get(recordKey(this.#record.object));
      const next = encodeRecord(this.#record, current);
      return current === undefined ? await this.#cluster.create(next) : await this.#cluster.update(next);
    }
  }
}

function unreadable({ metadata: { name, namespace } }: KubeObject): CliError {
  return new CliError(
    EXIT.no,
    `the record of what was applied, Secret ${namespace}/${name}, cannot be read: a newer version wrote it, or it is damaged`,
    "use the version that wrote it. Only if it is damaged: delete the Secret, and apply takes over what is installed",
  );
}
