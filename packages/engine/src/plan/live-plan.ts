import { type Graph, type NodeId, type Release, releasesOf } from "../graph/graph.ts";
import { criticalPaths, dependentsOf, orderOf } from "../graph/order.ts";
import { canonicalJson } from "./digest.ts";
import type { ReleaseObservation } from "./observation.ts";
import { planRelease } from "./plan.ts";
import { type Standing, standingOf } from "./standing.ts";
import type { Step } from "./step.ts";

/**
 * A plan that is kept current: what is marked is observed and planned again, and so is whatever that reaches. After
 * an update it is what `planAll` would make of the same observation.
 */
export class LivePlan {
  /** Releases and services in topological order, ties as the author has them. */
  readonly order: readonly NodeId[];
  /** How many releases are on the critical path from each node on. */
  readonly paths: ReadonlyMap<NodeId, number>;
  readonly steps = new Map<NodeId, Step>();
  readonly observation = new Map<NodeId, ReleaseObservation>();
  readonly #graph: Graph;
  readonly #observe: (release: Release) => ReleaseObservation;
  readonly #dependents: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly #standings = new Map<NodeId, Standing>();
  readonly #dirty: Set<NodeId>;

  /** Everything is marked at first. */
  constructor(graph: Graph, observe: (release: Release) => ReleaseObservation) {
    this.#graph = graph;
    this.#observe = observe;
    this.#dependents = dependentsOf(graph);
    this.order = orderOf(graph);
    this.paths = criticalPaths(graph, this.order);
    this.#dirty = new Set(this.order);
  }

  get isCurrent(): boolean {
    return this.#dirty.size === 0;
  }

  mark(id: NodeId): void {
    this.#dirty.add(id);
  }

  /** Those who need it. */
  markDependents(id: NodeId): void {
    for (const dependent of this.#dependents.get(id) ?? []) this.#dirty.add(dependent);
  }

  /** Plans what is marked, in order, so that a change reaches its dependents in the same turn. Returns what was planned. */
  update(): Release[] {
    const planned: Release[] = [];
    for (const id of this.order) {
      if (!this.#dirty.delete(id)) continue;
      const before = this.#appearance(id);
      const node = this.#graph.nodes.get(id)!;
      if (node.kind === "release") {
        this.observation.set(id, this.#observe(node));
        this.steps.set(id, planRelease(this.#graph, node, this.observation, this.#standings));
        planned.push(node);
      }
      this.#standings.set(id, standingOf(this.#graph, node, this.steps, this.#standings));
      // What a service's users read of it is its releases', so it passes every change on.
      if (node.kind === "service" || before !== this.#appearance(id))
        for (const dependent of this.#dependents.get(id) ?? []) this.#dirty.add(dependent);
    }
    this.#dirty.clear(); // what is on a cycle is never planned
    return planned;
  }

  /** The releases that have a step, in the author's order. */
  planned(): Release[] {
    return releasesOf(this.#graph).filter((r) => this.steps.has(r.id));
  }

  /** What dependents see of a node. */
  #appearance(id: NodeId): string {
    return canonicalJson([this.#standings.get(id), this.observation.get(id)?.outputs]);
  }
}
