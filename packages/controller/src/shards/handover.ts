import { type Clock, conditionOf, type KubeObject, releasesOf } from "@upstart/engine";
import type { Context } from "../context.ts";
import { queueKey } from "../names.ts";
import type { Log } from "../runtime/log.ts";
import type { Work } from "../unit.ts";
import { inChargeOf, inChargeOfShard, shardOf } from "./charge.ts";
import type { Charges } from "./charges.ts";
import { leaveAll } from "./leave.ts";
import type { Peers } from "./peers.ts";
import { shardName } from "./told-step.ts";

interface Result {
  readonly requeueAfterMs?: number;
}

/**
 * Longer than a leader that has lost its Lease may still be at work: its Lease's 15 s, or the 50 s in which one that
 * has no Lease ends what Helm is at.
 */
const NOT_LED_MS = 60_000;
const LOOK_MS = 5000;
const ORPHAN_LOOK_MS = 30_000;
const AGAIN_MS = 1000;
const SHARD_MISSING = "ShardMissing";

/**
 * Brings what a person wrote into the charge of the shard that its label names. Who is in charge hands over when nothing
 * is under way any more; where nobody leads that shard, another takes it. Both are writes that the server refuses when
 * somebody else was faster.
 */
export class Handover implements Work {
  readonly #context: Context;
  readonly #charges: Charges;
  readonly #peers: Peers;
  readonly #log: Log;
  /** Runs of reconcilers under way, by the uid of what a person wrote. */
  readonly #runs = new Map<string, Set<Promise<unknown>>>();
  readonly #leaving = new Map<string, Promise<void>>();
  #isStopped = false;

  constructor(
    context: Context,
    charges: Charges,
    ports: { readonly peers: Peers; readonly clock: Clock; readonly log: Log },
  ) {
    this.#context = context;
    this.#charges = charges;
    this.#peers = ports.peers;
    this.#log = ports.log;
  }

  /** Runs a reconciler for what is ours: nothing is handed over while it runs. */
  async during(root: KubeObject, reconcile: () => Promise<Result>): Promise<Result> {
    const { uid = "" } = root.metadata;
    const runs = this.#runs.get(uid) ?? new Set();
    this.#runs.set(uid, runs);
    const run = reconcile();
    runs.add(run);
    try {
      return await run;
    } finally {
      runs.delete(run);
      if (runs.size === 0) this.#runs.delete(uid);
    }
  }

  /** Lets what is under way end, and hands it over. By now nothing more may be begun for it. */
  leave(root: KubeObject): void {
    const { uid = "" } = root.metadata;
    if (this.#leaving.has(uid) || this.#isStopped) return;
    const done = this.#handOver(root)
      .catch((error: unknown) => {
        this.#log.warn("cannot hand over; will try again", { ...fieldsOf(root), error });
      })
      .then(() => {
        this.#leaving.delete(uid);
        if (inChargeOf(this.#charges.current(root)) === this.#charges.name) this.#wake(root, AGAIN_MS);
      });
    this.#leaving.set(uid, done);
  }

  /** Waits for whoever is in charge of what is to be ours, as long as somebody leads there. */
  async claim(root: KubeObject): Promise<Result> {
    const { name } = this.#charges;
    const from = inChargeOf(root)!;
    if ((await this.#peers.silenceOf(from)) < NOT_LED_MS) return { requeueAfterMs: LOOK_MS };
    const after = await this.#charges.put(root, (fresh) =>
      inChargeOf(fresh) === from && shardOf(fresh) === name ? inChargeOfShard(fresh, name) : fresh,
    );
    if (after !== undefined) this.#log.info("taken over: nobody leads who had it", { ...fieldsOf(root), from });
    this.#wake(root);
    return {};
  }

  /**
   * Says of what names a shard that nobody runs that it is so: nobody else would. Never over what a shard has written
   * that has begun meanwhile: where its Lease is looked at after the object, one of both tells of it.
   */
  async tellOrphan(root: KubeObject): Promise<Result> {
    const shard = shardOf(root);
    for (const who of new Set([shard, inChargeOf(root) ?? shard]))
      if ((await this.#peers.silenceOf(who, isTold(root) ? "lately" : "now")) < NOT_LED_MS)
        return { requeueAfterMs: ORPHAN_LOOK_MS };
    const message = `no controllers run for ${shardName(shard)}, which its label names: start them with --shard ${shard}, or take the label away`;
    const summary = { is: "progressing", reason: SHARD_MISSING, message } as const;
    await this.#context.statuses.writeUnlessChanged(root, summary, kept(root));
    return { requeueAfterMs: ORPHAN_LOOK_MS };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#leaving.values());
  }

  /** What is waited for is ended by whoever does it. */
  abort(): void {
    this.#isStopped = true;
  }

  async #handOver(root: KubeObject): Promise<void> {
    const { uid = "" } = root.metadata;
    // Again, as long as there was something: its label may have been ours for a moment, and more have been begun.
    for (let isBusy = true; isBusy; ) {
      const runs = this.#runs.get(uid) ?? [];
      await Promise.allSettled(runs); // who asked for them hears of it
      isBusy = await leaveAll(this.#context, root, releasesOf(this.#context.steward.seen().graph));
    }
    const { name } = this.#charges;
    const after = await this.#charges.put(root, (fresh) =>
      inChargeOf(fresh) === name ? inChargeOfShard(fresh, shardOf(fresh)) : fresh,
    );
    if (after !== undefined) this.#log.info("handed over", { ...fieldsOf(root), to: shardOf(after) });
  }

  #wake(root: KubeObject, afterMs?: number): void {
    this.#context.wake(root.kind as "UpstartService", queueKey(root), "wake", afterMs);
  }
}

function isTold(root: KubeObject): boolean {
  return conditionOf(root, "Ready")?.reason === SHARD_MISSING;
}

/** Besides its conditions its status stays as it was: nobody has looked at what is written there. */
function kept({ status }: KubeObject): Record<string, unknown> {
  const { conditions: _, ...others } = (status ?? {}) as Record<string, unknown>;
  return { observedGeneration: 0, ...others };
}

function fieldsOf({ kind, metadata: { namespace, name } }: KubeObject): Record<string, unknown> {
  return { kind, namespace, name };
}
