import { API_VERSION, type Kind, type KubeObject, type ObjectKey } from "@upstart/engine";
import {
  type Behaviour,
  type FakeClock,
  type FakeCluster,
  type FakeHelm,
  fakeClock,
  fakeCluster,
  fakeHelm,
} from "@upstart/engine/testing";
import { createReconcilers } from "../reconcilers/reconcilers.ts";
import type { EventToRecord } from "../runtime/events.ts";
import { createMetrics } from "../runtime/metrics.ts";
import type { Condition } from "../status/conditions.ts";
import { Unit } from "../unit.ts";
import { memoryLog } from "./memory-log.ts";

export interface Status {
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
  readonly [field: string]: unknown;
}

/** All controllers over a cluster, a Helm and a clock of fakes. */
export class Stage {
  readonly clock: FakeClock = fakeClock();
  readonly cluster: FakeCluster = fakeCluster(this.clock);
  readonly helm: FakeHelm;
  readonly log = memoryLog("warn");
  readonly events: { readonly name: string; readonly event: EventToRecord }[] = [];
  readonly #units: readonly Unit[];

  constructor(behaviours: Readonly<Record<string, Behaviour>> = {}) {
    this.helm = fakeHelm(this.clock, this.cluster, behaviours);
    const reconcilers = createReconcilers({
      cluster: this.cluster,
      helm: this.helm,
      clock: this.clock,
      log: this.log,
      events: { record: (object, event) => void this.events.push({ name: object.metadata.name, event }) },
      unlock: async () => "over",
      readDeployed: async () => ({ revision: 1, chart: "fake", version: "1.0.0", objects: [] }),
      watchNamespaces: [],
      maxParallel: 4,
    });
    const metrics = createMetrics({ ofNode: false });
    this.#units = reconcilers.map((r) => new Unit(r, { clock: this.clock, random: () => 0.5, log: this.log, metrics }));
    for (const unit of this.#units) unit.lead();
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

  async stop(): Promise<void> {
    await this.clock.until(Promise.all(this.#units.map((u) => u.stop())));
    for (const unit of this.#units) unit.unwatch();
  }
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
