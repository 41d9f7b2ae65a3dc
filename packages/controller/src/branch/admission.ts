import { ClusterError, type KubeObject, type SlotHolder } from "@upstart/engine";
import type { Context } from "../context.ts";
import { lifeStatusOf, madeFrom, msOf, specOf, templateKeyOf, templateOf } from "./life.ts";
import type { WrittenSlot } from "./slots.ts";

/** Whether an environment may be made: it has a slot, needs none, or has a place in the queue. */
export type Admission =
  | { readonly is: "admitted" }
  | {
      readonly is: "queued";
      readonly position: number;
      readonly limit: number;
      /** Who makes room next, in words. */
      readonly room: string;
    };

const ADMITTED: Admission = { is: "admitted" };

/** Takes a slot of the template's quota, or a place in the queue; where the template says so, another has to go for it. */
export async function admit(context: Context, object: KubeObject): Promise<Admission> {
  const uid = object.metadata.uid ?? "";
  const template = templateOf(context, object);
  const quota = template === undefined ? undefined : specOf(template).quota;
  // Who has a slot keeps it: updates are never held up.
  if (context.admitted.get(uid) === "with a slot") return ADMITTED;
  if (template === undefined || quota === undefined) {
    context.admitted.set(uid, "without");
    return ADMITTED;
  }
  const decision = await context.slots.take(template, quota, slotOf(object), crowdOf(context, object));
  if (decision.do === "take") {
    context.admitted.set(uid, "with a slot");
    return ADMITTED;
  }
  context.admitted.delete(uid);
  if (decision.do === "evict") await evict(context, decision.victim, object);
  return { is: "queued", position: decision.position, limit: quota.environments, room: roomText(context, object) };
}

/** Gives the slot back, and tells those who wait. */
export async function leaveSlot(context: Context, object: KubeObject): Promise<void> {
  const key = templateKeyOf(object);
  if (key === undefined) return;
  const [namespace, name] = key.split("/") as [string, string];
  // Where there is no quota there is no slot, and nothing to be written.
  await context.slots.release({ namespace, name }, object.metadata.uid ?? "");
  context.admitted.delete(object.metadata.uid ?? "");
  wakeWaiting(context, key);
}

/**
 * Those of a template that wait for it or for a slot, and those that need a slot since it has a quota. Not those that go:
 * one that has just given its slot back would wake itself until a watch tells that it is gone.
 */
export function wakeWaiting(context: Context, template: string): void {
  const object = context.objects.get("UpstartEnvironment", template);
  const needed = object !== undefined && specOf(object).quota !== undefined ? "with a slot" : undefined;
  for (const { metadata } of madeFrom(context, template)) {
    if (metadata.deletionTimestamp !== undefined) continue;
    const admitted = context.admitted.get(metadata.uid ?? "");
    if (admitted === undefined || (needed !== undefined && admitted !== needed))
      context.wake("UpstartEnvironment", `${metadata.namespace}/${metadata.name}`);
  }
}

function slotOf({ metadata: { uid = "", namespace = "", name } }: KubeObject): WrittenSlot {
  return { uid, namespace, name };
}

function crowdOf(context: Context, object: KubeObject) {
  const made = madeFrom(context, templateKeyOf(object)!);
  const byUid = new Map(made.map((o) => [o.metadata.uid ?? "", o]));
  const comers = made.filter((o) => o.metadata.deletionTimestamp === undefined).sort(byAge);
  return {
    holderOf: (slot: WrittenSlot) => {
      const holder = byUid.get(slot.uid);
      if (holder !== undefined) return holderOf(context, holder);
      // What is not watched here is not known to be gone.
      return context.isWatched(slot.namespace) ? undefined : UNSEEN(slot.uid);
    },
    comers: comers.map((o) => o.metadata.uid ?? ""),
    isMade: (lifeStatusOf(context, object).inventory ?? []).length > 0,
    now: context.clock.now(),
  };
}

const UNSEEN = (uid: string): SlotHolder => ({ uid, createdAt: 0, lastUseAt: 0, isProtected: true, isLeaving: false });

function holderOf(context: Context, object: KubeObject): SlotHolder {
  const { lastActivity, asleepSince, failedSince } = lifeStatusOf(context, object);
  const { uid = "", creationTimestamp, deletionTimestamp } = object.metadata;
  const createdAt = msOf(creationTimestamp) ?? 0;
  return {
    uid,
    createdAt,
    lastUseAt: msOf(lastActivity?.at) ?? createdAt,
    isProtected: specOf(object).protected === true,
    isLeaving: deletionTimestamp !== undefined,
    ...(failedSince === undefined ? {} : { failedSince: msOf(failedSince)! }),
    ...(asleepSince === undefined ? {} : { asleepSince: msOf(asleepSince)! }),
  };
}

/** Which of those that have a slot is the next to go by itself, as far as can be told now. */
function roomText(context: Context, object: KubeObject): string {
  const holders = madeFrom(context, templateKeyOf(object)!).filter(
    ({ metadata }) => context.admitted.get(metadata.uid ?? "") === "with a slot",
  );
  const { namespace } = object.metadata;
  const nameOf = ({ metadata: m }: KubeObject) => (m.namespace === namespace ? m.name : `${m.namespace}/${m.name}`);
  const leaving = holders.find((h) => h.metadata.deletionTimestamp !== undefined);
  if (leaving !== undefined) return `${nameOf(leaving)} is being deleted`;
  const endOf = (h: KubeObject) => lifeStatusOf(context, h).expiresAt ?? "";
  const [next] = holders.filter((h) => endOf(h) !== "").sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  return next === undefined ? "no other goes by itself" : `${nameOf(next)} is the next to go, at ${endOf(next)}`;
}

async function evict(context: Context, victim: SlotHolder, object: KubeObject): Promise<void> {
  const held = madeFrom(context, templateKeyOf(object)!).find((o) => o.metadata.uid === victim.uid);
  if (held === undefined) return;
  const note = `makes room for ${object.metadata.name}; to bring it back: kubectl upstart env revive ${held.metadata.name} -n ${held.metadata.namespace}`;
  await endLife(context, held, { reason: "Evicted", note });
}

/** Deletes an environment, unless somebody has written it since it was looked at: then it is looked at again. */
export async function endLife(
  context: Context,
  object: KubeObject,
  { reason, note }: { readonly reason: string; readonly note: string },
): Promise<void> {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace = "", uid = "", resourceVersion } = metadata;
  try {
    await context.cluster.delete(
      { apiVersion, kind, namespace, name },
      { uid, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    );
  } catch (error) {
    if (error instanceof ClusterError && error.code === "Conflict") return;
    throw error;
  }
  context.tell(object, { type: "Warning", reason, action: "Delete", note });
  await context.endings.mark(object, `${reason}: ${note}`);
}

function byAge(a: KubeObject, b: KubeObject): number {
  const text = ({ metadata }: KubeObject) => `${metadata.creationTimestamp} ${metadata.namespace}/${metadata.name}`;
  return text(a) < text(b) ? -1 : 1;
}
