import { type Graph, type NodeId, type Release, releasesOf } from "../graph/graph.ts";
import { dependentsOf, orderOf } from "../graph/order.ts";
import { LABELS, MANAGED_BY } from "../names/labels.ts";
import { canonicalJson } from "../plan/digest.ts";
import type { HelmState, Observation, ReleaseObservation, Run } from "../plan/observation.ts";
import { planRelease, type Standing, type Step, standingOf } from "../plan/plan.ts";
import { keyText, Observer } from "./observe.ts";
import { type Outcome, performDeploy } from "./perform.ts";
import type { Clock, Cluster, Deployed, Helm, KubeObject, ObjectKey, Phase, Reporter, Selection } from "./ports.ts";
import { helmStorage, Views } from "./views.ts";

/** What is to be rolled out. */
export interface RolloutInput {
  readonly graph: Graph;
  /** Releases that somebody else applied: only looked at. */
  readonly foreign: ReadonlySet<NodeId>;
  /** Objects that each release is known to have made, from an earlier record. */
  readonly inventory: ReadonlyMap<NodeId, readonly ObjectKey[]>;
  /** Nothing is installed: only looked at, once. */
  readonly lookOnly?: boolean;
}

export interface RolloutPorts {
  readonly helm: Helm;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly recorder: Recorder;
  /** Ends the lock that a Helm run left behind when it died. */
  readonly unlock: (release: Release) => Promise<void>;
}

/** Keeps what was done where a later run finds it. Never throws, never waits. */
export interface Recorder {
  deployed(release: Release, deployed: Deployed, digest: string): void;
}

export interface RolloutOptions {
  /** Helm processes at once. */
  readonly maxParallel: number;
  /** Overall time, from the start. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Told once, when everything was looked at and before anything is started. */
  readonly onPlan?: (steps: ReadonlyMap<NodeId, Step>) => void;
  /** Watched besides what the releases need, for `changesGraph`. */
  readonly graphWatches?: readonly Selection[];
  /** Asked for each changed object: whether the graph must be made anew, for a service that was missing is there now. */
  readonly changesGraph?: (object: KubeObject) => boolean;
}

/** Why a rollout ended. */
export type RolloutEnd = "settled" | "timedOut" | "interrupted" | "graphChanged";

export interface RolloutResult {
  readonly end: RolloutEnd;
  readonly steps: ReadonlyMap<NodeId, Step>;
  readonly observation: Observation;
  /** Releases that Helm deployed in this run. */
  readonly deployed: ReadonlySet<NodeId>;
}

/** Helm processes that may wait for readiness themselves (charts with post hooks), beside those that work. */
const MAX_HOOK_WAITS = 16;
const MAX_RETRIES = 4;
const FIRST_RETRY_MS = 1000;

/**
 * Repeats turns until everything is settled: each event of a watch or of Helm marks the releases that it touches,
 * those are observed and planned again, and whatever became possible is started. Waiting costs nothing.
 */
export class Rollout {
  readonly #input: RolloutInput;
  readonly #ports: RolloutPorts;
  readonly #options: RolloutOptions;
  readonly #order: readonly NodeId[];
  readonly #dependents: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly #views: Views;
  readonly #observer: Observer;
  readonly #observation = new Map<NodeId, ReleaseObservation>();
  readonly #steps = new Map<NodeId, Step>();
  readonly #standings = new Map<NodeId, Standing>();
  readonly #inventory: Map<NodeId, readonly ObjectKey[]>;
  readonly #touched = new Map<string, Set<NodeId>>();
  readonly #runs = new Map<NodeId, Run>();
  readonly #helm = new Map<NodeId, HelmState>();
  readonly #generations = new Map<string, number>();
  readonly #retries = new Map<NodeId, number>();
  readonly #started = new Map<NodeId, number>();
  readonly #said = new Map<NodeId, string>();
  readonly #deployed = new Set<NodeId>();
  readonly #dirty = new Set<NodeId>();
  readonly #timers = new Set<() => void>();
  readonly #abort = new AbortController();
  readonly #done = Promise.withResolvers<RolloutEnd>();
  #working = 0;
  #held = 0;
  #isScheduled = false;
  #isSynced = false;
  #isPlanTold = false;
  #isOver = false;
  #ending: RolloutEnd | undefined;
  #startedAt = 0;
  #seq = 0;

