import {
  type Answer,
  API_VERSION,
  type Cluster,
  ClusterError,
  type Kind,
  type KubeObject,
  type ObjectKey,
} from "@upstart/engine";
import {
  type Behaviour,
  type FakeClock,
  type FakeCluster,
  type FakeHelm,
  fakeClock,
  fakeCluster,
  fakeHelm,
  fakeUnlock,
} from "@upstart/engine/testing";
import type { ContextOptions } from "../context.ts";
import { createReconcilers } from "../reconcilers/reconcilers.ts";
import type { EventToRecord } from "../runtime/events.ts";
import { createMetrics } from "../runtime/metrics.ts";
import { orphanMetrics } from "../runtime/orphan-metrics.ts";
import type { Condition } from "../status/conditions.ts";
import { Unit } from "../unit.ts";
import { memoryLog } from "./memory-log.ts";

export interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly [field: string]: unknown;
}

/** What outlives a controller. */
export interface Scene {
  readonly clock: FakeClock;
  readonly cluster: FakeCluster;
  readonly helm: FakeHelm;
}

/** All controllers over a cluster, a Helm and a clock of fakes. */
export class Stage {
  readonly clock: FakeClock;
  readonly cluster: FakeCluster;
  readonly helm: FakeHelm;
  readonly log = memoryLog("warn");
  readonly events: { readonly name: string; readonly event: EventToRecord }[] = [];
  /** What URLs answer. */
  answers: (url: string) => Answer = () => ({ is: "answer", status: 200 });
  readonly metrics = createMetrics({ ofNode: false });
  /** Tells that charts may be had that could not be before. */
  chartsChanged: () => void = () => undefined;
  readonly #units: readonly Unit[];
  #isDead = false;

  constructor(
    behaviours: Readonly<Record<string, Behaviour>> = {},
    identity = "host_one",
    scene = newScene(behaviours),
    more: Partial<ContextOptions> = {},
  ) {
    this.clock = scene.clock;
    this.cluster = scene.cluster;
    this.helm = scene.helm;
    const cluster = mortal(this.cluster, () => this.#isDead);
    const reconcilers = createReconcilers({
      cluster,
      helm: this.helm,
      clock: this.clock,
      log: this.log,
      events: { record: (object, event) => void this.events.push({ name: object.metadata.name, event }) },
      identity,
      unlock: async ({ namespace, releaseName }, _, digest) =>
        this.#isDead ? "locked" : fakeUnlock(this.cluster, namespace, releaseName, digest),
      readDeployed: async () => ({ revision: 1, chart: "fake", version: "1.0.0", objects: [] }),
      probe: async (url) => this.answers(url),
      readRecord: async (release) => this.helm.record(release),
      clusterAs: () => cluster,
      drift: { clusterOf: () => this.cluster, readManifest: async (release) => this.helm.manifestOf(release) },
      onChartsChanged: (retry) => {
        this.chartsChanged = retry;
      },
      watchNamespaces: [],
      maxParallel: 4,
      readOrphans: (count) => orphanMetrics(this.metrics.registry, count),
      ...more,
    });
    const { clock, log, metrics } = this;
    this.#units = reconcilers.map((r) => new Unit(r, { clock, random: () => 0.5, log, metrics }));
    for (const unit of this.#units) unit.lead();
  }

  /** Another controller in the same cluster, which begins at once: stop this one before. */
  successor(identity = "host_two"): Stage {
    const next = new Stage({}, identity, this);
    next.writes();
    return next;
  }

  /** Writes an object as a person would. */
  put(kind: Kind, name: string, spec: object, namespace = "shop"): void {
    const existing = this.get(kind, name, namespace);
    const metadata = existing?.metadata ?? { name, namespace };
    this.cluster.put({ apiVersion: API_VERSION, kind, ...existing, metadata, spec });
  }

  annotate(kind: Kind, name: string, annotations: Readonly<Record<string, string>>): void {
    const object = this.get(kind, name)!;
    this.cluster.put({
      ...object,
      metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
    });
  }

  async delete(kind: Kind, name: string): Promise<void> {
    await this.cluster.delete(keyOf(kind, name, "shop"));
  }

  get(kind: string, name: string, namespace = "shop"): KubeObject | undefined {
    return this.cluster
      .objects()
      .find((o) => o.kind === kind && o.metadata.name === name && o.metadata.namespace === namespace);
  }

  status(kind: Kind, name: string): Status {
    return (this.get(kind, name)?.status ?? {}) as Status;
  }

  condition(kind: Kind, name: string, type: string): Condition | undefined {
    return this.status(kind, name).conditions?.find((c) => c.type === type);
  }

  /** How often objects were looked at so far, all kinds together. */
  async looks(): Promise<number> {
    const text = await this.metrics.registry.getSingleMetricAsString("controller_runtime_reconcile_total");
    return [...text.matchAll(/^controller_runtime_\S+ (\d+)$/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
  }

  /** Helm's calls, as `upgrade db`. */
  calls(): string[] {
    return this.helm.calls.map((c) => `${c.verb} ${c.releaseName}`);
  }

  /** Writes since the last time that this was asked. */
  writes(): string[] {
    const all = this.cluster.calls.filter((c) => /^(?:apply|update|create|delete) /.test(c));
    const fresh = all.slice(this.#told);
    this.#told = all.length;
    return fresh;
  }
  #told = 0;

  /** Ends it at once, and Helm in order with it. */
  async abort(): Promise<void> {
    for (const unit of this.#units) unit.abort();
    await this.stop();
  }

  /** Ends it as SIGKILL does: what it still does reaches nobody. Returns the next one. */
  async killed(identity: string): Promise<Stage> {
    this.#isDead = true;
    await this.abort();
    return this.successor(identity);
  }

  async stop(): Promise<void> {
    await this.clock.until(Promise.all(this.#units.map((u) => u.stop())));
    for (const unit of this.#units) unit.unwatch();
  }
}

/** Whose writes reach nobody any more once it is dead. */
function mortal(cluster: FakeCluster, isDead: () => boolean): Cluster {
  const unlessDead =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    (...args: A) =>
      isDead() ? Promise.reject(new ClusterError("Unreachable", "it is dead")) : call(...args);
  return {
    ...cluster,
    create: unlessDead(cluster.create),
    update: unlessDead(cluster.update),
    apply: unlessDead(cluster.apply),
    delete: unlessDead(cluster.delete),
    scale: unlessDead(cluster.scale),
  };
}

function newScene(behaviours: Readonly<Record<string, Behaviour>>): Scene {
  const clock = fakeClock();
  const cluster = fakeCluster(clock);
  return { clock, cluster, helm: fakeHelm(clock, cluster, behaviours) };
}

function keyOf(kind: Kind, name: string, namespace: string): ObjectKey {
  return { apiVersion: API_VERSION, kind, namespace, name };
}

/** A release as a person writes it, with a chart of its own. */
export function release(key: string, more: object = {}): object {
  return { chart: `charts/${key}`, ...more };
}

/** What makes a release publish the ConfigMap that the fake Helm writes. */
export function publishing(name: string, scope = "internal"): object {
  return { outputsFrom: [{ configMapRef: { name: `${name}-outputs` }, scope }] };
}
