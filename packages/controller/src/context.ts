import {
  actingUserOf,
  type Clock,
  type Cluster,
  ClusterError,
  type Helm,
  type HelmRecord,
  type Kind,
  type KubeObject,
  type NodeId,
  type ObjectRef,
  type Release,
  releasesOf,
  Slots,
  Steward,
  type StewardPorts,
  type Story,
  storyOf,
  UNKNOWN,
} from "@upstart/engine";
import { StatusAttempts, writtenAttempts } from "./attempt-log.ts";
import { type Probe, Prober } from "./branch/prober.ts";
import { SlotBook } from "./branch/slots.ts";
import { SnapshotBook } from "./branch/snapshot-book.ts";
import { Endings } from "./deletion/endings.ts";
import { ourRevisions } from "./deletion/our-revisions.ts";
import { Tombstones } from "./deletion/tombstones.ts";
import { Uninstaller } from "./deletion/uninstaller.ts";
import { FINALIZER, isAbout, makerOf, objectKey, RETRY_ANNOTATION } from "./names.ts";
import type { LookoutOptions } from "./orphans/lookout.ts";
import { Projector } from "./projection/projector.ts";
import { Recovery, type Unlock } from "./recovery.ts";
import type { EventRecorder, EventToRecord } from "./runtime/events.ts";
import type { Lane } from "./runtime/lanes.ts";
import type { Log } from "./runtime/log.ts";
import { shardOf } from "./shards/charge.ts";
import { Peers } from "./shards/peers.ts";
import { Shards } from "./shards/shards.ts";
import { countStates, type StatusContext } from "./status/release-status.ts";
import { StatusWriter } from "./status/status-writer.ts";
import { Stories } from "./status/stories.ts";
import type { Enqueue } from "./unit.ts";
import { ClientRecords } from "./world/client-records.ts";
import { Namespaces } from "./world/namespaces.ts";
import { Objects } from "./world/objects.ts";
import { printsOf } from "./world/prints.ts";
import { Decoder, releaseObjectOf, type World, worldOf } from "./world/world.ts";

export interface ContextOptions {
  readonly cluster: Cluster;
  readonly helm: Helm;
  readonly clock: Clock;
  readonly log: Log;
  readonly events: Pick<EventRecorder, "record">;
  /** Of this process alone: `host_…`. */
  readonly identity: string;
  readonly unlock: Unlock;
  readonly readDeployed: StewardPorts["readDeployed"];
  /** What Helm has on record of a release, asked as whoever it is installed as. */
  readonly readRecord: (release: {
    readonly releaseName: string;
    readonly namespace: string;
    readonly asUser?: string;
  }) => Promise<HelmRecord | undefined>;
  /** The cluster with the rights of another; of nobody else: our own. */
  readonly clusterAs: (user: string | undefined) => Cluster;
  readonly drift: StewardPorts["drift"];
  /** Asks the URLs of environments. */
  readonly probe: Probe;
  /** Brings a listener to whoever knows that charts may be had that could not be before. */
  readonly onChartsChanged?: (retry: () => void) => void;
  readonly watchNamespaces: readonly string[];
  /** Which shard's objects are kept; "": those that name none. */
  readonly shard?: string;
  /** Where the Leases of the shards are. */
  readonly leaseNamespace?: string;
  /** Helm processes at once. */
  readonly maxParallel: number;
  /** Given what counts the releases by their state. */
  readonly readReleases?: (count: () => ReadonlyMap<string, number>) => void;
  /** How often orphans are looked for; 0, or absent: never. */
  readonly orphanIntervalMs?: number;
  readonly readOrphans?: LookoutOptions["readOrphans"];
  /** For how long the snapshot of a volume is waited for. */
  readonly snapshotTimeoutMs?: number;
}

/** Objects that are applied together are read together, and reading takes a fifth of the time at most. */
const GATHER_MS = 50;
const GATHER_SHARE = 4;
const SNAPSHOT_TIMEOUT_MS = 900_000;

/** The kinds' controllers by name: what a request for a run goes to. */
export type Unit = Kind | "World";

