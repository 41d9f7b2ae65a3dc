import {
  type Clock,
  ClusterError,
  type KubeObject,
  pause,
  type Selection,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";
import { type Backoff, createBackoff } from "./backoff.ts";
import { codeOf, type WatchObserver } from "./cluster-observer.ts";
import { collectionRequest, listObjects, trimmed } from "./list-objects.ts";
import { ObjectCache } from "./object-cache.ts";
import type { Transport } from "./transport.ts";
import { eventsOf, type StreamEvent } from "./watch-stream.ts";

/** What a reflector needs of the world besides the API. */
export interface ReflectorPorts {
  readonly transport: Pick<Transport, "json" | "stream">;
  /** Path of the collection: `/apis/apps/v1/namespaces/shop/deployments`. */
  readonly path: () => Promise<string>;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Hears of each failure, for logs and metrics: the reflector tries again after the pause that is given. */
  readonly onFailure?: (error: ClusterError, retryInMs: number) => void;
  readonly observer?: WatchObserver;
}

const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 30_000;
/** A stream that lasted this long worked, even if nothing happened on it. */
const HEALTHY_MS = 10_000;
/** The server ends each stream after 5 to 10 minutes, not all of them at the same time. */
const STREAM_SECONDS = 300;
const GRACE_SECONDS = 30;
/** These do not go away by waiting: whoever waits for the first list is told. */
const LASTING: ReadonlySet<string> = new Set([
  "Forbidden",
  "Unauthorized",
  "UnknownKind",
  "NotFound",
  "Invalid",
  "BadKubeconfig",
]);

/**
 * A Watch that lists, then follows: resumes where the stream was cut, lists anew when the server has forgotten that
 * place, and gives up a connection on which nothing comes any more. Nothing is lost, nothing is told twice. It never
 * ends by itself: even when `synced` has been rejected, it tries on, until it is stopped.
 */
export class Reflector implements Watch {
  readonly synced: Promise<void>;
  readonly #selection: Selection;
  readonly #ports: ReflectorPorts;
  readonly #backoff: Backoff;
  readonly #cache = new ObjectCache((event) => this.#tell(event));
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  readonly #abort = new AbortController();
  readonly #firstList = Promise.withResolvers<void>();
  /** Where the stream goes on. Without it, a list is needed first. */
  #version: string | undefined;
  /** The version is that of a list that no event followed yet. */
  #isFresh = false;
  #resource = "";
  #heardAt: number | undefined;

  constructor(selection: Selection, ports: ReflectorPorts) {
    this.#selection = selection;
    this.#ports = ports;
    this.#backoff = createBackoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, ports.random);
    this.synced = this.#firstList.promise;
    this.synced.catch(() => undefined); // whoever awaits it hears of it; nobody has to
    void this.#run();
  }

  get(name: string, namespace?: string): KubeObject | undefined {
    return this.#cache.get(name, namespace);
  }

  list(): readonly KubeObject[] {
    return this.#cache.list();
  }

  /** When it last heard of the server, be it that nothing has happened, and of which resource; undefined before. */
  lastHeard(): { readonly resource: string; readonly at: number } | undefined {
    return this.#heardAt === undefined ? undefined : { resource: this.#resource, at: this.#heardAt };
  }

  /** From now on. What a listener throws is thrown at the process: it is a bug, and others still hear of the event. */
  listen(onEvent: (event: WatchEvent) => void): void {
    this.#listeners.add(onEvent);
  }

  unlisten(onEvent: (event: WatchEvent) => void): void {
    this.#listeners.delete(onEvent);
  }

  /** Nothing is told any more from here on. */
  stop(): void {
    this.#listeners.clear();
    this.#abort.abort();
    this.#firstList.resolve();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        this.#version ??= await this.#list();
        const lastedMs = await this.#follow(this.#version);
        if (lastedMs >= HEALTHY_MS) this.#backoff.reset();
        else await pause(this.#ports.clock, FIRST_PAUSE_MS * (0.2 + 0.8 * this.#ports.random()), signal);
      } catch (error) {
        if (!signal.aborted) await this.#recover(asClusterError(error, this.#selection.kind));
      }
    }
  }

  async #recover(error: ClusterError): Promise<void> {
    if (LASTING.has(error.code) || error.cause instanceof Unexpected) this.#firstList.reject(error);
    // A place that was good and is forgotten by now is the ordinary end of a quiet watch.
    const isOrdinary = error.code === "Gone" && this.#version !== undefined && !this.#isFresh;
    if (error.code === "Gone") this.#version = undefined;
    const ms = isOrdinary ? 0 : this.#backoff.next();
    this.#ports.onFailure?.(error, ms);
    this.#ports.observer?.failed(this.#resource, codeOf(error));
    if (ms > 0) await pause(this.#ports.clock, ms, this.#abort.signal);
  }

  /** Replaces everything by what is there now; returns where to watch from. */
  async #list(): Promise<string> {
    const path = await this.#ports.path();
    this.#resource = path.split("/").at(-1)!;
    const { signal } = this.#abort;
    const listing = listObjects(this.#ports.transport, path, this.#selection, signal);
    const { objects, version } = await this.#counted("listed", listing);
    this.#cache.replace(objects);
    this.#isFresh = true;
    this.#firstList.resolve();
    return version;
  }

  /** Follows the stream until it ends; returns for how long it came. Throws `Gone` when the place is too old. */
  async #follow(from: string): Promise<number> {
    const { clock, random, transport, path } = this.#ports;
    const selection = this.#selection;
    const { signal } = this.#abort;
    const seconds = Math.round(STREAM_SECONDS * (1 + random()));
    const query = { watch: "1", resourceVersion: from, allowWatchBookmarks: "true", timeoutSeconds: String(seconds) };
    const request = { ...collectionRequest(await path(), selection, "watch", query), signal };
    const stream = await this.#counted("watched", transport.stream(request));
    const openedAt = clock.now();
    const close = () => stream.close();
    if (signal.aborted) close();
    signal.addEventListener("abort", close, { once: true });
    // The server ends the stream in time; where it does not, the connection is dead.
    const cancel = clock.after((seconds + GRACE_SECONDS) * 1000, close);
    try {
      for await (const event of eventsOf(stream.body, selection.kind)) this.#take(event);
    } finally {
      cancel();
      signal.removeEventListener("abort", close);
      close();
    }
    return clock.now() - openedAt;
  }

  async #counted<T>(what: "listed" | "watched", call: Promise<T>): Promise<T> {
    const { observer, clock } = this.#ports;
    try {
      const answer = await call;
      this.#heardAt = clock.now();
      observer?.[what](this.#resource, "200");
      return answer;
    } catch (error) {
      if (!this.#abort.signal.aborted) observer?.[what](this.#resource, codeOf(error));
      throw error;
    }
  }

  #take(event: StreamEvent): void {
    this.#heardAt = this.#ports.clock.now();
    if (event.type === "ADDED" || event.type === "MODIFIED") this.#cache.put(trimmed(event.object, this.#selection));
    else if (event.type === "DELETED") this.#cache.delete(event.object);
    this.#version = event.object.metadata.resourceVersion;
    this.#isFresh = false;
  }

  #tell(event: WatchEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (bug) {
        queueMicrotask(() => {
          throw bug;
        });
      }
    }
  }
}

/** Marks an error that no port may throw: a bug, or an answer of a shape that nobody thought of. */
class Unexpected extends Error {
  override readonly name = "Unexpected";
}

function asClusterError(error: unknown, kind: string): ClusterError {
  if (error instanceof ClusterError) return error;
  const cause = new Unexpected(`the watch of ${kind} failed`, { cause: error });
  return new ClusterError("ServerError", `cannot watch ${kind}: ${String(error)}`, { cause });
}
