import { type KubeObject, SNAPSHOT_CONTENT, VOLUME_SNAPSHOT, type Watch } from "@upstart/engine";
import type { Scene } from "./stage.ts";

/** What a driver makes of the snapshot of a claim: takes so long, says an error and goes on trying, or says nothing. */
export type Snapshotting = { readonly readyMs: number } | { readonly error: string } | "silent";

/** A snapshot controller with its driver: what they bind, keep and delete, as the API's own do it. */
export class FakeSnapshotter {
  readonly #scene: Pick<Scene, "clock" | "cluster">;
  readonly #behaviours = new Map<string, Snapshotting>();
  readonly #watches: readonly Watch[];

  constructor(scene: Pick<Scene, "clock" | "cluster">) {
    this.#scene = scene;
    const { cluster } = scene;
    this.#watches = [
      cluster.watch(VOLUME_SNAPSHOT, ({ type, object }) => {
        if (type === "added") this.#take(object);
        if (type === "deleted") this.#release(object);
      }),
      cluster.watch({ apiVersion: "v1", kind: "Namespace" }, ({ type, object }) => {
        if (type === "deleted") this.#sweep(object.metadata.name);
      }),
    ];
  }

  /** From here on, for a claim of this name. */
  behave(claim: string, how: Snapshotting): void {
    this.#behaviours.set(claim, how);
  }

  /** Makes ready what has been asked for. */
  finish(claim: string): void {
    for (const snapshot of this.snapshots()) if (claimOf(snapshot) === claim) this.#ready(snapshot);
  }

  snapshots(): KubeObject[] {
    return this.#scene.cluster.objects().filter((o) => o.kind === VOLUME_SNAPSHOT.kind);
  }

  contents(): KubeObject[] {
    return this.#scene.cluster.objects().filter((o) => o.kind === SNAPSHOT_CONTENT.kind);
  }

  stop(): void {
    for (const watch of this.#watches) watch.stop();
  }

  #take(snapshot: KubeObject): void {
    const claim = claimOf(snapshot);
    if (claim === undefined) return; // brought along
    const how = this.#behaviours.get(claim) ?? { readyMs: 2000 };
    if (how === "silent") return;
    if ("error" in how) this.#put({ ...snapshot, status: { readyToUse: false, error: { message: how.error } } });
    else this.#scene.clock.after(how.readyMs, () => this.#ready(snapshot));
  }

  #ready({ metadata: { name, namespace = "", uid } }: KubeObject): void {
    const snapshot = this.snapshots().find((s) => s.metadata.uid === uid);
    if (snapshot === undefined) return;
    const content = `snapcontent-${uid}`;
    const status = { snapshotHandle: `handle-${uid}`, restoreSize: 2 * 1024 ** 3, readyToUse: true };
    const source = { volumeHandle: "volume" };
    const ref = { ...VOLUME_SNAPSHOT, name, namespace, uid };
    const spec = { deletionPolicy: "Delete", driver: "csi.example.com", source, volumeSnapshotRef: ref };
    this.#put({ ...SNAPSHOT_CONTENT, metadata: { name: content }, spec, status });
    this.#put({ ...snapshot, status: { readyToUse: true, boundVolumeSnapshotContentName: content } });
  }

  /** What is deleted of the data with its snapshot is up to the content. */
  #release({ status }: KubeObject): void {
    const { boundVolumeSnapshotContentName: name } = (status ?? {}) as { boundVolumeSnapshotContentName?: string };
    const content = this.contents().find((c) => c.metadata.name === name);
    if ((content?.spec as { readonly deletionPolicy?: string } | undefined)?.deletionPolicy === "Delete")
      this.#scene.cluster.remove({ ...SNAPSHOT_CONTENT, name: name! });
  }

  /** All of it that the tests look at goes with a namespace. */
  #sweep(gone: string): void {
    const kinds = new Set<string>([VOLUME_SNAPSHOT.kind, "PersistentVolumeClaim"]);
    for (const { apiVersion, kind, metadata } of this.#scene.cluster.objects())
      if (metadata.namespace === gone && kinds.has(kind))
        this.#scene.cluster.remove({ apiVersion, kind, namespace: gone, name: metadata.name });
  }

  #put(object: KubeObject): void {
    this.#scene.cluster.put(object);
  }
}

function claimOf({ spec }: KubeObject): string | undefined {
  const { source } = spec as { readonly source: { readonly persistentVolumeClaimName?: string } };
  return source.persistentVolumeClaimName;
}
