import { MAX_PULL_REQUESTS, type MadeEnvironment } from "../environments/made.ts";
import type { Sources, Wanted } from "./sources.ts";

/** How far the lists of a sweep can be believed. */
export interface Belief {
  /** Every page came. */
  readonly isComplete: boolean;
  /** There is something on them. A repository without a branch is no repository. */
  readonly isEmpty: boolean;
}

/** Absence counts only on lists of which this holds. */
export function isWhole({ isComplete, isEmpty }: Belief): boolean {
  return isComplete && !isEmpty;
}

/** Since when an environment's source is seen to be gone, by the environment's uid. */
export type Absences = ReadonlyMap<string, number>;

/** An environment whose source is gone, or is left out by now. */
export interface Gone {
  readonly environment: MadeEnvironment;
  readonly why: string;
  readonly isConfirmed: boolean;
  readonly isHeld: boolean;
}

export interface SweepPlan {
  readonly create: readonly Wanted[];
  readonly update: readonly Update[];
  /** Gone for long enough. Each is to be looked at once more before it is deleted. */
  readonly remove: readonly Gone[];
  /** How many are seen to be gone, and not for long enough yet. */
  readonly pending: number;
  /** Held by the brake, and there again. */
  readonly release: readonly MadeEnvironment[];
  /** What is to be remembered until the next sweep. */
  readonly absences: Absences;
  /** When the next sweep can prove what this one has begun to; undefined where nothing is to be proven. */
  readonly proveAt?: number;
}

export interface Update {
  readonly environment: MadeEnvironment;
  readonly wanted: Wanted;
}

export interface SweepInput {
  readonly sources: Sources;
  readonly belief: Belief;
  /** Of this rule, those that this program has made. */
  readonly existing: readonly MadeEnvironment[];
  readonly absences: Absences;
  readonly now: number;
  /** How long a source must be gone, over at least two sweeps. */
  readonly confirmMs: number;
}

/**
 * What a sweep leads to. Absence counts only on lists that came whole and are not empty, and only when it has been
 * seen before; presence always counts, and makes forget what was seen before.
 */
export function planSweep({ sources, belief, existing, absences, now, confirmMs }: SweepInput): SweepPlan {
  const byRef = new Map(existing.map((e) => [e.ref, e]));
  const living = existing.filter((e) => !e.isTerminating);
  const counts = isWhole(belief);
  const next = new Map<string, number>();
  const remove: Gone[] = [];
  for (const environment of living) {
    const why = goneBecause(environment.ref, sources);
    const since = absences.get(environment.uid);
    if (why === undefined) continue;
    if (!counts) {
      if (since !== undefined) next.set(environment.uid, since); // neither proven nor disproven
      continue;
    }
    next.set(environment.uid, since ?? now);
    if (since !== undefined && now - since >= confirmMs)
      remove.push({ environment, why, isConfirmed: environment.isDeletionConfirmed, isHeld: environment.isHeld });
  }
  const provable = [...next.values()].map((since) => since + confirmMs).filter((at) => at > now);
  return {
    create: [...sources.wanted.values()].filter((w) => !byRef.has(w.ref)),
    update: living.flatMap((environment) => {
      const wanted = sources.wanted.get(environment.ref);
      return wanted !== undefined && differs(environment, wanted) ? [{ environment, wanted }] : [];
    }),
    remove,
    release: living.filter((e) => e.isHeld && goneBecause(e.ref, sources) === undefined),
    absences: next,
    pending: next.size - remove.length,
    ...(provable.length === 0 ? {} : { proveAt: Math.min(...provable) }),
  };
}

/** Why an environment's source is no more; undefined where it is there. */
export function goneBecause(ref: string, { wanted, unwanted, idle }: Sources): string | undefined {
  if (wanted.has(ref) || idle.has(ref)) return undefined;
  return (
    unwanted.get(ref) ?? (ref.startsWith("refs/pull/") ? "the pull request is closed" : "it is not there any more")
  );
}

/** Whether an environment shows another commit, or other pull requests, than it should, or was made and not marked. */
export function differs(environment: MadeEnvironment, wanted: Wanted): boolean {
  return (
    !environment.isMarked ||
    environment.sha !== wanted.sha ||
    environment.pullRequests.join() !== wanted.pullRequests.slice(0, MAX_PULL_REQUESTS).join()
  );
}
