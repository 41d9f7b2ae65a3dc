import { makerOf } from "@upstart/controller/names";
import { API_GROUP, type Diagnostic, type DiagnosticCode, type KubeObject, type Spec } from "@upstart/engine";
import type { ReviewRequest } from "../admission/review.ts";
import { type Cause, shortWarnings, type Verdict } from "../admission/verdict.ts";
import { CREATOR_ANNOTATION } from "../creator.ts";
import { isWritten, type Peer, peerOf, type ReadObject, readObject } from "../peers/peer.ts";
import type { Directory } from "../peers/peers.ts";
import { withSubject } from "../peers/with-subject.ts";
import { brokenBy } from "./broken.ts";
import { warningsOfDeletion } from "./deletion.ts";
import { type Fault, type Findings, findingsOf } from "./faults.ts";
import { causeOf, warningOf } from "./messages.ts";
import { withoutOld } from "./ratchet.ts";
import { type Need, needsRights } from "./rights.ts";

/** What can be said of a request from what is known here, and which rights the user must have for it. */
export interface Judgement extends Verdict {
  readonly needs: readonly Need[];
}

/** Errors that are not refused here: the API server has looked at the shape, and a value is known at run time only. */
const NOT_REFUSED: ReadonlySet<DiagnosticCode> = new Set([
  "InvalidYaml",
  "SchemaViolation",
  "DuplicateObject",
  "InvalidOutputValue",
]);

const ALLOWED: Judgement = { causes: [], warnings: [], annotations: {}, needs: [] };

/**
 * Judges a request among the objects that are stored. Refuses only what is proven, and of an update only what was not
 * so before; warns of what may still come. Pure: the same request among the same objects gets the same answer. `inTime`
 * is called before each piece of the work, and may throw where there is no time left for it.
 */
export function validate(request: ReviewRequest, peers: Directory, inTime: () => void = () => undefined): Judgement {
  const { kind, subResource, operation, object, oldObject } = request;
  if (kind.group !== API_GROUP || subResource !== undefined) return ALLOWED;
  if (operation === "DELETE")
    return { ...ALLOWED, warnings: shortWarnings(warningsOfDeletion(inNamespace(oldObject!, request), peers)) };
  if (object === undefined || object.metadata.deletionTimestamp !== undefined) return ALLOWED;
  const forged = forgedCreator(request);
  if (!isWritten(object)) return { ...ALLOWED, causes: forged, needs: needsOfMade(request) };
  if (isSameSpec(object, oldObject) && isWritten(oldObject!)) return { ...ALLOWED, causes: forged };
  inTime();
  const judgement = judge(request, peers, readObject(inNamespace(object, request)), inTime);
  return { ...judgement, causes: [...forged, ...judgement.causes] };
}

function judge(request: ReviewRequest, peers: Directory, read: ReadObject, inTime: () => void): Judgement {
  inTime();
  const shape = read.diagnostics.map(shapeFault);
  const subject = subjectOf(read, peers);
  const after = withSubject(peers, read.key, subject);
  inTime();
  const found = subject === undefined ? undefined : findingsOf(after, subject);
  const faults = [...shape, ...(found?.faults ?? [])];
  const errors = faults.filter(({ diagnostic: d }) => d.severity === "error" && !NOT_REFUSED.has(d.code));
  inTime();
  const before = lazily(() => stateBefore(request, peers));
  const fresh = errors.length === 0 ? [] : withoutOld(errors, before().faults());
  const isFresh = new Set(fresh);
  inTime();
  const needs = subject === undefined || found === undefined ? [] : needsRights(subject, found.graph);
  const graph = found?.graph;
  const warnings = [
    ...errors.filter((e) => !isFresh.has(e)).map((e) => `was so before: ${warningOf(e, graph)}`),
    ...faults
      .filter(({ diagnostic: d }) => d.severity === "warning" || (d.severity === "error" && NOT_REFUSED.has(d.code)))
      .map((f) => warningOf(f, graph)),
    ...(fresh.length > 0
      ? []
      : brokenBy({ before: () => before().directory, after, subject, old: () => before().subject, inTime })),
  ];
  return {
    causes: fresh.map((f) => causeOf(f, graph)),
    warnings: shortWarnings(warnings),
    annotations: annotationsOf(fresh, found),
    needs: needs.length === 0 ? [] : withoutOldNeeds(needs, before()),
  };
}

