import { componentsOf } from "./components.ts";
import { type Edge, type Graph, type NodeId, needsOf } from "./graph.ts";

/** Walks reported for one group of entangled nodes; the rest is a count. */
export const MAX_WALKS = 20;

/** A closed walk: each edge starts where the one before ends, the last ends where the first starts. */
export type Cycle = readonly Edge[];

/** The cycles of one group of nodes that all reach one another. */
export interface Entanglement {
  readonly cycles: readonly Cycle[];
  /** Edges that lie on cycles and on none of those listed. */
  readonly uncovered: number;
}

/**
 * Shortest closed walks that together cover every edge lying on a cycle, each starting at its smallest name.
 * Independent of the order of declaration: nodes and edges are taken by name.
 */
export function findCycles(graph: Graph): Entanglement[] {
  return componentsOf(graph)
    .groups.map((group) => entanglement(graph, group))
    .filter((e) => e.cycles.length > 0)
    .sort((a, b) => compare(a.cycles[0]![0]!.from, b.cycles[0]![0]!.from));
}

/** The ids that a cycle passes, the first one again at the end: `["api", "cache", "api"]`. */
export function walkOf(cycle: Cycle): NodeId[] {
  return [...cycle.map((e) => e.from), cycle[0]!.from];
}

/**
 * The edges within a group, whose nodes are known by their places in the order of names: those of node `n` stand from
 * `starts[n]` to before `starts[n + 1]`. In a few large pieces, since a group can have thousands.
 */
interface Steps {
  readonly starts: Int32Array;
  readonly to: readonly number[];
  readonly edges: readonly Edge[];
}

function entanglement(graph: Graph, group: readonly NodeId[]): Entanglement {
  const names = [...group].sort();
  const steps = stepsAmong(graph, names);
  const { starts, to, edges } = steps;
  const shortestPath = pathsAmong(steps);
  const covered = new Set<Edge>();
  const cycles: Cycle[] = [];
  for (let node = 0; node < names.length && cycles.length < MAX_WALKS; node++) {
    for (let step = starts[node]!; step < starts[node + 1]! && cycles.length < MAX_WALKS; step++) {
      const edge = edges[step]!;
      if (covered.has(edge)) continue;
      const cycle = rotate([edge, ...shortestPath(to[step]!, node)]);
      for (const e of cycle) covered.add(e);
      cycles.push(cycle);
    }
  }
  return { cycles, uncovered: edges.length - covered.size };
}

/** What each node needs within its group, by name; of several edges to one node the first. */
function stepsAmong(graph: Graph, names: readonly NodeId[]): Steps {
  const places = new Map<NodeId, number>();
  for (const id of names) places.set(id, places.size);
  const starts = new Int32Array(names.length + 1);
  const to: number[] = [];
  const edges: Edge[] = [];
  for (const [node, id] of names.entries()) {
    for (const [target, edge] of stepsOf(needsOf(graph, id), places)) {
      to.push(target);
      edges.push(edge);
    }
    starts[node + 1] = edges.length;
  }
  return { starts, to, edges };
}

function stepsOf(edges: readonly Edge[], places: ReadonlyMap<NodeId, number>): [number, Edge][] {
  const steps = new Map<number, Edge>();
  for (const edge of edges) {
    const to = places.get(edge.to);
    if (to !== undefined && !steps.has(to)) steps.set(to, edge);
  }
  return [...steps].sort(([a], [b]) => a - b);
}

/**
 * Fewest edges from one node to another (none when they are the same), by breadth. The group guarantees that there is a
 * way. What a search writes down is made once for all of them.
 */
function pathsAmong({ starts, to: targets, edges }: Steps): (from: number, to: number) => Edge[] {
  const size = starts.length - 1;
  const [cameFrom, cameBy, queue] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  return (from, to) => {
    if (from === to) return [];
    cameFrom.fill(-1);
    let end = 0;
    for (let at = from, next = 0; cameFrom[to] === -1; at = queue[next++]!) {
      for (let step = starts[at]!; step < starts[at + 1]!; step++) {
        const target = targets[step]!;
        if (cameFrom[target] !== -1 || target === from) continue;
        cameFrom[target] = at;
        cameBy[target] = step;
        queue[end++] = target;
      }
    }
    const path: Edge[] = [];
    for (let at = to; at !== from; at = cameFrom[at]!) path.push(edges[cameBy[at]!]!);
    return path.reverse();
  };
}

function rotate(cycle: Cycle): Cycle {
  let smallest = 0;
  for (const [i, e] of cycle.entries()) if (compare(e.from, cycle[smallest]!.from) < 0) smallest = i;
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
