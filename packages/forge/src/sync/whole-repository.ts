import type { Log } from "@upstart/controller/runtime/log";
import type { Clock } from "@upstart/engine";
import { goneBecause, isWhole, planSweep, type SweepPlan } from "../decide/plan.ts";
import type { Wanted } from "../decide/sources.ts";
import { ForgeError } from "../forge/errors.ts";
import type { Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import { wantedNow } from "./first-write.ts";
import type { KnownRepository } from "./known-repository.ts";
import type { GoneByRule } from "./removals.ts";
import { type Swept, sweepOf } from "./sweep.ts";
import { nameFor, unlessRefused, type Writer } from "./writer.ts";

/** What a list says may be acted upon for so long. */
const FRESH_MS = 5000;

export interface WholeRepositoryOptions {
  readonly forge: Forge;
  readonly environments: Environments;
  readonly ended: Ended;
  readonly writer: Writer;
  readonly clock: Clock;
  readonly metrics: ForgeMetrics;
  /** How long a source must be seen to be gone. */
  readonly confirmMs: number;
}

/**
 * Lists all of a repository and does what follows from that. Returns when the next sweep can prove what this one has
 * begun to. Throws ForgeError where it could not be listed, and then nothing was done.
 */
export async function sweepRepository(
  options: WholeRepositoryOptions,
  known: KnownRepository,
  log: Log,
): Promise<number | undefined> {
  const ended = options.metrics.sweep(known.repository);
  const listedAt = options.clock.now();
  let swept: readonly Swept[];
  try {
    swept = await sweepOf(options.forge, known.repository, known.rules);
  } catch (error) {
    ended("failed");
    throw error;
  }
  const isBelieved = swept.every((s) => isWhole(s.belief));
  if (!isBelieved)
    log.warn("a list came in part or empty; nothing is deleted for it", { beliefs: swept.map((s) => s.belief) });
  const plans: SweepPlan[] = [];
  const gone: GoneByRule[] = [];
  for (const one of swept) {
    const plan = await followRule(options, known, { ...one, listedAt }, log);
    plans.push(plan);
    gone.push(...plan.remove.map((g) => ({ ...g, rule: one.rule })));
  }
  await remove(options, known, gone, plans, log);
  ended(isBelieved ? "complete" : "doubtful");
  const proveAts = plans.flatMap((plan) => plan.proveAt ?? []);
  return proveAts.length === 0 ? undefined : Math.min(...proveAts);
}

/** Writes what one rule wants. What is to go is left to who sees that of all rules. */
async function followRule(
  options: WholeRepositoryOptions,
  known: KnownRepository,
  swept: Swept & { readonly listedAt: number },
  log: Log,
): Promise<SweepPlan> {
  const { environments, ended, writer, clock, confirmMs } = options;
  const { rule, sources, belief, listedAt } = swept;
  const plan = planSweep({
    sources,
    belief,
    existing: environments.of(rule),
    absences: known.absences.get(rule) ?? new Map(),
    now: clock.now(),
    confirmMs,
  });
  known.absences.set(rule, plan.absences);
  for (const wanted of plan.create)
    await unlessRefused(log, () => createListed(options, known, rule, { wanted, listedAt }, log));
  for (const { environment, wanted } of plan.update)
    await unlessRefused(log, () => writer.change(environment, wanted, log));
  const shown = new Set(environments.of(rule).map((e) => e.ref));
  // Of use while the ref is there and its environment is not.
  const isOfUse = (ref: string) => goneBecause(ref, sources) === undefined && !shown.has(ref);
  if (isWhole(belief)) await ended.prune(rule.namespace, rule.repository, isOfUse);
  for (const environment of plan.release) await known.removals.release(environment);
  return plan;
}

/** What a list has is asked for once more where that was a while ago; where it cannot be, that is done with the next look. */
async function createListed(
  { forge, environments, writer, clock }: WholeRepositoryOptions,
  known: KnownRepository,
  rule: Rule,
  { wanted, listedAt }: { readonly wanted: Wanted; readonly listedAt: number },
  log: Log,
): Promise<void> {
  if (await writer.takeBack(rule, wanted, log)) return;
  const isThere = environments.get(rule.namespace, nameFor(rule, wanted)) !== undefined;
  if (isThere || (await writer.isEnded(known, rule, wanted))) return;
  const isFresh = wanted.askedAt === undefined && clock.now() - listedAt < FRESH_MS;
  try {
    const now = isFresh ? wanted : await wantedNow(forge, rule, wanted.ref);
    if (now !== undefined) await writer.create(known, rule, now, log);
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    known.refs.add(wanted.ref);
  }
}

async function remove(
  { environments }: WholeRepositoryOptions,
  { rules, removals }: KnownRepository,
  gone: readonly GoneByRule[],
  plans: readonly SweepPlan[],
  log: Log,
): Promise<void> {
  const existing = rules.flatMap((rule) => environments.of(rule)).filter((e) => !e.isTerminating).length;
  const pending = plans.reduce((sum, plan) => sum + plan.pending, 0);
  await removals.remove(gone, { existing, pending }, log);
}
