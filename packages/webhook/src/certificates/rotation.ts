import { type Material, missingNames, validityOf } from "./material.ts";

/** What is to be done about the certificates next. */
export type Step =
  | { readonly do: "create" }
  /** An authority for later, to be trusted first. */
  | { readonly do: "prepare" }
  /** The prepared authority signs from now on; the one before is still trusted. */
  | { readonly do: "promote" }
  | { readonly do: "forget" }
  | { readonly do: "issue" }
  | { readonly do: "wait"; readonly untilMs: number };

export interface RotationFacts {
  readonly now: number;
  /** What the leaf must be for. */
  readonly names: readonly string[];
  /** Whether the configurations show everything that is to be trusted. */
  readonly isPublished: boolean;
  /** From 0 to 1: replicas do not all come at the same time. */
  readonly jitter: number;
  readonly lifetimes: Pick<Lifetimes, "overlapMs" | "keepMs">;
}

/** How long things are good for, and how long what follows one another is trusted together. */
export interface Lifetimes {
  readonly authorityMs: number;
  readonly leafMs: number;
  /** From when an authority is published until it signs. */
  readonly overlapMs: number;
  /** From when an authority signs no more until it is forgotten. */
  readonly keepMs: number;
}

const HOUR_MS = 3_600_000;

export const LIFETIMES: Lifetimes = {
  authorityMs: 365 * 24 * HOUR_MS,
  leafMs: 90 * 24 * HOUR_MS,
  // API servers look at a changed configuration within seconds; this is long enough for the slowest.
  overlapMs: 120_000,
  // Replicas read a changed Secret within seconds, and connections that are open are not asked again.
  keepMs: HOUR_MS,
};

const LOOK_MS = HOUR_MS;
/** What is waited for comes from elsewhere. */
const RETRY_MS = 5000;

/**
 * What comes next. Whatever is served is at any time signed by something that was published for a while before: an
 * authority is trusted first, signs then, and is forgotten last.
 */
export function nextStep(
  material: Material | undefined,
  { now, names, isPublished, jitter, lifetimes }: RotationFacts,
): Step {
  if (material === undefined) return { do: "create" };
  const { authority, leaf, next, previous } = material;
  const promoteAt = next === undefined ? Number.POSITIVE_INFINITY : next.since + lifetimes.overlapMs;
  const forgetAt = previous === undefined ? Number.POSITIVE_INFINITY : previous.since + lifetimes.keepMs;
  const prepareAt =
    next === undefined && previous === undefined ? renewalOf(authority.cert, jitter) : Number.POSITIVE_INFINITY;
  const issueAt = missingNames(leaf.cert, names).length > 0 ? now : renewalOf(leaf.cert, jitter);
  if (now >= promoteAt && isPublished) return { do: "promote" };
  if (now >= issueAt) return { do: "issue" };
  if (now >= prepareAt) return { do: "prepare" };
  if (now >= forgetAt) return { do: "forget" };
  const soonest = Math.min(promoteAt > now ? promoteAt : now + RETRY_MS, forgetAt, prepareAt, issueAt);
  return { do: "wait", untilMs: Math.min(soonest, now + LOOK_MS) };
}

/** Two thirds of its life, or a little earlier. */
function renewalOf(cert: string, jitter: number): number {
  const { from, to } = validityOf(cert);
  return from + (to - from) * (2 / 3 - 0.05 * jitter);
}
