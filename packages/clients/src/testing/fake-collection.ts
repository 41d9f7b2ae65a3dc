import { Readable } from "node:stream";
import { ClusterError, type KubeObject } from "@upstart/engine";
import type { ApiRequest, ApiStream, Transport } from "../transport.ts";

interface Stored {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly version: number;
  readonly object: KubeObject;
}

/** Lists and watches of one collection as an API server serves them, with the troubles that a test asks for. */
export interface FakeCollection {
  readonly transport: Pick<Transport, "json" | "stream">;
  readonly requests: readonly ApiRequest[];
  /** Creates an object, or changes the one of that name. */
  put(name: string): void;
  delete(name: string): void;
  /** What is there, as `name/uid/version`. */
  state(): string[];
  /** Versions up to now can be resumed from no more. */
  forget(): void;
  /** The next lists fail so, one after the other. */
  failLists(...errors: readonly ClusterError[]): void;
  /** The next watches are refused so. */
  failWatches(...errors: readonly ClusterError[]): void;
  /** Streams that are open, and how to disturb them. */
  readonly streams: ReadonlySet<FakeStream>;
}

export interface FakeStream {
  /** Sends text as it is. */
  send(text: string): void;
  end(): void;
  /** Breaks off, after half a line if there is one. */
  cut(half?: string): void;
  /** Nothing comes any more, and nothing ends. */
  freeze(): void;
}

/** An empty collection; `page` objects go on a page of a list, `chunk` bytes come at once in a stream. */
export function fakeCollection({ page = 2, chunk = 17 }: { page?: number; chunk?: number } = {}): FakeCollection {
  const objects = new Map<string, KubeObject>();
  const history: Stored[] = [];
  const requests: ApiRequest[] = [];
  const streams = new Set<FakeStream & { tell(event: Stored): void }>();
  const pages = new Map<string, KubeObject[]>();
  let version = 1;
  let uids = 0;
  let oldest = 0;
  let lists: ClusterError[] = [];
  let watches: ClusterError[] = [];

  const record = (type: Stored["type"], object: KubeObject) => {
    const event = { type, version, object };
    history.push(event);
    for (const stream of streams) stream.tell(event);
  };
  const versioned = (name: string, uid: string): KubeObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "ns", uid, resourceVersion: String(++version) },
    data: { text: "ä€😀" },
  });

  const json = async (request: ApiRequest): Promise<unknown> => {
    requests.push(request);
    await Promise.resolve();
    const failure = lists.shift();
    if (failure !== undefined) throw failure;
    const token = request.query?.continue;
    const rest = token === undefined ? [...objects.values()] : pages.get(token);
    if (rest === undefined) throw gone();
    const [taken, left] = request.query?.limit === undefined ? [rest, []] : [rest.slice(0, page), rest.slice(page)];
    const listed = token === undefined ? String(version) : token.split(":")[0]!;
    const next = left.length === 0 ? undefined : `${listed}:${left.length}`;
    if (next !== undefined) pages.set(next, left);
    return { items: taken.map(asItem), metadata: { resourceVersion: listed, continue: next } };
  };

  const stream = async (request: ApiRequest): Promise<ApiStream> => {
    requests.push(request);
    await Promise.resolve();
    const failure = watches.shift();
    if (failure !== undefined) throw failure;
    const from = Number(request.query?.resourceVersion);
    if (from < oldest) throw gone();
    const body = new Readable({ objectMode: true, read: () => undefined }); // keeps the chunks apart;
    let isFrozen = false;
    const send = (text: string) => {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length && !isFrozen && !body.destroyed; at += chunk)
        body.push(bytes.subarray(at, at + chunk));
    };
    const open = {
      send,
      tell: (event: Stored) => send(lineOf(event)),
      end: () => {
        if (!isFrozen && !body.destroyed) body.push(null);
        streams.delete(open);
      },
      cut: (half?: string) => {
        if (half !== undefined) send(half);
        streams.delete(open);
        // What was sent before is still read.
        setImmediate(() => body.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" })));
      },
      freeze: () => {
        isFrozen = true;
      },
    };
    streams.add(open);
    for (const event of history) if (event.version > from) open.tell(event);
    const close = () => {
      streams.delete(open);
      body.destroy();
    };
    request.signal?.addEventListener("abort", close, { once: true });
    return { body, close };
  };

  return {
    transport: { json, stream },
    requests,
    streams,
    put: (name) => {
      const known = objects.get(name);
      const object = versioned(name, known?.metadata.uid ?? `u${++uids}`);
      objects.set(name, object);
      record(known === undefined ? "ADDED" : "MODIFIED", object);
    },
    delete: (name) => {
      const known = objects.get(name);
      if (known === undefined) return;
      objects.delete(name);
      record("DELETED", versioned(name, known.metadata.uid!));
    },
    state: () => [...objects.values()].map(identity).sort(),
    forget: () => {
      oldest = version + 1;
      version += 1;
      pages.clear();
    },
    failLists: (...errors) => {
      lists = [...errors];
    },
    failWatches: (...errors) => {
      watches = [...errors];
    },
  };
}

/** `name/uid/version` of an object. */
export function identity({ metadata: { name, uid, resourceVersion } }: KubeObject): string {
  return `${name}/${uid}/${resourceVersion}`;
}

/** What a server answers that does not remember a version. */
export function gone(): ClusterError {
  return new ClusterError("Gone", "too old resource version", { status: 410 });
}

/** A line of a watch. */
export function lineOf({ type, object }: { readonly type: string; readonly object: unknown }): string {
  return `${JSON.stringify({ type, object })}\n`;
}

/** Items of a list name neither their kind nor its version. */
function asItem({ apiVersion: _, kind: __, ...item }: KubeObject): object {
  return { ...item, metadata: { ...item.metadata, managedFields: [{ manager: "x" }] } };
}
