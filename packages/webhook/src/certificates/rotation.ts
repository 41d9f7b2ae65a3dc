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
}

/** API servers look at a changed configuration within seconds; this is long enough for the slowest. */
export const OVERLAP_MS = 120_000;
/** Replicas read a changed Secret within seconds, and connections that are open are not asked again. */
export const KEEP_PREVIOUS_MS = 3_600_000;
const LOOK_MS = 600_000;

/**
 * What comes next. Whatever is served is at any time signed by something that was published for a while before: an
 * authority is trusted first, signs then, and is forgotten last.
 */
export function nextStep(material: Material | undefined, { now, names, isPublished, jitter }: RotationFacts): Step {
  if (material === undefined) return { do: "create" };
  const { authority, leaf, next, previous } = material;
  const promoteAt = next === undefined ? Number.POSITIVE_INFINITY : next.since + OVERLAP_MS;
  const forgetAt = previous === undefined ? Number.POSITIVE_INFINITY : previous.since + KEEP_PREVIOUS_MS;
  const prepareAt =
    next === undefined && previous === undefined ? renewalOf(authority.cert, jitter) : Number.POSITIVE_INFINITY;
  const issueAt = missingNames(leaf.cert, names).length > 0 ? now : renewalOf(leaf.cert, jitter);
  if (now >= promoteAt && isPublished) return { do: "promote" };
  if (now >= issueAt) return { do: "issue" };
  if (now >= prepareAt) return { do: "prepare" };
  if (now >= forgetAt) return { do: "forget" };
  const soonest = Math.min(promoteAt > now ? promoteAt : now + 5000, forgetAt, prepareAt, issueAt);
  return { do: "wait", untilMs: Math.min(soonest, now + LOOK_MS) };
}

/** Two thirds of its life, or a little earlier. */
function renewalOf(cert: string, jitter: number): number {
  const { from, to } = validityOf(cert);
  return from + (to - from) * (2 / 3 - 0.05 * jitter);
}
