import { actingUserOf, type NodeId, type Release } from "../graph/graph.ts";
import { digestOf } from "../plan/digest.ts";
import type { Attempts, Failure, Run } from "../plan/observation.ts";
import type { DeployStep, RecoverStep } from "../plan/step.ts";
import type { Clock } from "../ports/clock.ts";
import { type Cluster, ClusterError } from "../ports/cluster.ts";
import { type Deployed, type Helm, HelmError } from "../ports/helm.ts";
import { type AttemptLog, beginning, taken, withdrawn } from "./attempts.ts";
import type { Freshness } from "./freshness.ts";
import { newestOf, recordsOf } from "./helm-records.ts";
import { keyText } from "./object-key.ts";
import type { Observer } from "./observe.ts";
import { outputKey } from "./observe.ts";
import { type Outcome, performDeploy } from "./perform.ts";
import type { ReleaseStates } from "./release-states.ts";
import { type Attempt, isOutside, type RetryPolicy, retryWhatMayPass } from "./retry.ts";
import type { Slot } from "./slots.ts";
import type { Timers } from "./timers.ts";
import { isPassive } from "./views.ts";

export interface DeployerPorts {
  readonly helm: Helm;
  readonly clock: Clock;
  readonly cluster: Pick<Cluster, "list">;
  /** Where it is kept which calls were made, for who comes later; nowhere, where nobody does. */
  readonly attempts?: AttemptLog;
  /** When a failed call is made again. Where nothing is said: a few times, and only what may pass by itself. */
  readonly retry?: RetryPolicy;
  /** Helm is called as the ServiceAccount that a release names. Where nothing is said: as ourselves. */
  readonly impersonates?: boolean;
  /**
   * Ends the lock that a Helm run of ours left behind when it died. `over`: there is none any more, for the run came to
   * its end. `locked`: it is somebody else's, or its run may not be over. `lockedForMs`: the same, and it is to be asked
   * again after so long.
   */
  readonly unlock: (release: Release, signal: AbortSignal) => Promise<Unlocked>;
  /** What Helm has as the newest revision of a release, if that is deployed. It was last seen to be this one. */
  readonly readDeployed: (release: Release, revision: number) => Promise<Deployed | undefined>;
}

export type Unlocked = "unlocked" | "over" | "locked" | { readonly lockedForMs: number };

/** What became of a release that Helm was called for. */
export interface DeployerListener {
  /** Something is known of the release that was not before. */
  changed(id: NodeId): void;
  deployed(release: Release, deployed: Deployed, digest: string): void;
}

/** Carries steps out, one Helm call at a time for each release, and keeps what came of them in the states. */
export class Deployer {
  /** Releases that Helm deployed. */
  readonly deployed = new Set<NodeId>();
  readonly #ports: DeployerPorts;
  readonly #states: ReleaseStates;
  readonly #observer: Observer;
  readonly #freshness: Freshness;
  readonly #timers: Timers;
  readonly #listener: DeployerListener;
  /** What Helm has recorded of these could not be read when a run of theirs had failed. */
  readonly #unread = new Map<NodeId, Release>();

  constructor(
    ports: DeployerPorts,
    known: {
      readonly states: ReleaseStates;
      readonly observer: Observer;
      readonly freshness: Freshness;
      readonly timers: Timers;
    },
    listener: DeployerListener,
  ) {
    this.#ports = ports;
    this.#states = known.states;
    this.#observer = known.observer;
    this.#freshness = known.freshness;
    this.#timers = known.timers;
    this.#listener = listener;
  }

