import { parseSpan } from "../spec/duration.ts";
import type { EnvironmentLife } from "../spec/life.ts";

/** When an environment was used, in milliseconds. */
export interface Uses {
  readonly createdAt: number;
  readonly lastUseAt: number;
  /** Somebody has asked for it to be kept until then. */
  readonly keptUntil?: number;
  readonly failedSince?: number;
}

/** When an environment goes by itself. */
export interface Expiry {
  readonly at: number;
  readonly reason: "idle" | "failed" | "extended" | "max";
  /** From when on it is warned of: when a fifth of the time is left. */
  readonly warnAt: number;
}

const IDLE_MS = 5 * 86_400_000;
const FAILED_MS = 86_400_000;
const WARN_SHARE = 0.2;

/**
 * When an environment goes: idle for so long, or failed for so long, or whatever happens so long after it was made. To
 * be kept longer helps against all but the last. Never where it is protected, or says nothing of it and has no branch.
 */
export function expiryOf(life: EnvironmentLife, uses: Uses): Expiry | undefined {
  const { ttl, source } = life;
  if (life.protected === true || (ttl === undefined && source === undefined)) return undefined;
  const terms: Term[] = [{ reason: "idle", from: uses.lastUseAt, at: uses.lastUseAt + spanOf(ttl?.idle, IDLE_MS) }];
  if (uses.failedSince !== undefined)
    terms.push({ reason: "failed", from: uses.failedSince, at: uses.failedSince + spanOf(ttl?.failed, FAILED_MS) });
  const first = earliest(terms);
  const kept = uses.keptUntil ?? 0;
  const term: Term = kept > first.at ? { ...first, reason: "extended", at: kept } : first;
  const max = ttl?.max === undefined ? Number.POSITIVE_INFINITY : uses.createdAt + spanOf(ttl.max, 0);
  return warned(max < term.at ? { reason: "max", from: uses.createdAt, at: max } : term);
}

/** The milliseconds that a duration of a spec says; what is not said is the default. */
export function spanOf(text: string | undefined, defaultMs: number): number {
  return (text === undefined ? undefined : parseSpan(text)) ?? defaultMs;
}

interface Term {
  readonly reason: Expiry["reason"];
  readonly from: number;
  readonly at: number;
}

function earliest(terms: readonly Term[]): Term {
  return terms.reduce((a, b) => (b.at < a.at ? b : a));
}

function warned({ reason, from, at }: Term): Expiry {
  return { reason, at, warnAt: at - Math.max(at - from, 0) * WARN_SHARE };
}
