import { formatDrifted } from "../drift/drifted.ts";
import { asHelmWrites } from "../drift/helm-object.ts";
import type { NodeId, Release } from "../graph/graph.ts";
import type { Clock } from "../ports/clock.ts";
import { ClusterError } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { correctObject, type DriftCluster, inspectObject, isLeftAlone } from "./drift-objects.ts";
import { type DeployedRelease, DriftWatch } from "./drift-watch.ts";
import { keyText } from "./object-key.ts";
import type { Timers } from "./timers.ts";

/** How objects are compared with their manifest and put right. */
export interface DriftPorts {
  /** The cluster, as whoever the release is installed as. */
  readonly clusterOf: (release: Release) => DriftCluster;
  /** The objects of a revision's manifest as they are written there, hooks left out, each with its namespace. */
  readonly readManifest: (release: Release, revision: number) => Promise<readonly KubeObject[] | undefined>;
}

export interface DriftKeeperOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  /** An object as the watches have it, where they are not behind. */
  readonly seen: (key: ObjectKey) => KubeObject | undefined;
  /** Something else is known of a release's drift, or it is no longer being worked on. */
  readonly changed: (id: NodeId) => void;
  /** An object was put right: which, which fields of it, and who had changed them. */
  readonly corrected: (release: Release, what: string) => void;
  readonly onBug: (error: unknown) => void;
}

/** An edit often comes in several writes. */
const SETTLE_MS = 500;
const MAX_AT_ONCE = 2;
const FAILED_MS = 30_000;

/**
 * Finds objects that are no longer as Helm deployed them, and puts them right or tells. The watches say which have been
 * written since; only these are read and compared.
 */
export class DriftKeeper {
  readonly #ports: DriftPorts;
  readonly #options: DriftKeeperOptions;
  readonly #watches = new Map<NodeId, DriftWatch>();
  readonly #alarms = new Map<NodeId, () => void>();
  readonly #busy = new Map<NodeId, Promise<void>>();
  readonly #queue: DriftWatch[] = [];

  constructor(ports: DriftPorts, options: DriftKeeperOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Helm has just written all of it. */
  wrote(release: Release, deployed: DeployedRelease): void {
    this.#watch(new DriftWatch(release, deployed, this.#options.clock.now()));
  }

  /** Compares soon what others have written since it was last known to be as deployed. */
  consider(release: Release, deployed: DeployedRelease): void {
    const known = this.#watches.get(release.id);
    const watch = known?.isAbout(release, deployed) ? known : this.#watch(new DriftWatch(release, deployed));
    watch.isHeld = false;
    if (this.#due(watch).length > 0) this.#enqueue(watch);
  }

  /** Nothing more is done for it until it is considered again. */
  hold(id: NodeId): void {
    const watch = this.#watches.get(id);
    if (watch !== undefined) watch.isHeld = true;
  }

  /** Whether one of its objects may be written right now. */
  isBusy(id: NodeId): boolean {
    return this.#busy.has(id);
  }

  /** Resolves when nothing is done for it any more. */
  async settle(id: NodeId): Promise<void> {
    this.hold(id);
    await this.#busy.get(id);
  }

  /** Begins nothing more; resolves when nothing is done any more. */
  async stop(): Promise<void> {
    for (const watch of this.#watches.values()) watch.isHeld = true;
    await Promise.all(this.#busy.values());
  }

  /** What is not as deployed, in words. */
  textOf(id: NodeId): string | undefined {
    return this.#watches.get(id)?.text(this.#options.clock.now());
  }

  known(): Iterable<NodeId> {
    return this.#watches.keys();
  }

  forget(id: NodeId): void {
    this.hold(id);
    this.#watches.delete(id);
    this.#alarms.get(id)?.();
    this.#alarms.delete(id);
  }

  #watch(watch: DriftWatch): DriftWatch {
    this.forget(watch.release.id);
    this.#watches.set(watch.release.id, watch);
    return watch;
  }

  /** What is to be looked at now; for what has to wait an alarm is set. */
  #due(watch: DriftWatch): ObjectKey[] {
    const now = this.#options.clock.now();
    const suspects = watch.suspects(this.#options.seen, now).map((key) => ({ key, leftMs: watch.leftMs(key, now) }));
    const waiting = suspects.filter(({ leftMs }) => leftMs > 0).map(({ leftMs }) => leftMs);
    if (waiting.length > 0) this.#alarm(watch.release.id, Math.min(...waiting));
    return suspects.filter(({ leftMs }) => leftMs === 0).map(({ key }) => key);
  }

  #alarm(id: NodeId, delayMs: number): void {
    this.#alarms.get(id)?.();
    const ring = () => {
      this.#alarms.delete(id);
      this.#options.changed(id);
    };
    this.#alarms.set(id, this.#options.timers.after(delayMs, ring));
  }

  #enqueue(watch: DriftWatch): void {
    if (watch.isQueued || this.#busy.has(watch.release.id)) return;
    watch.isQueued = true;
    this.#options.timers.after(SETTLE_MS, () => {
      this.#queue.push(watch);
      this.#next();
    });
  }

