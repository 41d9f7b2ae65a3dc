import type { EnvironmentQuota } from "../spec/life.ts";
import { spanOf } from "./expiry.ts";

/** An environment that has a slot. Times are in milliseconds. */
export interface SlotHolder {
  readonly uid: string;
  readonly createdAt: number;
  readonly lastUseAt: number;
  readonly isProtected: boolean;
  /** It is being deleted: its slot is free soon. */
  readonly isLeaving: boolean;
  readonly failedSince?: number;
  readonly asleepSince?: number;
}

export type SlotDecision =
  | { readonly do: "take" }
  | { readonly do: "wait"; readonly position: number }
  | { readonly do: "evict"; readonly position: number; readonly victim: SlotHolder };

const MIN_AGE_MS = 3_600_000;

/**
 * What one that has no slot may do. `waiting` are all that have none, first come first; it is one of them. Where a slot
 * has to be made free, and none is about to be, another has to go.
 */
export function decideSlot(
  uid: string,
  {
    quota,
    holders,
    waiting,
    now,
  }: { quota: EnvironmentQuota; holders: readonly SlotHolder[]; waiting: readonly string[]; now: number },
): SlotDecision {
  const free = Math.max(quota.environments - holders.length, 0);
  const rank = waiting.indexOf(uid);
  if (rank < free) return { do: "take" };
  const position = rank - free + 1;
  const excess = Math.max(holders.length - quota.environments, 0);
  const leaving = holders.filter((h) => h.isLeaving).length - excess;
  if (quota.whenFull !== "evict" || leaving >= position) return { do: "wait", position };
  const [victim] = evictionOrder(holders, { now, minAgeMs: spanOf(quota.minAge, MIN_AGE_MS) });
  return victim === undefined ? { do: "wait", position } : { do: "evict", position, victim };
}

/**
 * Who has to make room, the first one first: who failed longest ago, then who sleeps longest, then who is idle longest.
 * Never the protected, never the young, never who is going already.
 */
export function evictionOrder(
  holders: readonly SlotHolder[],
  { now, minAgeMs }: { readonly now: number; readonly minAgeMs: number },
): SlotHolder[] {
  const mayGo = (h: SlotHolder) => !h.isProtected && !h.isLeaving && now - h.createdAt >= minAgeMs;
  return holders
    .filter(mayGo)
    .sort((a, b) => classOf(a) - classOf(b) || sinceOf(a) - sinceOf(b) || (a.uid < b.uid ? -1 : 1));
}

function classOf({ failedSince, asleepSince }: SlotHolder): number {
  return failedSince !== undefined ? 0 : asleepSince !== undefined ? 1 : 2;
}

function sinceOf({ failedSince, asleepSince, lastUseAt }: SlotHolder): number {
  return failedSince ?? asleepSince ?? lastUseAt;
}
