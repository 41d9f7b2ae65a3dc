import type { Clock, Cluster, KubeObject, ObjectKey, Watch } from "@upstart/engine";
import { within } from "./clock.ts";
import { holderOf } from "./lease.ts";
import { isLostRace, LeaseLock } from "./lease-lock.ts";
import type { Log } from "./log.ts";

export interface LeaseDurations {
  /** Silence after which others may take over. */
  readonly leaseMs: number;
  /** A leader that could not renew for so long stops leading. Shorter, so that it ends before another begins. */
  readonly renewDeadlineMs: number;
  readonly retryMs: number;
}

export const DURATIONS: LeaseDurations = { leaseMs: 15_000, renewDeadlineMs: 10_000, retryMs: 2000 };

export interface LeaderOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update" | "watch">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly lease: ObjectKey;
  /** Of this process alone, also after a restart. */
  readonly identity: string;
  /** What a leader says of itself on the Lease. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly durations?: LeaseDurations;
  readonly onElected: () => void;
  /** Leading has ended without being asked to. Called once at most; the election is over for this process. */
  readonly onLost: (why: string) => void;
}

/** An attempt that takes longer is given up and another made. */
const ATTEMPT_MS = 4000;
const RELEASE_ATTEMPTS = 3;
const JITTER = 0.2;

