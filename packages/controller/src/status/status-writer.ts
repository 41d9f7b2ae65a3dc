import { type Clock, type Cluster, ClusterError, canonicalJson, type KubeObject } from "@upstart/engine";
import { FIELD_MANAGER } from "../names.ts";
import type { EventRecorder } from "../runtime/events.ts";
import { type Condition, conditionsOf, type Summary } from "./conditions.ts";

type Status = Readonly<Record<string, unknown>>;

/** Writes statuses, only where they differ, with an event where `Ready` says something new. */
export class StatusWriter {
  readonly #cluster: Pick<Cluster, "apply">;
  readonly #clock: Clock;
  readonly #events: Pick<EventRecorder, "record">;
  readonly #turns = new Map<string, Promise<unknown>>();
  /** What was written and has not come back by watch yet. */
  readonly #written = new Map<string, { readonly version: string; readonly status: Status }>();

  constructor(ports: {
    readonly cluster: Pick<Cluster, "apply">;
    readonly clock: Clock;
    readonly events: Pick<EventRecorder, "record">;
  }) {
    this.#cluster = ports.cluster;
    this.#clock = ports.clock;
    this.#events = ports.events;
  }

  now(): string {
    return `${new Date(this.#clock.now()).toISOString().slice(0, 19)}Z`;
  }

  /** The status as it is, also where the watch is behind. */
  current(object: KubeObject): Status {
    const { uid = "", resourceVersion = "" } = object.metadata;
    const written = this.#written.get(uid);
    if (written !== undefined && isOlder(resourceVersion, written.version)) return written.status;
    this.#written.delete(uid);
    return (object.status ?? {}) as Status;
  }

  /** Runs one after the other what looks at the status of an object and then writes it. */
  inTurn<T>({ metadata: { uid = "" } }: KubeObject, write: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(uid) ?? Promise.resolve()).then(write);
    const ended = turn.then(
      () => undefined,
      () => undefined, // whoever asked for it hears of it
    );
    this.#turns.set(uid, ended);
    void ended.then(() => {
      if (this.#turns.get(uid) === ended) this.#turns.delete(uid);
    });
    return turn;
  }

  /** False where the object is gone, so that there is nothing to be written. */
  async write(object: KubeObject, summary: Summary, fields: Status = {}): Promise<boolean> {
    const before = this.current(object);
    const { name, namespace, uid = "", generation = 0 } = object.metadata;
    const previous = (before.conditions ?? []) as readonly Condition[];
    const conditions = conditionsOf(summary, { generation, previous, now: this.now() });
    const status = { observedGeneration: generation, conditions, ...fields };
    if (canonicalJson(status) === canonicalJson(before)) return true;
    const { apiVersion, kind } = object;
    const identity = { name, uid, ...(namespace === undefined ? {} : { namespace }) };
    try {
      const options = { fieldManager: FIELD_MANAGER, force: true, subresource: "status" } as const;
      const { metadata } = await this.#cluster.apply({ apiVersion, kind, metadata: identity, status }, options);
      this.#written.set(uid, { version: metadata.resourceVersion ?? "", status });
    } catch (error) {
      if (error instanceof ClusterError && error.code === "NotFound") return false;
      throw error; // also a conflict: the server gives up where others write the object all the time
    }
    this.#tell(object, previous, summary);
    return true;
  }

  forget(uid: string | undefined): void {
    if (uid !== undefined) this.#written.delete(uid);
  }

  #tell(object: KubeObject, previous: readonly Condition[], summary: Summary): void {
    const before = previous.find((c) => c.type === "Ready");
    const isReady = summary.is === "ready" || summary.isReady === true;
    if (before?.reason === summary.reason && (before.status === "True") === isReady) return;
    const type = summary.is === "stalled" || summary.reason.endsWith("Failed") ? "Warning" : "Normal";
    this.#events.record(object, { type, reason: summary.reason, action: "Reconcile", note: summary.message });
  }
}

function isOlder(version: string, than: string): boolean {
  return /^\d+$/.test(version) && /^\d+$/.test(than) && BigInt(version) < BigInt(than);
}
