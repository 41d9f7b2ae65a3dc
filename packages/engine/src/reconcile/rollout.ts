import { type Graph, type GraphNode, type NodeId, type Release, releasesOf } from "../graph/graph.ts";
import { LivePlan } from "../plan/live-plan.ts";
import type { Observation } from "../plan/observation.ts";
import type { DeployStep, RecoverStep, Step, Steps } from "../plan/step.ts";
import type { Clock } from "../ports/clock.ts";
import type { Cluster, Selection, WatchEvent } from "../ports/cluster.ts";
import type { Deployed } from "../ports/helm.ts";
import type { ObjectKey } from "../ports/object.ts";
import type { Reporter } from "../ports/progress.ts";
import { Announcer } from "./announcer.ts";
import { Deadlines } from "./deadlines.ts";
import { Debounce } from "./debounce.ts";
import { Deployer, type DeployerPorts } from "./deployer.ts";
import { Freshness } from "./freshness.ts";
import { Observer } from "./observe.ts";
import { prefetchCharts } from "./prefetch.ts";
import type { RecordedFailure } from "./record.ts";
import { ReleaseStates } from "./release-states.ts";
import { Slots } from "./slots.ts";
import { Timers } from "./timers.ts";
import { Views } from "./views.ts";
import { WakeIndex } from "./wake-index.ts";

/** What is to be rolled out. */
export interface RolloutInput {
  readonly graph: Graph;
  /** Releases that somebody else applied: only looked at. */
  readonly foreign: ReadonlySet<NodeId>;
  /** Objects that each release is known to have made, from an earlier record. */
  readonly inventory: ReadonlyMap<NodeId, readonly ObjectKey[]>;
  /** Of which of Helm's revisions that is. Where Helm has a newer one of ours, nobody recorded it, and it is read. */
  readonly revisions?: ReadonlyMap<NodeId, number>;
  /** How an earlier run ended for releases that failed: told where nothing is done, as only whoever does something tries again. */
  readonly failures?: ReadonlyMap<NodeId, RecordedFailure>;
  /** Releases that controllers keep: how they say that each stands. Asked anew whenever one of `graphWatches` tells of something. */
  readonly told?: ReadonlyMap<NodeId, () => Step>;
}

export interface RolloutPorts extends DeployerPorts {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly recorder: Recorder;
}

/** Keeps what was done where a later run finds it. Never throws, never waits. */
export interface Recorder {
  deployed(release: Release, deployed: Deployed, digest: string): void;
  /** Told as soon as a release has failed, and again while it stays so; it may come to a good end after all. */
  failed(release: Release, seen: Seen): void;
}

/** What is known and planned at one time. */
export interface Seen {
  readonly steps: Steps;
  readonly observation: Observation;
}

export interface RolloutOptions {
  /** Helm processes at once. */
  readonly maxParallel: number;
  /** Overall time, from the start. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Told once, when everything was looked at and before anything is started. */
  readonly onPlan?: (seen: Seen) => void;
  /** Nothing is done: only looked at, until this says that enough was seen. */
  readonly lookUntil?: (seen: Seen) => boolean;
  /** Watched besides what the releases need, for `changesGraph`. */
  readonly graphWatches?: readonly Selection[];
  /**
   * Asked for each event, also those that tell of what is there at first: whether the graph must be made anew, as when
   * a service that was missing is there now.
   */
  readonly changesGraph?: (event: WatchEvent) => boolean;
}

/** Why a rollout ended. */
export type RolloutEnd = "settled" | "timedOut" | "interrupted" | "graphChanged";

export interface RolloutResult extends Seen {
  readonly end: RolloutEnd;
  /** Releases that Helm deployed in this run. */
  readonly deployed: ReadonlySet<NodeId>;
}

/** Time for what earlier runs made to be looked at, before it counts as not known yet. */
const FIRST_LOOK_MS = 5000;

/**
 * Repeats turns until everything is settled: each event of a watch or of Helm marks the releases that it touches,
 * those are observed and planned again, and whatever became possible is started. Waiting costs nothing.
 */
