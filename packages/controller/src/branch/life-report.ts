import {
  type EnvironmentPhase,
  headline,
  type KubeObject,
  type LifeStatus,
  type PhaseFacts,
  phaseOf,
  withStep,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import type { Summary } from "../status/conditions.ts";
import type { ServiceInWorld } from "../world/world.ts";
import { type Admission, wakeWaiting } from "./admission.ts";
import { type Course, expiryIn, nextTurnIn } from "./course.ts";
import { hasLife, lifeStatusOf, madeFrom, specOf, templateKeyOf, urlOfEnvironment } from "./life.ts";
import { unverified, verify } from "./verification.ts";

/** What a status says of an environment's life, and when to look again. */
export interface LifeReport {
  readonly summary: Summary;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly againInMs?: number;
}

const LONGEST_MS = 3_600_000;
const QUEUE_MS = 15_000;
const REST_MS = 1000;
const HELD: ReadonlySet<string> = new Set(["HeldByFinalizer", "UninstallFailed", "SnapshotFailed", "StillNeeded"]);
const FACTS: PhaseFacts = {
  isTemplate: false,
  going: "no",
  isCopied: true,
  hasSlot: true,
  services: "progressing",
  hasBegun: false,
  rest: "awake",
  url: "none",
  isWarned: false,
};

/** A template: nothing is made of it itself. */
export function reportTemplate(context: Context, object: KubeObject): LifeReport {
  const { name, namespace } = object.metadata;
  const made = madeFrom(context, `${namespace}/${name}`);
  wakeWaiting(context, `${namespace}/${name}`);
  const count = made.length === 1 ? "1 environment is" : `${made.length} environments are`;
  return {
    summary: { is: "ready", reason: "Ready", message: `is a template; ${count} made from it` },
    fields: { phase: phaseOf({ ...FACTS, isTemplate: true }) },
  };
}

/** One whose template is not there, or to whom the controllers are copying it. */
export function reportUncopied(context: Context, object: KubeObject, found: "written" | "missing"): LifeReport {
  const message =
    found === "written"
      ? "its template is being copied"
      : `its template ${templateKeyOf(object)} is not there, or is none`;
  const summary: Summary = {
    is: "progressing",
    reason: found === "written" ? "Progressing" : "UnknownDependency",
    message,
  };
  return { summary, fields: fieldsOf(context, object, { ...FACTS, isCopied: false }, {}, message) };
}

/** One that waits for a slot. */
export function reportQueued(
  context: Context,
  object: KubeObject,
  { position, limit, room }: Extract<Admission, { is: "queued" }>,
): LifeReport {
  const taken = limit === 1 ? "the one slot of its template is" : `all ${limit} slots of its template are`;
  const message = `${taken} taken; it is number ${position} in the queue; ${room}`;
  return {
    summary: { is: "progressing", reason: "QuotaFull", message },
    fields: fieldsOf(context, object, { ...FACTS, hasSlot: false }, { queuePosition: position }, message),
    againInMs: QUEUE_MS,
  };
}

/** One whose services are looked at. */
export function reportLife(
  context: Context,
  object: KubeObject,
  services: readonly ServiceInWorld[],
  { course, summary }: { readonly course: Course; readonly summary: Summary },
): LifeReport {
  if (!hasLife(specOf(object))) return { summary, fields: {} };
  const { before, use, rest } = course;
  const now = context.clock.now();
  const isReady = summary.is === "ready" && rest === "awake";
  const verification = isReady ? verify(context, object, before) : unverified(context, object, before);
  const { failedSince = context.statuses.now() } = before;
  const life: LifeStatus = {
    ...use,
    ...(summary.is === "stalled" ? { failedSince } : {}),
    ...(verification.verified === undefined ? {} : { verified: verification.verified }),
    inventory: inventoryOf(context, services),
  };
  const expiry = expiryIn(object, life);
  const isWarned = expiry !== undefined && now >= expiry.warnAt;
  const hasBegun = services.some(({ releases }) => releases.some((r) => hasBegunWith(context, r.id)));
  const facts = { ...FACTS, services: summary.is, hasBegun, rest, url: verification.url, isWarned };
  if (isWarned && before.phase !== "Expiring")
    context.tell(object, {
      type: "Warning",
      reason: "ExpiresSoon",
      action: "Expire",
      note: `goes at ${timeOf(expiry.at)} (${expiry.reason}); use it, or annotate it with upstart.com/extend`,
    });
  const told = summaryOf(summary, object, facts, life);
  const turns = [verification.againInMs, nextTurnIn(object, life, now), rest === "awake" ? undefined : REST_MS];
  return {
    summary: told,
    fields: fieldsOf(context, object, facts, life, told.message),
    againInMs: Math.min(LONGEST_MS, ...turns.filter((ms) => ms !== undefined)) + 1,
  };
}

/** What the status of an environment says of its life while it is being deleted: all that is known, and how far that is. */
export function goingFields(
  context: Context,
  object: KubeObject,
  { reason, message }: { readonly reason?: string; readonly message: string },
) {
  if (!hasLife(specOf(object))) return {};
  const { expiresAt: _, expiresReason: __, queuePosition: ___, ...life } = lifeStatusOf(context, object);
  const isHeld = reason !== undefined && HELD.has(reason);
  const { conditions: ____, observedGeneration: _____, ...rest } = life as Record<string, unknown>;
  return {
    ...rest,
    ...stepTo(life, phaseOf({ ...FACTS, going: isHeld ? "held" : "going" }), object, context, message),
  };
}

function summaryOf(
  summary: Summary,
  { metadata: { name, namespace } }: KubeObject,
  { rest, url }: PhaseFacts,
  { verified }: LifeStatus,
): Summary {
  if (rest === "asleep" && summary.is !== "stalled")
    return {
      is: "suspended",
      reason: "Sleeping",
      message: `sleeps; to wake it: kubectl upstart env wake ${name} -n ${namespace}`,
    };
  if (rest === "waking" && summary.is !== "stalled")
    return { is: "progressing", reason: "Waking", message: "is being woken, in the order of its needs" };
  if (summary.is !== "ready" || verified === undefined || url === "none" || url === "healthy") return summary;
  const { reason, message } = verified;
  return {
    is: url === "late" ? "stalled" : "progressing",
    reason,
    message: `its releases are ready, and its URL is not: ${message}`,
  };
}

function fieldsOf(context: Context, object: KubeObject, facts: PhaseFacts, life: LifeStatus, message: string) {
  const expiry = life.lastActivity === undefined ? undefined : expiryIn(object, life);
  const url = urlOfEnvironment(object);
  return {
    ...life,
    ...(url === undefined ? {} : { url }),
    ...(expiry === undefined ? {} : { expiresAt: timeOf(expiry.at), expiresReason: expiry.reason }),
    ...stepTo(lifeStatusOf(context, object), phaseOf(facts), object, context, message),
  };
}

function stepTo(
  { history = [] }: LifeStatus,
  phase: EnvironmentPhase,
  object: KubeObject,
  { statuses }: Context,
  message: string,
) {
  const sha = specOf(object).source?.sha;
  const step = { at: statuses.now(), phase, ...(sha === undefined ? {} : { sha }), message: headline(message) };
  return { phase, history: withStep(history, step) };
}

function inventoryOf(context: Context, services: readonly ServiceInWorld[]): LifeStatus["inventory"] & object {
  const namespaces = [...new Set(services.map((s) => s.service.namespace))].filter((n) => context.namespaces.has(n));
  return [
    ...services.map((s) => ({ kind: "UpstartService", name: s.service.object.name })),
    ...namespaces.map((name) => ({ kind: "Namespace", name })),
  ];
}

function hasBegunWith(context: Context, id: string): boolean {
  const { observation, steps } = context.steward.seen();
  const step = steps.get(id);
  return observation.get(id)?.helm !== undefined || (step?.do === "wait" && step.phase === "running");
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
