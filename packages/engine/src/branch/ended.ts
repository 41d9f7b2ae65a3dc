import type { LeftObject } from "../leftovers/left-behind.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { Selection } from "../ports/cluster.ts";
import type { KubeObject, ObjectKey } from "../ports/object.ts";
import { paramsOf } from "../spec/life-params.ts";
import { isMap } from "../spec/loose.ts";
import { API_VERSION, type UpstartEnvironmentSpec } from "../spec/objects.ts";
import { DELETED_BECAUSE_ANNOTATION } from "./forge-marks.ts";
import type { LifeStatus } from "./life-status.ts";

/** What is known of an environment that has ended: its phase is `Terminated`. */
export interface EndedEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly createdAt?: string;
  /** The controllers' shard that kept it. */
  readonly shard?: string;
  /** ISO 8601: when the last of it was gone. */
  readonly endedAt: string;
  readonly because: string;
  readonly url?: string;
  /** All that it said, as it was written; absent where that was too large to be kept. */
  readonly spec?: UpstartEnvironmentSpec;
  /** What was kept or left behind. */
  readonly left: readonly LeftObject[];
  /** What was made of it and is seen to be gone. */
  readonly gone?: readonly GoneObject[];
}

export interface GoneObject {
  readonly kind: string;
  readonly name: string;
}

/** How long it is known of. */
export const ENDED_KEPT_MS = 7 * 86_400_000;

/** On an environment: why the controllers have deleted it. */
export const ENDED_ANNOTATION = "upstart.com/ended-because";

/** On an environment that `revive` has made again: the uid of the one that had ended. */
export const REVIVED_ANNOTATION = "upstart.com/revived-from";

const KIND = { apiVersion: API_VERSION, kind: "EndedEnvironment" } as const;
const MAX_SPEC = 256 * 1024;
const MAX_OBJECTS = 100;
const MAX_BECAUSE = 4096;

/** Whether it is written down when it ends: it was made for a branch, or from a template. */
export function isRevivable({ source, from, template }: Partial<UpstartEnvironmentSpec>): boolean {
  return template !== true && (source !== undefined || from !== undefined);
}

/** What is to be kept of an environment that goes. */
export function endedFrom(
  { metadata, spec, status }: KubeObject,
  { endedAt, left, gone }: Pick<EndedEnvironment, "endedAt" | "left"> & Required<Pick<EndedEnvironment, "gone">>,
): EndedEnvironment {
  const { name, namespace = "", uid = "", creationTimestamp, annotations = {}, labels = {} } = metadata;
  const shard = labels[LABELS.shard];
  const said = { services: {}, ...(spec as Partial<UpstartEnvironmentSpec>) };
  const because = annotations[ENDED_ANNOTATION] ?? annotations[DELETED_BECAUSE_ANNOTATION] ?? "somebody has deleted it";
  const { url } = said.url === undefined ? ((status ?? {}) as LifeStatus) : paramsOf(name, said);
  return {
    name,
    namespace,
    uid,
    ...(creationTimestamp === undefined ? {} : { createdAt: creationTimestamp }),
    ...(shard === undefined ? {} : { shard }),
    endedAt,
    because: because.slice(0, MAX_BECAUSE),
    ...(url === undefined ? {} : { url }),
    ...(JSON.stringify(said).length <= MAX_SPEC ? { spec: said } : {}),
    left: left.slice(0, MAX_OBJECTS),
    gone: gone.slice(0, MAX_OBJECTS),
  };
}

/** Where it is written down: under its name, of which the newest counts. */
export function endedKey(namespace: string, name: string): ObjectKey {
  return { ...KIND, namespace, name };
}

/** All of a namespace, or of all. */
export function endedIn(namespace?: string): Selection {
  return namespace === undefined ? KIND : { ...KIND, namespace };
}

/** As it is stored. */
export function writeEnded({ name, namespace, spec, ...record }: EndedEnvironment): KubeObject {
  const metadata = { name, namespace, labels: { [LABELS.managedBy]: MANAGED_BY } };
  return { ...KIND, metadata, ...(spec === undefined ? {} : { spec }), record };
}

/** As it was stored; undefined where this version cannot read it, or somebody else has written it. */
export function readEnded({ kind, metadata, spec, record }: KubeObject): EndedEnvironment | undefined {
  if (kind !== KIND.kind || metadata.labels?.[LABELS.managedBy] !== MANAGED_BY) return undefined;
  const { name, namespace = "" } = metadata;
  const known = (record ?? {}) as Partial<EndedEnvironment>;
  const { uid, endedAt = "", because, left = [] } = known;
  const isWhole = typeof uid === "string" && typeof because === "string" && !Number.isNaN(Date.parse(endedAt));
  if (!isWhole || !Array.isArray(left)) return undefined;
  const said = isMap(spec) ? { spec: { services: {}, ...spec } as UpstartEnvironmentSpec } : {};
  return { ...known, name, namespace, uid, endedAt, because, left, ...said };
}

/** When it is forgotten, in milliseconds. */
export function forgottenAt({ endedAt }: EndedEnvironment): number {
  return Date.parse(endedAt) + ENDED_KEPT_MS;
}
