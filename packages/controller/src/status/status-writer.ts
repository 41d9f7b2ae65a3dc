import { isDeepStrictEqual } from "node:util";
import { type Clock, type Cluster, ClusterError, type KubeObject } from "@upstart/engine";
import { FIELD_MANAGER } from "../names.ts";
import type { EventRecorder } from "../runtime/events.ts";
import { type Condition, conditionsOf, type Summary } from "./conditions.ts";

type Status = Readonly<Record<string, unknown>>;

/** How late it may be told how work goes on. */
const PATIENCE_MS = 1000;

/** Writes statuses, only where they differ, with an event where `Ready` says something new. */
export class StatusWriter {
  readonly #cluster: Pick<Cluster, "apply">;
  readonly #clock: Clock;
  readonly #events: Pick<EventRecorder, "record">;
  readonly #turns = new Map<string, Promise<unknown>>();
  /** What was written and has not come back by watch yet. */
  readonly #written = new Map<string, { readonly version: string; readonly status: Status }>();
  /** Since when there is something to be told that may wait. */
  readonly #waiting = new Map<string, number>();

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

  /**
   * As `write`, but where nothing else is new than how work goes on, that may wait a moment: what follows soon takes
   * one write with it. Returns when to come again for it.
   */
  async writeInTime(object: KubeObject, summary: Summary, fields: Status = {}): Promise<{ requeueAfterMs?: number }> {
    const { uid = "" } = object.metadata;
    const before = this.current(object);
    const status = this.#statusOf(object, before, summary, fields);
    if (isDeepStrictEqual(status, before) || !isOfOneKind(status, before)) this.#waiting.delete(uid);
    else {
      const since = this.#waiting.get(uid) ?? this.#clock.now();
      const left = since + PATIENCE_MS - this.#clock.now();
      this.#waiting.set(uid, since);
      if (left > 0) return { requeueAfterMs: left };
    }
    await this.#put(object, before, status, summary);
    return {};
  }

  /** False where the object is gone, so that there is nothing to be written. */
  async write(object: KubeObject, summary: Summary, fields: Status = {}): Promise<boolean> {
    const before = this.current(object);
    return await this.#put(object, before, this.#statusOf(object, before, summary, fields), summary);
  }

  /** As `write`, of what others may write too: false also where the object is no longer as it was seen. */
  async writeUnlessChanged(object: KubeObject, summary: Summary, fields: Status = {}): Promise<boolean> {
    const before = this.current(object);
    const { resourceVersion = "" } = object.metadata;
    try {
      return await this.#put(object, before, this.#statusOf(object, before, summary, fields), summary, {
        resourceVersion,
      });
    } catch (error) {
      if (error instanceof ClusterError && error.code === "Conflict") return false;
      throw error;
    }
  }

  async #put(
    object: KubeObject,
    before: Status,
    status: Status,
    summary: Summary,
    precondition: { readonly resourceVersion?: string } = {},
  ): Promise<boolean> {
    const { apiVersion, kind, metadata: own } = object;
    const { name, namespace, uid = "" } = own;
    this.#waiting.delete(uid);
    if (isDeepStrictEqual(status, before)) return true;
    const identity = { name, uid, ...precondition, ...(namespace === undefined ? {} : { namespace }) };
    try {
      const options = { fieldManager: FIELD_MANAGER, force: true, subresource: "status" } as const;
      const { metadata } = await this.#cluster.apply({ apiVersion, kind, metadata: identity, status }, options);
      this.#written.set(uid, { version: metadata.resourceVersion ?? "", status });
    } catch (error) {
      if (error instanceof ClusterError && error.code === "NotFound") return false;
      throw error; // also a conflict: the server gives up where others write the object all the time
    }
    this.#tell(object, conditionsIn(before), summary);
    return true;
  }

  #statusOf(object: KubeObject, before: Status, summary: Summary, fields: Status): Status {
    const { generation = 0 } = object.metadata;
    const previous = conditionsIn(before);
    const conditions = conditionsOf(summary, { generation, previous, now: this.now() });
    return { observedGeneration: generation, conditions, ...fields };
  }

  forget(uid: string | undefined): void {
    if (uid === undefined) return;
    this.#written.delete(uid);
    this.#waiting.delete(uid);
  }

  #tell(object: KubeObject, previous: readonly Condition[], summary: Summary): void {
    const before = previous.find((c) => c.type === "Ready");
    const isReady = summary.is === "ready" || summary.isReady === true;
    if (before?.reason === summary.reason && (before.status === "True") === isReady) return;
    const isTrouble =
      summary.is === "stalled" || summary.reason.endsWith("Failed") || summary.reason === "DriftDetected";
    const type = isTrouble ? "Warning" : "Normal";
    this.#events.record(object, { type, reason: summary.reason, action: "Reconcile", note: summary.message });
  }
}

function conditionsIn({ conditions = [] }: Status): readonly Condition[] {
  return conditions as readonly Condition[];
}

/** Whether they say the same of the object but for words and details. */
function isOfOneKind(a: Status, b: Status): boolean {
  const kindOf = (status: Status) => [
    status.observedGeneration,
    conditionsIn(status).map(({ type, status: is, reason }) => [type, is, reason]),
  ];
  return isDeepStrictEqual(kindOf(a), kindOf(b));
}

/** Whether a version of an object is older than another of the same. */
export function isOlder(version: string, than: string): boolean {
  return /^\d+$/.test(version) && /^\d+$/.test(than) && BigInt(version) < BigInt(than);
}