/** What the controllers of the kinds share: the objects, what they mean together, and the one who carries it out. */
export class Context {
  readonly cluster: Cluster;
  readonly helm: Helm;
  readonly clock: Clock;
  readonly identity: string;
  readonly objects: Objects;
  readonly projector: Projector;
  readonly statuses: StatusWriter;
  readonly stories: Stories;
  readonly steward: Steward;
  readonly uninstaller: Uninstaller;
  readonly tombstones: Tombstones;
  readonly endings: Endings;
  readonly shards: Shards;
  readonly readRecord: ContextOptions["readRecord"];
  readonly clusterAs: ContextOptions["clusterAs"];
  /** What clients applied. */
  readonly clientRecords = new ClientRecords();
  /** All namespaces, as they are watched. */
  readonly homes = new Namespaces();
  /** Namespaces of environments that are there and ours. */
  readonly namespaces = new Set<string>();
  /** Environments, by uid, that may be made: their template has a slot for them, or no quota. */
  readonly admitted = new Map<string, "with a slot" | "without">();
  readonly slots: SlotBook;
  /** Environments that sleep or are being woken: Helm waits. */
  readonly resting = new Set<string>();
  readonly prober: Prober;
  readonly snapshots = new SnapshotBook();
  readonly snapshotTimeoutMs: number;
  world: World | undefined;
  readonly #events: Pick<EventRecorder, "record">;
  readonly #watchNamespaces: readonly string[];
  readonly #enqueues = new Map<Unit, Enqueue>();
  readonly #decoder = new Decoder();
  readonly #recovery: Recovery;
  readonly #retries = new Map<string, string | undefined>();
  /** What the world was made of, and what it says of each object. */
  #read: ReadonlyMap<string, string> = new Map();
  #prints: ReadonlyMap<string, string> = new Map();
  /** By whom each object is kept, as far as that is of interest. */
  #kept: ReadonlyMap<string, string> = new Map();
  #readingMs = 0;
  /** By the release or service of the world that it is made of: gone with that. */
  readonly #wanted = new WeakMap<object, { readonly of: string; readonly wanted: KubeObject }>();

