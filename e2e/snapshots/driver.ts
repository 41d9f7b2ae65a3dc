import { connect, createCluster, type KubernetesCluster } from "@upstart/clients";
import { ClusterError, type KubeObject, SNAPSHOT_CONTENT, VOLUME_CLAIM, VOLUME_SNAPSHOT } from "@upstart/engine";

const NAME = "csi.example.com";
const BOUND = "snapshot.storage.kubernetes.io/bound-protection";
const AS = { fieldManager: "csi-stand-in", force: true };
const VOLUME = { apiVersion: "v1", kind: "PersistentVolume" } as const;
const CLASS = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: "stand-in" },
  provisioner: NAME,
  volumeBindingMode: "Immediate",
};

/** What becomes of the snapshot of a claim: an error that the driver writes and goes on with, or nothing. */
export type Mood = { readonly error: string } | "silent";

/**
 * A CSI driver with its provisioner, and the snapshot controller: what there is of data is a text for each volume. They
 * fail or hang on request, and delete data exactly where the API says so.
 */
export class Driver {
  /** Texts by the handle of their volume or snapshot. */
  readonly storage = new Map<string, string>();
  readonly #cluster: KubernetesCluster;
  readonly #moods = new Map<string, Mood>();
  readonly #running = new Set<Promise<void>>();
  /** What went wrong otherwise than by what others do at the same time. */
  readonly problems: unknown[] = [];

  private constructor(kubeconfig: string) {
    this.#cluster = createCluster(connect({ kubeconfig }, {}));
  }

