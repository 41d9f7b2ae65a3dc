import { canonicalJson } from "../plan/digest.ts";
import type { Clock } from "../ports/clock.ts";
import {
  type Cluster,
  ClusterError,
  type ClusterErrorCode,
  type Selection,
  type WatchEvent,
} from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { keyText } from "../reconcile/object-key.ts";
import { matches } from "./selectors.ts";

/** An API server in memory: versions, generations, conflicts, watches. */
export interface FakeCluster extends Cluster {
  /** Writes as somebody else would: made or replaced, at once. */
  put(object: KubeObject): KubeObject;
  /** Deletes as somebody else would. */
  remove(key: ObjectKey): void;
  objects(): readonly KubeObject[];
  /** Calls and watches of a kind fail with this code until it is undefined. */
  fail(kind: string, code: ClusterErrorCode | undefined): void;
  /** Watches tell of things so much later than they happen. */
  lag(ms: number): void;
  /** What a pod's log says. */
  log(pod: string, text: string): void;
  /** Every call, as `get ConfigMap shop/a`. */
  readonly calls: readonly string[];
}

interface Listener {
  readonly selection: Selection;
  readonly seen: Map<string, KubeObject>;
  readonly onEvent: (event: WatchEvent) => void;
  /** When it hears of what happened last: nothing that happens later is heard of sooner. */
  lastAt: number;
}

/** An empty cluster. Everything happens at once, unless told otherwise. */
export function fakeCluster(clock: Clock): FakeCluster {
  const objects = new Map<string, KubeObject>();
  const listeners = new Set<Listener>();
  const failures = new Map<string, ClusterErrorCode>();
  const logs = new Map<string, string>();
  const calls: string[] = [];
  /** Labels and annotations that each manager has applied: what it leaves out the next time goes. */
  const applied = new Map<string, Marks>();
  let version = 0;
  let lagMs = 0;

  const check = (doing: string, kind: string) => {
    calls.push(doing);
    const code = failures.get(kind);
    if (code !== undefined) throw new ClusterError(code, `cannot ${doing}: ${code}`);
  };
  const tell = (event: WatchEvent) => {
    for (const listener of listeners) {
      if (!matches(listener.selection, event.object)) continue;
      const deliver = () => {
        if (!listeners.has(listener)) return;
        const key = keyText(keyOf(event.object));
        if (event.type === "deleted") listener.seen.delete(key);
        else listener.seen.set(key, event.object);
        listener.onEvent(event);
      };
      listener.lastAt = Math.max(listener.lastAt, clock.now() + lagMs);
      if (listener.lastAt <= clock.now()) deliver();
      else clock.after(listener.lastAt - clock.now(), deliver);
    }
  };
  const put = (object: KubeObject): KubeObject => {
    const key = keyText(keyOf(object));
    const before = objects.get(key);
    version += 1;
    const isSameSpec = before !== undefined && contentOf(before) === contentOf(object);
    const stored: KubeObject = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: before?.metadata.uid ?? object.metadata.uid ?? `uid-${version}`,
        resourceVersion: String(version),
        generation: (before?.metadata.generation ?? 0) + (isSameSpec ? 0 : 1),
        creationTimestamp: before?.metadata.creationTimestamp ?? new Date(clock.now()).toISOString(),
      },
    };
    objects.set(key, stored);
    tell({ type: before === undefined ? "added" : "modified", object: stored });
    return stored;
  };
  const remove = (key: ObjectKey) => {
    const object = objects.get(keyText(key));
    if (object === undefined) return;
    objects.delete(keyText(key));
    tell({ type: "deleted", object });
  };
  const list = (selection: Selection) => [...objects.values()].filter((o) => matches(selection, o));

  return {
    calls,
    put,
    remove,
    objects: () => [...objects.values()],
    fail: (kind, code) => void (code === undefined ? failures.delete(kind) : failures.set(kind, code)),
    lag: (ms) => {
      lagMs = ms;
    },
    log: (pod, text) => void logs.set(pod, text),
    get: async (key) => {
      check(`get ${words(key)}`, key.kind);
      return objects.get(keyText(key));
    },
    list: async (selection) => {
      check(`list ${selection.kind} ${selection.namespace ?? "*"}`, selection.kind);
      return list(selection);
    },
    create: async (object) => {
      check(`create ${words(keyOf(object))}`, object.kind);
      if (objects.has(keyText(keyOf(object))))
        throw new ClusterError("AlreadyExists", `${words(keyOf(object))} exists`);
      return put(object);
    },
    update: async (object) => {
      check(`update ${words(keyOf(object))}`, object.kind);
      const current = objects.get(keyText(keyOf(object)));
      if (current === undefined) throw new ClusterError("NotFound", `${words(keyOf(object))} is not there`);
      const { resourceVersion } = object.metadata;
      if (resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion)
        throw new ClusterError("Conflict", `${words(keyOf(object))} was changed meanwhile`);
      if (current.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0) {
        remove(keyOf(object));
        return object;
      }
      return put(current.status === undefined ? object : { ...object, status: current.status });
    },
    apply: async (object, { fieldManager, subresource, dryRun }) => {
      const what = `${words(keyOf(object))}${subresource === undefined ? "" : `/${subresource}`}`;
      check(`${dryRun === true ? "dry-run" : "apply"} ${what}`, object.kind);
      const current = objects.get(keyText(keyOf(object)));
      const { uid, resourceVersion } = object.metadata;
      if (uid !== undefined && subresource === undefined && current?.metadata.uid !== uid)
        throw new ClusterError("Conflict", `${words(keyOf(object))} is another by now`);
      if (resourceVersion !== undefined && current?.metadata.resourceVersion !== resourceVersion)
        throw new ClusterError("Conflict", `${words(keyOf(object))} was changed meanwhile`);
      if (dryRun === true) return merged(current, object);
      if (subresource === undefined) {
        const owned = (uid: string | undefined) => `${fieldManager} ${uid} ${keyText(keyOf(object))}`;
        const before = applied.get(owned(current?.metadata.uid));
        const stored = put(without(merged(current, object), before, object.metadata));
        applied.set(owned(stored.metadata.uid), object.metadata);
        return stored;
      }
      if (current === undefined) throw new ClusterError("NotFound", `${words(keyOf(object))} is not there`);
      return put({ ...current, status: object.status });
    },
    delete: async (key, { uid, resourceVersion } = {}) => {
      check(`delete ${words(key)}`, key.kind);
      const current = objects.get(keyText(key));
      if (uid !== undefined && current !== undefined && current.metadata.uid !== uid)
        throw new ClusterError("Conflict", `${words(key)} is another by now`);
      if (
        resourceVersion !== undefined &&
        current !== undefined &&
        current.metadata.resourceVersion !== resourceVersion
      )
        throw new ClusterError("Conflict", `${words(key)} was changed meanwhile`);
      const { finalizers = [], deletionTimestamp } = current?.metadata ?? {};
      if (finalizers.length === 0) remove(key);
      else if (deletionTimestamp === undefined)
        put({
          ...current!,
          metadata: { ...current!.metadata, deletionTimestamp: new Date(clock.now()).toISOString() },
        });
    },
    scale: async (key, replicas) => {
      check(`scale ${words(key)} ${replicas}`, key.kind);
      const current = objects.get(keyText(key));
      if (current === undefined) throw new ClusterError("NotFound", `${words(key)} is not there`);
      put({ ...current, spec: { ...(current.spec as object), replicas } });
    },
    watch: (selection, onEvent) => {
      calls.push(`watch ${selection.kind} ${selection.namespace ?? "*"}`);
      const code = failures.get(selection.kind);
      const seen = new Map(list(selection).map((o) => [keyText(keyOf(o)), o]));
      const listener = { selection, seen, onEvent, lastAt: 0 };
      listeners.add(listener);
      return {
        synced:
          code === undefined
            ? Promise.resolve()
            : Promise.reject(new ClusterError(code, `cannot watch ${selection.kind}: ${code}`)),
        get: (name, namespace) =>
          [...seen.values()].find((o) => o.metadata.name === name && o.metadata.namespace === namespace),
        list: () => [...seen.values()],
        stop: () => void listeners.delete(listener),
      };
    },
    logs: async ({ name }) => logs.get(name) ?? "",
  };
}

