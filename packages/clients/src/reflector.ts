import {
  type Clock,
  ClusterError,
  type KubeObject,
  type Selection,
  type Watch,
  type WatchEvent,
} from "@upstart/engine";
import { pause } from "./clock.ts";
import type { ApiRequest, Transport } from "./transport.ts";

/** What a reflector needs of the world besides the API. */
export interface ReflectorPorts {
  readonly transport: Transport;
  /** Path of the collection: `/apis/apps/v1/namespaces/shop/deployments`. */
  readonly path: () => Promise<string>;
  readonly clock: Clock;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

const PAGE = 500;
const FIRST_DELAY_MS = 800;
const MAX_DELAY_MS = 30_000;
const FATAL: ReadonlySet<string> = new Set([
  "Forbidden",
  "Unauthorized",
  "UnknownKind",
  "NotFound",
  "Invalid",
  "BadKubeconfig",
]);

/**
 * Lists and watches a selection until stopped: resumes where the stream was cut, lists anew when the server has
 * forgotten that place (410, as a status and as an event), asks for bookmarks, and gives up a connection on which
 * nothing comes any more. An object that was deleted and made again is told as both.
 */
export class Reflector implements Watch {
  readonly synced: Promise<void>;
  readonly #selection: Selection;
  readonly #ports: ReflectorPorts;
  readonly #listeners = new Set<(event: WatchEvent) => void>();
  readonly #objects = new Map<string, KubeObject>();
  readonly #abort = new AbortController();
  readonly #firstList = Promise.withResolvers<void>();
  #isSynced = false;

  constructor(selection: Selection, ports: ReflectorPorts) {
    this.#selection = selection;
    this.#ports = ports;
    this.synced = this.#firstList.promise;
    this.synced.catch(() => undefined); // whoever awaits it hears of it; nobody has to
    void this.#run().catch(() => undefined); // only a stopped wait ends up here
  }

  get(name: string, namespace?: string): KubeObject | undefined {
    return this.#objects.get(keyOf(name, namespace));
  }

