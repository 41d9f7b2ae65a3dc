import { gunzipSync, gzipSync } from "node:zlib";
import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { shorten } from "../names/names.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import type { Spec } from "../spec/objects.ts";
import type { Removal } from "./removal.ts";

/** What is kept of one release. */
export interface RecordedRelease {
  readonly namespace: string;
  readonly releaseName: string;
  readonly chart: string;
  readonly version: string;
  readonly revision: number;
  readonly objects: readonly ObjectKey[];
  /** Under which names the record keeps what it needed when it was deployed: what is taken away later goes before these. */
  readonly needs: readonly string[];
  readonly timeoutMs: number;
  /** ISO 8601. */
  readonly deployedAt: string;
}

/** How an apply ended for a release that failed. Holds no secret. */
export interface RecordedFailure {
  readonly reason: string;
  readonly message: string;
  /** Of what was to be deployed: with another one it may do. */
  readonly digest: string;
  /** Helm's newest revision by then; 0 where there was none. With a newer one somebody has done something since. */
  readonly revision: number;
  /** Helm deployed it, and it did not become ready in time. */
  readonly isDeployed?: boolean;
  /** ISO 8601. */
  readonly at: string;
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
  /** The last failure of releases that have not succeeded since, by the same names. */
  readonly failures?: Readonly<Record<string, RecordedFailure>>;
  /** Namespaces that were made for it. */
  readonly namespaces: readonly string[];
  readonly appliedAt: string;
}

const TYPE = "upstart.com/record.v1";

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
  const text = gzipSync(JSON.stringify(record)).toString("base64");
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: TYPE,
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
  if (!isRecord(secret) || secret.type !== TYPE || data === undefined) return undefined;
  try {
    return JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString("utf8")) as ApplyRecord;
  } catch {
    return undefined; // damaged: whoever writes it must not take it for nothing, see isUnreadable
  }
}

/** A record that is there and that this version cannot read: written by a newer one, or damaged. It must not be overwritten. */
export function isUnreadable(secret: KubeObject): boolean {
  return isRecord(secret) && decodeRecord(secret) === undefined;
}

function isRecord(secret: KubeObject): boolean {
  return secret.metadata.labels?.[LABELS.record] !== undefined;
}

/** The spec that a record holds, as an object of the universe. */
export function specOfRecord(record: ApplyRecord): Spec {
  return { kind: record.object.kind, object: record.object, metadata: {}, spec: record.spec } as Spec; // written by encodeRecord from a decoded Spec
}

/** Under which name a record keeps a release. */
export function recordedName(release: { readonly namespace: string; readonly releaseName: string }): string {
  return `${release.namespace}/${release.releaseName}`;
}

/** What taking away a release means of which only the record knows any more. */
export function removalOfRecorded(name: string, recorded: RecordedRelease): Removal {
  const { releaseName, namespace, timeoutMs, needs } = recorded;
  return { id: name, releaseName, namespace, timeoutMs, needs };
}
