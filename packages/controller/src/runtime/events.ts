import { randomUUID } from "node:crypto";
import { type Clock, type Cluster, ClusterError, type KubeObject } from "@upstart/engine";
import { LRUCache } from "lru-cache";
import { EventGate, type EventLimits, LIMITS } from "./event-limits.ts";
import type { Log } from "./log.ts";

/** Something that happened to an object and that its owner may want to know. */
export interface EventToRecord {
  readonly type: "Normal" | "Warning";
  /** A code or reason of ours. */
  readonly reason: string;
  /** What was being done: `Install`, `Upgrade`, `Reconcile`. */
  readonly action: string;
  readonly note: string;
}

export interface EventRecorderOptions {
  readonly cluster: Pick<Cluster, "create" | "update">;
  readonly clock: Clock;
  readonly log: Log;
  /** Of this process: `upstart-controller-x7f9q`. */
  readonly instance: string;
  readonly observe: (outcome: "sent" | "dropped" | "failed") => void;
  readonly limits?: EventLimits;
}

const CONTROLLER = "upstart.com/controller";
const MAX_NOTE_BYTES = 1024;
const MAX_WAITING = 1000;

/**
 * Records events (events.k8s.io/v1) in the background. Record a transition, not a state: the same again within ten
 * minutes only counts up, and what is too much is dropped. Never throws and never waits.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #gate: EventGate;
  readonly #limits: EventLimits;
  /** The last event of each kind, as the cluster has it. */
  readonly #series: LRUCache<string, { readonly event: KubeObject; readonly at: number }>;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: EventRecorderOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    this.#gate = new EventGate(options.clock, this.#limits);
    this.#series = new LRUCache({ max: this.#limits.remembered });
  }

  record(object: KubeObject, event: EventToRecord): void {
    const id = `${object.kind} ${object.metadata.uid ?? `${object.metadata.namespace}/${object.metadata.name}`}`;
    if (this.#waiting >= MAX_WAITING || !this.#gate.admits(id)) {
      this.#options.observe("dropped");
      return;
    }
    const group = JSON.stringify([id, event.type, event.reason, event.action]);
    const isCombined = this.#gate.isOneOfMany(group, event.note);
    const note = cut(isCombined ? `(combined from similar events) ${event.note}` : event.note);
    const key = isCombined ? group : JSON.stringify([group, note]);
    this.#waiting += 1;
    this.#tail = this.#tail
      .then(() => this.#send(key, object, { ...event, note }))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  /** Resolves when everything recorded so far is sent or given up. */
  flush(): Promise<void> {
    return this.#tail;
  }

  /** Never throws. */
  async #send(key: string, object: KubeObject, event: EventToRecord): Promise<void> {
    const { clock, log, observe } = this.#options;
    try {
      const sent = (await this.#countUp(key)) ?? (await this.#options.cluster.create(this.#eventOf(object, event)));
      this.#series.set(key, { event: sent, at: clock.now() });
      observe("sent");
    } catch (error) {
      observe("failed");
      log.debug("cannot record an event", { reason: event.reason, error });
    }
  }

  /** Counts the known event up; undefined where there is none, or it is too old or gone. */
  async #countUp(key: string): Promise<KubeObject | undefined> {
    const { cluster, clock } = this.#options;
    const known = this.#series.get(key);
    if (known === undefined || clock.now() - known.at > this.#limits.windowMs) return undefined;
    const count = ((known.event.series as { count?: number } | undefined)?.count ?? 1) + 1;
    const series = { count, lastObservedTime: microTime(clock.now()) };
    try {
      return await cluster.update({ ...known.event, series });
    } catch (error) {
      if (error instanceof ClusterError && ["NotFound", "Conflict"].includes(error.code)) return undefined;
      throw error;
    }
  }

  #eventOf(object: KubeObject, event: EventToRecord): KubeObject {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid, resourceVersion } = metadata;
    return {
      apiVersion: "events.k8s.io/v1",
      kind: "Event",
      metadata: { name: `${name.slice(0, 200)}.${randomUUID()}`, namespace: namespace ?? "default" },
      eventTime: microTime(this.#options.clock.now()),
      reportingController: CONTROLLER,
      reportingInstance: this.#options.instance.slice(0, 128),
      regarding: { apiVersion, kind, name, namespace, uid, resourceVersion },
      ...event,
    };
  }
}

/** Within the bytes that the API takes, and never within a character. */
function cut(note: string): string {
  const bytes = Buffer.from(note);
  if (bytes.length <= MAX_NOTE_BYTES) return note;
  return `${bytes
    .subarray(0, MAX_NOTE_BYTES - 6)
    .toString("utf8")
    .replace(/\uFFFD+$/, "")}…`;
}

function microTime(ms: number): string {
  return new Date(ms).toISOString().replace(/Z$/, "000Z");
}
