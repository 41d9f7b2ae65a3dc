import type { NodeId, Release } from "../graph/graph.ts";
import type { Attempts, HelmState, ReleaseObservation, Run } from "../plan/observation.ts";
import type { Step } from "../plan/step.ts";
import type { Deployed } from "../ports/helm.ts";
import type { ObjectKey } from "../ports/object.ts";
import type { Observer } from "./observe.ts";
import type { RecordedFailure } from "./record.ts";

const IDLE: Run = { state: "idle" };

/** What one run knows of releases besides what the watches show: what it did, and what they are made of. */
export class ReleaseStates {
  readonly #observer: Observer;
  readonly #foreign: ReadonlySet<NodeId>;
  readonly #inventory: Map<NodeId, readonly ObjectKey[]>;
  /** Revisions that what is known of objects is of, where it was recorded. */
  readonly #revisions: Map<NodeId, number>;
  readonly #failures: ReadonlyMap<NodeId, RecordedFailure>;
  readonly #told: ReadonlyMap<NodeId, () => Step>;
  readonly #runs = new Map<NodeId, Run>();
  readonly #own = new Map<NodeId, HelmState>();
  readonly #attempts = new Map<NodeId, Attempts>();
  readonly #overdue = new Set<NodeId>();
  /** Revisions that were not given what their digest says. */
  readonly #untrue = new Map<NodeId, number>();
  readonly #isLook: boolean;

  constructor(
    observer: Observer,
    input: {
      readonly foreign: ReadonlySet<NodeId>;
      readonly inventory: ReadonlyMap<NodeId, readonly ObjectKey[]>;
      readonly revisions?: ReadonlyMap<NodeId, number>;
      readonly failures?: ReadonlyMap<NodeId, RecordedFailure>;
      readonly told?: ReadonlyMap<NodeId, () => Step>;
    },
    /** Nothing will be done: what has failed stays so. */
    isLook = false,
  ) {
    this.#observer = observer;
    this.#foreign = input.foreign;
    this.#inventory = new Map(input.inventory);
    this.#revisions = new Map(input.revisions);
    this.#failures = input.failures ?? new Map();
    this.#told = input.told ?? new Map();
    this.#isLook = isLook;
  }

