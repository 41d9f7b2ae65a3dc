import {
  API_VERSION,
  branchEnvironmentName,
  HELD_ANNOTATION,
  type KubeObject,
  LABELS,
  MADE_BY_FORGE,
  MADE_BY_LABEL,
  MANAGED_BY,
  REVIVED_ANNOTATION,
} from "@upstart/engine";
import type { Wanted } from "../decide/sources.ts";
import { fieldsOf, isText } from "../forge/fields.ts";
import type { Rule } from "../rules/rule.ts";

/** Who writes what this program writes. */
export const FIELD_MANAGER = "upstart-forge";
/** On what this program has made: the uid that the object had then. A copy has another. */
export const UID_ANNOTATION = "upstart.com/made-uid";
/** `true`: a person says that this environment may go, whatever the brake says. */
export const CONFIRM_ANNOTATION = "upstart.com/confirm-delete";

/** An environment that this program has made. */
export interface MadeEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly repository: string;
  readonly ref: string;
  readonly sha?: string;
  readonly pullRequests: readonly number[];
  readonly isTerminating: boolean;
  readonly isDeletionConfirmed: boolean;
  /** The brake holds it. */
  readonly isHeld: boolean;
  /** Its uid is written on it. */
  readonly isMarked: boolean;
}

/**
 * An object as an environment of ours; undefined where it is not: made by somebody else, a copy of one of ours, or no
 * longer of the ref that its name says.
 */
export function madeEnvironment({ metadata, spec }: KubeObject): MadeEnvironment | undefined {
  const { repository, ref, sha, pullRequests } = fieldsOf(fieldsOf(spec).source);
  const { name, namespace = "", uid = "", resourceVersion = "", annotations = {} } = metadata;
  if (metadata.labels?.[MADE_BY_LABEL] !== MADE_BY_FORGE || !isText(repository) || !isText(ref)) return undefined;
  const mark = annotations[UID_ANNOTATION];
  if (name !== branchEnvironmentName({ repository, ref }) || (mark !== undefined && mark !== uid)) return undefined;
  return {
    name,
    namespace,
    uid,
    resourceVersion,
    repository,
    ref,
    ...(isText(sha) ? { sha } : {}),
    pullRequests: (Array.isArray(pullRequests) ? pullRequests : []).map((p) => Number(fieldsOf(p).number)),
    isTerminating: metadata.deletionTimestamp !== undefined,
    isDeletionConfirmed: annotations[CONFIRM_ANNOTATION] === "true",
    isHeld: annotations[HELD_ANNOTATION] !== undefined,
    isMarked: mark !== undefined,
  };
}

/** What a person has brought back of an environment that had ended. */
export interface RevivedEnvironment {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly repository: string;
  readonly ref: string;
  /** Of the one that had ended. */
  readonly formerUid: string;
}

/** An object as one that a person has brought back, and that nobody has taken over yet; undefined where it is none. */
export function revivedEnvironment({ metadata, spec }: KubeObject): RevivedEnvironment | undefined {
  const { repository, ref } = fieldsOf(fieldsOf(spec).source);
  const { name, namespace = "", uid = "", annotations = {}, labels = {}, deletionTimestamp } = metadata;
  const formerUid = annotations[REVIVED_ANNOTATION];
  const isTaken = labels[MADE_BY_LABEL] !== undefined || deletionTimestamp !== undefined;
  if (formerUid === undefined || isTaken || !isText(repository) || !isText(ref)) return undefined;
  return { name, namespace, uid, repository, ref, formerUid };
}

/** A new environment. What it consists of, the controllers copy from the template. */
export function newEnvironment(rule: Rule, wanted: Wanted): KubeObject {
  const hasParams = Object.keys(rule.params).length > 0;
  const { metadata, ...kind } = identity(
    rule.namespace,
    branchEnvironmentName({ repository: rule.repository, ref: wanted.ref }),
  );
  // Given once: who moves it to another shard is not gainsaid by the next push.
  const labels = { ...metadata.labels, ...(rule.shard === undefined ? {} : { [LABELS.shard]: rule.shard }) };
  return {
    ...kind,
    metadata: { ...metadata, labels },
    spec: {
      source: sourceOf(rule.repository, wanted),
      from: rule.template,
      ...(wanted.owner === undefined ? {} : { owner: wanted.owner }),
      ...(hasParams ? { params: rule.params } : {}),
    },
  };
}

/** What is applied to an environment so that it is ours and shows what is wanted; refused where it is another object by now. */
export function changedEnvironment(
  environment: Pick<MadeEnvironment, "name" | "namespace" | "uid" | "repository">,
  wanted: Wanted,
): KubeObject {
  const { name, namespace, uid, repository } = environment;
  const { metadata, ...kind } = identity(namespace, name);
  return {
    ...kind,
    metadata: { ...metadata, uid, annotations: { [UID_ANNOTATION]: uid } },
    spec: { source: sourceOf(repository, wanted) },
  };
}

function identity(namespace: string, name: string): KubeObject {
  const labels = { [LABELS.managedBy]: MANAGED_BY, [MADE_BY_LABEL]: MADE_BY_FORGE };
  return { apiVersion: API_VERSION, kind: "UpstartEnvironment", metadata: { name, namespace, labels } };
}

function sourceOf(repository: string, { ref, sha, pullRequests }: Wanted): object {
  return { repository, ref, sha, pullRequests: pullRequests.slice(0, MAX_PULL_REQUESTS).map((number) => ({ number })) };
}

/** As many as an environment may name. */
export const MAX_PULL_REQUESTS = 32;
