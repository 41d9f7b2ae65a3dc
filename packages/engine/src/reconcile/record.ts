import { gunzipSync, gzipSync } from "node:zlib";
import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { shorten } from "../names/names.ts";
import type { Spec } from "../spec/objects.ts";
import type { KubeObject, ObjectKey } from "./ports.ts";

/** What is kept of one release. */
export interface RecordedRelease {
  readonly namespace: string;
  readonly releaseName: string;
  readonly chart: string;
  readonly version: string;
  readonly revision: number;
  readonly objects: readonly ObjectKey[];
  /** ISO 8601. */
  readonly deployedAt: string;
}

/**
 * What a client-side apply leaves in the cluster, so that status, tree, why, outputs and delete work later and from
 * another machine. Holds the spec as it was written, with references and not with what they stand for.
 */
export interface ApplyRecord {
  readonly object: ObjectRef & { readonly namespace: string };
  readonly spec: Spec["spec"];
  /** By Helm's namespace and name: `shop/postgres`. */
  readonly releases: Readonly<Record<string, RecordedRelease>>;
  /** Namespaces that were made for it. */
  readonly namespaces: readonly string[];
  readonly appliedAt: string;
}

const FORMAT = "v1";

/** Where a record is kept: in the namespace of its object, named after kind and name. */
export function recordKey(object: ObjectRef & { readonly namespace: string }): ObjectKey {
  return {
    apiVersion: "v1",
    kind: "Secret",
    namespace: object.namespace,
    name: shorten(`upstart.${object.kind.toLowerCase()}.${object.name}`, 253),
  };
}

/** A Secret, because values that somebody wrote into a spec may be secret, compressed, because specs are long. */
export function encodeRecord(record: ApplyRecord, previous?: KubeObject): KubeObject {
  const key = recordKey(record.object);
  const text = gzipSync(JSON.stringify({ format: FORMAT, ...record })).toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "upstart.com/record.v1",
    metadata: {
      name: key.name,
      namespace: record.object.namespace,
      labels: { [LABELS.managedBy]: MANAGED_BY, [LABELS.record]: record.object.kind.toLowerCase() },
      ...(previous?.metadata.resourceVersion === undefined
        ? {}
        : { resourceVersion: previous.metadata.resourceVersion }),
      ...(previous?.metadata.uid === undefined ? {} : { uid: previous.metadata.uid }),
    },
    data: { record: text },
  };
}

/** The record that a Secret holds, or undefined when it holds none that this version can read. */
export function decodeRecord(secret: KubeObject): ApplyRecord | undefined {
  const data = (secret.data as Record<string, string> | undefined)?.record;
  if (secret.metadata.labels?.[LABELS.record] === undefined || data === undefined) return undefined;
  try {
    const value = JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString("utf8")) as ApplyRecord & {
      format?: string;
    };
    return value.format === FORMAT ? value : undefined;
  } catch {
    return undefined; // not ours after all, or damaged: as if it were not there
  }
}

/** The spec that a record holds, as an object of the universe. */
export function specOfRecord(record: ApplyRecord): Spec {
  return { kind: record.object.kind, object: record.object, metadata: {}, spec: record.spec } as Spec; // written by encodeRecord from a decoded Spec
}

/** Under which name a record keeps a release. */
export function recordedName(release: { readonly namespace: string; readonly releaseName: string }): string {
  return `${release.namespace}/${release.releaseName}`;
}
