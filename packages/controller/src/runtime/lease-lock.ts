import { type Clock, type Cluster, ClusterError, type KubeObject, type ObjectKey } from "@upstart/engine";
import { contentOf, durationOf, held, holderOf, released } from "./lease.ts";

export interface LeaseLockOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly clock: Clock;
  readonly key: ObjectKey;
  readonly identity: string;
  readonly leaseMs: number;
  /** What the holder says of itself on the Lease. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * A Lease as one process sees it. Silence of the holder is counted from when this process saw the Lease change, so no
 * clock of another machine matters. Every write is guarded by the resourceVersion. Methods throw ClusterError.
 */
export class LeaseLock {
  readonly #options: LeaseLockOptions;
  #lease: KubeObject | undefined;
  #content: string | undefined;
  #changedAt = 0;

  constructor(options: LeaseLockOptions) {
    this.#options = options;
  }

  /** Who held it when it was last looked at; empty for nobody. */
  get holder(): string {
    return holderOf(this.#lease);
  }

  get isMine(): boolean {
    return this.holder === this.#options.identity;
  }

  /** Whether it may be taken: it is ours, was given back, is new, or its holder has been silent for too long. */
  get isFree(): boolean {
    return this.isMine || this.#isGivenBack || this.#isUnheard || this.untilExpiry <= 0;
  }

  /** How long the holder may still be silent. */
  get untilExpiry(): number {
    return this.expiresAt - this.#options.clock.now();
  }

  /** When a holder who stays silent is gone: another time only when the Lease was written since. */
  get expiresAt(): number {
    return this.#changedAt + Math.max(durationOf(this.#lease), this.#options.leaseMs);
  }

  async look(): Promise<void> {
    this.#see(await this.#options.cluster.get(this.#options.key));
  }

  /** Hears of a change from elsewhere, perhaps late: only when it is heard matters, and what to do is looked up. */
  hear(lease: KubeObject): void {
    this.#note(contentOf(lease));
  }

  /** Takes or renews it; returns the moment before the call, from which on it is held. */
  async take(): Promise<number> {
    const { cluster, clock, key, identity, leaseMs, annotations } = this.#options;
    const now = clock.now();
    const by = { identity, durationMs: leaseMs, now, ...(annotations === undefined ? {} : { annotations }) };
    const mine = held(key, this.#lease, by);
    this.#see(this.#lease === undefined ? await cluster.create(mine) : await cluster.update(mine));
    return now;
  }

  /** Gives it back if it is ours; false when it is not. */
  async giveBack(): Promise<boolean> {
    await this.look();
    if (this.#lease === undefined || !this.isMine) return false;
    const { cluster, clock, key } = this.#options;
    this.#see(await cluster.update(released(key, this.#lease, clock.now())));
    return true;
  }

  get #isGivenBack(): boolean {
    return this.#lease !== undefined && this.holder === "";
  }

  /** No such Lease, and there never was. One that was deleted may have a leader who does not know yet. */
  get #isUnheard(): boolean {
    return this.#lease === undefined && this.#changedAt === 0;
  }

  #see(lease: KubeObject | undefined): void {
    const isFirst = this.#content === undefined && lease === undefined;
    if (!isFirst) this.#note(contentOf(lease));
    this.#lease = lease;
  }

  #note(content: string): void {
    if (content !== this.#content) this.#changedAt = this.#options.clock.now();
    this.#content = content;
  }
}

/** Whether a write of a Lease failed because another was faster, or deleted it: to be looked at again. */
export function isLostRace(error: unknown): boolean {
  return error instanceof ClusterError && ["Conflict", "AlreadyExists", "NotFound"].includes(error.code);
}
