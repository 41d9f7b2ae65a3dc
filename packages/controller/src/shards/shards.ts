import {
  type Clock,
  ClusterError,
  type KubeObject,
  type NodeId,
  type Release,
  releasesOf,
  type Step,
} from "@upstart/engine";
import type { Context } from "../context.ts";
import { withMakers } from "../deletion/makers.ts";
import { makerOf, queueKey } from "../names.ts";
import type { Log } from "../runtime/log.ts";
import { isOlder } from "../status/status-writer.ts";
import type { Work } from "../unit.ts";
import { inChargeOf, inChargeOfShard, shardOf } from "./charge.ts";
import { leaveAll } from "./leave.ts";
import type { Peers } from "./peers.ts";
import { shardName, toldStep } from "./told-step.ts";

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

/**
 * What is ours to keep, of all that is there. Each object that a person wrote is in the charge of one shard, with all
 * that is made of it, and only that shard's controllers do anything for it. Who is in charge hands over, when nothing
 * is under way any more; where nobody leads that shard, another takes it. Both are writes that the server refuses when
 * somebody else was faster.
 */
export class Shards implements Work {
  readonly #context: Context;
  readonly #name: string;
  readonly #peers: Peers;
  readonly #clock: Clock;
  readonly #log: Log;
  /** What we wrote and the watch does not show yet, by uid. */
  readonly #written = new Map<string, KubeObject>();
  /** Runs of reconcilers under way, by the uid of what a person wrote. */
  readonly #runs = new Map<string, Set<Promise<unknown>>>();
  readonly #leaving = new Map<string, Promise<void>>();
  /** By uid; of these the world says already that they are others'. */
  #others: ReadonlySet<string> = new Set();
  #isStopped = false;