/** Takes a Lease when it is free and renews it until released or lost. */
export class LeaderElection {
  readonly #options: LeaderOptions;
  readonly #durations: LeaseDurations;
  readonly #lock: LeaseLock;
  #state: "standby" | "leading" | "ended" = "standby";
  #attempt: Promise<void> = Promise.resolve();
  /** Counts attempts, so that one that was given up knows. */
  #number = 0;
  #renewedAt = 0;
  #isFailing = false;
  #leader = "";
  #cancelDeadline: (() => void) | undefined;
  #wake: (() => void) | undefined;
  #watch: Watch | undefined;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#durations = options.durations ?? DURATIONS;
    const { leaseMs, renewDeadlineMs, retryMs } = this.#durations;
    if (!(leaseMs > renewDeadlineMs && renewDeadlineMs > (1 + JITTER) * retryMs))
      throw new Error("a lease must last longer than the time to renew it in, and that longer than a retry");
    this.#lock = new LeaseLock({ ...options, key: options.lease, leaseMs });
  }

  /** Whether this process leads, as far as it can know: it has renewed the lease not too long ago. */
  get isLeader(): boolean {
    return this.#state === "leading" && this.#isFresh(this.#renewedAt);
  }

  /** Milliseconds since the last renewal while leading: what a watchdog looks at. */
  get sinceRenewal(): number | undefined {
    return this.#state === "leading" ? this.#options.clock.now() - this.#renewedAt : undefined;
  }

  start(): void {
    const { cluster, lease, log } = this.#options;
    const { name, ...kind } = lease;
    const onEvent = ({ object }: { readonly object: KubeObject }) => {
      if (this.#state !== "standby") return;
      this.#lock.hear(object);
      if (holderOf(object) === "") this.#wake?.();
    };
    this.#watch = cluster.watch({ ...kind, fieldSelector: `metadata.name=${name}` }, onEvent);
    // Only makes a take-over quicker: without the right to watch, looking every two seconds does.
    this.#watch.synced.catch((error: unknown) => log.debug("cannot watch the lease", { error }));
    void this.#run();
  }

  /**
   * Ends the election. What was led must have ended before: others may begin at once. Where the API cannot be reached
   * they begin when the lease has run out. Never throws.
   */
  async release(): Promise<void> {
    const hasBegun = this.#number > 0;
    if (this.#isEnded) return;
    this.#end();
    if (!hasBegun) return;
    await within(this.#options.clock, ATTEMPT_MS, this.#attempt);
    await within(this.#options.clock, ATTEMPT_MS, this.#giveBack());
  }

  async #run(): Promise<void> {
    while (!this.#isEnded) {
      this.#number += 1;
      const start = this.#options.clock.now();
      this.#attempt = this.#try(this.#number);
      await within(this.#options.clock, ATTEMPT_MS, this.#attempt);
      if (!this.#isEnded) await this.#pause(this.#options.clock.now() - start);
    }
  }

  /** Never throws. */
  async #try(number: number): Promise<void> {
    try {
      await (this.#state === "leading" ? this.#renew(number) : this.#acquire(number));
      this.#isFailing = false;
    } catch (error) {
      if (isLostRace(error)) return; // the next attempt looks who was faster
      if (!this.#isFailing) this.#options.log.warn("cannot reach the lease; will try again", { error });
      this.#isFailing = true;
    }
  }

  async #acquire(number: number): Promise<void> {
    await this.#lock.look();
    if (this.#isLate(number)) return;
    if (this.#lock.isFree) return await this.#take(number);
    if (this.#lock.holder !== this.#leader) this.#options.log.info("standing by", { leader: this.#lock.holder });
    this.#leader = this.#lock.holder;
  }

  async #renew(number: number): Promise<void> {
    try {
      await this.#take(number);
    } catch (error) {
      if (!isLostRace(error)) throw error;
      // Another took it, somebody deleted it, or this process wrote it in an attempt that it had given up.
      await this.#lock.look();
      if (this.#isLate(number)) return;
      if (this.#lock.isMine || this.#lock.holder === "") await this.#take(number);
      else this.#lose(`${this.#lock.holder} has taken it`);
    }
  }

  async #take(number: number): Promise<void> {
    const at = await this.#lock.take();
    if (this.#isLate(number) || !this.#isFresh(at)) return;
    const wasLeading = this.#state === "leading";
    // Belief that has ended must not begin anew: work was told to end.
    if (wasLeading && !this.isLeader) return;
    this.#state = "leading";
    this.#renewedAt = at;
    this.#cancelDeadline?.();
    const { clock, log, lease, onElected } = this.#options;
    const left = at + this.#durations.renewDeadlineMs - clock.now();
    this.#cancelDeadline = clock.after(left, () => this.#lose("it could not be renewed in time"));
    if (wasLeading) return;
    log.info("leading", { lease: lease.name });
    onElected();
  }

  #lose(why: string): void {
    if (this.#state !== "leading") return;
    this.#end();
    this.#options.log.error("lost the lease", { why });
    this.#options.onLost(why);
  }

  #end(): void {
    this.#state = "ended";
    this.#cancelDeadline?.();
    this.#watch?.stop();
    this.#wake?.();
  }

  async #giveBack(): Promise<void> {
    for (let attempt = 1; attempt <= RELEASE_ATTEMPTS; attempt++) {
      try {
        if (await this.#lock.giveBack()) this.#options.log.info("released the lease");
        return;
      } catch (error) {
        this.#options.log.warn("cannot release the lease", { error, attempt });
      }
    }
  }

  /** Waits for the next attempt. */
  async #pause(attemptMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const cancel = this.#options.clock.after(this.#pauseMs(attemptMs), resolve);
    await promise;
    cancel();
    this.#wake = undefined;
  }

  /** A leader keeps its pace however slow the answers are; whoever stands by is back the moment the lease runs out. */
  #pauseMs(attemptMs: number): number {
    const { retryMs } = this.#durations;
    if (this.#state === "leading") return Math.max(retryMs / 10, retryMs - attemptMs);
    const untilExpiry = this.#lock.untilExpiry;
    const retry = retryMs * (1 + JITTER * this.#options.random());
    return untilExpiry > 0 ? Math.min(retry, untilExpiry) : retry;
  }

  #isFresh(renewedAt: number): boolean {
    return this.#options.clock.now() < renewedAt + this.#durations.renewDeadlineMs;
  }

  #isLate(number: number): boolean {
    return number !== this.#number || this.#isEnded;
  }

  get #isEnded(): boolean {
    return this.#state === "ended";
  }
}