  #next(): void {
    while (this.#busy.size < MAX_AT_ONCE) {
      const watch = this.#queue.shift();
      if (watch === undefined) return;
      watch.isQueued = false;
      const { id } = watch.release;
      if (watch.isHeld || this.#busy.has(id)) continue;
      const work = this.#look(watch)
        .catch((error: unknown) => this.#options.onBug(error))
        .then(() => {
          this.#busy.delete(id);
          this.#options.changed(id);
          this.#next();
        });
      this.#busy.set(id, work);
    }
  }

  async #look(watch: DriftWatch): Promise<void> {
    const { release, deployed } = watch;
    const due = this.#due(watch);
    if (due.length === 0) return;
    for (const key of due) watch.noteLook(key, this.#options.clock.now());
    const manifest = await this.#unlessFailed(watch, due, () =>
      this.#ports.readManifest(release, deployed.revision).then((objects) => ({ objects })),
    );
    if (manifest === undefined) return;
    const wanted = new Map(manifest.objects?.map((o) => [keyText(keyOf(o)), asHelmWrites(o, release)]));
    for (const key of due) {
      if (watch.isHeld) return;
      const own = wanted.get(keyText(key));
      if (own === undefined || isLeftAlone(own)) watch.trust(key, this.#options.seen(key));
      else await this.#unlessFailed(watch, [key], () => this.#compare(watch, key, own));
    }
  }

  async #compare(watch: DriftWatch, key: ObjectKey, wanted: KubeObject): Promise<void> {
    const cluster = this.#ports.clusterOf(watch.release);
    const inspected = await inspectObject(cluster, key, wanted);
    if (inspected === undefined || watch.isHeld) return;
    const { live, drifted } = inspected;
    if (drifted === undefined || watch.release.driftDetection !== "Enabled") watch.trust(key, live);
    if (drifted === undefined) return;
    const text = formatDrifted(drifted);
    if (watch.release.driftDetection !== "Enabled") {
      watch.tell(key, text);
      return;
    }
    watch.trust(key, await correctObject(cluster, wanted, live, drifted));
    this.#tellCorrection(watch, key, text);
  }

  #tellCorrection(watch: DriftWatch, key: ObjectKey, text: string): void {
    const now = this.#options.clock.now();
    const { count, pauseMs } = watch.noteCorrection(key, now);
    this.#options.corrected(watch.release, text);
    if (pauseMs === 0) return;
    const pause = `${Math.round(pauseMs / 1000)}s`;
    watch.tell(
      key,
      `${text}, put right ${count} times in a row; next time not before ${pause} are over`,
      now + pauseMs,
    );
    this.#alarm(watch.release.id, pauseMs);
  }

  /** What passes by itself is tried again; what does not is told, too. */
  async #unlessFailed<T>(
    watch: DriftWatch,
    keys: readonly ObjectKey[],
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      for (const key of keys) {
        watch.noteLook(key, this.#options.clock.now(), FAILED_MS);
        if (!error.retryable) watch.tell(key, `${key.kind} ${key.name}: ${error.message}`);
      }
      return undefined;
    }
  }
}

function keyOf({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): ObjectKey {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
