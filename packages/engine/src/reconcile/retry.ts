import type { Failure } from "../plan/observation.ts";

/** When to try again, and how to say so. */
export interface Attempt {
  readonly delayMs: number;
  readonly text: string;
}

/** Says after so many attempts when to try again; undefined: not before something changes. */
export type RetryPolicy = (
  attempts: number,
  failed: { readonly failure: Failure; readonly mayPass: boolean },
) => Attempt | undefined;

const MAX_ATTEMPTS = 5;
const FIRST_DELAY_MS = 1000;

/** For whoever waits for the end: what may pass is tried five times, after 1, 2, 4 and 8 seconds. */
export const retryWhatMayPass: RetryPolicy = (attempts, { mayPass }) => {
  if (!mayPass || attempts >= MAX_ATTEMPTS) return undefined;
  return attemptAfter(attempts, FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_ATTEMPTS);
};

/** The world's: they say nothing of the release, and end without it. */
const OUTSIDE: ReadonlySet<string> = new Set([
  "ReleaseLocked",
  "ClusterUnreachable",
  "ChartUnavailable",
  "HelmUnavailable",
]);
const PATIENT_FIRST_MS = 5000;
const PATIENT_MAX_MS = 300_000;

/**
 * For whoever goes on for ever: a release that fails by itself is tried five times, after 5, 10, 20 and 40 seconds;
 * what lies outside of it is tried until it is over, every five minutes in the end.
 */
export const retryPatiently: RetryPolicy = (attempts, { failure }) => {
  const isOutside = OUTSIDE.has(failure.reason);
  if (!isOutside && attempts >= MAX_ATTEMPTS) return undefined;
  const delayMs = Math.min(PATIENT_MAX_MS, PATIENT_FIRST_MS * 2 ** Math.min(attempts - 1, 10));
  return attemptAfter(attempts, delayMs, isOutside ? undefined : MAX_ATTEMPTS);
};

function attemptAfter(attempts: number, delayMs: number, max: number | undefined): Attempt {
  const of = max === undefined ? "" : ` of ${max}`;
  return { delayMs, text: `attempt ${attempts + 1}${of} in ${delayMs / 1000}s` };
}
