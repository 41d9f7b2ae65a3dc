import type { Attempts, Failure } from "../plan/observation.ts";

/** When to try again, and how to say so. */
export interface Attempt {
  readonly delayMs: number;
  readonly text: string;
}

/** Says after such attempts when to try again; undefined: not before something changes. */
export type RetryPolicy = (
  attempts: Pick<Attempts, "calls" | "failures">,
  failed: { readonly failure: Failure; readonly mayPass: boolean },
) => Attempt | undefined;

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1000;

/** For whoever waits for the end: what may pass is tried five times, after 1, 2, 4 and 8 seconds. */
export const retryWhatMayPass: RetryPolicy = ({ calls }, { mayPass }) => {
  if (!mayPass || calls >= MAX_ATTEMPTS) return undefined;
  return attemptAfter(calls, FIRST_DELAY_MS * 2 ** (calls - 1), MAX_ATTEMPTS);
};

/** Whether a failure is the world's: it says nothing of the release, and ends without it. */
export function isOutside({ reason }: Failure): boolean {
  return OUTSIDE.has(reason);
}

const OUTSIDE: ReadonlySet<string> = new Set([
  "ReleaseLocked",
  "ClusterUnreachable",
  "ChartUnavailable",
  "HelmUnavailable",
  "NamespaceMissing",
  "Forbidden",
]);
const PATIENT_FIRST_MS = 5000;
const PATIENT_MAX_MS = 300_000;
/** A cluster that is back is not kept waiting: that it is not costs no run of Helm. */
const CLUSTER_MAX_MS = 30_000;

/**
 * For whoever goes on for ever: a release that fails by itself is tried five times, after 5, 10, 20 and 40 seconds;
 * what lies outside of it is tried until it is over: the cluster every 30 seconds in the end, the rest every five
 * minutes. Neither is counted to the other.
 */
export const retryPatiently: RetryPolicy = ({ calls, failures }, { failure }) => {
  if (failure.code === "ValuesRefused") return undefined; // by the chart's own schema: other values are needed
  const isBounded = !isOutside(failure);
  const attempts = isBounded ? failures : calls - failures;
  if (isBounded && attempts >= MAX_ATTEMPTS) return undefined;
  const maxMs = failure.reason === "ClusterUnreachable" ? CLUSTER_MAX_MS : PATIENT_MAX_MS;
  const delayMs = Math.min(maxMs, PATIENT_FIRST_MS * 2 ** Math.min(attempts - 1, 10));
  return attemptAfter(attempts, delayMs, isBounded ? MAX_ATTEMPTS : undefined);
};

function attemptAfter(attempts: number, delayMs: number, max: number | undefined): Attempt {
  const of = max === undefined ? "" : ` of ${max}`;
  return { delayMs, text: `attempt ${attempts + 1}${of} in ${delayMs / 1000}s` };
}
