import { type Clock, type Cluster, ClusterError, type KubeObject, type Watch, type WatchEvent } from "@upstart/engine";

/** What happens to one call: how long it travels each way, and what goes wrong. */
export interface Weather {
  readonly thereMs: number;
  readonly backMs: number;
  /** `lost`: never arrives. `unanswered`: is done, and nobody hears of it. `refused`: a 500 before anything is done. */
  readonly fault?: "lost" | "unanswered" | "refused" | undefined;
}

const CALM: Weather = { thereMs: 1, backMs: 1 };

type LeaseApi = Pick<Cluster, "get" | "create" | "update" | "watch">;

/** One Lease as an API server keeps it, with its conflicts; each client has a connection with weather of its own. */
export class FakeLeases {
  readonly #clock: Clock;
  readonly #watchers = new Set<(event: WatchEvent) => void>();
  #object: KubeObject | undefined;
  #version = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get holder(): string | undefined {
    return (this.#object?.spec as { holderIdentity?: string } | undefined)?.holderIdentity;
  }

  get object(): KubeObject | undefined {
    return this.#object;
  }

  /** Somebody deletes it by hand. */
  remove(): void {
    this.#object = undefined;
  }

  /** A client's connection; `weather` is asked at each call. Watches bring something by the client's own clock only. */
  connect(weather: () => Weather = () => CALM, watchClock?: Clock): LeaseApi {
    return {
      get: () => this.#call(weather(), () => this.#object),
      create: (object) =>
        this.#call(weather(), () => {
          if (this.#object !== undefined) throw new ClusterError("AlreadyExists", "it exists already");
          return this.#store(object);
        }),
      update: (object) =>
        this.#call(weather(), () => {
          if (this.#object === undefined) throw new ClusterError("NotFound", "there is none");
          if (object.metadata.resourceVersion !== this.#object.metadata.resourceVersion)
            throw new ClusterError("Conflict", "the object has been modified");
          return this.#store(object);
        }),
      watch: (_selection, onEvent): Watch => {
        const bring = (event: WatchEvent) => {
          const { backMs, fault } = weather();
          if (fault === undefined) watchClock?.after(backMs, () => onEvent(event));
        };
        this.#watchers.add(bring);
        return {
          synced: Promise.resolve(),
          get: () => this.#object,
          list: () => (this.#object === undefined ? [] : [this.#object]),
          stop: () => void this.#watchers.delete(bring),
        };
      },
    };
  }

  #store(object: KubeObject): KubeObject {
    this.#version += 1;
    this.#object = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.#version) } };
    const stored = this.#object;
    for (const watcher of this.#watchers) watcher({ type: "modified", object: stored });
    return stored;
  }

  async #call<T>({ thereMs, backMs, fault }: Weather, run: () => T): Promise<T> {
    await this.#travel(thereMs);
    if (fault === "lost") return await new Promise<never>(() => undefined);
    if (fault === "refused") throw new ClusterError("ServerError", "etcd has no leader", { status: 500 });
    const end = capture(run);
    if (fault === "unanswered") return await new Promise<never>(() => undefined);
    await this.#travel(backMs);
    return end();
  }

  #travel(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }
}

/** Runs now; returns or throws later. */
function capture<T>(run: () => T): () => T {
  try {
    const value = run();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
