import { LABELS, MANAGED_BY } from "../names/labels.ts";
import type { LeftObject } from "../reconcile/left-behind.ts";
import type { KubeObject, ObjectKey, Selection } from "../reconcile/ports.ts";
import { paramsOf } from "../spec/life-params.ts";
import type { UpstartEnvironmentSpec } from "../spec/objects.ts";
import { DELETED_BECAUSE_ANNOTATION } from "./forge-marks.ts";
import type { LifeStatus } from "./life-status.ts";
import { type ValuePath, withoutSecrets } from "./secrets.ts";

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
  /** All that it said, but for what is withheld; absent where that was too large to be kept. */
  readonly spec?: UpstartEnvironmentSpec;
  /** Where there were values that are to be taken for secrets. */
  readonly withheld: readonly ValuePath[];
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

const LABEL = "upstart.com/ended-environment";
const PREFIX = "upstart.ended.";
const FIELD = "environment";
const MAX_SPEC = 256 * 1024;
const MAX_LEFT = 100;

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
  const clean = withoutSecrets(said);
  const isSmall = JSON.stringify(clean.spec).length <= MAX_SPEC;
  const { url } = said.url === undefined ? ((status ?? {}) as LifeStatus) : paramsOf(name, said);
  return {
    name,
    namespace,
    uid,
    ...(creationTimestamp === undefined ? {} : { createdAt: creationTimestamp }),
    ...(shard === undefined ? {} : { shard }),
    endedAt,
    because: annotations[ENDED_ANNOTATION] ?? annotations[DELETED_BECAUSE_ANNOTATION] ?? "somebody has deleted it",
    ...(url === undefined ? {} : { url }),
    ...(isSmall ? { spec: clean.spec } : {}),
    withheld: clean.withheld,
    left: left.slice(0, MAX_LEFT),
    gone: gone.slice(0, MAX_LEFT),
  };
}

/** Where it is written down: a ConfigMap for each name, of which the newest counts. */
export function endedKey(namespace: string, name: string): ObjectKey {
  return { apiVersion: "v1", kind: "ConfigMap", namespace, name: `${PREFIX}${name}` };
}

/** All of a namespace, or of all. */
export function endedIn(namespace?: string): Selection {
  const all = { apiVersion: "v1", kind: "ConfigMap", labelSelector: `${LABEL}=true` };
  return namespace === undefined ? all : { ...all, namespace };
}

/** As it is stored. */
export function writeEnded(ended: EndedEnvironment): KubeObject {
  const { apiVersion, kind, ...metadata } = endedKey(ended.namespace, ended.name);
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, labels: { [LABELS.managedBy]: MANAGED_BY, [LABEL]: "true" } },
    data: { [FIELD]: JSON.stringify(ended) },
  };
}

/** As it was stored; undefined where this version cannot read it, or somebody has written something else there. */
export function readEnded({ metadata, data }: KubeObject): EndedEnvironment | undefined {
  const text = (data as Readonly<Record<string, string>> | undefined)?.[FIELD];
  if (text === undefined || metadata.labels?.[LABELS.managedBy] !== MANAGED_BY) return undefined;
  try {
    const value = JSON.parse(text) as Partial<EndedEnvironment> | null;
    const { name = "", namespace, uid, endedAt = "", withheld, left } = value ?? {};
    const isItsOwn = namespace === metadata.namespace && metadata.name === `${PREFIX}${name}`;
    const isWhole = typeof uid === "string" && !Number.isNaN(Date.parse(endedAt));
    return isItsOwn && isWhole && Array.isArray(withheld) && Array.isArray(left)
      ? (value as EndedEnvironment)
      : undefined;
  } catch {
    return undefined; // somebody has edited it
  }
}

/** When it is forgotten, in milliseconds. */
export function forgottenAt({ endedAt }: EndedEnvironment): number {
  return Date.parse(endedAt) + ENDED_KEPT_MS;
}