  constructor(input: RolloutInput, ports: RolloutPorts, options: RolloutOptions) {
    this.#input = input;
    this.#ports = ports;
    this.#options = options;
    this.#order = orderOf(input.graph);
    this.#dependents = dependentsOf(input.graph);
    this.#inventory = new Map(input.inventory);
    this.#views = new Views(ports.cluster, (selection, object) => this.#onChange(selection, object));
    this.#observer = new Observer(this.#views);
  }

  /** Runs to its end. Rejects with ClusterError when the cluster cannot be looked at, and with nothing else of the world's. */
  async run(): Promise<RolloutResult> {
    this.#startedAt = this.#ports.clock.now();
    const { signal } = this.#options;
    const onAbort = () => this.#end("interrupted");
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    this.#after(this.#options.timeoutMs, () => this.#end("timedOut"));
    try {
      await this.#openViews();
      await this.#unlockOurs();
      this.#isSynced = true;
      for (const id of this.#order) this.#dirty.add(id);
      this.#schedule();
      const end = await this.#done.promise;
      return { end, steps: this.#steps, observation: this.#observation, deployed: this.#deployed };
    } finally {
      this.#isOver = true;
      signal?.removeEventListener("abort", onAbort);
      for (const cancel of this.#timers) cancel();
      this.#views.close();
    }
  }

  async #openViews(): Promise<void> {
    for (const release of releasesOf(this.#input.graph)) {
      const objects = this.#inventory.get(release.id) ?? [];
      this.#observer.open(release, objects);
      this.#index(release, objects);
    }
    for (const selection of this.#options.graphWatches ?? []) this.#views.open(selection);
    await Promise.race([this.#views.settled(), this.#done.promise]);
    const failure = this.#views.failure((s) => s.labelSelector !== undefined || s.fieldSelector !== undefined);
    if (failure !== undefined) throw failure;
  }

  /** Whoever holds the record is the only one to apply it, so a pending revision of ours has lost its owner. */
  async #unlockOurs(): Promise<void> {
    if (this.#input.lookOnly === true) return;
    for (const release of releasesOf(this.#input.graph)) {
      if (this.#input.foreign.has(release.id)) continue;
      const state = this.#observer.helm(release);
      if (state?.status.startsWith("pending-") !== true || !this.#isOurs(release, state)) continue;
      await this.#ports.unlock(release);
      this.#helm.set(release.id, { ...state, status: "failed" });
    }
  }

  #isOurs(release: Release, state: HelmState): boolean {
    const records = this.#views.open(helmStorage(release.namespace)).watch.list();
    return records.some(
      ({ metadata: { labels } }) =>
        labels?.name === release.releaseName &&
        labels.version === String(state.revision) &&
        labels[LABELS.managedBy] === MANAGED_BY,
    );
  }

  #index(release: Release, objects: readonly ObjectKey[]): void {
    const touch = (key: string) => this.#touched.set(key, (this.#touched.get(key) ?? new Set()).add(release.id));
    touch(`helm/${release.namespace}/${release.releaseName}`);
    for (const output of this.#observer.outputs(release)) touch(keyText(output.key));
    for (const key of objects) {
      touch(keyText(key));
      if (key.namespace !== undefined) touch(`pods/${key.namespace}`);
    }
  }

  #onChange(selection: Selection, object: KubeObject): void {
    if (!this.#isSynced) return;
    const { namespace, name, labels } = object.metadata;
    const key =
      selection.labelSelector !== undefined
        ? `helm/${namespace}/${labels?.name}`
        : selection.kind === "Pod"
          ? `pods/${namespace}`
          : keyText({
              apiVersion: selection.apiVersion,
              kind: selection.kind,
              ...(namespace === undefined ? {} : { namespace }),
              name,
            });
    if (this.#options.changesGraph?.(object) === true) this.#end("graphChanged");
    const touched = this.#touched.get(key);
    if (touched === undefined) return;
    for (const id of touched) this.#dirty.add(id);
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
        this.#done.reject(error);
      }
    });
  }

  #turn(): void {
    if (this.#ending === undefined) {
      this.#replan();
      if (!this.#isPlanTold) {
        this.#isPlanTold = true;
        this.#options.onPlan?.(this.#steps);
        for (const release of releasesOf(this.#input.graph)) if (this.#steps.has(release.id)) this.#report(release);
      }
      this.#start();
    }
    this.#endIfSettled();
  }

  /** Observes and plans what was marked, in order, so that what changes reaches its dependents in the same turn. */
  #replan(): void {
    const { graph } = this.#input;
    for (const id of this.#order) {
      if (!this.#dirty.delete(id)) continue;
      const node = graph.nodes.get(id)!;
      const before = this.#appearance(id);
      if (node.kind === "release") {
        this.#observation.set(id, this.#observe(node));
        this.#steps.set(id, planRelease(graph, node, this.#observation, this.#standings));
      }
      this.#standings.set(id, standingOf(graph, node, this.#steps, this.#standings));
      if (node.kind === "release" && this.#isPlanTold) this.#report(node);
      if (node.kind === "service" || before !== this.#appearance(id))
        for (const dependent of this.#dependents.get(id) ?? []) this.#dirty.add(dependent);
    }
  }

  /** What dependents see of a node. */
  #appearance(id: NodeId): string {
    return canonicalJson([this.#standings.get(id), this.#observation.get(id)?.outputs]);
  }

  #observe(release: Release): ReleaseObservation {
    const seen = this.#observer.helm(release);
    const own = this.#helm.get(release.id);
    // Our own call is known before the watch tells of it.
    const helm = own !== undefined && (seen === undefined || own.revision >= seen.revision) ? own : seen;
    const run = this.#runs.get(release.id) ?? { state: "idle" };
    return {
      ...(helm === undefined ? {} : { helm }),
      run,
      blockers: this.#observer.blockers(this.#inventory.get(release.id) ?? [], this.#generations),
      outputs: this.#observer.outputs(release),
      ...(this.#input.foreign.has(release.id) ? { foreign: true } : {}),
    };
  }

  /** Starts what may start, in order, as far as there is room. */
  #start(): void {
    if (this.#input.lookOnly === true) return;
    for (const id of this.#order) {
      if (this.#working >= this.#options.maxParallel) return;
      const step = this.#steps.get(id);
      if (step?.do === "install" || step?.do === "upgrade")
        void this.#deploy(this.#input.graph.nodes.get(id) as Release, step);
    }
  }

  async #deploy(release: Release, step: Extract<Step, { do: "install" | "upgrade" }>): Promise<void> {
    const { id } = release;
    this.#working += 1;
    if (!this.#started.has(id)) this.#started.set(id, this.#ports.clock.now());
    this.#setRun(release, { state: "running", digest: step.digest });
    this.#say(release, step.do === "install" ? "installing" : "upgrading", {});
    let isHeld = false;
    const hold = () => {
      if (this.#held >= MAX_HOOK_WAITS) return;
      isHeld = true;
      this.#working -= 1;
      this.#held += 1;
      this.#schedule();
    };
    try {
      const outcome = await performDeploy(this.#ports.helm, release, step, {
        signal: this.#abort.signal,
        onHold: hold,
      });
      if (outcome.ok && step.do === "upgrade") await this.#readGenerations(outcome.deployed.objects);
      this.#conclude(release, step, outcome);
    } catch (error) {
      this.#done.reject(error);
    } finally {
      if (isHeld) this.#held -= 1;
      else this.#working -= 1;
      this.#schedule();
    }
  }

  /** A watch may still show a workload as it was before the upgrade, ready: what was written is asked for. */
  async #readGenerations(objects: readonly ObjectKey[]): Promise<void> {
    const workloads = objects.filter((o) => o.apiVersion.startsWith("apps/"));
    await Promise.all(
      workloads.map(async (key) => {
        const generation = (await this.#ports.cluster.get(key))?.metadata.generation;
        if (generation !== undefined) this.#generations.set(keyText(key), generation);
      }),
    );
  }

  #conclude(release: Release, step: Extract<Step, { do: "install" | "upgrade" }>, outcome: Outcome): void {
    const { id } = release;
    if (outcome.ok) {
      const { deployed } = outcome;
      this.#deployed.add(id);
      this.#helm.set(id, { revision: deployed.revision, status: "deployed", digest: step.digest });
      this.#inventory.set(id, deployed.objects);
      this.#observer.open(release, deployed.objects);
      this.#index(release, deployed.objects);
      this.#ports.recorder.deployed(release, deployed, step.digest);
      this.#setRun(release, { state: "deployed", digest: step.digest });
      this.#wakeWhenFilled(release);
      this.#expire(release, step);
    } else if ("cancelled" in outcome) {
      this.#setRun(release, { state: "idle" });
    } else if (outcome.retry && (this.#retries.get(id) ?? 0) < MAX_RETRIES) {
      const retry = this.#retries.get(id) ?? 0;
      this.#retries.set(id, retry + 1);
      this.#say(release, "waiting", { reason: outcome.reason, message: outcome.message });
      this.#after(FIRST_RETRY_MS * 2 ** retry, () => this.#setRun(release, { state: "idle" }));
    } else {
      this.#setRun(release, { state: "failed", digest: step.digest, reason: outcome.reason, message: outcome.message });
    }
  }

  /** Views opened for new objects fill after a while; their events do not come through `#onChange` before. */
  #wakeWhenFilled(release: Release): void {
    void this.#views.settled().then(() => {
      this.#dirty.add(release.id);
      this.#schedule();
    });
  }

  /** A release that is deployed and not ready when its time is over has failed. */
  #expire(release: Release, step: Extract<Step, { do: "install" | "upgrade" }>): void {
    const left = release.timeoutMs - (this.#ports.clock.now() - this.#started.get(release.id)!);
    this.#after(Math.max(0, left), () => {
      const now = this.#steps.get(release.id);
      if (now?.do !== "wait" || this.#runs.get(release.id)?.state !== "deployed") return;
      const message = `not ready after ${Math.round(release.timeoutMs / 1000)}s: ${now.waitingFor.join(", ")}`;
      this.#setRun(release, {
        state: "failed",
        digest: step.digest,
        reason: step.do === "install" ? "InstallFailed" : "UpgradeFailed",
        message,
      });
    });
  }

  #setRun(release: Release, run: Run): void {
    this.#runs.set(release.id, run);
    this.#dirty.add(release.id);
    this.#schedule();
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#ports.clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }

  #report(release: Release): void {
    const step = this.#steps.get(release.id)!;
    if (step.do === "wait" && step.phase === "running") return; // said when it started
    if (step.do === "nothing") this.#say(release, this.#deployed.has(release.id) ? "ready" : "unchanged", {});
    else if (step.do === "stop") this.#say(release, step.phase, { reason: step.reason, message: step.message });
    else if (step.do === "wait")
      this.#say(release, step.phase === "progressing" ? "progressing" : "waiting", {
        reason: step.reason,
        waitingFor: step.waitingFor,
      });
  }

  #say(
    release: Release,
    phase: Phase,
    more: { reason?: string; message?: string; waitingFor?: readonly string[] },
  ): void {
    if (this.#input.foreign.has(release.id)) return;
    const text = canonicalJson([phase, more]);
    if (this.#said.get(release.id) === text) return;
    this.#said.set(release.id, text);
    const now = this.#ports.clock.now();
    this.#seq += 1;
    this.#ports.reporter.report({
      time: new Date(now).toISOString(),
      seq: this.#seq,
      object: release.id,
      phase,
      elapsedMs: now - (this.#started.get(release.id) ?? this.#startedAt),
      ...more,
    });
  }

  /** No more is started; what runs is ended gently, and then it is over. */
  #end(how: RolloutEnd): void {
    if (this.#ending !== undefined) return;
    this.#ending = how;
    if (how !== "graphChanged") this.#abort.abort();
    this.#schedule();
  }

  #endIfSettled(): void {
    if (this.#working + this.#held > 0) return;
    if (this.#ending !== undefined) {
      this.#done.resolve(this.#ending);
      return;
    }
    if (this.#dirty.size > 0 || !this.#isSynced) return;
    const own = this.#order.filter((id) => this.#steps.has(id) && !this.#input.foreign.has(id));
    const isOpen = own.some((id) => !["stop", "nothing"].includes(this.#steps.get(id)!.do));
    if (!isOpen || this.#input.lookOnly === true) this.#done.resolve("settled");
  }
}
