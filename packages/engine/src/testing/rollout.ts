import type { Graph, NodeId } from "../graph/graph.ts";
import type { ObjectKey } from "../ports/object.ts";
import type { ProgressEvent } from "../ports/progress.ts";
import type { RecordedFailure } from "../reconcile/record.ts";
import { Rollout, type RolloutOptions, type RolloutResult } from "../reconcile/rollout.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";
import { type FakeCluster, fakeCluster } from "./fake-cluster.ts";
import { type Behaviour, type FakeHelm, fakeHelm } from "./fake-helm.ts";
import { fakeUnlock } from "./fake-unlock.ts";
import { type ReleaseDraft, universeOf } from "./specs.ts";

/** A cluster, a Helm and a clock of fakes, and rollouts over them. What one rollout leaves the next one finds. */
export interface Stage {
  readonly clock: FakeClock;
  readonly cluster: FakeCluster;
  readonly helm: FakeHelm;
  /** Objects that were recorded, as a record in the cluster would have them. */
  readonly inventory: Map<NodeId, readonly ObjectKey[]>;
  /** Failures that were recorded, likewise. */
  readonly failures: Map<NodeId, RecordedFailure>;
  /** Releases whose last revision Helm made without values. */
  readonly starved: Set<NodeId>;
  /** Releases whose failure was told while the rollout went on. */
  readonly failed: Set<NodeId>;
  readonly events: ProgressEvent[];
  /** Starts a rollout of a graph. It ends by itself, or when the fake time has passed that it waits for. */
  start(graph: Graph, options?: Partial<RolloutOptions>): Promise<RolloutResult>;
  /** Starts one and lets the time pass that it takes. */
  run(graph: Graph, options?: Partial<RolloutOptions>): Promise<RolloutResult>;
  /** When Helm was first called for a release, in ms since the stage was set. */
  startOf(releaseName: string): number | undefined;
}

/** Sets a stage with releases that behave as told. */
export function stageOf(behaviours: Readonly<Record<string, Behaviour>> = {}): Stage {
  const clock = fakeClock();
  const begin = clock.now();
  const cluster = fakeCluster(clock);
  const helm = fakeHelm(clock, cluster, behaviours);
  const inventory = new Map<NodeId, readonly ObjectKey[]>();
  const failures = new Map<NodeId, RecordedFailure>();
  const starved = new Set<NodeId>();
  const failed = new Set<NodeId>();
  const events: ProgressEvent[] = [];
  const start = (graph: Graph, options: Partial<RolloutOptions> = {}) =>
    new Rollout(
      { graph, foreign: new Set(), inventory, failures },
      {
        helm,
        cluster,
        clock,
        reporter: { report: (event) => void events.push(event) },
        recorder: {
          deployed: (release, deployed) => void inventory.set(release.id, deployed.objects),
          failed: ({ id }) => void failed.add(id),
        },
        unlock: async ({ namespace, releaseName }) => fakeUnlock(cluster, namespace, releaseName),
        readDeployed: async ({ id }) => ({
          revision: 1,
          chart: "fake",
          version: "1.0.0",
          objects: [],
          ...(starved.has(id) ? { isWithoutValues: true } : {}),
        }),
      },
      { maxParallel: 100, timeoutMs: 3_600_000, ...options },
    ).run();
  return {
    clock,
    cluster,
    helm,
    inventory,
    failures,
    starved,
    failed,
    events,
    start,
    run: (graph, options) => clock.until(start(graph, options)),
    startOf: (releaseName) => {
      const call = helm.calls.find((c) => c.releaseName === releaseName);
      return call === undefined ? undefined : call.from - begin;
    },
  };
}

/** The graph of one service of drafts. */
export function graphOf(drafts: Readonly<Record<string, ReleaseDraft>>): Graph {
  return universeOf(drafts).graph;
}
