import type { Log } from "@upstart/controller/runtime/log";
import { branchEnvironmentName, ClusterError } from "@upstart/engine";
import type { Wanted } from "../decide/sources.ts";
import { type MadeEnvironment, revivedEnvironment } from "../environments/made.ts";
import type { ForgeMetrics } from "../metrics.ts";
import type { Rule } from "../rules/rule.ts";
import type { Ended } from "./ended.ts";
import type { Environments } from "./environments.ts";
import type { KnownRepository } from "./known-repository.ts";

export interface WriterOptions {
  readonly environments: Environments;
  readonly ended: Ended;
  readonly metrics: ForgeMetrics;
}

/** Makes environments and brings them to the commit that is wanted; counts it and tells of it. */
export class Writer {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Somebody has ended it at that very commit, and no person wants it back. */
  async isEnded({ revived }: KnownRepository, rule: Rule, wanted: Wanted): Promise<boolean> {
    const ending = await this.#options.ended.get(rule.namespace, nameFor(rule, wanted));
    return ending?.sha === wanted.sha && !revived.has(wanted.ref);
  }

  /** Not what has ended; what a person has brought back of it is taken over. */
  async create(known: KnownRepository, rule: Rule, wanted: Wanted, log: Log): Promise<void> {
    const { environments, ended, metrics } = this.#options;
    if (await this.takeBack(rule, wanted, log)) return;
    if (await this.isEnded(known, rule, wanted)) return;
    const created = await environments.create(rule, wanted);
    const facts = { inNamespace: rule.namespace, ref: wanted.ref, sha: wanted.sha };
    if (created === "created") {
      known.revived.delete(wanted.ref);
      await ended.forget(rule.namespace, nameFor(rule, wanted));
      metrics.wrote("created");
      log.info("created", facts);
    } else if (created === "is of somebody else") {
      log.debug("somebody else has made the environment of this ref; it is left alone", facts);
    }
  }

  /**
   * Takes over what a person has brought back, where it is what this program had made and somebody has ended. That is
   * known by the uid, which is written down at the end: what says so of itself alone is somebody else's.
   */
  async takeBack(rule: Rule, wanted: Wanted, log: Log): Promise<boolean> {
    const { environments, ended, metrics } = this.#options;
    const { namespace } = rule;
    const name = nameFor(rule, wanted);
    const object = environments.get(namespace, name);
    const revived = object === undefined ? undefined : revivedEnvironment(object);
    const isOfRef = revived?.repository === rule.repository && revived.ref === wanted.ref;
    if (!isOfRef || (await ended.get(namespace, name))?.uid !== revived.formerUid) return false;
    await environments.change(revived, wanted);
    await ended.forget(namespace, name);
    metrics.wrote("revived");
    log.info("taken back", { inNamespace: namespace, environment: name, ref: wanted.ref, sha: wanted.sha });
    return true;
  }

  async change(environment: MadeEnvironment, wanted: Wanted, log: Log): Promise<void> {
    const { environments, metrics } = this.#options;
    await environments.change(environment, wanted);
    metrics.wrote("changed");
    const { namespace, name } = environment;
    log.info("changed", { inNamespace: namespace, environment: name, ref: wanted.ref, sha: wanted.sha });
  }
}

/** What the environment of a ref is called. */
export function nameFor({ repository }: Rule, { ref }: Pick<Wanted, "ref">): string {
  return branchEnvironmentName({ repository, ref });
}

/** One environment that the cluster refuses holds up no other: the next sweep tries it again. */
export async function unlessRefused(log: Log, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    // A conflict is another object by now, which the next look sees.
    if (!(error instanceof ClusterError) || (error.retryable && error.code !== "Conflict")) throw error;
    log.warn("cannot write an environment; will try again with the next sweep", { error });
  }
}
