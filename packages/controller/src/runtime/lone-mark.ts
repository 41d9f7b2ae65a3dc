import { type Clock, type Cluster, ClusterError, type ObjectKey, pause } from "@upstart/engine";
import { isLostRace, LeaseLock } from "./lease-lock.ts";
import type { Log } from "./log.ts";
import { rivalOf } from "./rival.ts";

export interface LoneMarkOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update">;
  readonly clock: Clock;
  readonly log: Log;
  /** The Lease that those stand for election to who do so. */
  readonly lease: ObjectKey;
  readonly identity: string;
}

const RENEW_MS = 1000;
/** Whoever was killed is waited for so long. */
const SILENCE_MS = 3000;

/**
 * The sign that a process works without an election, for others that would do the same: a Lease of its own beside the
 * one that is elected by. It keeps nobody from working who may not write it; that is logged.
 */
export class LoneMark {
  readonly #options: LoneMarkOptions;
  readonly #lock: LeaseLock;
  #isSet = false;
  #isFailing = false;

  constructor(options: LoneMarkOptions) {
    this.#options = options;
    const key = { ...options.lease, name: `${options.lease.name}.unelected` };
    this.#lock = new LeaseLock({ ...options, key, leaseMs: SILENCE_MS });
  }

  /** Sets it; whoever has set it already and is at work, where there is somebody. */
  async set(signal: AbortSignal): Promise<string | undefined> {
    const rival = await rivalOf({ ...this.#options, lock: this.#lock, lookMs: RENEW_MS, signal });
    if (rival !== undefined || signal.aborted) return rival;
    return await this.#renew();
  }

  /** Renews it until told to end; `onRival` when another has set it meanwhile, which ends it. Never throws. */
  async keep(signal: AbortSignal, onRival: (identity: string) => void): Promise<void> {
    while (!signal.aborted) {
      await pause(this.#options.clock, RENEW_MS, signal);
      const rival = signal.aborted ? undefined : await this.#renew();
      if (rival !== undefined) return onRival(rival);
    }
  }

  /** When work has ended. Never throws. */
  async remove(): Promise<void> {
    if (!this.#isSet) return;
    await this.#lock.giveBack().catch((error: unknown) => this.#tell(error));
  }

  /** Whoever has it instead. */
  async #renew(): Promise<string | undefined> {
    try {
      await this.#lock.take();
      this.#isSet = true;
      this.#isFailing = false;
    } catch (error) {
      if (!isLostRace(error)) return this.#tell(error);
      // Another has set it, somebody has deleted it, or an answer was lost.
      await this.#lock.look().catch((unreadable: unknown) => this.#tell(unreadable));
      const { holder, isMine } = this.#lock;
      if (holder !== "" && !isMine) return holder;
    }
    return undefined;
  }

  #tell(error: unknown): undefined {
    if (!(error instanceof ClusterError)) throw error;
    if (!this.#isFailing)
      this.#options.log.warn("cannot tell others that this one works; make sure that it is the only one", { error });
    this.#isFailing = true;
  }
}
