import type { EventRecorder } from "@upstart/controller/runtime/events";
import { isFailure } from "@upstart/controller/runtime/failure";
import type { Log } from "@upstart/controller/runtime/log";
import { type Clock, HELD_ANNOTATION } from "@upstart/engine";
import { type Braked, brake, type Surroundings } from "../decide/brake.ts";
import { type Gone, goneBecause } from "../decide/plan.ts";
import { lookAt } from "../decide/sight.ts";
import { sourcesOf } from "../decide/sources.ts";
import { CONFIRM_ANNOTATION, type MadeEnvironment } from "../environments/made.ts";
import type { Forge } from "../forge/forge.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import type { Environments } from "./environments.ts";

export interface RemovalOptions {
  readonly forge: Forge;
  readonly environments: Environments;
  readonly clock: Clock;
  readonly metrics: ForgeMetrics;
  readonly events: Pick<EventRecorder, "record">;
  /** Deletions so close to one another are at once, for the brake. */
  readonly confirmMs: number;
}

/** An environment whose source is gone, and the rule that it was made by. */
export interface GoneByRule extends Gone {
  readonly rule: Rule;
}

/** Who writes that the brake holds something. */
const BRAKE_MANAGER = "upstart-forge-brake";

/** Ends the environments of a repository whose source is gone: behind the brake, and each after a last look. */
export class Removals {
  readonly #options: RemovalOptions;
  readonly #repository: string;
  #deletedAt: readonly number[] = [];

  constructor(repository: string, options: RemovalOptions) {
    this.#repository = repository;
    this.#options = options;
  }

  /** Deletes those that may go; one that fails holds up nobody. */
  async remove(due: readonly GoneByRule[], among: Omit<Surroundings, "recent">, log: Log): Promise<void> {
    const { clock, metrics, confirmMs } = this.#options;
    this.#deletedAt = this.#deletedAt.filter((at) => clock.now() - at < confirmMs);
    const braked = brake(due, { ...among, recent: this.#deletedAt.length });
    metrics.held(this.#repository, braked.held.length);
    await this.#hold(braked, log);
    for (const gone of braked.released) {
      try {
        await this.#removeOne(gone, log);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const { name } = gone.environment;
        log.warn("cannot delete an environment; will try again with the next sweep", { environment: name, error });
      }
    }
  }

  /** The source is there again: the brake need not hold it. */
  async release(environment: MadeEnvironment): Promise<void> {
    await this.#mark(environment, {});
  }

  /** Looks once more, now, and deletes what is gone still. */
  async #removeOne({ rule, environment, why }: GoneByRule, log: Log): Promise<void> {
    const { environments, forge, clock, metrics, events } = this.#options;
    const { namespace, name, ref } = environment;
    const facts = { inNamespace: namespace, environment: name, ref };
    const look = await lookAt(forge, rule, ref, environment.pullRequests);
    if (!look.isProven || goneBecause(ref, sourcesOf(rule, look)) === undefined) {
      log.info("the lists lack it, and it is there or cannot be told; it stays", { ...facts, isProven: look.isProven });
      return;
    }
    const object = await environments.remove(environment, why);
    if (object === undefined) return;
    this.#deletedAt = [...this.#deletedAt, clock.now()];
    metrics.wrote("deleted");
    log.info("deleted", { ...facts, why });
    const note = `deleted by upstart-forge: ${why}`;
    events.record(object, { type: "Normal", reason: "SourceGone", action: "Delete", note });
  }

  /** Writes on environments that they are held, and says so where people look; each once. */
  async #hold({ held, limit }: Braked<GoneByRule>, log: Log): Promise<void> {
    const { environments, events } = this.#options;
    const news = held.filter(({ environment: e }) => !e.isHeld);
    if (news.length === 0) return;
    log.error("more environments would be deleted at once than may be; none is", {
      environments: held.map(({ environment: e }) => `${e.namespace}/${e.name}`),
      limit,
      next: `see whether their branches are really gone; then: kubectl annotate uenv -n NAMESPACE NAME ${CONFIRM_ANNOTATION}=true`,
    });
    for (const { environment, why } of news) {
      const { namespace, name } = environment;
      await this.#mark(environment, { [HELD_ANNOTATION]: why });
      const object = environments.get(namespace, name);
      const note = `its source is gone (${why}), and it is kept: more would be deleted at once than may be (${limit}); to let it go: kubectl annotate uenv -n ${namespace} ${name} ${CONFIRM_ANNOTATION}=true`;
      if (object !== undefined)
        events.record(object, { type: "Warning", reason: "DeletionHeld", action: "Delete", note });
    }
  }

  async #mark({ namespace, name }: MadeEnvironment, annotations: Readonly<Record<string, string>>): Promise<void> {
    const { environments } = this.#options;
    const object = environments.get(namespace, name);
    if (object !== undefined) await environments.annotate(object, BRAKE_MANAGER, annotations);
  }
}
