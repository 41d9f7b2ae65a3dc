import { type Clock, type Cluster, type ObjectKey, pause } from "@upstart/engine";
import { within } from "./runtime/clock.ts";
import type { EventRecorder } from "./runtime/events.ts";
import { type HealthServer, serveHealth, watchLoop } from "./runtime/health.ts";
import { DURATIONS, LeaderElection } from "./runtime/leader.ts";
import { LeaseLock } from "./runtime/lease-lock.ts";
import type { Log } from "./runtime/log.ts";
import { LoneMark } from "./runtime/lone-mark.ts";
import type { Metrics } from "./runtime/metrics.ts";
import type { Runnable } from "./runtime/process.ts";
import { rivalOf } from "./runtime/rival.ts";
import { type Reconciler, Unit } from "./unit.ts";
import { waitForKinds } from "./wait-for-kinds.ts";

export interface ManagerOptions {
  readonly cluster: Pick<Cluster, "get" | "create" | "update" | "watch">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly listen: { readonly host: string; readonly port: number };
  /** Kinds without which there is nothing to do. */
  readonly kinds: { readonly apiVersion: string; readonly kinds: readonly string[]; readonly namespace: string };
  readonly lease: { readonly namespace: string; readonly name: string };
  /** Of this process alone, also after a restart. */
  readonly identity: string;
  /** Absent: leads at once, and must be the only one; where another leads or works without election, it does not begin. */
  readonly election?: {
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly reconcilers: readonly Reconciler[];
  /** Sent before the end. */
  readonly events: Pick<EventRecorder, "flush">;
  readonly grace?: Grace;
}

/** How long runs may go on after the first signal, and how long they have to end once they are told to. */
export interface Grace {
  readonly finishMs: number;
  readonly abortMs: number;
}

/** Together, with a rest for the lease, below the 60 s that a Pod should be given. */
const GRACE: Grace = { finishMs: 30_000, abortMs: 20_000 };
const FLUSH_MS = 1000;
const SYNC_MS = 120_000;
const UNELECTED = "another one works without election, too";

/** Everything that the process does, from the first connection to giving the lease back. */
export function createManager(options: ManagerOptions): Leading {
  return new Manager(options);
}

/** What may lead, and knows whether it does. */
export interface Leading extends Runnable {
  /** As far as it can know: others may have begun when this has just become false. */
  readonly isLeading: boolean;
}

class Manager implements Leading {
  readonly #options: ManagerOptions;
  readonly #stopping = new AbortController();
  readonly #aborting = new AbortController();
  readonly #election: LeaderElection | undefined;
  readonly #loneMark: LoneMark;
  readonly #elected = Promise.withResolvers<void>();
  #notReady: string | undefined = "waiting for the cluster's kinds";
  #isLost = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
    const { election, identity } = options;
    this.#loneMark = new LoneMark({ ...options, lease: leaseKey(options.lease) });
    if (election === undefined) return;
    const { annotations } = election;
    const { name } = options.lease;
    options.metrics.leading(name, false);
    this.#election = new LeaderElection({
      ...options,
      lease: leaseKey(options.lease),
      identity,
      ...(annotations === undefined ? {} : { annotations }),
      onElected: () => {
        options.metrics.leading(name, true);
        this.#elected.resolve();
      },
      onLost: () => {
        options.metrics.leading(name, false);
        this.#isLost = true;
        this.stop();
        this.abort();
      },
    });
  }

  get isLeading(): boolean {
    return this.#election?.isLeader ?? !this.#isLost;
  }

  stop(): void {
    this.#notReady = "ending";
    this.#stopping.abort();
  }

  abort(): void {
    this.#aborting.abort();
  }

  /** In order: health, kinds, caches, leading, reconcilers; and all of it backwards at the end. */
  async run(): Promise<number> {
    const loop = watchLoop(this.#options.clock);
    const health = await this.#listen(loop);
    if (health === undefined) {
      loop.stop();
      return 1;
    }
    const { hasEnded, code } = await this.#work();
    await health.close();
    loop.stop();
    // Where something is still at work, nobody may take over before the lease runs out.
    if (hasEnded) await (this.#election?.release() ?? this.#loneMark.remove());
    this.#options.log.info("ended", { code });
    return code;
  }

  async #work(): Promise<{ hasEnded: boolean; code: number }> {
    const { kinds, reconcilers, log } = this.#options;
    if (!(await this.#unlessStopped(waitForKinds({ ...this.#options, ...kinds, signal: this.#stopping.signal }))))
      return { hasEnded: true, code: 0 };
    const units = reconcilers.map((reconciler) => new Unit(reconciler, this.#options));
    if (!this.#isStopping) this.#notReady = "waiting for the first lists";
    const isSynced = await this.#sync(units);
    const isAlone = isSynced && !this.#isStopping && (await this.#isAlone());
    if (isAlone && !this.#isStopping) {
      this.#notReady = undefined;
      log.info("synced", { reconcilers: reconcilers.map((r) => r.name) });
      await this.#lead(units);
    }
    const hasEnded = await this.#end(units);
    return { hasEnded, code: hasEnded && !this.#isLost && (isAlone || this.#isStopping) ? 0 : 1 };
  }

  async #listen(loop: ReturnType<typeof watchLoop>): Promise<HealthServer | undefined> {
    const { listen, metrics, log } = this.#options;
    const watchdog = { name: "leader-election", problem: () => this.#leaseProblem() };
    const ready = { name: "ready", problem: () => this.#notReady };
    try {
      const server = await serveHealth({
        ...listen,
        live: [loop, watchdog],
        ready: [ready],
        registry: metrics.registry,
      });
      log.info("listening", { address: server.address });
      return server;
    } catch (error) {
      log.error(`cannot listen on ${listen.host}:${listen.port}; choose another with --listen HOST:PORT`, { error });
      return undefined;
    }
  }

  async #sync(units: readonly Unit[]): Promise<boolean> {
    const { clock, log } = this.#options;
    const synced = Promise.all(units.map((unit) => unit.synced()));
    const late = pause(clock, SYNC_MS, this.#stopping.signal).then(() => "late" as const);
    try {
      if ((await Promise.race([synced, late])) !== "late") return true;
      if (!this.#isStopping) log.error("the first lists did not come in time", { seconds: SYNC_MS / 1000 });
    } catch (error) {
      log.error("cannot watch what is needed", { error });
    }
    return false;
  }

  /** Who does without the election must be. */
  async #isAlone(): Promise<boolean> {
    if (this.#election !== undefined) return true;
    const { lease } = this.#options;
    const lock = new LeaseLock({ ...this.#options, key: leaseKey(lease), identity: "", leaseMs: DURATIONS.leaseMs });
    const { signal } = this.#stopping;
    const leader = await rivalOf({ ...this.#options, lock, lookMs: DURATIONS.retryMs, signal });
    const rival = leader ?? (await this.#loneMark.set(signal));
    if (rival === undefined) return true;
    this.#tellRival(rival, leader === undefined ? UNELECTED : "another one leads");
    return false;
  }

  #tellRival(leader: string, what: string): void {
    const { lease, log } = this.#options;
    log.error(`${what}: end it first, or start this one without --leader-election=false`, {
      lease: `${lease.namespace}/${lease.name}`,
      leader,
    });
  }

  /** Two that both do without: the one whose mark was written over has to end, whatever it was kept from. */
  #keepMark(): void {
    void this.#loneMark.keep(this.#stopping.signal, (rival) => {
      this.#tellRival(rival, UNELECTED);
      this.#isLost = true;
      this.stop();
      this.abort();
    });
  }

  /** Leads from the election until told to end. */
  async #lead(units: readonly Unit[]): Promise<void> {
    if (this.#election === undefined) {
      this.#elected.resolve();
      this.#keepMark();
    }
    this.#election?.start();
    await this.#unlessStopped(this.#elected.promise);
    if (this.#isStopping) return;
    for (const unit of units) unit.lead();
    await aborted(this.#stopping.signal);
  }

  /** Ends the runs, in order or soon, then the watches; false when something is still at work. */
  async #end(units: readonly Unit[]): Promise<boolean> {
    const { clock, events, log, grace = GRACE } = this.#options;
    const over = new AbortController();
    const stopped = Promise.all(units.map((unit) => unit.stop())).then(() => over.abort());
    await pause(clock, grace.finishMs, AbortSignal.any([over.signal, this.#aborting.signal]));
    for (const unit of units) unit.abort();
    await pause(clock, grace.abortMs, over.signal);
    await within(clock, FLUSH_MS, events.flush());
    for (const unit of units) unit.unwatch();
    if (over.signal.aborted) await stopped;
    else log.error("some runs did not end in time", { seconds: grace.abortMs / 1000 });
    return over.signal.aborted;
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #unlessStopped<T>(promise: Promise<T>): Promise<T | undefined> {
    return Promise.race([promise, aborted(this.#stopping.signal).then(() => undefined)]);
  }

  /** Leading without having renewed for longer than others would wait is what must not be. */
  #leaseProblem(): string | undefined {
    const since = this.#election?.sinceRenewal ?? 0;
    return since > DURATIONS.leaseMs + 5000 ? `not renewed for ${Math.round(since / 1000)} s` : undefined;
  }
}

function leaseKey(lease: ManagerOptions["lease"]): ObjectKey {
  return { apiVersion: "coordination.k8s.io/v1", kind: "Lease", ...lease };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
