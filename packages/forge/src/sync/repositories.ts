import type { Result, Run } from "@upstart/controller/runtime/controller";
import type { EventRecorder } from "@upstart/controller/runtime/events";
import type { Enqueue, Reconciler } from "@upstart/controller/unit";
import { type Clock, DELETED_BECAUSE_ANNOTATION, type WatchEvent } from "@upstart/engine";
import { madeEnvironment, revivedEnvironment } from "../environments/made.ts";
import type { Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import { lookAtHintedRefs } from "./hinted-refs.ts";
import { type KnownRepository, keyOf, knownRepositories, sweepSoon } from "./known-repository.ts";
import { patiently } from "./patience.ts";
import { sweepRepository } from "./whole-repository.ts";
import { Writer } from "./writer.ts";

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
  /** Resolves when it has been heard what went while nobody was there: it is not to be made again. */
  readonly replayed: () => Promise<void>;
  /** Hears of what happens to environments. */
  readonly onEvent?: (event: WatchEvent) => void;
}

/**
 * Each repository is looked at by one run at a time: first the refs that were hinted at, then, when it is due, all of
 * it. So no two writers ever meet at one environment.
 */
export class Repositories {
  readonly #options: RepositoriesOptions;
  readonly #writer: Writer;
  readonly #known: ReadonlyMap<string, KnownRepository>;
  #enqueue: Enqueue = () => undefined;

  constructor(options: RepositoriesOptions) {
    this.#options = options;
    this.#writer = new Writer(options);
    this.#known = knownRepositories(options.rules, options);
  }

  get reconciler(): Reconciler {
    const { clock, random, environments, rules } = this.#options;
    return {
      name: "repositories",
      workers: 2,
      watch: (enqueue) => {
        this.#enqueue = enqueue;
        return environments.watch(new Set(rules.map((r) => r.namespace)), (event) => this.hear(event));
      },
      keys: () => this.#known.keys(),
      reconcile: patiently(clock, random, (run) => this.#run(run)),
    };
  }

  /** Whether anything is to be done for a repository, and for its deployments. */
  knows(repository: string, trigger?: Rule["on"]): boolean {
    const rules = this.#known.get(keyOf(repository))?.rules ?? [];
    return trigger === undefined ? rules.length > 0 : rules.some((r) => r.on === trigger);
  }

  /** A ref is to be looked at. */
  look(repository: string, ref: string): void {
    this.#known.get(keyOf(repository))?.refs.add(ref);
    this.#enqueue(keyOf(repository), "edit");
  }

  /** All of a repository is to be looked at. */
  sweep(repository: string): void {
    const known = this.#known.get(keyOf(repository));
    if (known === undefined) return;
    sweepSoon(known);
    this.#enqueue(keyOf(repository), "wake");
  }

  /** A person wants an environment back that was ended. */
  revive(repository: string, ref: string): void {
    this.#known.get(keyOf(repository))?.revived.add(ref);
    this.look(repository, ref);
  }

  /** Told of what happens to environments. */
  hear(event: WatchEvent): void {
    this.#options.onEvent?.(event);
    const revived = event.type === "added" ? revivedEnvironment(event.object) : undefined;
    if (revived !== undefined && this.knows(revived.repository)) this.look(revived.repository, revived.ref);
    const made = madeEnvironment(event.object);
    const known = made === undefined ? undefined : this.#known.get(keyOf(made.repository));
    if (made === undefined || known === undefined) return;
    if (event.type !== "deleted") {
      if (made.isDeletionConfirmed && made.isHeld && !made.isTerminating) this.sweep(made.repository);
      return;
    }
    const isOurs = event.object.metadata.annotations?.[DELETED_BECAUSE_ANNOTATION] !== undefined;
    // It may have been wanted again while it was going.
    if (isOurs) this.look(made.repository, made.ref);
    else {
      known.endings.push(made);
      this.#enqueue(keyOf(made.repository), "wake");
    }
  }

  async #run({ key, log: runLog }: Run): Promise<Result> {
    const known = this.#known.get(key);
    if (known === undefined) return {};
    const log = runLog.with({ repository: known.repository });
    await this.#options.replayed();
    await this.#rememberEndings(known);
    // What cannot be looked at by itself does not keep the rest from being swept.
    const options = { ...this.#options, writer: this.#writer };
    const failure = await lookAtHintedRefs(options, known, log);
    const { clock, sweepMs } = options;
    if (clock.now() >= known.sweepAt) {
      // What asks for a sweep while this one is under way asks for another.
      known.sweptAt = clock.now();
      known.sweepAt = clock.now() + sweepMs;
      const proveAt = await sweepRepository(options, known, log).catch((error: unknown) => {
        known.sweepAt = 0;
        throw error;
      });
      known.sweepAt = Math.min(known.sweepAt, proveAt ?? known.sweepAt);
    }
    if (failure !== undefined) throw failure;
    return { requeueAfterMs: known.refs.size > 0 ? 0 : Math.max(0, known.sweepAt - clock.now()) };
  }

  async #rememberEndings(known: KnownRepository): Promise<void> {
    const { environments, ended } = this.#options;
    for (let ending = known.endings[0]; ending !== undefined; ending = known.endings[0]) {
      const { uid, namespace, name, repository, ref, sha } = ending;
      const there = environments.get(namespace, name);
      // Another may have come in its place by now, or the same have been brought back.
      const isOver = there === undefined || revivedEnvironment(there)?.formerUid === uid;
      if (sha !== undefined && isOver) await ended.remember(namespace, name, { uid, repository, ref, sha });
      known.endings.shift();
    }
  }
}