  constructor(
    context: Context,
    options: { readonly name: string; readonly peers: Peers; readonly clock: Clock; readonly log: Log },
  ) {
    this.#context = context;
    this.#name = options.name;
    this.#peers = options.peers;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Whether an object, or what it is made of, is in our charge and is to stay there. */
  isOurs(object: KubeObject): boolean {
    return this.#isKept(this.#rootOf(object));
  }

  /** Whether a release is: nothing may be begun for one that is not. */
  isOursToKeep({ owner: { kind, namespace, name } }: Release): boolean {
    const root = this.#context.objects.get(kind as "UpstartService", `${namespace}/${name}`);
    return root !== undefined && this.#isKept(this.#current(root));
  }

  /** The same, asked of the server. Throws ClusterError, also where it is another's. */
  async confirm({ owner }: Release): Promise<void> {
    const { kind, namespace, name } = owner;
    const cached = this.#context.objects.get(kind as "UpstartService", `${namespace}/${name}`);
    const key = { apiVersion: cached?.apiVersion ?? "", kind, name, ...(namespace === undefined ? {} : { namespace }) };
    const root = cached === undefined ? undefined : await this.#context.cluster.get(key);
    if (root === undefined || !this.#isKept(root))
      throw new ClusterError("Forbidden", `${kind} ${name} is not in the charge of ${shardName(this.#name)}`);
  }

  /** Told when the world is read: for each release that others keep, what they say of it. */
  readOthers(releases: readonly Release[], roots: readonly KubeObject[]): Map<NodeId, () => Step> {
    const others = roots.map((r) => this.#current(r)).filter((r) => !this.#isKept(r) && !this.#isFree(r));
    this.#others = new Set(others.map((r) => r.metadata.uid ?? ""));
    const names = new Set(others.map((r) => `${r.kind} ${queueKey(r)}`));
    const told = releases.filter(({ owner: o }) => names.has(`${o.kind} ${o.namespace}/${o.name}`));
    return new Map(told.map((release) => [release.id, () => toldStep(this.#context, release)]));
  }

  /** Another text when there is something else to be done for an object, as to who keeps it. */
  print(object: KubeObject): string {
    const root = this.#rootOf(object);
    return `${shardOf(root)} ${inChargeOf(root)} ${this.#others.has(root.metadata.uid ?? "")}`;
  }

  /** What another shard says of what it keeps may be news to those who need it. */
  heard(object: KubeObject): void {
    const { world, steward } = this.#context;
    if (this.#others.size === 0 || world === undefined || !this.#others.has(this.#rootOf(object).metadata.uid ?? ""))
      return;
    const key = queueKey(object);
    const release = object.kind === "HelmRelease" ? world.releases.get(key) : undefined;
    const service = object.kind === "UpstartService" ? world.services.get(key) : undefined;
    const services = service === undefined ? (world.environments.get(key) ?? []) : [service];
    for (const { id } of release === undefined ? services.flatMap((s) => s.releases) : [release]) steward.look(id);
  }

  /** Runs a reconciler for what is ours; for what is not, sees to it that it comes to whom it belongs to. */
  async attend(object: KubeObject, reconcile: () => Promise<Result>): Promise<Result> {
    const root = this.#rootOf(object);
    const isRoot = root.metadata.uid === object.metadata.uid;
    if (this.#isKept(root) || (isRoot && this.#isFree(root))) return await this.#during(root, reconcile);
    if (!isRoot || makerOf(root) !== undefined) return {};
    if (inChargeOf(root) === this.#name) return this.#leave(root);
    if (shardOf(root) === this.#name) return await this.#claim(root);
    return this.#name === "" ? await this.#tellOrphan(root) : {};
  }

  /** Keeps an object and takes charge of it. Throws ClusterError, also where another is to keep it by now. */
  async hold(object: KubeObject): Promise<void> {
    await this.#put(object, (fresh) => {
      if (!this.#isKept(fresh) && !this.#isFree(fresh))
        throw new ClusterError("Conflict", `${fresh.kind} ${fresh.metadata.name} is another shard's by now`);
      return inChargeOfShard(fresh, this.#name);
    });
  }

  forget(uid: string): void {
    this.#written.delete(uid);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#leaving.values());
  }

  /** What is waited for is ended by whoever does it. */
  abort(): void {
    this.#isStopped = true;
  }

  #rootOf(object: KubeObject): KubeObject {
    return this.#current(withMakers(this.#context, object).at(-1)!);
  }

  /** As it is, also where the watch is behind what we wrote. */
  #current(root: KubeObject): KubeObject {
    const { uid = "", resourceVersion = "" } = root.metadata;
    const written = this.#written.get(uid);
    if (written === undefined) return root;
    if (isOlder(resourceVersion, written.metadata.resourceVersion ?? "")) return written;
    this.#written.delete(uid);
    return root;
  }

  /** What was made for somebody who is gone is kept by the shard that had it made. */
  #isKept(root: KubeObject): boolean {
    if (shardOf(root) !== this.#name) return false;
    return makerOf(root) !== undefined || inChargeOf(root) === this.#name;
  }

  #isFree(root: KubeObject): boolean {
    return shardOf(root) === this.#name && inChargeOf(root) === undefined;
  }

  async #during(root: KubeObject, reconcile: () => Promise<Result>): Promise<Result> {
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

  /** Begins nothing more for it, lets what is under way end, and hands it over. */
  #leave(root: KubeObject): Result {
    const { uid = "" } = root.metadata;
    // Until the world says so, something may still be begun.
    if (!this.#others.has(uid) || this.#leaving.has(uid) || this.#isStopped) return {};
    const done = this.#handOver(root)
      .catch((error: unknown) => {
        this.#log.warn("cannot hand over; will try again", { ...fieldsOf(root), error });
      })
      .then(() => {
        this.#leaving.delete(uid);
        if (inChargeOf(this.#current(root)) === this.#name) this.#wake(root, AGAIN_MS);
      });
    this.#leaving.set(uid, done);
    return {};
  }

  async #handOver(root: KubeObject): Promise<void> {
    await Promise.allSettled(this.#runs.get(root.metadata.uid ?? "") ?? []); // who asked for them hears of it
    await leaveAll(this.#context, root, releasesOf(this.#context.steward.seen().graph));
    const after = await this.#put(root, (fresh) =>
      inChargeOf(fresh) === this.#name ? inChargeOfShard(fresh, shardOf(fresh)) : fresh,
    );
    if (after !== undefined) this.#log.info("handed over", { ...fieldsOf(root), to: shardOf(after) });
  }

  /** Waits for whoever is in charge of what is to be ours, as long as somebody leads there. */
  async #claim(root: KubeObject): Promise<Result> {
    const from = inChargeOf(root)!;
    if ((await this.#peers.silenceOf(from)) < NOT_LED_MS) return { requeueAfterMs: LOOK_MS };
    const after = await this.#put(root, (fresh) =>
      inChargeOf(fresh) === from && shardOf(fresh) === this.#name ? inChargeOfShard(fresh, this.#name) : fresh,
    );
    if (after !== undefined) this.#log.info("taken over: nobody leads who had it", { ...fieldsOf(root), from });
    this.#wake(root);
    return {};
  }

  /** Nobody else would say that nobody is there. */
  async #tellOrphan(root: KubeObject): Promise<Result> {
    const shard = shardOf(root);
    for (const who of new Set([shard, inChargeOf(root) ?? shard]))
      if ((await this.#peers.silenceOf(who)) < NOT_LED_MS) return { requeueAfterMs: ORPHAN_LOOK_MS };
    const message = `no controllers run for ${shardName(shard)}, which its label names: start them with --shard ${shard}, or take the label away`;
    await this.#context.statuses.write(root, { is: "progressing", reason: "ShardMissing", message }, kept(root));
    return { requeueAfterMs: ORPHAN_LOOK_MS };
  }

  /** From a fresh copy, and only where nobody has written it since. */
  async #put(object: KubeObject, change: (fresh: KubeObject) => KubeObject): Promise<KubeObject | undefined> {
    const { cluster } = this.#context;
    const { apiVersion, kind, metadata } = object;
    const { name, namespace, uid = "" } = metadata;
    const fresh = await cluster.get({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) });
    if (fresh === undefined || fresh.metadata.uid !== uid) return undefined;
    const wanted = change(fresh);
    const after = wanted === fresh ? fresh : await cluster.update(wanted);
    this.#written.set(uid, after);
    return wanted === fresh ? undefined : after;
  }

  #wake(root: KubeObject, afterMs?: number): void {
    this.#context.wake(root.kind as "UpstartService", queueKey(root), "wake", afterMs);
  }
}

/** Besides its conditions its status stays as it was: nobody has looked at what is written there. */
function kept({ status }: KubeObject): Record<string, unknown> {
  const { conditions: _, ...others } = (status ?? {}) as Record<string, unknown>;
  return { observedGeneration: 0, ...others };
}

function fieldsOf({ kind, metadata: { namespace, name } }: KubeObject): Record<string, unknown> {
  return { kind, namespace, name };
}
