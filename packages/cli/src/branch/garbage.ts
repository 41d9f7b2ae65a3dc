import {
  type EndedEnvironment,
  type Expiry,
  expiryOf,
  forgottenAt,
  formatKey,
  formatLeft,
  HELD_ANNOTATION,
  type KnownOrphan,
  type KubeObject,
  type LeftObject,
  type ObjectKey,
  OWNER_UID_ANNOTATION,
  useAfter,
} from "@upstart/engine";
import { lifeOf, specOf } from "./environment.ts";

/** Something that is no longer wanted, or is not known to be wanted. */
export interface Garbage {
  readonly key: ObjectKey;
  readonly why: string;
  /** What it was when it was looked at; only exactly that may be deleted. Absent: it is for a person to judge. */
  readonly seen?: { readonly uid: string; readonly resourceVersion: string };
  /** What the controllers have found; a fresh look has to prove it before it is deleted. */
  readonly orphan?: KnownOrphan;
}

/** Whether it may be deleted for whoever agrees to that. */
export function mayGo({ seen, orphan }: Garbage): boolean {
  return seen !== undefined || orphan?.isOurs === true;
}

/** What it is, for a person. */
export function whatIs({ key, orphan }: Garbage): string {
  return orphan?.releaseName === undefined ? formatKey(key) : `Helm release ${key.namespace}/${orphan.releaseName}`;
}

const WHY: Readonly<Record<Expiry["reason"], string>> = {
  idle: "nobody has used it for its idle time",
  failed: "it has failed, and was kept to be looked at",
  extended: "it was kept for as long as was asked for",
  max: "it has lived for as long as it may",
};

/** Whether an environment is to go, by the judgement of the controllers: its time is over, or its source is gone. */
export function overdue(object: KubeObject, now: number): Garbage | undefined {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace = "", deletionTimestamp, annotations = {} } = metadata;
  if (deletionTimestamp !== undefined || specOf(object).protected === true) return undefined;
  const expiry = expiryNow(object, now);
  const held = annotations[HELD_ANNOTATION];
  const why =
    expiry !== undefined && expiry.at <= now
      ? `its time is over: ${WHY[expiry.reason]}`
      : held && `its source is gone: ${held}`;
  return why === undefined || why === ""
    ? undefined
    : { key: { apiVersion, kind, namespace, name }, why, seen: seenOf(object) };
}

/** Wishes that the controllers have not heeded yet count as if they had. */
function expiryNow(object: KubeObject, now: number): Expiry | undefined {
  const { generation = 0, annotations, creationTimestamp = "" } = object.metadata;
  const life = specOf(object);
  const before = lifeOf(object);
  const at = { now: new Date(now).toISOString(), isSettled: true };
  const { lastActivity } = useAfter(before, { life, generation, annotations }, at);
  const createdAt = Date.parse(creationTimestamp);
  return expiryOf(life, {
    createdAt,
    lastUseAt: Date.parse(lastActivity.at),
    ...(lastActivity.keptUntil === undefined ? {} : { keptUntil: Date.parse(lastActivity.keptUntil) }),
    ...(before.failedSince === undefined ? {} : { failedSince: Date.parse(before.failedSince) }),
  });
}

/** Whether what is kept of an ended environment is to be forgotten. */
export function forgettable(object: KubeObject, ended: EndedEnvironment, now: number): Garbage | undefined {
  const { apiVersion, kind, metadata } = object;
  const key = { apiVersion, kind, namespace: metadata.namespace ?? "", name: metadata.name };
  if (forgottenAt(ended) > now) return undefined;
  return { key, why: `${ended.name} ended more than seven days ago`, seen: seenOf(object) };
}

/**
 * What an ended environment has left and is there still, as it is now. Only a namespace that bears its uid is certainly its
 * own; all else, and what was kept on purpose, is for a person to judge.
 */
export function leftBehind({ name, uid }: EndedEnvironment, left: LeftObject, found: KubeObject): Garbage | undefined {
  if (found.metadata.deletionTimestamp !== undefined) return undefined;
  const isItsOwn = found.kind === "Namespace" && found.metadata.annotations?.[OWNER_UID_ANNOTATION] === uid;
  const why = `left by ${name}, which has ended: ${formatLeft(left).replace(/^.*? \(|\)$/g, "")}`;
  return { key: left.object, why, ...(isItsOwn ? { seen: seenOf(found) } : {}) };
}

function seenOf({ metadata: { uid = "", resourceVersion = "" } }: KubeObject) {
  return { uid, resourceVersion };
}