  /** Installs or upgrades. The world's failures become states; rejects only with our own bugs. */
  async deploy(release: Release, step: DeployStep, slot: Slot, signal: AbortSignal): Promise<void> {
    if (this.#isWornOut(release.id, step)) return;
    this.#states.setRun(release.id, { state: "running", digest: step.digest });
    this.#states.setAttempts(
      release.id,
      beginning(this.#states.attemptsOf(release.id), step.digest, this.#ports.clock.now()),
    );
    this.#listener.changed(release.id);
    // Whatever an install makes was not there before: a view cannot show it as it was.
    let made = new Set(step.do === "install" ? this.#observer.unseenOutputs(release).map(keyText) : []);
    const onHold = () => {
      made = new Set(); // post hooks may change what the install has made
      slot.hold();
    };
    const { helm } = this.#states.observe(release);
    const before = helm === undefined || helm.isGone === true ? 0 : helm.revision;
    const ended = await performDeploy(this.#ports.helm, release, step, {
      revision: before + 1,
      signal,
      onHold,
      announced: this.#announce(release),
      impersonates: this.#ports.impersonates === true,
    });
    if (ended.is !== "deployed") await this.#leaveNothingPending(release, ended);
    const outcome = ended.is === "failed" ? await this.#asRecorded(release, step, before, ended) : ended;
    if (outcome.is === "deployed") await this.#readWritten(release, outcome.deployed, made);
    this.#conclude(release, step, outcome);
    this.#listener.changed(release.id);
    if (outcome.is === "cancelled") await this.#ports.attempts?.withdraw(release);
  }

  /** Goes on with attempts that an earlier process made: waits as long as that would have, or has given up as it had. */
  resume(id: NodeId, earlier: Attempts): void {
    const now = this.#ports.clock.now();
    const attempts = taken(earlier, now);
    const { digest, failure, nextAt } = attempts;
    this.#states.setAttempts(id, attempts);
    if (failure === undefined || failure !== earlier.failure) return; // cut off: what is left of it is put right first
    const next = this.#retry(attempts, { failure, mayPass: true });
    if (nextAt === undefined || next === undefined) this.#states.setRun(id, { state: "failed", digest, failure });
    // Clocks differ, so never longer than it takes at most.
    else this.#wait(id, attempts, failure, { ...next, delayMs: Math.max(0, Math.min(nextAt - now, next.delayMs)) });
  }

  /**
   * Ends what an interrupted run left behind. What cannot be ended is taken as another's, who will end it. Where the
   * cluster cannot be asked, nothing is known, and it is asked again.
   */
  async recover(release: Release, step: RecoverStep, signal: AbortSignal): Promise<void> {
    const { helm } = this.#states.observe(release);
    if (helm === undefined) return;
    const before = this.#states.runOf(release.id);
    this.#states.setRun(release.id, { state: "recovering" });
    this.#listener.changed(release.id);
    const status = await this.#putRight(release, step, signal).catch((error: unknown) => {
      if (error instanceof ClusterError && error.retryable) return "unknown" as const;
      if (error instanceof HelmError || error instanceof ClusterError) return undefined;
      throw error;
    });
    if (status === "unknown") return this.#askAgain(release.id, before);
    if (typeof status === "object") return this.#lookAgain(release.id, status.lockedForMs);
    // What could not be put right is taken as another's.
    if (status === undefined) this.#states.setHelm(release.id, { revision: helm.revision, status: helm.status });
    else if (status !== helm.status)
      this.#states.setHelm(release.id, { ...helm, status, ...(step.how === "uninstall" ? { isGone: true } : {}) });
    this.#states.setRun(release.id, before);
    this.#listener.changed(release.id);
  }

  /** Begins counting attempts anew. */
  forget(id: NodeId): void {
    this.#states.setAttempts(id, undefined);
    this.#unread.delete(id);
    this.deployed.delete(id);
  }

  /** After the turn that is due, so that what is written tells of this attempt. */
  async #announce(release: Release): Promise<void> {
    await undefined;
    await this.#ports.attempts?.begin(release);
  }

  /** Whether the last of the attempts that it gets was cut off, so that none is left. */
  #isWornOut(id: NodeId, { digest }: DeployStep): boolean {
    const attempts = this.#states.attemptsOf(id);
    if (attempts?.digest !== digest || attempts.failure === undefined) return false;
    const { failure } = attempts;
    if (this.#retry(attempts, { failure, mayPass: true }) !== undefined) return false;
    this.#giveUp(id, attempts, failure);
    this.#listener.changed(id);
    return true;
  }

  #readWritten(release: Release, deployed: Deployed, made: ReadonlySet<string>): Promise<void> {
    return this.#freshness.read(this.#written(release, deployed, made), () => this.#listener.changed(release.id));
  }

  /** What a watch may still show as it was before: outputs, and objects that are more than their being there. */
  #written(release: Release, { objects }: Deployed, made: ReadonlySet<string>) {
    const outputs = release.outputsFrom
      .map((source) => outputKey(release, source))
      .filter((key) => !made.has(keyText(key)));
    return [...outputs, ...objects.filter((o) => !isPassive(o) && this.#observer.seen(o) !== undefined)];
  }

  /** A Helm that was killed, or that lost the cluster, could not mark its revision itself. */
  async #leaveNothingPending(release: Release, outcome: Exclude<Outcome, { is: "deployed" }>): Promise<void> {
    if (outcome.is === "failed" && NEVER_STARTED.has(outcome.failure.code)) return;
    // Also where the run was told to end: it has ended by now.
    await this.#ports.unlock(release, new AbortController().signal).catch((error: unknown) => {
      if (!(error instanceof ClusterError)) throw error;
      return undefined; // it cannot be reached now; the next run ends the lock
    });
  }

  /**
   * Helm may have done its work and not have heard that it did; then its record says so. What the record says is kept
   * in any case: the watch may be behind, and another attempt must not be made of what was.
   */
  async #asRecorded(
    release: Release,
    { digest }: DeployStep,
    before: number,
    failed: Extract<Outcome, { is: "failed" }>,
  ): Promise<Outcome> {
    if (NEVER_STARTED.has(failed.failure.code)) return failed;
    try {
      const state = newestOf(await this.#ports.cluster.list(recordsOf(release)));
      if (state === undefined) return failed;
      const isDone = state.status === "deployed" && state.digest === digest && state.revision > before;
      const deployed = isDone ? await this.#ports.readDeployed(release, state.revision) : undefined;
      if (deployed !== undefined) return { is: "deployed", deployed };
      this.#states.setHelm(release.id, state);
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      this.#unread.set(release.id, release); // it cannot be told now, and must be before the next attempt
    }
    return failed;
  }

  #conclude(release: Release, { digest }: DeployStep, outcome: Outcome): void {
    switch (outcome.is) {
      case "cancelled":
        this.#states.setAttempts(release.id, withdrawn(this.#states.attemptsOf(release.id)!));
        this.#states.setRun(release.id, { state: "idle" });
        break;
      case "deployed":
        this.#states.setAttempts(release.id, undefined);
        this.#unread.delete(release.id);
        this.deployed.add(release.id);
        this.#states.setDeployed(release.id, outcome.deployed, digest);
        this.#listener.deployed(release, outcome.deployed, digest);
        break;
      case "failed":
        this.#retryOrGiveUp(release.id, digest, outcome);
        break;
    }
  }

  #retryOrGiveUp(id: NodeId, digest: string, failed: Extract<Outcome, { is: "failed" }>): void {
    const before = this.#states.attemptsOf(id) ?? beginning(undefined, digest, this.#ports.clock.now());
    const attempts = { ...before, failures: before.failures + (isOutside(failed.failure) ? 0 : 1) };
    const next = this.#retry(attempts, failed);
    if (next === undefined) this.#giveUp(id, attempts, failed.failure);
    else this.#wait(id, attempts, failed.failure, next);
  }

  #retry(...args: Parameters<RetryPolicy>): Attempt | undefined {
    return (this.#ports.retry ?? retryWhatMayPass)(...args);
  }

  #giveUp(id: NodeId, { nextAt: _, ...attempts }: Attempts, failure: Failure): void {
    this.#states.setAttempts(id, { ...attempts, failure });
    this.#states.setRun(id, { state: "failed", digest: attempts.digest, failure });
  }

  #wait(id: NodeId, attempts: Attempts, failure: Failure, { delayMs, text }: Attempt): void {
    const nextAt = this.#ports.clock.now() + delayMs;
    this.#states.setAttempts(id, { ...attempts, failure, nextAt });
    const run: Run = { state: "retrying", digest: attempts.digest, failure, attempt: text };
    this.#states.setRun(id, run);
    this.#timers.after(delayMs, () => void this.#endWait(id, run, delayMs));
  }

  async #endWait(id: NodeId, run: Run, delayMs: number): Promise<void> {
    const isRead = await this.#readBack(id, run);
    const current = this.#states.runOf(id);
    if (current !== run && current.state !== "recovering") return;
    if (!isRead || current !== run) {
      this.#timers.after(delayMs, () => void this.#endWait(id, run, delayMs));
      return;
    }
    this.#states.setRun(id, { state: "idle" });
    this.#listener.changed(id);
  }

  /** Reads what could not be read before; false where it still cannot. */
  async #readBack(id: NodeId, run: Run): Promise<boolean> {
    const release = this.#unread.get(id);
    if (release === undefined) return true;
    try {
      const state = newestOf(await this.#ports.cluster.list(recordsOf(release)));
      this.#unread.delete(id);
      if (state === undefined) return true;
      this.#states.setHelm(id, state);
      // It was done after all: what it is made of is read anew.
      const isDone = state.status === "deployed" && "digest" in run && state.digest === run.digest;
      if (isDone) this.#states.forgetObjects(id);
      return true;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      return false;
    }
  }

  /** Until then it stays as it is: what could not be read is not taken as gone. */
  #askAgain(id: NodeId, before: Run): void {
    const recovering = this.#states.runOf(id);
    this.#timers.after(ASK_AGAIN_MS, () => {
      if (this.#states.runOf(id) !== recovering) return;
      this.#states.setRun(id, before);
      this.#listener.changed(id);
    });
  }

  #lookAgain(id: NodeId, ms: number): void {
    this.#states.setRun(id, { state: "locked" });
    this.#listener.changed(id);
    this.#timers.after(ms, () => {
      if (this.#states.runOf(id).state !== "locked") return;
      this.#states.setRun(id, { state: "idle" });
      this.#listener.changed(id);
    });
  }

  /** Helm's status of the release afterwards, undefined where nothing could be done, "unknown" where it cannot be told. */
  async #putRight(
    release: Release,
    { how }: RecoverStep,
    signal: AbortSignal,
  ): Promise<string | { readonly lockedForMs: number } | undefined> {
    const { releaseName, namespace, timeoutMs } = release;
    switch (how) {
      case "unlock": {
        const answer = await this.#ports.unlock(release, signal);
        if (typeof answer === "object") return answer;
        if (answer === "over") return await this.#overBy(release);
        return answer === "unlocked" ? "failed" : undefined;
      }
      case "uninstall":
        await this.#ports.helm.uninstall({ releaseName, namespace, timeoutMs, ...this.#asUser(release) }, signal);
        return "uninstalled";
      case "read": {
        const { revision = 0 } = this.#states.observe(release).helm ?? {};
        const deployed = await this.#ports.readDeployed(release, revision);
        if (deployed === undefined) return await this.#isNotDeployed(release);
        if (this.#lacksItsValues(release, deployed)) {
          this.#states.setUntrue(release.id, deployed.revision);
          return "deployed";
        }
        this.#states.setObjects(release.id, deployed.objects);
        this.#listener.deployed(release, deployed, this.#states.observe(release).helm?.digest ?? "");
        return "deployed";
      }
    }
  }

  /**
   * Helm takes an input that ends at once for no values: so it ends where whoever called it was killed in that moment.
   * The digest was in its arguments already.
   */
  #lacksItsValues(release: Release, { isWithoutValues }: Deployed): boolean {
    return isWithoutValues === true && this.#states.observe(release).helm?.digest !== digestOf(release, {});
  }

  #asUser(release: Release): { asUser?: string } {
    const asUser = this.#ports.impersonates === true ? actingUserOf(release) : undefined;
    return asUser === undefined ? {} : { asUser };
  }

  /** It is not locked any more, and the watch is behind: takes what the server says. */
  async #overBy(release: Release): Promise<string | undefined> {
    const { helm } = this.#states.observe(release);
    await this.#pause();
    const state = newestOf(await this.#ports.cluster.list(recordsOf(release)));
    if (state !== undefined) this.#states.setHelm(release.id, state);
    return helm?.status;
  }

  /** The watch showed it as deployed, and is behind: takes what the server says, and looks at that a little later. */
  async #isNotDeployed(release: Release): Promise<"unknown"> {
    const state = newestOf(await this.#ports.cluster.list(recordsOf(release)));
    if (state !== undefined) this.#states.setHelm(release.id, state);
    return "unknown";
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#timers.after(PAUSE_MS, resolve);
    });
  }
}

const PAUSE_MS = 200;

/** What cannot be reached is asked so much later again. */
const ASK_AGAIN_MS = 2000;

/** Helm met these before it wrote anything. */
const NEVER_STARTED: ReadonlySet<string | undefined> = new Set([
  "ReleaseLocked",
  "ChartUnavailable",
  "HelmUnavailable",
]);