/** Labels, annotations and the spec's fields are put together, as far as tests need it. */
function merged(current: KubeObject | undefined, object: KubeObject): KubeObject {
  if (current === undefined) return object;
  const { labels, annotations, ...metadata } = object.metadata;
  return {
    ...current,
    ...object,
    ...(object.spec === undefined ? {} : { spec: { ...(current.spec as object), ...(object.spec as object) } }),
    ...(object.data === undefined ? {} : { data: { ...(current.data as object), ...(object.data as object) } }),
    metadata: {
      ...current.metadata,
      ...metadata,
      labels: { ...current.metadata.labels, ...labels },
      annotations: { ...current.metadata.annotations, ...annotations },
    },
  };
}

type Marks = Pick<KubeObject["metadata"], "labels" | "annotations">;

/** An object without the marks that somebody had applied, and does not any more. */
function without(object: KubeObject, before: Marks | undefined, now: Marks): KubeObject {
  if (before === undefined) return object;
  const { labels, annotations } = object.metadata;
  const metadata = {
    ...object.metadata,
    ...(labels && { labels: left(labels, before.labels, now.labels) }),
    ...(annotations && { annotations: left(annotations, before.annotations, now.annotations) }),
  };
  return { ...object, metadata };
}

function left(
  all: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> = {},
  now: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !(key in before) || key in now));
}

/** What a generation counts. */
function contentOf({ metadata: _, status: __, ...content }: KubeObject): string {
  return canonicalJson(content);
}

function keyOf({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): ObjectKey {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function words({ kind, namespace, name }: ObjectKey): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
