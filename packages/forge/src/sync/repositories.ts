import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { EventRecorder } from "@upstart/controller/runtime/events";
import type { Log } from "@upstart/controller/runtime/log";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import { branchEnvironmentName, type Clock, ClusterError, type WatchEvent } from "@upstart/engine";
import { type Absences, differs, goneBecause, planSweep, type SweepPlan } from "../decide/plan.ts";
import { lookAt } from "../decide/sight.ts";
import { sourcesOf, type Wanted } from "../decide/sources.ts";
import { DELETED_ANNOTATION, type MadeEnvironment, madeEnvironment } from "../environments/made.ts";
import { ForgeError } from "../forge/errors.ts";
import type { Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import { patiently } from "./patience.ts";
import { type GoneByRule, Removals } from "./removals.ts";
import { type Swept, sweepOf } from "./sweep.ts";

export interface RepositoriesOptions {
  readonly forge: Forge;
  readonly environments: Environments;
  readonly ended: Ended;
  readonly rules: readonly Rule[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly metrics: ForgeMetrics;
  readonly events: Pick<EventRecorder, "record">;
  /** How often each repository is listed. */
  readonly sweepMs: number;
  /** How long a source must be seen to be gone. */
  readonly confirmMs: number;
  /** Hears of what happens to environments. */
  readonly onEvent?: (event: WatchEvent) => void;
}

/** What is known of a repository besides what the cluster holds. All of it may be lost: then proofs begin anew. */
interface State {
  readonly repository: string;
  readonly rules: readonly Rule[];
  readonly refs: Set<string>;
  readonly absences: Map<Rule, Absences>;
  /** Environments that somebody else has just ended. */
  readonly endings: MadeEnvironment[];
  /** Refs whose environment a person wants back though it was ended. */
  readonly revived: Set<string>;
  readonly removals: Removals;
  sweepAt: number;
  sweptAt: number;
}

/** However many hints come, sweeps of a repository are so far apart. */
const MIN_GAP_MS = 2000;
/**
 * Each repository is looked at by one run at a time: first the refs that were hinted at, then, when it is due, all of
 * it. So no two writers ever meet at one environment.
 */
export class Repositories {
  readonly #options: RepositoriesOptions;
  readonly #states = new Map<string, State>();
  #enqueue: Enqueue = () => undefined;

  constructor(options: RepositoriesOptions) {
    this.#options = options;
    for (const rule of options.rules) {
      const { repository } = rule;
      const rules = [...(this.#states.get(keyOf(repository))?.rules ?? []), rule];
      this.#states.set(keyOf(repository), {
        repository,
        rules,
        refs: new Set(),
        absences: new Map(),
        endings: [],
        revived: new Set(),
        removals: new Removals(repository, options),
        sweepAt: 0,
        sweptAt: 0,
      });
    }
  }

  get reconciler(): Reconciler {
    const { clock, random, environments, rules } = this.#options;
    return {
      name: "repositories",
      workers: 2,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return environments.watch(new Set(rules.map((r) => r.namespace)), (event) => this.#hear(event));
      },
      keys: () => this.#states.keys(),
      reconcile: patiently(clock, random, (run) => this.#run(run)),
    };
  }

  /** Whether anything is to be done for a repository, and for its deployments. */
  knows(repository: string, trigger?: Rule["on"]): boolean {
    const rules = this.#states.get(keyOf(repository))?.rules ?? [];
    return trigger === undefined ? rules.length > 0 : rules.some((r) => r.on === trigger);
  }

  /** A ref is to be looked at. */
  look(repository: string, ref: string): void {
    this.#states.get(keyOf(repository))?.refs.add(ref);
    this.#enqueue(keyOf(repository), "edit");
  }

  /** All of a repository is to be looked at. */
  sweep(repository: string): void {
    const state = this.#states.get(keyOf(repository));
    if (state === undefined) return;
    this.#sweepSoon(state);
    this.#enqueue(keyOf(repository), "wake");
  }

  /** A person wants an environment back that was ended. */
  revive(repository: string, ref: string): void {
    this.#states.get(keyOf(repository))?.revived.add(ref);
    this.look(repository, ref);
  }

  #sweepSoon(state: State): void {
    state.sweepAt = Math.min(state.sweepAt, state.sweptAt + MIN_GAP_MS);
  }

  #hear(event: WatchEvent): void {
    this.#options.onEvent?.(event);
    const made = madeEnvironment(event.object);
    const state = made === undefined ? undefined : this.#states.get(keyOf(made.repository));
    if (made === undefined || state === undefined) return;
    if (event.type !== "deleted") {
      if (made.isDeletionConfirmed && made.isHeld && !made.isTerminating) this.sweep(made.repository);
      return;
    }
    const isOurs = event.object.metadata.annotations?.[DELETED_ANNOTATION] !== undefined;
    // It may have been wanted again while it was going.
    if (isOurs) this.look(made.repository, made.ref);
    else {
      state.endings.push(made);
      this.#enqueue(keyOf(made.repository), "wake");
    }
  }

  async #run({ key, log: runLog }: Run): Promise<Result> {
    const state = this.#states.get(key);
    if (state === undefined) return {};
    const log = runLog.with({ repository: state.repository });
    await this.#rememberEndings(state);
    // What cannot be looked at by itself does not keep the rest from being swept.
    const failure = await this.#lookAtHints(state, log);
    const { clock, sweepMs } = this.#options;
    if (clock.now() >= state.sweepAt) {
      // What asks for a sweep while this one is under way asks for another.
      state.sweptAt = clock.now();
      state.sweepAt = clock.now() + sweepMs;
      const proveAt = await this.#sweep(state, log).catch((error: unknown) => {
        state.sweepAt = 0;
        throw error;
      });
      state.sweepAt = Math.min(state.sweepAt, proveAt ?? state.sweepAt);
    }
    if (failure !== undefined) throw failure;
    return { requeueAfterMs: Math.max(0, state.sweepAt - clock.now()) };
  }

  async #rememberEndings(state: State): Promise<void> {
    const { environments, ended } = this.#options;
    for (let ending = state.endings[0]; ending !== undefined; ending = state.endings[0]) {
      const { namespace, name, repository, ref, sha } = ending;
      // Another may have come in its place by now.
      if (sha !== undefined && environments.get(namespace, name) === undefined)
        await ended.remember(namespace, name, { repository, ref, sha });
      state.endings.shift();
    }
  }

  /** Returns the last failure of a forge. */
  async #lookAtHints(state: State, log: Log): Promise<ForgeError | undefined> {
    let failure: ForgeError | undefined;
    // What hints at a ref while it is looked at asks for another look.
    const refs = [...state.refs];
    state.refs.clear();
    for (const ref of refs) {
      try {
        for (const rule of state.rules) await unlessRefused(log, () => this.#lookAtRef(state, rule, ref, log));
      } catch (error) {
        state.refs.add(ref);
        if (!(error instanceof ForgeError)) throw error;
        failure = error;
      }
    }
    return failure;
  }

  async #lookAtRef(state: State, rule: Rule, ref: string, log: Log): Promise<void> {
    const { forge, environments } = this.#options;
    const environment = environments.of(rule).find((e) => e.ref === ref);
    const sources = sourcesOf(rule, await lookAt(forge, rule, ref, environment?.pullRequests));
    const wanted = sources.wanted.get(ref);
    if (environment === undefined) {
      if (wanted !== undefined) await this.#create(state, rule, wanted, log);
      return;
    }
    if (environment.isTerminating) return;
    if (wanted === undefined) {
      // That something has gone is for a sweep to prove.
      if (goneBecause(ref, sources) !== undefined) this.#sweepSoon(state);
    } else if (differs(environment, wanted)) await this.#change(environment, wanted, log);
  }

  /** Returns when the next one can prove what this one has begun to. */
  async #sweep(state: State, log: Log): Promise<number | undefined> {
    const { forge, metrics } = this.#options;
    const ended = metrics.sweep(state.repository);
    let swept: readonly Swept[];
    try {
      swept = await sweepOf(forge, state.repository, state.rules);
    } catch (error) {
      ended("failed");
      throw error;
    }
    const isBelieved = swept.every(({ belief }) => belief.isComplete && !belief.isEmpty);
    if (!isBelieved)
      log.warn("a list came in part or empty; nothing is deleted for it", { beliefs: swept.map((s) => s.belief) });
    const proveAts = [];
    const gone: GoneByRule[] = [];
    let pending = 0;
    for (const { rule, sources, belief } of swept) {
      const plan = this.#plan(state, rule, sources, belief);
      state.absences.set(rule, plan.absences);
      await this.#write(state, rule, plan, log);
      if (belief.isComplete && !belief.isEmpty)
        await this.#options.ended.prune(
          rule.namespace,
          rule.repository,
          (ref) => goneBecause(ref, sources) === undefined,
        );
      for (const environment of plan.release) await state.removals.release(environment);
      gone.push(...plan.remove.map((g) => ({ ...g, rule })));
      pending += plan.pending;
      if (plan.proveAt !== undefined) proveAts.push(plan.proveAt);
    }
    const existing = state.rules.flatMap((rule) => this.#options.environments.of(rule)).filter((e) => !e.isTerminating);
    await state.removals.remove(gone, { existing: existing.length, pending }, log);
    ended(isBelieved ? "complete" : "doubtful");
    return proveAts.length === 0 ? undefined : Math.min(...proveAts);
  }

  #plan(state: State, rule: Rule, sources: Swept["sources"], belief: Swept["belief"]): SweepPlan {
    const { environments, clock, confirmMs } = this.#options;
    return planSweep({
      sources,
      belief,
      existing: environments.of(rule),
      absences: state.absences.get(rule) ?? new Map(),
      now: clock.now(),
      confirmMs,
    });
  }

  async #write(state: State, rule: Rule, plan: SweepPlan, log: Log): Promise<void> {
    for (const wanted of plan.create) await unlessRefused(log, () => this.#create(state, rule, wanted, log));
    for (const { environment, wanted } of plan.update)
      await unlessRefused(log, () => this.#change(environment, wanted, log));
  }

  async #create(state: State, rule: Rule, wanted: Wanted, log: Log): Promise<void> {
    const { environments, ended, metrics } = this.#options;
    const name = branchEnvironmentName({ repository: rule.repository, ref: wanted.ref });
    const ending = await ended.get(rule.namespace, name);
    if (ending?.sha === wanted.sha && !state.revived.has(wanted.ref)) return;
    const created = await environments.create(rule, wanted);
    const facts = { inNamespace: rule.namespace, ref: wanted.ref, sha: wanted.sha };
    if (created === "created") {
      state.revived.delete(wanted.ref);
      await ended.forget(rule.namespace, name);
      metrics.wrote("created");
      log.info("created", facts);
    } else if (created === "is of somebody else") {
      log.debug("somebody else has made the environment of this ref; it is left alone", facts);
    }
  }

  async #change(environment: MadeEnvironment, wanted: Wanted, log: Log): Promise<void> {
    const { environments, metrics } = this.#options;
    await environments.change(environment, wanted);
    metrics.wrote("changed");
    const { namespace, name } = environment;
    log.info("changed", { inNamespace: namespace, environment: name, ref: wanted.ref, sha: wanted.sha });
  }
}

/** One environment that the cluster refuses holds up no other: the next sweep tries it again. */
async function unlessRefused(log: Log, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    // A conflict is another object by now, which the next look sees.
    if (!(error instanceof ClusterError) || (error.retryable && error.code !== "Conflict")) throw error;
    log.warn("cannot write an environment; will try again with the next sweep", { error });
  }
}

/** A repository as a key of a queue, in which slashes are namespaces. */
export function keyOf(repository: string): string {
  return repository.replaceAll("/", ":");
}