  /** All that is known of a release right now. */
  observe(release: Release): ReleaseObservation {
    const helm = this.#helm(release);
    const attempts = this.attemptsOf(release.id);
    const isUnrecorded = !this.#inventory.has(release.id) || this.#hasNewer(release.id, helm);
    const failure = this.#isLook ? stillTrue(this.#failures.get(release.id), helm) : undefined;
    const told = this.#told.get(release.id)?.();
    const isOverdue = this.#overdue.has(release.id) || failure?.isDeployed === true;
    return {
      ...(helm === undefined ? {} : { helm }),
      run: this.#isLook ? runLeft(helm, failure) : this.runOf(release.id),
      blockers: isUnrecorded ? undefined : this.#observer.blockers(this.objectsOf(release.id)),
      outputs: this.#observer.outputs(release),
      made: this.objectsOf(release.id),
      ...(this.#foreign.has(release.id) ? { foreign: true } : {}),
      ...(isUnrecorded ? { isUnrecorded } : {}),
      ...(attempts === undefined ? {} : { attempts }),
      ...(isOverdue ? { overdue: true } : {}),
      ...(told === undefined ? {} : { told }),
    };
  }

  runOf(id: NodeId): Run {
    return this.#runs.get(id) ?? IDLE;
  }

  attemptsOf(id: NodeId): Attempts | undefined {
    return this.#attempts.get(id);
  }

  objectsOf(id: NodeId): readonly ObjectKey[] {
    return this.#inventory.get(id) ?? [];
  }

  /** What it is made of is not known any more. */
  forgetObjects(id: NodeId): void {
    this.#inventory.delete(id);
  }

  /** A new run starts a new time. */
  setRun(id: NodeId, run: Run): void {
    if (run.state !== "deployed") this.#overdue.delete(id);
    this.#runs.set(id, run);
  }

  setAttempts(id: NodeId, attempts: Attempts | undefined): void {
    if (attempts === undefined) this.#attempts.delete(id);
    else this.#attempts.set(id, attempts);
  }

  setDeployed(id: NodeId, deployed: Deployed, digest: string): void {
    this.#own.set(id, { revision: deployed.revision, status: "deployed", digest, isOurs: true });
    this.setObjects(id, deployed.objects);
    this.setRun(id, { state: "deployed", digest });
  }

  setObjects(id: NodeId, objects: readonly ObjectKey[]): void {
    this.#revisions.delete(id);
    this.#inventory.set(id, objects);
  }

  /** All that it made was seen: from here on what is missing is missed. */
  setWhole(id: NodeId): void {
    const run = this.runOf(id);
    if (run.state === "deployed") this.#runs.set(id, { ...run, hasBeenWhole: true });
  }

  /** It was ready: from here on what is cleared away is not waited for. */
  setReady(id: NodeId): void {
    const run = this.runOf(id);
    if (run.state === "deployed") this.#runs.set(id, { ...run, hasBeenReady: true });
    this.#overdue.delete(id);
  }

  setOverdue(id: NodeId): void {
    this.#overdue.add(id);
  }

  /** What it did is over and seen to be well: what is missing from here on is missed. */
  setIdle(id: NodeId): void {
    this.#runs.delete(id);
    this.#overdue.delete(id);
  }

  /** It is gone, or is to be looked at as if for the first time. */
  forget(id: NodeId): void {
    this.setIdle(id);
    this.#attempts.delete(id);
    this.#untrue.delete(id);
    this.#own.delete(id);
    this.#inventory.delete(id);
  }

  /** Releases of which anything is kept. */
  known(): Set<NodeId> {
    const maps = [this.#runs, this.#own, this.#inventory, this.#attempts];
    return new Set([...maps.flatMap((map) => [...map.keys()]), ...this.#overdue]);
  }

  /** What we did to Helm's record is known before the watch tells of it. */
  setHelm(id: NodeId, state: HelmState): void {
    this.#own.set(id, state);
  }

  /** The digest of this revision is not believed: it was made without what that stands for. */
  setUntrue(id: NodeId, revision: number): void {
    this.#untrue.set(id, revision);
  }

  #hasNewer(id: NodeId, helm: HelmState | undefined): boolean {
    const recorded = this.#revisions.get(id);
    return recorded !== undefined && helm?.status === "deployed" && helm.revision > recorded;
  }

  #helm(release: Release): HelmState | undefined {
    const state = this.#known(release);
    if (state === undefined || state.revision !== this.#untrue.get(release.id)) return state;
    const { digest: _, ...undigested } = state;
    return undigested;
  }

  #known(release: Release): HelmState | undefined {
    const seen = this.#observer.helm(release);
    const own = this.#own.get(release.id);
    if (own === undefined) return seen;
    // Where records went meanwhile, ours has another number than its label was given; we know better.
    const isOtherwise = seen?.revision === own.revision && own.digest !== undefined && seen.digest !== own.digest;
    const hasCaughtUp =
      seen !== undefined && seen.revision >= own.revision && seen.status === own.status && !isOtherwise;
    if (hasCaughtUp) this.#own.delete(release.id); // from here on the watch knows more, also that it is gone
    return seen === undefined || own.revision >= seen.revision ? own : seen;
  }
}

/** A failure that was recorded says nothing of what somebody has done since. */
function stillTrue(failure: RecordedFailure | undefined, helm: HelmState | undefined): RecordedFailure | undefined {
  return failure?.revision === (helm?.revision ?? 0) ? failure : undefined;
}

/** What an earlier run is known to have come to. */
function runLeft(helm: HelmState | undefined, failure: RecordedFailure | undefined): Run {
  if (failure !== undefined && failure.isDeployed !== true) {
    const { reason, message, digest } = failure;
    return { state: "failed", digest, failure: { reason, message } };
  }
  if (helm?.status !== "failed" || helm.digest === undefined) return IDLE;
  const reason = helm.revision > 1 ? "UpgradeFailed" : "InstallFailed";
  const message = `its revision ${helm.revision} is failed`;
  return { state: "failed", digest: helm.digest, failure: { reason, message } };
}