  constructor(options: ContextOptions) {
    const { cluster, clock, log } = options;
    this.cluster = cluster;
    this.#events = options.events;
    this.helm = options.helm;
    this.clock = clock;
    this.identity = options.identity;
    this.objects = new Objects(cluster, options.watchNamespaces);
    this.clusterAs = options.clusterAs;
    this.projector = new Projector(cluster);
    this.statuses = new StatusWriter(options);
    this.tombstones = new Tombstones(options);
    this.endings = new Endings(options);
    this.slots = new SlotBook(cluster);
    this.snapshotTimeoutMs = options.snapshotTimeoutMs ?? SNAPSHOT_TIMEOUT_MS;
    this.#watchNamespaces = options.watchNamespaces;
    this.prober = new Prober({
      probe: options.probe,
      clock,
      onAnswer: (key) => this.wake("UpstartEnvironment", key),
    });
    const peers = new Peers({ ...options, namespace: options.leaseNamespace ?? "default" });
    this.shards = new Shards(this, { name: options.shard ?? "", peers, clock, log });
    this.readRecord = async (release) => {
      const record = await options.readRecord(release).catch((error) => this.#unlessThereIsNone(release, error));
      // What a client applied is not ours, though it looks the same.
      const isTheirs = this.clientRecords.haltFor(release) !== undefined;
      return record === undefined || !isTheirs ? record : { ...record, isOurs: false };
    };
    const onBug = (error: unknown) => log.error("this is a bug in upstart", { error });
    this.stories = new Stories({ tell: (id) => this.#story(id), onStory: (id) => this.#wakeOwners([id]), onBug });
    const slots = new Slots(options.maxParallel);
    this.uninstaller = new Uninstaller(
      { ...options, readRecord: this.readRecord, settle: (id) => this.steward.settle(id), onBug },
      slots,
    );
    this.#recovery = new Recovery({ ...options, written: (release) => writtenAttempts(this, release) });
    const ports = { ...options, attempts: new StatusAttempts(this), unlock: this.#unlock };
    this.steward = new Steward(ports, {
      slots,
      mayStart: (release) => this.#mayStart(release),
      onChange: (ids) => this.#wakeOwners(ids),
      onBug,
      onCorrected: (release, what) => this.#tellCorrection(release, what),
    });
    options.readReleases?.(() => countStates(this.steward.seen()));
    options.onChartsChanged?.(() => this.#retryCharts());
  }

  /** An account that may read nothing has nothing to uninstall either, where nothing was ever installed. */
  async #unlessThereIsNone(release: Parameters<ContextOptions["readRecord"]>[0], error: unknown): Promise<undefined> {
    const isForbidden = error instanceof ClusterError && error.code === "Forbidden" && release.asUser !== undefined;
    if (!isForbidden || (await ourRevisions(this.cluster, release)).length > 0) throw error;
  }

  /** What waits for its chart need not wait any longer. */
  #retryCharts(): void {
    for (const [id, step] of this.steward.seen().steps)
      if ((step.do === "wait" || step.do === "stop") && step.reason === "ChartUnavailable") this.steward.retry(id);
  }

  /** Where requests for runs go. */
  connect(unit: Unit, enqueue: Enqueue): void {
    this.#enqueues.set(unit, enqueue);
  }

  wake(unit: Unit, key: string, lane: Lane = "wake", afterMs?: number): void {
    this.#enqueues.get(unit)?.(key, lane, afterMs);
  }

  /**
   * Reads all objects anew and gives what they mean to the steward. Returns those of which that says something else
   * than before, or that are others than they were, by `objectKey`.
   */
  readWorld(): ReadonlySet<string> {
    const begun = this.clock.now();
    const objects = [
      ...this.objects.list("UpstartEnvironment"),
      ...this.objects.list("UpstartService"),
      ...this.objects.list("HelmRelease"),
    ];
    const world = this.#withoutTheirs(worldOf(objects, this.#decoder));
    const read = new Map(objects.map((o) => [keyOf(o), stateOf(o)]));
    const prints = printsOf(world);
    this.world = world;
    const told = this.shards.readOthers(
      releasesOf(world.graph),
      objects.filter((o) => makerOf(o) === undefined),
    );
    const kept = new Map(objects.map((o) => [keyOf(o), this.shards.print(o)]));
    const changed = new Set([
      ...differences(this.#read, read),
      ...differences(this.#prints, prints),
      ...differences(this.#kept, kept),
    ]);
    this.#read = read;
    this.#prints = prints;
    this.#kept = kept;
    this.#recovery.keepOnly((id) => world.graph.nodes.has(id));
    this.stories.keepOnly((id) => world.graph.nodes.has(id));
    this.steward.replace({ ...world, told });
    this.#readingMs = this.clock.now() - begun;
    return changed;
  }

  #withoutTheirs(world: World): World {
    const theirs = releasesOf(world.graph).flatMap((release) => {
      const halt = this.clientRecords.haltFor(release);
      return halt === undefined ? [] : [[release.id, halt] as const];
    });
    return theirs.length === 0 ? world : { ...world, halts: new Map([...theirs, ...world.halts]) };
  }

  /** For how long changes are gathered before the world is read for them: the longer that takes, the longer. */
  get gatherMs(): number {
    return Math.max(GATHER_MS, GATHER_SHARE * this.#readingMs);
  }

  /** What is to be made of a release or service of this world, made once for each reader of it. */
  wanted(owner: KubeObject, of: object, make: () => KubeObject): KubeObject {
    const owned = `${owner.metadata.uid} ${shardOf(owner)}`;
    const known = this.#wanted.get(of);
    if (known?.of === owned) return known.wanted;
    const wanted = make();
    this.#wanted.set(of, { of: owned, wanted });
    return wanted;
  }

  /** Whether the world knows an object as it is now. */
  isInWorld(object: KubeObject): boolean {
    return this.#read.get(keyOf(object)) === stateOf(object);
  }

  /** What is to become of what an object that a person wrote has made. `unread`: the world is not up to date with it. */
  fateOf({ kind, namespace, name }: ObjectRef): "stays" | "goes" | "unread" {
    // The API server takes what is in a namespace in any order, so what made it may not be told to go yet.
    if (this.homes.isLeaving(namespace ?? "")) return "goes";
    const object = this.objects.get(kind as Kind, `${namespace}/${name}`);
    if (object === undefined) return this.#read.has(objectKey(kind, namespace, name)) ? "unread" : "goes";
    if (!this.isInWorld(object)) return "unread";
    return object.metadata.deletionTimestamp === undefined ? "stays" : "goes";
  }

  /** Whether objects of a namespace are seen at all. */
  isWatched(namespace: string): boolean {
    return this.#watchNamespaces.length === 0 || this.#watchNamespaces.includes(namespace);
  }

  /** Records an event about an object. */
  tell(object: KubeObject, event: EventToRecord): void {
    this.#events.record(object, event);
  }

  statusContext(object: KubeObject): StatusContext {
    const { namespace = "", name } = object.metadata;
    const { stories } = this;
    return {
      ...this.steward.seen(),
      object: { kind: object.kind, namespace, name },
      now: this.statuses.now(),
      stories,
    };
  }

  /** Keeps the object until what is made of it is gone. True where nothing had to be written. */
  async hold(object: KubeObject): Promise<boolean> {
    if (object.metadata.finalizers?.includes(FINALIZER) === true) return true;
    if (makerOf(object) === undefined) await this.shards.hold(object);
    else await this.#setFinalizers(object, (finalizers) => [...finalizers, FINALIZER]);
    return false;
  }

  /** Lets the object go. */
  async letGo(object: KubeObject): Promise<void> {
    await this.#setFinalizers(object, (finalizers) => finalizers.filter((f) => f !== FINALIZER));
    this.forget(object);
  }

  /** Keeps nothing of an object that is gone, however it went. */
  forget({ metadata: { uid = "", name, namespace } }: KubeObject): void {
    this.admitted.delete(uid);
    this.resting.delete(`${namespace}/${name}`);
    this.prober.forget(`${namespace}/${name}`);
    this.snapshots.forget(uid);
    this.statuses.forget(uid);
    this.projector.forget(uid);
    this.shards.forget(uid);
    this.#retries.delete(uid);
  }

  /** Tries again what was given up on, where the annotation that asks for it is another than before. */
  retryIfAsked({ metadata }: KubeObject, releases: readonly Release[]): void {
    const { uid = "", annotations } = metadata;
    const asked = annotations?.[RETRY_ANNOTATION];
    const isNew = this.#retries.has(uid) && this.#retries.get(uid) !== asked;
    this.#retries.set(uid, asked);
    if (isNew) for (const { id } of releases) this.steward.retry(id);
  }

  /** From a fresh copy: the watch's leaves out what only the server needs. */
  async #setFinalizers(object: KubeObject, change: (finalizers: readonly string[]) => string[]): Promise<void> {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid } = metadata;
    const fresh = await this.cluster.get({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
    if (fresh === undefined || fresh.metadata.uid !== uid) return;
    const before = fresh.metadata.finalizers ?? [];
    const finalizers = change(before);
    if (finalizers.length === before.length) return;
    await this.cluster.update({ ...fresh, metadata: { ...fresh.metadata, finalizers } });
  }

  /** Helm's turn comes when the HelmRelease is there, kept, and about this Helm release, and the namespace is ours. */
  #mayStart(release: Release): boolean {
    if (!this.shards.isOurs(release)) return false;
    const { environment } = release;
    if (environment !== undefined && !this.namespaces.has(release.namespace)) return false;
    if (environment !== undefined && this.resting.has(`${environment.namespace}/${environment.name}`)) return false;
    const object = this.objects.get("HelmRelease", releaseObjectOf(this.steward.seen().graph, release));
    if (object === undefined || (makerOf(object) === undefined) !== (release.service === undefined)) return false;
    if (!isAbout(object, release)) return false;
    const { deletionTimestamp, finalizers } = object.metadata;
    return deletionTimestamp === undefined && finalizers?.includes(FINALIZER) === true;
  }

  readonly #unlock: StewardPorts["unlock"] = async (release, signal) => {
    const { run, helm } = this.steward.seen().observation.get(release.id) ?? UNKNOWN;
    if (run.state === "running") return await this.#recovery.unlockOwn(release, signal, run.digest);
    return helm === undefined ? "over" : await this.#recovery.unlockFound(release, helm, signal);
  };

  /** Asked as whom it is installed as: what pods and logs say goes to whoever may read the status. */
  async #story(id: NodeId): Promise<Story | undefined> {
    const { graph, observation } = this.steward.seen();
    const release = graph.nodes.get(id);
    if (release?.kind !== "release") return undefined;
    const beside = releasesOf(graph).filter((r) => r.namespace === release.namespace && r !== release);
    const others = beside.map((r) => r.releaseName);
    return await storyOf(this.clusterAs(actingUserOf(release)), { release, others, observation });
  }

  #tellCorrection(release: Release, what: string): void {
    const object = this.objects.get("HelmRelease", releaseObjectOf(this.steward.seen().graph, release));
    const event = { type: "Normal", reason: "DriftCorrected", action: "Correct", note: `put right: ${what}` } as const;
    if (object !== undefined) this.#events.record(object, event);
  }

  #wakeOwners(ids: readonly NodeId[]): void {
    const { graph } = this.steward.seen();
    for (const id of ids) {
      const node = graph.nodes.get(id);
      if (node?.kind !== "release") continue;
      this.wake("HelmRelease", releaseObjectOf(graph, node));
      const service = node.service === undefined ? undefined : graph.nodes.get(node.service);
      if (service?.kind === "service")
        this.wake("UpstartService", `${service.object.namespace}/${service.object.name}`);
      if (node.environment !== undefined)
        this.wake("UpstartEnvironment", `${node.environment.namespace}/${node.environment.name}`);
    }
  }
}

/** Keys that one has and the other has not, or has with another text. */
function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

function keyOf({ kind, metadata }: KubeObject): string {
  return objectKey(kind, metadata.namespace, metadata.name);
}

/** Other when there is something for the world to read. */
function stateOf({ metadata: { uid, generation, deletionTimestamp } }: KubeObject): string {
  return `${uid} ${generation} ${deletionTimestamp ?? ""}`;
}
