import type { Clock } from "@upstart/engine";
import type { IsAllowed } from "../validate/refused-rights.ts";

/** A right that was taken away counts for so long: the API server's own answers to webhooks are no fresher. */
const KEPT_MS = 5000;
const MAX_KEPT = 1000;

/** Asks again only after a while who was allowed something; who was not may have got the right meanwhile. */
export function rememberedRights(clock: Clock, ask: IsAllowed): IsAllowed {
  const until = new Map<string, number>();
  return async (user, right) => {
    const key = JSON.stringify([user, right]);
    const now = clock.now();
    if ((until.get(key) ?? 0) > now) return true;
    until.delete(key);
    if (!(await ask(user, right))) return false;
    // The oldest comes first in a map.
    if (until.size >= MAX_KEPT) until.delete(until.keys().next().value!);
    until.set(key, now + KEPT_MS);
    return true;
  };
}
