import { type Graph, type NodeId, type Release, releasesOf } from "../graph/graph.ts";
import { canonicalJson } from "../plan/digest.ts";
import { LivePlan } from "../plan/live-plan.ts";
import { type Halt, type ReleaseObservation, UNKNOWN } from "../plan/observation.ts";
import type { RecoverStep, Step } from "../plan/step.ts";
import type { Clock } from "../ports/clock.ts";
import type { Cluster, ClusterError, Selection, WatchEvent } from "../ports/cluster.ts";
import type { AttemptLog } from "./attempts.ts";
import { Deadlines } from "./deadlines.ts";
import { Debounce } from "./debounce.ts";
import { Deployer, type DeployerPorts } from "./deployer.ts";
import { DriftKeeper, type DriftPorts } from "./drift-keeper.ts";
import { FirstLook } from "./first-look.ts";
import { Freshness } from "./freshness.ts";
import { Observer } from "./observe.ts";
import { OutputRights } from "./output-rights.ts";
import { ReleaseStates } from "./release-states.ts";
import { releasesNeededBy } from "./removal.ts";
import { retryPatiently } from "./retry.ts";
import type { Seen } from "./rollout.ts";
import { type Slot, Slots } from "./slots.ts";
import { Timers } from "./timers.ts";
import { Turns } from "./turns.ts";
import { Views } from "./views.ts";
import { WakeIndex } from "./wake-index.ts";

export interface StewardPorts extends DeployerPorts {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly drift: DriftPorts;
}

/** What is to be kept in sync from now on. */
export interface StewardInput {
  readonly graph: Graph;
  /** Releases for which nothing may be done. */
  readonly halts: ReadonlyMap<NodeId, Halt>;
  /** Releases that others keep: how these say that they stand. Nothing is done for them. */
  readonly told?: ReadonlyMap<NodeId, () => Step>;
}

export interface StewardOptions {
  /** Where Helm processes run; others may run theirs there, too. */
  readonly slots: Slots;
  /** Asked before Helm is called for a release; when the answer changes, `look` is to be called. */
  readonly mayStart: (release: Release) => boolean;
  /** Told after each turn of the releases that stand otherwise than before, or are gone. Never throws. */
  readonly onChange: (ids: readonly NodeId[]) => void;
  /** Told of an object that was put right, in words. Never throws. */
  readonly onCorrected: (release: Release, what: string) => void;
  /** Told of mistakes of ours. They stop the release that they happened to, and nothing else. */
  readonly onBug: (error: unknown) => void;
}

interface Running {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** What cannot be watched, for want of rights or of its kind, is tried again after so long. */
const UNWATCHABLE_MS = 30_000;
/** Records of Helm's that are read at once, without calling Helm. */
const MAX_READS = 16;
const AT_REST: ReadonlySet<Step["do"]> = new Set(["nothing", "wait", "stop"]);
const EMPTY: Graph = { nodes: new Map(), edges: new Map(), dangling: [] };

/**
 * The same turn as a rollout's, without an end: events mark releases, those are planned again, and what became possible
 * is started. The graph may be replaced at any time; what runs goes on, and what is known of releases that stay is kept.
 * Ids must name the same thing for ever: `absolute` ones do.
 */
export class Steward {
  readonly #options: StewardOptions;
  readonly #timers: Timers;
  readonly #views: Views;
  readonly #observer: Observer;
  readonly #states: ReleaseStates;
  readonly #deployer: Deployer;
  readonly #slots: Slots;
  readonly #reads = new Slots(MAX_READS);
  readonly #turns: Turns;
  readonly #debounce: Debounce;
  readonly #drift: DriftKeeper;
  readonly #rights: OutputRights;
  readonly #running = new Map<NodeId, Running>();
  readonly #attempts: AttemptLog | undefined;
  readonly #firstLook = new FirstLook();
  /** Releases of which it was asked what an earlier process had tried. */
  readonly #recalled = new Set<NodeId>();
  readonly #deadlines: Deadlines;
  readonly #told = new Map<NodeId, string>();
  #graph: Graph = EMPTY;
  #halts: ReadonlyMap<NodeId, Halt> = new Map();
  #others: ReadonlyMap<NodeId, () => Step> = new Map();
  /** Those of others that one of ours needs: what they publish is watched. */
  #needed: ReadonlySet<NodeId> = new Set();
  #plan: LivePlan;
  readonly #isBlocked = (id: NodeId) => this.#plan.observation.get(id)?.blockers?.length !== 0;
  #wakes = new WakeIndex(this.#isBlocked);
  #isScheduled = false;
  #isStopped = false;
  #isClosed = false;

