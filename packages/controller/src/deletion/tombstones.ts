import {
  type Clock,
  type Cluster,
  ClusterError,
  formatLeft,
  isLeak,
  type KubeObject,
  type LeftObject,
  readTombstones,
  tombstonesKey,
  withTombstone,
} from "@upstart/engine";
import type { EventRecorder } from "../runtime/events.ts";
import type { Log } from "../runtime/log.ts";

const TRIES = 5;
const MAX_TOLD = 8;

/**
 * Keeps what was left behind after the object that it was made for is gone: in the ConfigMap `upstart.tombstones` of its
 * namespace, as an event, and in the log. Where the namespace goes too, the log is all that there is.
 */
export class Tombstones {
  readonly #cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly #clock: Clock;
  readonly #events: Pick<EventRecorder, "record">;
  readonly #log: Log;
  #tail: Promise<void> = Promise.resolve();

  constructor(ports: {
    readonly cluster: Pick<Cluster, "get" | "create" | "update">;
    readonly clock: Clock;
    readonly events: Pick<EventRecorder, "record">;
    readonly log: Log;
  }) {
    this.#cluster = ports.cluster;
    this.#clock = ports.clock;
    this.#events = ports.events;
    this.#log = ports.log;
  }

  /** Adds to what an object leaves behind. Resolves when it is kept, or cannot be. */
  async add(object: KubeObject, left: readonly LeftObject[]): Promise<void> {
    if (left.length === 0) return;
    const { kind, metadata } = object;
    const what = left.map(formatLeft);
    this.#log.info("left behind", { kind, namespace: metadata.namespace, name: metadata.name, objects: what });
    // One at a time: they meet in one ConfigMap.
    const kept = this.#tail.then(() => this.#keep(object, left));
    this.#tail = kept.catch(() => undefined);
    await kept;
  }

  /** Says of an object that goes now what it has left, and returns that. Rejects where that cannot be read now. */
  async close(object: KubeObject): Promise<readonly LeftObject[]> {
    const left = await this.#leftBy(object);
    if ("unread" in left) {
      this.#tellUnread(object, left.unread);
      return [];
    }
    const note =
      left.length === 0
        ? "is deleted, and nothing of it is left"
        : `is deleted${told(
            "kept",
            left.filter((l) => !isLeak(l)),
          )}${told("leaked", left.filter(isLeak))}; the ConfigMap ${NAME} has all of it`;
    const reason = left.length === 0 ? "Deleted" : "LeftBehind";
    this.#events.record(object, { type: left.length === 0 ? "Normal" : "Warning", reason, action: "Delete", note });
    return left;
  }

  #tellUnread(object: KubeObject, { message }: ClusterError): void {
    const note = `is deleted; what it has left behind may not be read: ${message}`;
    this.#events.record(object, { type: "Warning", reason: "LeftBehind", action: "Delete", note });
  }

  async #leftBy({ metadata }: KubeObject): Promise<readonly LeftObject[] | { readonly unread: ClusterError }> {
    try {
      const all = readTombstones(await this.#cluster.get(tombstonesKey(metadata.namespace!)));
      return all.find((t) => t.uid === metadata.uid)?.left ?? [];
    } catch (error) {
      if (!(error instanceof ClusterError) || error.retryable) throw error;
      return { unread: error }; // an event is all that depends on it
    }
  }

  async #keep({ kind, metadata }: KubeObject, left: readonly LeftObject[]): Promise<void> {
    const { name, namespace = "", uid = "" } = metadata;
    const at = new Date(this.#clock.now()).toISOString();
    for (let tried = 1; ; tried += 1) {
      try {
        const before = await this.#cluster.get(tombstonesKey(namespace));
        const wanted = withTombstone(before, { object: { kind, namespace, name }, uid, at, left });
        await (before === undefined ? this.#cluster.create(wanted) : this.#cluster.update(wanted));
        return;
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        if (tried < TRIES && ["Conflict", "AlreadyExists"].includes(error.code)) continue;
        // Nothing waits for it: a namespace that goes takes no new objects, and the log has it.
        this.#log.warn("cannot keep a tombstone", { kind, namespace, name, error });
        return;
      }
    }
  }
}

const NAME = tombstonesKey("").name;

function told(word: string, left: readonly LeftObject[]): string {
  return left.length === 0 ? "" : `; ${word}: ${listOf(left.map(formatLeft))}`;
}

function listOf(texts: readonly string[]): string {
  const rest = texts.length - MAX_TOLD;
  return `${texts.slice(0, MAX_TOLD).join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}
