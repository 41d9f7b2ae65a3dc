import { type Clock, type Cluster, leaseNameOf } from "@upstart/engine";
import { contentOf } from "../runtime/lease.ts";

/** A Lease is renewed every two seconds; many may ask, and one look answers all of them. */
const LOOK_MS = 2000;

interface Sight {
  readonly content: string;
  /** When it was first seen like this, and last. */
  readonly since: number;
  readonly at: number;
}

/**
 * The controllers of other shards, by their Leases, which are beside our own. Silence is counted by our own clock from
 * when a Lease was first seen as it is.
 */
export class Peers {
  readonly #cluster: Pick<Cluster, "get">;
  readonly #clock: Clock;
  readonly #namespace: string;
  readonly #sights = new Map<string, Sight>();

  constructor(ports: { readonly cluster: Pick<Cluster, "get">; readonly clock: Clock; readonly namespace: string }) {
    this.#cluster = ports.cluster;
    this.#clock = ports.clock;
    this.#namespace = ports.namespace;
  }

  /** For how long nobody has led a shard, by a look at its Lease lately or one that begins now. Throws ClusterError. */
  async silenceOf(shard: string, look: "lately" | "now" = "lately"): Promise<number> {
    const known = this.#sights.get(shard);
    if (look === "now" || known === undefined || this.#clock.now() - known.at >= LOOK_MS) await this.#look(shard);
    const { since, at } = this.#sights.get(shard)!;
    return at - since;
  }

  async #look(shard: string): Promise<void> {
    const key = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", namespace: this.#namespace };
    const content = contentOf(await this.#cluster.get({ ...key, name: leaseNameOf(shard) }));
    const at = this.#clock.now();
    const before = this.#sights.get(shard);
    this.#sights.set(shard, { content, at, since: before?.content === content ? before.since : at });
  }
}