export class Rollout {
  readonly #input: RolloutInput;
  readonly #ports: RolloutPorts;
  readonly #options: RolloutOptions;
  readonly #timers: Timers;
  readonly #views: Views;
  readonly #observer: Observer;
  readonly #states: ReleaseStates;
  readonly #plan: LivePlan;
  /** As in the plan, but what begins a longer critical path goes first. */
  readonly #startOrder: readonly NodeId[];
  readonly #deployer: Deployer;
  readonly #slots: Slots;
  readonly #announcer: Announcer;
  readonly #debounce: Debounce;
  readonly #wakes = new WakeIndex((id) => this.#plan.observation.get(id)?.blockers?.length !== 0);
  readonly #deadlines: Deadlines;
  readonly #abort = new AbortController();
  readonly #done = Promise.withResolvers<RolloutEnd>();
  #isScheduled = false;
  #isPlanTold = false;
  #isOver = false;
  /** What goes on goes on; when nothing runs, the graph is made anew. */
  #isGraphOld = false;
  #ending: RolloutEnd | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(input: RolloutInput, ports: RolloutPorts, options: RolloutOptions) {
    this.#input = input;
    this.#ports = ports;
    this.#options = options;
    this.#timers = new Timers(ports.clock);
    this.#views = new Views(ports.cluster, {
      changed: (selection, event) => this.#onChange(selection, event),
      settled: (selection) => this.#mark(this.#wakes.usersOf(selection)),
    });
    const freshness = new Freshness(ports.cluster, this.#timers);
    this.#observer = new Observer(this.#views, freshness, input.graph);
    this.#states = new ReleaseStates(this.#observer, input, options.lookUntil !== undefined);
    this.#plan = new LivePlan(input.graph, (release) => this.#states.observe(release));
    const { order, paths } = this.#plan;
    this.#startOrder = order.toSorted((a, b) => paths.get(b)! - paths.get(a)!);
    this.#slots = new Slots(options.maxParallel);
    this.#slots.listen(() => this.#schedule());
    this.#announcer = new Announcer(ports.reporter, ports.clock);
    this.#debounce = new Debounce(this.#timers, (id) => this.#mark([id]));
    this.#deadlines = new Deadlines(this.#timers, (id) => {
      this.#states.setOverdue(id);
      this.#mark([id]);
    });
    this.#deployer = new Deployer(
      ports,
      { states: this.#states, observer: this.#observer, freshness, timers: this.#timers },
      {
        changed: (id) => this.#mark([id]),
        deployed: (release, deployed, digest) => this.#onDeployed(release, deployed, digest),
      },
    );
  }

  /** Runs to its end. Rejects with ClusterError when the cluster cannot be looked at, and with nothing else of the world's. */
  async run(): Promise<RolloutResult> {
    const { signal } = this.#options;
    const onAbort = () => this.#end("interrupted");
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    this.#timers.after(this.#options.timeoutMs, () => this.#end("timedOut"));
    try {
      await this.#lookAround();
      this.#isScheduled = false;
      this.#schedule();
      const end = await this.#done.promise;
      const { steps, observation } = this.#plan;
      return { end, steps, observation, deployed: this.#deployer.deployed };
    } finally {
      this.#isOver = true;
      signal?.removeEventListener("abort", onAbort);
      this.#timers.cancelAll();
      this.#views.close();
    }
  }

  /** Turns begin when what is needed is seen: what cannot be watched at all is no reason to keep the rest waiting for long. */
  async #lookAround(): Promise<void> {
    this.#isScheduled = true;
    for (const release of releasesOf(this.#input.graph)) this.#watch(release);
    for (const selection of this.#options.graphWatches ?? []) this.#views.open(selection, { required: true });
    const ended = this.#done.promise.catch(() => undefined);
    await Promise.race([this.#views.required(), ended]);
    const late = new Promise<void>((resolve) => this.#timers.after(FIRST_LOOK_MS, resolve));
    await Promise.race([this.#views.settled(), late, ended]);
  }

  #watch(release: Release): void {
    const objects = this.#states.objectsOf(release.id);
    this.#wakes.add(release, objects, this.#observer.open(release, objects));
  }

  #onChange(selection: Selection, event: WatchEvent): void {
    if (this.#options.changesGraph?.(event) === true) this.#isGraphOld = true;
    if (this.#options.graphWatches?.includes(selection) === true) this.#mark(this.#input.told?.keys() ?? []);
    this.#mark(this.#wakes.touchedBy(selection, event.object));
  }

  #onDeployed(release: Release, deployed: Deployed, digest: string): void {
    this.#ports.recorder.deployed(release, deployed, digest);
    this.#watch(release);
  }

  #mark(ids: Iterable<NodeId>): void {
    for (const id of ids) this.#plan.mark(id);
    this.#schedule();
  }

  /** One turn for any number of events that come at once. */
  #schedule(): void {
    if (this.#isScheduled || this.#isOver) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      if (this.#isOver) return;
      try {
        this.#turn();
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  #turn(): void {
    const planned = this.#plan.update();
    for (const release of planned) this.#note(release, this.#plan.steps.get(release.id)!);
    if (this.#isPlanTold) for (const release of planned) this.#announce(release);
    else this.#tellPlan();
    if (this.#ending === undefined && this.#options.lookUntil === undefined) this.#start();
    this.#endIfSettled();
  }

  #tellPlan(): void {
    this.#isPlanTold = true;
    const { steps, observation } = this.#plan;
    this.#options.onPlan?.({ steps, observation });
    for (const release of this.#plan.planned()) this.#announce(release);
    if (this.#options.lookUntil === undefined) this.#prefetch();
  }

  /** What is surely installed has its chart here by then. Whether a release that is there changes, shows later. */
  #prefetch(): void {
    const { order, steps, observation } = this.#plan;
    const isNew = (release: GraphNode | undefined): release is Release =>
      release?.kind === "release" &&
      steps.get(release.id)?.do === "wait" &&
      observation.get(release.id)?.helm === undefined &&
      !this.#input.foreign.has(release.id);
    const coming = order.map((id) => this.#input.graph.nodes.get(id)).filter(isNew);
    const isOver = () => this.#isOver || this.#ending !== undefined;
    prefetchCharts(this.#ports.helm, coming, isOver).catch((error: unknown) => this.#fail(error));
  }

  #announce(release: Release): void {
    if (this.#input.foreign.has(release.id)) return;
    this.#announcer.stands(release, this.#plan.steps.get(release.id)!, this.#deployer.deployed.has(release.id));
  }

  #note(release: Release, step: Step): void {
    this.#debounce.planned(release.id, step);
    if (step.do === "nothing") this.#states.setReady(release.id);
    if (this.#options.lookUntil !== undefined) return;
    this.#deadlines.planned(release, step);
    if (step.do === "stop" && step.phase === "failed") this.#ports.recorder.failed(release, this.#plan);
  }

  /** Starts what may start, as far as there is room. */
  #start(): void {
    for (const id of this.#startOrder) {
      if (!this.#slots.hasRoom) return;
      const step = this.#plan.steps.get(id);
      const release = this.#input.graph.nodes.get(id);
      if (release?.kind !== "release") continue;
      if (step?.do === "recover") this.#recover(release, step);
      else if ((step?.do === "install" || step?.do === "upgrade") && !this.#debounce.isHeld(id))
        this.#deploy(release, step);
    }
  }

  #deploy(release: Release, step: DeployStep): void {
    this.#announcer.starts(release, step.do === "install" ? "installing" : "upgrading");
    void this.#slots
      .use((slot) => this.#deployer.deploy(release, step, slot, this.#abort.signal))
      .catch((error: unknown) => this.#fail(error));
  }

  #recover(release: Release, step: RecoverStep): void {
    void this.#slots
      .use(() => this.#deployer.recover(release, step, this.#abort.signal))
      .catch((error: unknown) => this.#fail(error));
  }

  /** No more is started; what runs is ended gently, and then it is over. */
  #end(how: "timedOut" | "interrupted"): void {
    if (this.#ending !== undefined) return;
    this.#ending = how;
    this.#abort.abort();
    if (this.#slots.isIdle) this.#done.resolve(how);
    this.#schedule();
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#end("interrupted");
  }

  #endIfSettled(): void {
    if (!this.#slots.isIdle || !this.#plan.isCurrent) return;
    if (this.#failure !== undefined) this.#done.reject(this.#failure.error);
    else if (this.#ending !== undefined) this.#done.resolve(this.#ending);
    else if (this.#isGraphOld) this.#done.resolve("graphChanged");
    else if (this.#isSettled()) this.#done.resolve("settled");
  }

  #isSettled(): boolean {
    const { steps, observation } = this.#plan;
    if (this.#options.lookUntil !== undefined) return this.#options.lookUntil({ steps, observation });
    return [...steps].every(([id, step]) => step.do === "stop" || step.do === "nothing" || this.#input.foreign.has(id));
  }
}