  list(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  listen(onEvent: (event: WatchEvent) => void): void {
    this.#listeners.add(onEvent);
  }

  unlisten(onEvent: (event: WatchEvent) => void): void {
    this.#listeners.delete(onEvent);
  }

  stop(): void {
    this.#listeners.clear();
    this.#abort.abort();
    this.#firstList.resolve();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    let failures = 0;
    let version: string | undefined;
    while (!signal.aborted) {
      try {
        version ??= await this.#list();
        failures = 0;
        version = await this.#follow(version);
        // A server that ends every stream at once must not be asked in a circle.
        await pause(this.#ports.clock, 50 + 100 * this.#ports.random(), signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof ClusterError)) {
          this.#firstList.reject(
            new ClusterError("ServerError", `cannot watch ${this.#selection.kind}`, { cause: error }),
          );
          return;
        }
        if (error.code === "Gone") version = undefined;
        else if (FATAL.has(error.code) && !this.#isSynced) {
          this.#firstList.reject(error);
          return;
        }
        if (error.code === "Gone" && failures === 0) {
          failures = 1;
          continue;
        }
        const delay = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
        failures += 1;
        await pause(this.#ports.clock, delay * this.#ports.random(), signal);
      }
    }
  }

  /** Replaces everything by what is there now; returns where to watch from. */
  async #list(): Promise<string> {
    const path = await this.#ports.path();
    const found = new Map<string, KubeObject>();
    let version = "";
    let next: string | undefined;
    do {
      const answer = (await this.#ports.transport.json(
        this.#request(path, { limit: String(PAGE), continue: next }, "list"),
      )) as {
        items?: KubeObject[];
        metadata?: { resourceVersion?: string; continue?: string };
      };
      // Items of a list do not name their kind.
      for (const item of answer.items ?? []) {
        const object = trim({ ...item, apiVersion: this.#selection.apiVersion, kind: this.#selection.kind });
        found.set(keyOf(object.metadata.name, object.metadata.namespace), object);
      }
      version = answer.metadata?.resourceVersion ?? version;
      next = answer.metadata?.continue || undefined;
    } while (next !== undefined);
    for (const [key, object] of [...this.#objects]) if (!found.has(key)) this.#delete(object);
    for (const object of found.values()) this.#put(object);
    this.#isSynced = true;
    this.#firstList.resolve();
    return version;
  }

  /** Follows the stream until it ends; returns the last place that is known. Throws `Gone` when the place is too old. */
  async #follow(from: string): Promise<string> {
    const seconds = Math.round(300 + 300 * this.#ports.random());
    const path = await this.#ports.path();
    const stream = await this.#ports.transport.stream(
      this.#request(
        path,
        { watch: "1", resourceVersion: from, allowWatchBookmarks: "true", timeoutSeconds: String(seconds) },
        "watch",
      ),
    );
    const onAbort = () => stream.close();
    this.#abort.signal.addEventListener("abort", onAbort, { once: true });
    // The server ends the stream in time; where it does not, the connection is dead.
    const cancel = this.#ports.clock.after((seconds + 30) * 1000, () => stream.close());
    let version = from;
    try {
      for await (const line of lines(stream.body)) version = this.#take(JSON.parse(line) as RawEvent) ?? version;
    } catch (error) {
      if (error instanceof ClusterError) throw error;
      // Cut, or half a line: what came before it counts, and the rest is asked for again.
    } finally {
      cancel();
      this.#abort.signal.removeEventListener("abort", onAbort);
      stream.close();
    }
    return version;
  }

  #take(event: RawEvent): string | undefined {
    if (event.type === "ERROR") {
      const { code, message } = event.object as unknown as { code?: number; message?: string };
      // Whatever the server says went wrong, a new list mends it.
      throw new ClusterError(
        "Gone",
        `the watch of ${this.#selection.kind} must start again: ${message ?? "the server ended it"}`,
        code === undefined ? {} : { status: code },
      );
    }
    if (event.type === "ADDED" || event.type === "MODIFIED")
      this.#put(trim({ ...event.object, apiVersion: this.#selection.apiVersion, kind: this.#selection.kind }));
    else if (event.type === "DELETED") this.#delete(event.object);
    return event.object.metadata.resourceVersion;
  }

  #put(object: KubeObject): void {
    const key = keyOf(object.metadata.name, object.metadata.namespace);
    const before = this.#objects.get(key);
    if (before !== undefined && before.metadata.uid !== object.metadata.uid) this.#delete(before);
    const known = this.#objects.get(key);
    if (
      known?.metadata.resourceVersion !== undefined &&
      known.metadata.resourceVersion === object.metadata.resourceVersion
    )
      return;
    this.#objects.set(key, object);
    this.#tell({ type: known === undefined ? "added" : "modified", object });
  }

  #delete(object: KubeObject): void {
    const key = keyOf(object.metadata.name, object.metadata.namespace);
    const known = this.#objects.get(key);
    if (known === undefined) return;
    this.#objects.delete(key);
    this.#tell({ type: "deleted", object: known });
  }

  #tell(event: WatchEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #request(path: string, query: Record<string, string | undefined>, verb: "list" | "watch"): ApiRequest {
    const { kind, namespace, labelSelector, fieldSelector, metadataOnly } = this.#selection;
    const as = verb === "list" ? "PartialObjectMetadataList" : "PartialObjectMetadata";
    return {
      method: "GET",
      path,
      query: { ...query, labelSelector, fieldSelector },
      ...(metadataOnly === true ? { accept: `application/json;as=${as};g=meta.k8s.io;v=v1,application/json` } : {}),
      doing: `${verb} ${kind} objects${namespace === undefined ? "" : ` in namespace "${namespace}"`}`,
      signal: this.#abort.signal,
    };
  }
}

interface RawEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubeObject;
}

async function* lines(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf("\n"); end !== -1; end = rest.indexOf("\n")) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.trim() !== "") yield line;
    }
  }
}

/** Without what takes most room and nobody reads. */
function trim(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject["metadata"] & { managedFields?: unknown };
  return { ...object, metadata };
}

function keyOf(name: string, namespace: string | undefined): string {
  return `${namespace ?? ""}/${name}`;
}