  constructor(ports: StewardPorts, options: StewardOptions) {
    this.#options = options;
    this.#attempts = ports.attempts;
    this.#timers = new Timers(ports.clock);
    this.#views = new Views(ports.cluster, {
      changed: (selection, event) => this.#onEvent(selection, event),
      settled: (selection, error) => this.#onSettled(selection, error),
    });
    const freshness = new Freshness(ports.cluster, this.#timers);
    this.#observer = new Observer(this.#views, freshness, EMPTY);
    this.#states = new ReleaseStates(this.#observer, { foreign: new Set(), inventory: new Map() });
    this.#plan = this.#planOf(EMPTY);
    this.#slots = options.slots;
    this.#turns = new Turns(ports.clock);
    for (const slots of [this.#slots, this.#reads]) slots.listen(() => this.#schedule());
    this.#debounce = new Debounce(this.#timers, (id) => this.#mark([id]));
    this.#deadlines = new Deadlines(this.#timers, (id) => {
      this.#states.setOverdue(id);
      this.#mark([id]);
    });
    this.#rights = new OutputRights({
      clock: ports.clock,
      timers: this.#timers,
      clusterOf: ports.drift.clusterOf,
      changed: (id) => this.#mark([id]),
    });
    this.#drift = new DriftKeeper(ports.drift, {
      clock: ports.clock,
      timers: this.#timers,
      seen: (key) => this.#observer.current(key),
      changed: (id) => this.#mark([id]),
      corrected: options.onCorrected,
      onBug: options.onBug,
    });
    this.#deployer = new Deployer(
      { retry: retryPatiently, impersonates: true, ...ports },
      { states: this.#states, observer: this.#observer, freshness, timers: this.#timers },
      {
        changed: (id) => this.#mark([id]),
        deployed: (release, deployed) => {
          this.#watch(release.id);
          if (this.#states.runOf(release.id).state === "deployed") this.#drift.wrote(release, deployed);
        },
      },
    );
  }

  /** What is known and planned right now. What lies on a cycle, or depends on one, has no step. */
  seen(): Seen & { readonly graph: Graph } {
    const { steps, observation } = this.#plan;
    return { graph: this.#graph, steps, observation };
  }

  /** Whether nothing is known of a release yet, so that nothing is to be said of it. */
  isBeingLookedAt(id: NodeId): boolean {
    return this.#plan.steps.has(id) && this.#firstLook.has(id);
  }

  /** From here on another graph is kept in sync. What is no longer in it is left as it is, and its Helm run is ended. */
  replace({ graph, halts, told = new Map() }: StewardInput): void {
    if (this.#isStopped) return;
    const before = this.#others;
    this.#graph = graph;
    this.#halts = halts;
    this.#others = told;
    this.#needed = neededOf(graph, told);
    for (const id of new Set([...before.keys(), ...told.keys()]))
      if (before.has(id) !== told.has(id) && !this.#running.has(id)) this.#bury(id);
    this.#plan = this.#planOf(graph);
    this.#wakes = new WakeIndex(this.#isBlocked);
    this.#observer.follow(graph);
    for (const release of releasesOf(graph)) if (!told.has(release.id)) this.#recall(release);
    this.#firstLook.begin(graph);
    this.#views.keepOnly(() => {
      for (const release of releasesOf(graph)) this.#watch(release.id);
    });
    this.#letGo();
    this.#schedule();
  }

  /** Something that `mayStart` looks at has changed. */
  look(id: NodeId): void {
    this.#mark([id]);
  }

  /** A release that was given up on is tried again. */
  retry(id: NodeId): void {
    const { state } = this.#states.runOf(id);
    if (state !== "failed" && state !== "retrying") return;
    this.#deployer.forget(id);
    this.#states.setIdle(id);
    this.#mark([id]);
  }

  /** Ends the Helm run of a release, gently, and resolves when there is none; what was known of it is forgotten. */
  async settle(id: NodeId): Promise<void> {
    const running = this.#running.get(id);
    running?.abort.abort();
    await running?.ended;
    await this.#drift.settle(id);
    this.#forget(id);
    this.#mark([id]);
  }

  /**
   * Lets the Helm run of a release that is no longer ours come to its end, for so long, and then ends it; resolves
   * when nothing of that is done any more, with whether there was anything.
   */
  async leave(id: NodeId, patienceMs: number): Promise<boolean> {
    const running = this.#running.get(id);
    const cancel = this.#timers.after(patienceMs, () => running?.abort.abort());
    await running?.ended;
    cancel();
    const isBusy = running !== undefined || this.#drift.isBusy(id);
    await this.#drift.settle(id);
    return isBusy;
  }

  /** Starts nothing more; resolves when the last Helm run has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map((r) => r.ended));
    await this.#drift.stop();
    this.#isClosed = true;
    this.#timers.cancelAll();
    this.#views.close();
  }

  /** Ends every Helm run, gently. */
  abort(): void {
    this.#isStopped = true;
    for (const { abort } of this.#running.values()) abort.abort();
  }

  #planOf(graph: Graph): LivePlan {
    return new LivePlan(graph, (release) => this.#observe(release));
  }

  #observe(release: Release): ReleaseObservation {
    const told = this.#others.get(release.id);
    if (told !== undefined) return this.#observeOther(release, told());
    const halt = this.#halts.get(release.id);
    const sight = this.#observer.sight(release);
    const unseen =
      sight === true ? undefined : sight === undefined ? "what Helm has of it to be read" : `${sight.message}`;
    return {
      ...this.#withRights(release, this.#states.observe(release)),
      ...(halt === undefined ? {} : { halt }),
      ...(unseen === undefined ? {} : { unseen }),
      ...this.#driftOf(release),
    };
  }

  /** Of what others keep only that is looked at which ours need: what it publishes. */
  #observeOther(release: Release, told: Step): ReleaseObservation {
    const seen: ReleaseObservation = { ...UNKNOWN, blockers: [], told };
    if (!this.#needed.has(release.id)) return seen;
    return this.#withRights(release, { ...seen, outputs: this.#observer.outputs(release) });
  }

  /** What a release's account may not read is not published. */
  #withRights(release: Release, seen: ReleaseObservation): ReleaseObservation {
    const rights = this.#rights.check(release);
    if (rights === true) return seen;
    const outputs = seen.outputs.map((output) => ({ ...output, data: undefined }));
    return rights === "asking" ? { ...seen, outputs } : { ...seen, outputs, forbidden: rights.message };
  }

  #driftOf({ id, driftDetection }: Release): Pick<ReleaseObservation, "drift" | "leavesMissing"> {
    const drift = this.#drift.textOf(id);
    return {
      ...(drift === undefined ? {} : { drift }),
      ...(driftDetection === "Enabled" ? {} : { leavesMissing: true }),
    };
  }

  #release(id: NodeId): Release | undefined {
    const node = this.#graph.nodes.get(id);
    return node?.kind === "release" ? node : undefined;
  }

  #watch(id: NodeId): void {
    const release = this.#release(id);
    if (release === undefined || (this.#others.has(id) && !this.#needed.has(id))) return;
    const objects = this.#states.objectsOf(id);
    this.#wakes.add(release, objects, this.#observer.open(release, objects));
  }

  /** Nothing is kept of releases that are gone. */
  #letGo(): void {
    for (const [id, { abort }] of this.#running) if (this.#release(id) === undefined) abort.abort();
    for (const id of new Set([...this.#states.known(), ...this.#told.keys(), ...this.#drift.known()]))
      if (this.#release(id) === undefined && !this.#running.has(id)) this.#bury(id);
  }

  #recall(release: Release): void {
    if (this.#recalled.has(release.id)) return;
    this.#recalled.add(release.id);
    const attempts = this.#attempts?.recall(release);
    if (attempts !== undefined) this.#deployer.resume(release.id, attempts);
  }

  #bury(id: NodeId): void {
    this.#forget(id);
    this.#recalled.delete(id);
    this.#firstLook.forget(id);
    this.#told.delete(id);
  }

  #forget(id: NodeId): void {
    this.#states.forget(id);
    this.#deployer.forget(id);
    this.#debounce.forget(id);
    this.#drift.forget(id);
    this.#deadlines.forget(id);
  }

  #onEvent(selection: Selection, event: WatchEvent): void {
    this.#mark(this.#wakes.touchedBy(selection, event.object));
  }

  #onSettled(selection: Selection, error: ClusterError | undefined): void {
    this.#mark(this.#wakes.usersOf(selection));
    if (error !== undefined && !this.#isClosed)
      this.#timers.after(UNWATCHABLE_MS, () => this.#views.tryAgain(selection));
  }

  #mark(ids: Iterable<NodeId>): void {
    for (const id of ids) if (this.#graph.nodes.has(id)) this.#plan.mark(id);
    this.#schedule();
  }

  /** One turn for any number of events that come at once. */
  #schedule(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.#isClosed) return;
      try {
        this.#turn();
      } catch (error) {
        this.#options.onBug(error);
      }
    });
  }

  #turn(): void {
    const planned = this.#plan.update();
    for (const release of planned) this.#note(release, this.#plan.steps.get(release.id)!);
    if (!this.#isStopped) this.#start();
    for (const release of planned) this.#keepAsDeployed(release);
    const changed = planned.filter((release) => this.#isNews(release.id)).map((r) => r.id);
    if (changed.length > 0) this.#options.onChange(changed);
  }

  #note(release: Release, step: Step): void {
    this.#debounce.planned(release.id, step);
    if (this.#others.has(release.id)) {
      this.#noteLook(release, step);
      return;
    }
    // Seen to be well, so from here on it is looked at as anybody's: what is deleted by hand is made again.
    if (step.do === "nothing") this.#settleAttempts(release.id);
    this.#deadlines.planned(release, step);
    this.#noteLook(release, step);
    const isWhole = this.#plan.observation.get(release.id)?.blockers?.every((b) => b.readiness.state !== "missing");
    if (isWhole === true) this.#states.setWhole(release.id);
  }

  #noteLook(release: Release, step: Step): void {
    if (!this.#firstLook.has(release.id)) return;
    const isOpen = !this.#others.has(release.id) || this.#needed.has(release.id);
    const isSeen = !isOpen || this.#observer.sight(release) !== undefined;
    const seen = this.#plan.observation.get(release.id)!;
    if (!this.#firstLook.planned(this.#graph, release, step, seen, isSeen)) return;
    this.#plan.markDependents(release.id);
    this.#schedule();
  }

  #settleAttempts(id: NodeId): void {
    this.#states.setIdle(id);
    if (this.#states.attemptsOf(id) === undefined) return;
    // The last one was cut off after all was done.
    this.#states.setAttempts(id, undefined);
    this.#mark([id]);
  }

  /** While nothing else is to be done for it, a deployed release is kept as it was deployed. */
  #keepAsDeployed(release: Release): void {
    const { id, suspended, driftDetection } = release;
    if (this.#others.has(id)) {
      this.#drift.forget(id);
      return;
    }
    const step = this.#plan.steps.get(id);
    const { helm, run, halt, unseen } = this.#plan.observation.get(id)!;
    const isAtRest = step !== undefined && AT_REST.has(step.do) && (run.state === "idle" || run.state === "deployed");
    const isFree = halt === undefined && unseen === undefined && !suspended && !this.#isStopped;
    if (driftDetection === "Disabled") this.#drift.forget(id);
    else if (helm?.status === "deployed" && isAtRest && isFree && this.#options.mayStart(release))
      this.#drift.consider(release, { revision: helm.revision, objects: this.#states.objectsOf(id) });
    else this.#drift.hold(id);
  }

  /** Whether a release stands otherwise than when it was last told of. What it waits for counts, values do not. */
  #isNews(id: NodeId): boolean {
    const step = this.#plan.steps.get(id);
    const { helm, outputs, attempts } = this.#plan.observation.get(id)!;
    const said =
      step?.do === "install" || step?.do === "upgrade" ? { ...step, values: undefined, secrets: undefined } : step;
    const names = outputs.map(({ data }) => Object.keys(data ?? {}));
    const text = canonicalJson([said, helm, names, attempts, this.#firstLook.has(id)]);
    if (this.#told.get(id) === text) return false;
    this.#told.set(id, text);
    return true;
  }

  /** Starts what may start, as far as there is room; places for Helm are given in turn. */
  #start(): void {
    const due: Release[] = [];
    for (const id of this.#plan.order) {
      if (!this.#slots.hasRoom && !this.#reads.hasRoom) return;
      const step = this.#plan.steps.get(id);
      const release = this.#release(id);
      if (release === undefined || step === undefined || this.#running.has(id) || this.#others.has(id)) continue;
      if (this.#drift.isBusy(id)) continue; // asked again when it no longer is
      if (step.do === "recover" && step.how === "read") {
        if (this.#reads.hasRoom) this.#begin(release, step, this.#reads);
      } else if (this.#slots.hasRoom && this.#isDue(release, step)) due.push(release);
    }
    // Where there is no place nobody is asked, and who waits goes on waiting.
    if (!this.#slots.hasRoom) return;
    const running = [...this.#running.keys()].flatMap((id) => this.#release(id) ?? []);
    const turns = this.#turns.inTurn(due, running, (release) => this.#plan.paths.get(release.id)!);
    while (this.#slots.hasRoom) {
      const { value: release, done } = turns.next();
      if (done === true) return;
      this.#begin(release, this.#plan.steps.get(release.id)!, this.#slots);
    }
  }

  #isDue(release: Release, { do: what }: Step): boolean {
    if (what === "recover") return true;
    return (
      (what === "install" || what === "upgrade") &&
      !this.#debounce.isHeld(release.id) &&
      this.#options.mayStart(release)
    );
  }

  #begin(release: Release, step: Step, slots: Slots): void {
    if (step.do === "recover")
      this.#run(release, (signal) => slots.use((slot) => this.#recover(release, step, slot, signal)));
    if (step.do === "install" || step.do === "upgrade")
      this.#run(release, (signal) => slots.use((slot) => this.#deployer.deploy(release, step, slot, signal)));
  }

  /** That a lock's owner is gone may have to be waited for, and takes no room. */
  #recover(release: Release, step: RecoverStep, slot: Slot, signal: AbortSignal): Promise<void> {
    if (step.how === "unlock") slot.hold();
    return this.#deployer.recover(release, step, signal);
  }

  #run({ id }: Release, work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const ended = work(abort.signal)
      .catch((error: unknown) => this.#stumble(id, error))
      .then(() => {
        this.#running.delete(id);
        if (this.#release(id) === undefined || this.#others.has(id)) this.#bury(id);
        this.#mark([id]);
      });
    this.#running.set(id, { abort, ended });
  }

  #stumble(id: NodeId, error: unknown): void {
    const run = this.#states.runOf(id);
    const failure = { reason: "InstallFailed", message: "upstart made a mistake; the controller's log has it" };
    this.#states.setRun(id, { state: "failed", digest: "digest" in run ? run.digest : "", failure });
    this.#options.onBug(error);
  }
}

/** Releases of others that one of ours needs. */
function neededOf(graph: Graph, others: ReadonlyMap<NodeId, unknown>): ReadonlySet<NodeId> {
  if (others.size === 0) return new Set();
  const ours = releasesOf(graph).filter((r) => !others.has(r.id));
  const needs = ours.flatMap((r) => releasesNeededBy(graph, r.id).map(({ id }) => id));
  return new Set(needs.filter((id) => others.has(id)));
}
