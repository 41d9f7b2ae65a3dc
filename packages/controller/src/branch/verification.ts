import { type KubeObject, type LifeStatus, type PhaseFacts, spanOf, verdictOf } from "@upstart/engine";
import type { Context } from "../context.ts";
import { queueKey } from "../names.ts";
import { msOf, specOf, urlOfEnvironment } from "./life.ts";

/** How the URL of an environment stands. */
export interface Verification {
  readonly url: PhaseFacts["url"];
  readonly verified?: LifeStatus["verified"];
  readonly againInMs?: number;
}

const TIMEOUT_MS = 5 * 60_000;
const HEALTHY_MS = 60_000;
const SOONEST_MS = 500;
const LATEST_MS = 15_000;

/** Asks whether the URL answers as it should, now and then as long as it does, and soon again while it does not. */
export function verify(context: Context, object: KubeObject, { verified: before }: LifeStatus): Verification {
  const { url: how, source } = specOf(object);
  const url = urlOfEnvironment(object);
  if (how === undefined || url === undefined) return { url: "none" };
  const sha = source?.sha;
  const now = context.clock.now();
  const isSame = before !== undefined && before.sha === sha;
  const wasHealthy = isSame && before.reason === "Healthy" && before.waitingSince === undefined;
  const waitingSince = (isSame ? before.waitingSince : undefined) ?? context.statuses.now();
  const patience = Math.min(Math.max((now - msOf(waitingSince)!) / 2, SOONEST_MS), LATEST_MS);
  const againInMs = wasHealthy ? HEALTHY_MS : patience;
  const told = context.prober.ask(queueKey(object), url, how, sha ?? "", againInMs);
  if (told === undefined && wasHealthy) return { url: "healthy", verified: before, againInMs };
  const verdict =
    told === undefined ? { reason: "Progressing", message: `asking ${url}` } : verdictOf(told.answer, how, sha);
  const since = isSame && before.reason === verdict.reason ? before.since : context.statuses.now();
  const said = { ...verdict, message: verdict.message.slice(0, 1024), ...(sha === undefined ? {} : { sha }), since };
  if (verdict.reason === "Healthy") return { url: "healthy", verified: said, againInMs: HEALTHY_MS };
  const isLate = now - msOf(waitingSince)! > spanOf(how.health?.timeout, TIMEOUT_MS);
  return { url: isLate ? "late" : "waiting", verified: { ...said, waitingSince }, againInMs };
}

/** While its releases are on their way nothing is asked, and no time runs. */
export function unverified(context: Context, object: KubeObject, { verified: before }: LifeStatus): Verification {
  context.prober.forget(queueKey(object));
  if (specOf(object).url === undefined) return { url: "none" };
  if (before === undefined) return { url: "waiting" };
  const { waitingSince: _, ...rest } = before;
  return { url: "waiting", verified: { ...rest, reason: "Progressing", message: "its releases are on their way" } };
}
