import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { shorten } from "../names/names.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import type { LeftObject } from "./left-behind.ts";
import { formatKey } from "./left-behind.ts";

/** What an object that is gone has left behind. */
export interface Tombstone {
  readonly object: ObjectRef & { readonly namespace: string };
  readonly uid: string;
  /** ISO 8601: when it was last added to. */
  readonly at: string;
  readonly left: readonly LeftObject[];
}

const NAME = "upstart.tombstones";
const MAX_TOMBSTONES = 50;
const MAX_LEFT = 100;
const MAX_AGE_MS = 30 * 24 * 3_600_000;

/** Where the tombstones of a namespace are kept: a ConfigMap, for there are names in it and no values. */
export function tombstonesKey(namespace: string): ObjectKey {
  return { apiVersion: "v1", kind: "ConfigMap", namespace, name: NAME };
}

/** All that are kept, newest first. What this version cannot read is left out. */
export function readTombstones(configMap: KubeObject | undefined): Tombstone[] {
  const texts = Object.values((configMap?.data ?? {}) as Readonly<Record<string, string>>);
  return texts.flatMap((text) => parse(text) ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * The ConfigMap with one more, put together with what is known of the same object already. The oldest go when there are
 * more than fifty, and all when they are a month old.
 */
export function withTombstone(configMap: KubeObject | undefined, added: Tombstone): KubeObject {
  const known = readTombstones(configMap);
  const before = known.find((t) => t.uid === added.uid)?.left ?? [];
  const left = [...new Map([...before, ...added.left].map((l) => [formatKey(l.object), l])).values()];
  const others = known.filter((t) => t.uid !== added.uid && Date.parse(added.at) - Date.parse(t.at) < MAX_AGE_MS);
  const all = [{ ...added, left: left.slice(0, MAX_LEFT) }, ...others].slice(0, MAX_TOMBSTONES);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      ...configMap?.metadata,
      name: NAME,
      namespace: added.object.namespace,
      labels: { ...configMap?.metadata.labels, [LABELS.managedBy]: MANAGED_BY },
    },
    data: Object.fromEntries(all.map((t) => [keyOf(t), JSON.stringify(t)])),
  };
}

function keyOf({ object, uid }: Tombstone): string {
  return shorten(`${object.kind.toLowerCase()}.${object.name}.${uid}`, 253);
}

function parse(text: string): Tombstone | undefined {
  try {
    const value = JSON.parse(text) as Partial<Tombstone> | null;
    const isWhole = typeof value?.uid === "string" && typeof value.at === "string" && Array.isArray(value.left);
    return isWhole ? (value as Tombstone) : undefined;
  } catch {
    return undefined; // somebody has edited it
  }
}