  /** Begins to work in a cluster that has the kinds, as its default for volumes. */
  static async start(kubeconfig: string): Promise<Driver> {
    const driver = new Driver(kubeconfig);
    const cluster = driver.#cluster;
    await driver.#beDefault(true);
    const watches = [
      cluster.watch(VOLUME_CLAIM, ({ object }) => driver.#run(() => driver.#provision(object))),
      cluster.watch(VOLUME_SNAPSHOT, ({ object }) => driver.#run(() => driver.#snapshot(object))),
      cluster.watch(SNAPSHOT_CONTENT, ({ object }) => driver.#run(() => driver.#content(object))),
      cluster.watch(VOLUME, ({ object }) => driver.#run(() => driver.#reclaim(object))),
    ];
    await Promise.all(watches.map((w) => w.synced));
    return driver;
  }

  /** From here on, for snapshots of a claim of this name. */
  behave(claim: string, mood: Mood): void {
    this.#moods.set(claim, mood);
  }

  /** Works again, also for what has been asked for. */
  async recover(claim: string): Promise<void> {
    this.#moods.delete(claim);
    for (const snapshot of await this.#cluster.list(VOLUME_SNAPSHOT)) this.#run(() => this.#snapshot(snapshot));
  }

  /** What a program writes into its volume. */
  async write(namespace: string, claim: string, text: string): Promise<void> {
    this.storage.set(await this.#volumeOf(namespace, claim), text);
  }

  async read(namespace: string, claim: string): Promise<string | undefined> {
    return this.storage.get(await this.#volumeOf(namespace, claim));
  }

  /** New volumes are the sandbox's own again. */
  async close(): Promise<void> {
    await Promise.all(this.#running);
    await this.#beDefault(false);
    this.#cluster.close();
  }

  async #beDefault(isDefault: boolean): Promise<void> {
    const said = (is: boolean) => ({ annotations: { "storageclass.kubernetes.io/is-default-class": String(is) } });
    const { apiVersion, kind } = CLASS;
    await this.#cluster.apply({ apiVersion, kind, metadata: { name: "standard", ...said(!isDefault) } }, AS);
    await this.#cluster.apply({ ...CLASS, metadata: { ...CLASS.metadata, ...said(isDefault) } }, AS);
  }

  async #volumeOf(namespace: string, name: string): Promise<string> {
    const claim = await this.#cluster.get({ ...VOLUME_CLAIM, namespace, name });
    const { volumeName } = (claim?.spec ?? {}) as { readonly volumeName?: string };
    if (volumeName === undefined) throw new Error(`the claim ${namespace}/${name} has no volume`);
    return volumeName;
  }

  #run(work: () => Promise<void>): void {
    const run = work().catch((error: unknown) => {
      // Somebody else was first, and the watch tells of it.
      if (!(error instanceof ClusterError) || !OVERTAKEN.has(error.code)) this.problems.push(error);
    });
    this.#running.add(run);
    void run.then(() => this.#running.delete(run));
  }

  async #provision(claim: KubeObject): Promise<void> {
    const { name, namespace = "", uid = "" } = claim.metadata;
    const spec = claim.spec as ClaimSpec;
    if (spec.storageClassName !== CLASS.metadata.name || spec.volumeName !== undefined) return;
    const data = await this.#dataFor(namespace, spec);
    if (data === undefined) return; // asked again when the snapshot is ready
    const volume = `pvc-${uid}`;
    if (!this.storage.has(volume)) this.storage.set(volume, data);
    await this.#cluster.create({
      ...VOLUME,
      metadata: { name: volume, annotations: { "pv.kubernetes.io/provisioned-by": NAME } },
      spec: {
        accessModes: spec.accessModes,
        capacity: spec.resources.requests,
        claimRef: { ...VOLUME_CLAIM, namespace, name, uid },
        csi: { driver: NAME, volumeHandle: volume },
        persistentVolumeReclaimPolicy: "Delete",
        storageClassName: CLASS.metadata.name,
      },
    });
  }

  async #dataFor(namespace: string, { dataSource }: ClaimSpec): Promise<string | undefined> {
    if (dataSource === undefined) return "";
    const snapshot = await this.#cluster.get({ ...VOLUME_SNAPSHOT, namespace, name: dataSource.name });
    const { boundVolumeSnapshotContentName: bound = "" } = (snapshot?.status ?? {}) as SnapshotStatus;
    const content = await this.#cluster.get({ ...SNAPSHOT_CONTENT, name: bound });
    return this.storage.get((content?.status as ContentStatus | undefined)?.snapshotHandle ?? "");
  }

  async #snapshot(seen: KubeObject): Promise<void> {
    const { name, namespace = "" } = seen.metadata;
    const snapshot = await this.#cluster.get({ ...VOLUME_SNAPSHOT, namespace, name });
    if (snapshot === undefined) return;
    if (snapshot.metadata.deletionTimestamp !== undefined) return await this.#letGo(snapshot);
    const { persistentVolumeClaimName: claim, volumeSnapshotContentName } = (snapshot.spec as SnapshotSpec).source;
    if ((snapshot.status as SnapshotStatus | undefined)?.readyToUse === true) return;
    if (volumeSnapshotContentName !== undefined) return await this.#ready(snapshot, volumeSnapshotContentName);
    const mood = this.#moods.get(claim ?? "");
    if (mood === undefined) return await this.#take(snapshot, claim ?? "");
    if (mood !== "silent") await this.#say(snapshot, { readyToUse: false, error: { message: mood.error } });
  }

  async #take(snapshot: KubeObject, claim: string): Promise<void> {
    const { name, namespace = "", uid = "" } = snapshot.metadata;
    const volume = await this.#volumeOf(namespace, claim);
    const handle = `snap-${uid}`;
    this.storage.set(handle, this.storage.get(volume) ?? "");
    const content: KubeObject = {
      ...SNAPSHOT_CONTENT,
      metadata: { name: `snapcontent-${uid}`, finalizers: [BOUND] },
      spec: {
        deletionPolicy: "Delete", // as most classes have it
        driver: NAME,
        source: { volumeHandle: volume },
        volumeSnapshotRef: { ...VOLUME_SNAPSHOT, namespace, name, uid },
      },
    };
    await this.#cluster.create(content);
    await this.#say(content, { readyToUse: true, snapshotHandle: handle, restoreSize: 1024 ** 3 });
    await this.#ready(snapshot, content.metadata.name);
  }

