import { nearest } from "../diagnostic/nearest.ts";
import { parseSpan } from "../spec/duration.ts";
import type { EnvironmentLife } from "../spec/life.ts";
import { spanOf } from "./expiry.ts";
import type { ActivityKind, LastActivity, LifeStatus } from "./life-status.ts";

/** `wake`, `sleep`, `request` or `deploy`, a blank, and anything that makes the value another than before. */
export const ACTIVITY_ANNOTATION = "upstart.com/activity";
/** For how long it is to be kept from now on, such as `48h`, a blank, and anything that makes the value another. */
export const EXTEND_ANNOTATION = "upstart.com/extend";

/** What the status has of the use of an environment. */
export type Use = Pick<LifeStatus, "lastActivity" | "asleepSince" | "wakingSince">;

const WORDS = ["wake", "sleep", "request", "deploy"];
const SLEEP_AFTER_MS = 3_600_000;
/** The longest that an environment is kept from the moment of asking, however long somebody asks for. */
export const MAX_EXTENSION_MS: number = 30 * 86_400_000;

/**
 * What is known of the use of an environment after a look at it: each annotation counts once, each generation is a
 * deploy, and who is used wakes. `isSettled`: it may fall asleep by itself. That all of it is awake again is for others to
 * see.
 */
export function useAfter(
  before: Use,
  object: {
    readonly life: EnvironmentLife;
    readonly generation: number;
    readonly annotations?: Readonly<Record<string, string>> | undefined;
  },
  { now, isSettled }: { readonly now: string; readonly isSettled: boolean },
): Use & { readonly lastActivity: LastActivity } {
  const asked = object.annotations?.[ACTIVITY_ANNOTATION] ?? before.lastActivity?.heeded;
  const extend = object.annotations?.[EXTEND_ANNOTATION] ?? before.lastActivity?.extended;
  const isAsked = asked !== before.lastActivity?.heeded;
  const word = isAsked ? asked?.split(" ")[0] : undefined;
  const kept = extend === before.lastActivity?.extended ? undefined : keptUntil(extend, now);
  const kind = kindOf(before, object.generation, word, kept);
  const used: LastActivity = {
    ...(kind === undefined && before.lastActivity !== undefined
      ? before.lastActivity
      : { ...before.lastActivity, kind: kind ?? "deploy", at: now, generation: object.generation }),
    ...(asked === undefined ? {} : { heeded: asked }),
    ...(extend === undefined ? {} : { extended: extend }),
    ...(kept === undefined ? {} : { keptUntil: later(kept, before.lastActivity?.keptUntil) }),
  };
  const told = word === "sleep" ? now : kind === undefined ? before.asleepSince : undefined;
  const asleepSince = told ?? (isSettled && isTired(object.life, used, now) ? now : undefined);
  if (asleepSince !== undefined) return { lastActivity: used, asleepSince };
  const wakingSince = before.asleepSince === undefined ? before.wakingSince : now;
  return { lastActivity: used, ...(wakingSince === undefined ? {} : { wakingSince }) };
}

/** What of the annotations is asked for since `before` and means nothing, in words for whoever wrote it. */
export function misreadWishes(
  annotations: Readonly<Record<string, string>> = {},
  { lastActivity }: Pick<Use, "lastActivity">,
): string[] {
  const asked = annotations[ACTIVITY_ANNOTATION];
  const word = asked?.split(" ")[0] ?? "";
  const extend = annotations[EXTEND_ANNOTATION];
  const wishes: string[] = [];
  if (asked !== undefined && asked !== lastActivity?.heeded && !WORDS.includes(word)) {
    const close = nearest(word, WORDS);
    const hint = close === undefined ? `it is ${WORDS.join(", ")}` : `did you mean ${close}?`;
    wishes.push(`the annotation ${ACTIVITY_ANNOTATION} begins with "${word}", which asks for nothing; ${hint}`);
  }
  if (extend !== undefined && extend !== lastActivity?.extended && parseSpan(extend.split(" ")[0]!) === undefined)
    wishes.push(`the annotation ${EXTEND_ANNOTATION} begins with no duration; it is one such as 48h or 3d`);
  return wishes;
}

/** From when on an environment falls asleep by itself; never, where it does not say so. */
export function sleepsAt({ sleep }: EnvironmentLife, { at }: LastActivity): number | undefined {
  return sleep === undefined ? undefined : Date.parse(at) + spanOf(sleep.after, SLEEP_AFTER_MS);
}

function isTired(life: EnvironmentLife, used: LastActivity, now: string): boolean {
  const at = sleepsAt(life, used);
  return at !== undefined && Date.parse(now) >= at;
}

function kindOf(
  { lastActivity }: Use,
  generation: number,
  word: string | undefined,
  kept: string | undefined,
): ActivityKind | undefined {
  if (lastActivity?.generation !== generation) return "deploy";
  if (word === "wake" || word === "request" || word === "deploy") return word;
  return kept === undefined ? undefined : "extend";
}

/** Who asks for less takes nothing from who has asked for more. */
function later(one: string, other = one): string {
  return Date.parse(other) > Date.parse(one) ? other : one;
}

function keptUntil(extend: string | undefined, now: string): string | undefined {
  const ms = extend === undefined ? undefined : parseSpan(extend.split(" ")[0]!);
  if (ms === undefined) return undefined;
  const until = Date.parse(now) + Math.min(ms, MAX_EXTENSION_MS);
  return `${new Date(until).toISOString().slice(0, 19)}Z`;
}
