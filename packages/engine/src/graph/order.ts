import { type Graph, type NodeId, needsOf } from "./graph.ts";

/**
 * Topological order: at each step the first of those whose needs are all placed, in the author's order or in that of
 * `ids`, which are all nodes of the graph. Members of a cycle and whatever depends on one are left out.
 */
export function orderOf(graph: Graph, ids: readonly NodeId[] = [...graph.nodes.keys()]): NodeId[] {
  const position = new Map(ids.map((id, i) => [id, i]));
  const { missing, dependents } = countNeeds(graph);
  const ready = new Heap();
  for (const [i, id] of ids.entries()) if (missing.get(id) === 0) ready.push(i);
  const order: NodeId[] = [];
  for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
    const id = ids[i]!;
    order.push(id);
    for (const dependent of dependents.get(id) ?? []) {
      const left = missing.get(dependent)! - 1;
      missing.set(dependent, left);
      if (left === 0) ready.push(position.get(dependent)!);
    }
  }
  return order;
}

/** The order cut into layers for showing: each node one below the deepest of its needs. What runs is decided per release, never per layer. */
export function layersOf(graph: Graph, order: readonly NodeId[] = orderOf(graph)): NodeId[][] {
  const depth = new Map<NodeId, number>();
  const layers: NodeId[][] = [];
  for (const id of order) {
    let d = 0;
    for (const { to } of needsOf(graph, id)) d = Math.max(d, depth.get(to)! + 1);
    depth.set(id, d);
    const layer = layers[d] ?? [];
    layer.push(id);
    layers[d] = layer;
  }
  return layers;
}

/**
 * How many releases lie on the longest way from a node, itself included, to one that nobody needs: the more, the sooner
 * it is to be started where not all can be. `order` is topological.
 */
export function criticalPaths(graph: Graph, order: readonly NodeId[] = orderOf(graph)): Map<NodeId, number> {
  const dependents = dependentsOf(graph);
  const paths = new Map<NodeId, number>();
  for (const id of order.toReversed()) {
    const beyond = (dependents.get(id) ?? []).reduce((longest, d) => Math.max(longest, paths.get(d) ?? 0), 0);
    paths.set(id, beyond + (graph.nodes.get(id)!.kind === "release" ? 1 : 0));
  }
  return paths;
}

/** Who needs a node, in the author's order. */
export function dependentsOf(graph: Graph): Map<NodeId, NodeId[]> {
  return countNeeds(graph).dependents;
}

function countNeeds(graph: Graph): { missing: Map<NodeId, number>; dependents: Map<NodeId, NodeId[]> } {
  const missing = new Map<NodeId, number>();
  const dependents = new Map<NodeId, NodeId[]>();
  for (const id of graph.nodes.keys()) {
    const needs = new Set(needsOf(graph, id).map((e) => e.to));
    missing.set(id, needs.size);
    for (const to of needs) {
      const list = dependents.get(to);
      if (list === undefined) dependents.set(to, [id]);
      else list.push(id);
    }
  }
  return { missing, dependents };
}

/** A binary heap of numbers, smallest first. */
class Heap {
  readonly #values: number[] = [];

  push(value: number): void {
    const v = this.#values;
    let i = v.push(value) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (v[parent]! <= value) break;
      v[i] = v[parent]!;
      i = parent;
    }
    v[i] = value;
  }

  pop(): number | undefined {
    const v = this.#values;
    const top = v[0];
    const last = v.pop();
    if (last === undefined || v.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= v.length) break;
      if (child + 1 < v.length && v[child + 1]! < v[child]!) child += 1;
      if (v[child]! >= last) break;
      v[i] = v[child]!;
      i = child;
    }
    v[i] = last;
    return top;
  }
}