/** How it was: the object as stored, what was wrong with it, and which rights it used. Worked out where it is asked for. */
interface Before {
  readonly directory: Directory;
  readonly subject: Peer | undefined;
  readonly faults: () => readonly Fault[];
  readonly needs: () => readonly Need[];
}

function stateBefore(request: ReviewRequest, peers: Directory): Before {
  const { oldObject } = request;
  const object = oldObject ?? request.object!;
  const read = readObject(inNamespace(object, request));
  const subject = oldObject === undefined || !isWritten(oldObject) ? undefined : subjectOf(read, peers);
  const directory = withSubject(peers, read.key, subject);
  const found = lazily(() => (subject === undefined ? undefined : findingsOf(directory, subject)));
  const shape = oldObject === undefined ? [] : read.diagnostics.map(shapeFault);
  return {
    directory,
    subject,
    faults: () => [...shape, ...(found()?.faults ?? [])],
    needs: () => (subject === undefined ? [] : needsRights(subject, found()!.graph)),
  };
}

function shapeFault(diagnostic: Diagnostic): Fault {
  return { diagnostic, place: diagnostic.place };
}

function subjectOf({ spec, ...read }: ReadObject, peers: Directory): Peer | undefined {
  return spec === undefined ? undefined : peerOf({ ...read, spec }, (key): Spec | undefined => peers.get(key)?.spec);
}

/**
 * What an object may do already is not asked again of whoever changes something else of it. Who changes what is done
 * with a right is asked: else that right would be everybody's who may write the object.
 */
function withoutOldNeeds(needs: readonly Need[], before: Before): Need[] {
  const sameness = ({ right, use }: Need) => `${JSON.stringify(right)} ${use()}`;
  const known = new Set(before.needs().map(sameness));
  return needs.filter((n) => !known.has(sameness(n)));
}

/** What the controllers made is not judged again: so nobody else may say that they made it. */
function needsOfMade({ object, oldObject, namespace }: ReviewRequest): Need[] {
  if (isSameSpec(object!, oldObject) && !isWritten(oldObject!)) return [];
  const resource = `${makerOf(object!)!.kind.toLowerCase()}s`;
  const right = { verb: "patch", group: API_GROUP, resource, subresource: "status", namespace } as const;
  return [{ right, field: "metadata.ownerReferences", use: () => "" }];
}

/** Who made an object is written by the webhook, and by nobody else. */
function forgedCreator({ operation, user, object, oldObject }: ReviewRequest): Cause[] {
  const said = object?.metadata.annotations?.[CREATOR_ANNOTATION];
  const right = operation === "CREATE" ? user.username : oldObject?.metadata.annotations?.[CREATOR_ANNOTATION];
  if (said === right || (operation === "CREATE" && said === undefined)) return [];
  return [
    {
      reason: "FieldValueForbidden",
      field: `metadata.annotations[${JSON.stringify(CREATOR_ANNOTATION)}]`,
      message: "says who made the object, and cannot be written by anybody else; leave it as it is",
    },
  ];
}

function annotationsOf(fresh: readonly Fault[], found: Findings | undefined): Record<string, string> {
  const codes = [...new Set(fresh.map((f) => f.diagnostic.code))].sort();
  return {
    ...(codes.length === 0 ? {} : { codes: codes.join(",") }),
    ...(found === undefined ? {} : { nodes: String(found.graph.nodes.size) }),
  };
}

function isSameSpec(object: KubeObject, old: KubeObject | undefined): boolean {
  return old !== undefined && JSON.stringify(object.spec) === JSON.stringify(old.spec);
}

/** The API server says in the request which namespace an object goes to. */
function inNamespace(object: KubeObject, { namespace, name }: ReviewRequest): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, namespace: metadata.namespace ?? namespace, name: metadata.name ?? name },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
