import { type Clock, ClusterError, type KubeObject, type NodeId, type Release, type Step } from "@upstart/engine";
import type { Context } from "../context.ts";
import { makerOf, queueKey } from "../names.ts";
import type { Log } from "../runtime/log.ts";
import type { Work } from "../unit.ts";
import { inChargeOf, inChargeOfShard, shardOf } from "./charge.ts";
import { Charges } from "./charges.ts";
import { Handover } from "./handover.ts";
import type { Peers } from "./peers.ts";
import { shardName, toldStep } from "./told-step.ts";

interface Result {
  readonly requeueAfterMs?: number;
}

/**
 * What is ours to keep, of all that is there. Each object that a person wrote is in the charge of one shard, with all
 * that is made of it, and only that shard's controllers do anything for it.
 */
export class Shards {
  readonly #context: Context;
  readonly #charges: Charges;
  readonly #handover: Handover;
  /** What a person wrote and others keep, by uid, as the world has it. */
  #others: ReadonlySet<string> = new Set();

  constructor(
    context: Context,
    options: { readonly name: string; readonly peers: Peers; readonly clock: Clock; readonly log: Log },
  ) {
    this.#context = context;
    this.#charges = new Charges(options.name, context);
    this.#handover = new Handover(context, this.#charges, options);
  }

  /** What goes on between runs. */
  get work(): Work {
    return this.#handover;
  }

  /** Whether a release is in our charge: nothing may be begun for one that is not. */
  isOurs(release: Release): boolean {
    const root = this.#charges.rootOfRelease(release);
    return root !== undefined && this.#charges.isKept(root);
  }

  /** The same, asked of the server. Throws ClusterError, also where it is another's. */
  async confirm(release: Release): Promise<void> {
    const { kind, name, namespace } = release.owner;
    const root = this.#charges.rootOfRelease(release);
    const selection = { apiVersion: root?.apiVersion ?? "", kind, fieldSelector: `metadata.name=${name}` };
    const where = namespace === undefined ? {} : { namespace };
    // What is written in it may be long, and is not asked for.
    const [fresh] = await this.#context.cluster.list({ ...selection, ...where, metadataOnly: true });
    if (fresh === undefined || !this.#charges.isKept(fresh))
      throw new ClusterError("Forbidden", `${kind} ${name} is not in the charge of ${shardName(this.#charges.name)}`);
  }

  /** Told when the world is read: for each release that others keep, what they say of it. */
  readOthers(releases: readonly Release[], roots: readonly KubeObject[]): Map<NodeId, () => Step> {
    const charges = this.#charges;
    const others = roots.map((r) => charges.current(r)).filter((r) => !charges.isKept(r) && !charges.isFree(r));
    this.#others = new Set(others.map((r) => r.metadata.uid ?? ""));
    const names = new Set(others.map((r) => `${r.kind} ${queueKey(r)}`));
    const told = releases.filter(({ owner: o }) => names.has(`${o.kind} ${o.namespace}/${o.name}`));
    return new Map(told.map((release) => [release.id, () => toldStep(this.#context, release)]));
  }

  /** Another text when there is something else to be done for an object, as to who keeps it. */
  print(object: KubeObject): string {
    const root = this.#charges.rootOf(object);
    return `${shardOf(root)} ${inChargeOf(root)} ${this.#isOthers(root)}`;
  }

  /** What another shard says of what it keeps may be news to those who need it. */
  heard(object: KubeObject): void {
    const { world, steward } = this.#context;
    if (this.#others.size === 0 || world === undefined || !this.#isOthers(this.#charges.rootOf(object))) return;
    const key = queueKey(object);
    const release = object.kind === "HelmRelease" ? world.releases.get(key) : undefined;
    const service = object.kind === "UpstartService" ? world.services.get(key) : undefined;
    const services = service === undefined ? (world.environments.get(key) ?? []) : [service];
    for (const { id } of release === undefined ? services.flatMap((s) => s.releases) : [release]) steward.look(id);
  }

  /** Runs a reconciler for what is ours; for what is not, sees to it that it comes to whom it belongs to. */
  async attend(object: KubeObject, reconcile: () => Promise<Result>): Promise<Result> {
    const charges = this.#charges;
    const root = charges.rootOf(object);
    const isRoot = root.metadata.uid === object.metadata.uid;
    if (charges.isKept(root) || (isRoot && charges.isFree(root))) return await this.#handover.during(root, reconcile);
    if (!isRoot || makerOf(root) !== undefined) return {};
    if (inChargeOf(root) === charges.name) {
      // Until the world says that it is another's, something may still be begun.
      if (this.#isOthers(root)) this.#handover.leave(root);
      return {};
    }
    if (shardOf(root) === charges.name) return await this.#handover.claim(root);
    return charges.name === "" ? await this.#handover.tellOrphan(root) : {};
  }

  /** Keeps an object and takes charge of it. Throws ClusterError, also where another is to keep it by now. */
  async hold(object: KubeObject): Promise<void> {
    const charges = this.#charges;
    await charges.put(object, (fresh) => {
      if (!charges.isKept(fresh) && !charges.isFree(fresh))
        throw new ClusterError("Conflict", `${fresh.kind} ${fresh.metadata.name} is another shard's by now`);
      return inChargeOfShard(fresh, charges.name);
    });
  }

  forget(uid: string): void {
    this.#charges.forget(uid);
  }

  #isOthers({ metadata: { uid = "" } }: KubeObject): boolean {
    return this.#others.has(uid);
  }
}