  async #ready(snapshot: KubeObject, content: string): Promise<void> {
    const { metadata, apiVersion, kind } = snapshot;
    const { name, namespace = "" } = metadata;
    const held = { apiVersion, kind, metadata: { name, namespace, finalizers: [BOUND] } };
    await this.#cluster.apply(held, AS);
    await this.#say(snapshot, { readyToUse: true, boundVolumeSnapshotContentName: content });
    for (const claim of await this.#cluster.list({ ...VOLUME_CLAIM, namespace }))
      this.#run(() => this.#provision(claim));
  }

  /** With its content, where that is to go. */
  async #letGo(snapshot: KubeObject): Promise<void> {
    const { boundVolumeSnapshotContentName: name } = (snapshot.status ?? {}) as SnapshotStatus;
    const content = name === undefined ? undefined : await this.#cluster.get({ ...SNAPSHOT_CONTENT, name });
    const { deletionPolicy } = (content?.spec ?? {}) as { readonly deletionPolicy?: string };
    if (deletionPolicy === "Delete") await this.#cluster.delete({ ...SNAPSHOT_CONTENT, name: name! });
    await this.#withoutFinalizer(snapshot);
  }

  async #content(seen: KubeObject): Promise<void> {
    const content = await this.#cluster.get({ ...SNAPSHOT_CONTENT, name: seen.metadata.name });
    if (content === undefined) return;
    const { source, deletionPolicy } = content.spec as ContentSpec;
    const { snapshotHandle = source.snapshotHandle } = (content.status ?? {}) as ContentStatus;
    if (content.metadata.deletionTimestamp !== undefined) {
      if (deletionPolicy === "Delete" && snapshotHandle !== undefined) this.storage.delete(snapshotHandle);
      await this.#withoutFinalizer(content);
    } else if (content.status === undefined && source.snapshotHandle !== undefined)
      await this.#say(content, { readyToUse: true, snapshotHandle, restoreSize: 1024 ** 3 });
  }

  async #reclaim(volume: KubeObject): Promise<void> {
    const { phase } = (volume.status ?? {}) as { readonly phase?: string };
    const { csi } = volume.spec as { readonly csi?: { readonly driver: string } };
    if (phase !== "Released" || csi?.driver !== NAME) return;
    this.storage.delete(volume.metadata.name);
    await this.#cluster.delete({ ...VOLUME, name: volume.metadata.name });
  }

  async #say({ apiVersion, kind, metadata: { name, namespace } }: KubeObject, status: object): Promise<void> {
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
    await this.#cluster.apply({ apiVersion, kind, metadata, status }, { ...AS, subresource: "status" });
  }

  async #withoutFinalizer(object: KubeObject): Promise<void> {
    const finalizers = (object.metadata.finalizers ?? []).filter((f) => f !== BOUND);
    await this.#cluster.update({ ...object, metadata: { ...object.metadata, finalizers } });
  }
}

/** Others were there first, or it is gone. */
const OVERTAKEN: ReadonlySet<string> = new Set(["Conflict", "AlreadyExists", "NotFound"]);

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly volumeName?: string;
  readonly accessModes: readonly string[];
  readonly resources: { readonly requests: object };
  readonly dataSource?: { readonly name: string };
}

interface SnapshotSpec {
  readonly source: { readonly persistentVolumeClaimName?: string; readonly volumeSnapshotContentName?: string };
}

interface SnapshotStatus {
  readonly readyToUse?: boolean;
  readonly boundVolumeSnapshotContentName?: string;
}

interface ContentSpec {
  readonly deletionPolicy: string;
  readonly source: { readonly snapshotHandle?: string };
}

interface ContentStatus {
  readonly snapshotHandle?: string;
}
