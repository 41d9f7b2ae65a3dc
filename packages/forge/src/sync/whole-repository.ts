import type { Log } from "@upstart/controller/runtime/log";
import type { Clock } from "@upstart/engine";
import { goneBecause, planSweep, type SweepPlan } from "../decide/plan.ts";
import type { Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import type { KnownRepository } from "./known-repository.ts";
import type { GoneByRule } from "./removals.ts";
import { type Swept, sweepOf } from "./sweep.ts";
import { unlessRefused, type Writer } from "./writer.ts";

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
  let swept: readonly Swept[];
  try {
    swept = await sweepOf(options.forge, known.repository, known.rules);
  } catch (error) {
    ended("failed");
    throw error;
  }
  const isBelieved = swept.every(isWhole);
  if (!isBelieved)
    log.warn("a list came in part or empty; nothing is deleted for it", { beliefs: swept.map((s) => s.belief) });
  const plans: SweepPlan[] = [];
  const gone: GoneByRule[] = [];
  for (const one of swept) {
    const plan = await followRule(options, known, one, log);
    plans.push(plan);
    gone.push(...plan.remove.map((g) => ({ ...g, rule: one.rule })));
  }
  await remove(options, known, gone, plans, log);
  ended(isBelieved ? "complete" : "doubtful");
  const proveAts = plans.flatMap((plan) => plan.proveAt ?? []);
  return proveAts.length === 0 ? undefined : Math.min(...proveAts);
}

function isWhole({ belief }: Swept): boolean {
  return belief.isComplete && !belief.isEmpty;
}

/** Writes what one rule wants. What is to go is left to who sees that of all rules. */
async function followRule(
  options: WholeRepositoryOptions,
  known: KnownRepository,
  swept: Swept,
  log: Log,
): Promise<SweepPlan> {
  const { environments, ended, writer, clock, confirmMs } = options;
  const { rule, sources, belief } = swept;
  const plan = planSweep({
    sources,
    belief,
    existing: environments.of(rule),
    absences: known.absences.get(rule) ?? new Map(),
    now: clock.now(),
    confirmMs,
  });
  known.absences.set(rule, plan.absences);
  for (const wanted of plan.create) await unlessRefused(log, () => writer.create(known, rule, wanted, log));
  for (const { environment, wanted } of plan.update)
    await unlessRefused(log, () => writer.change(environment, wanted, log));
  if (isWhole(swept))
    await ended.prune(rule.namespace, rule.repository, (ref) => goneBecause(ref, sources) === undefined);
  for (const environment of plan.release) await known.removals.release(environment);
  return plan;
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
