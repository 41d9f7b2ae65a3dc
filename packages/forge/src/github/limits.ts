import { ForgeError } from "../forge/errors.ts";

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Where GitHub says nothing of when, it asks for a minute. */
const DEFAULT_PAUSE_MS = 60_000;
/** A date that is wrong must not silence us for ever. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * Until when nothing may be asked; undefined where the answer says nothing of a limit. A limit is a 429, or a 403 that
 * says when to come back, that nothing is left, or that its words call a limit.
 */
export function limitedUntil(status: number, headers: Headers, message: string, now: number): number | undefined {
  const retryAfter = secondsIn(headers["retry-after"]);
  const isSpent = String(headers["x-ratelimit-remaining"] ?? "") === "0";
  const isLimit =
    status === 429 || (status === 403 && (retryAfter !== undefined || isSpent || /rate limit|abuse/i.test(message)));
  if (!isLimit) return undefined;
  const reset = secondsIn(headers["x-ratelimit-reset"]);
  const wait =
    retryAfter !== undefined
      ? retryAfter * 1000
      : isSpent && reset !== undefined
        ? Math.max(1000, reset * 1000 - now)
        : DEFAULT_PAUSE_MS;
  return now + Math.min(wait, LONGEST_PAUSE_MS);
}

/** Keeps questions back while a limit holds: asking on makes GitHub extend it. */
export class Limits {
  #until = 0;
  #remaining: number | undefined;

  /** What was left of this hour's questions when an answer last said so. */
  get remaining(): number | undefined {
    return this.#remaining;
  }

  /** Throws ForgeError while a limit holds. */
  check(doing: string, now: number): void {
    if (now < this.#until) throw limited(doing, this.#until, now);
  }

  /** Hears of an answer; throws ForgeError where it says that there is a limit. */
  hear(doing: string, answer: { status: number; headers: Headers; message: string }, now: number): void {
    const remaining = secondsIn(answer.headers["x-ratelimit-remaining"]);
    if (remaining !== undefined) this.#remaining = remaining;
    const until = limitedUntil(answer.status, answer.headers, answer.message, now);
    if (until === undefined) return;
    this.#until = Math.max(this.#until, until);
    throw limited(doing, until, now, answer.status);
  }
}

function limited(doing: string, until: number, now: number, status?: number): ForgeError {
  const message = `cannot ${doing}: GitHub wants no more questions for ${Math.ceil((until - now) / 1000)} s`;
  return new ForgeError("RateLimited", message, { retryAt: until, ...(status === undefined ? {} : { status }) });
}

function secondsIn(header: string | number | undefined): number | undefined {
  const seconds = header === undefined || header === "" ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
