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

/** An edge between two nodes of a group, which are known by their places in the order of names. */
interface Step {
  readonly to: number;
  readonly edge: Edge;
}

function entanglement(graph: Graph, group: readonly NodeId[]): Entanglement {
  const names = [...group].sort(compare);
  const places = new Map(names.map((id, i) => [id, i]));
  const steps = names.map((id) => stepsOf(needsOf(graph, id), places));
  const all = steps.flat();
  const covered = new Set<Edge>();
  const cycles: Cycle[] = [];
  for (const { to, edge } of all) {
    if (covered.has(edge)) continue;
    if (cycles.length === MAX_WALKS) break;
    const cycle = rotate([edge, ...shortestPath(steps, to, places.get(edge.from)!)]);
    for (const e of cycle) covered.add(e);
    cycles.push(cycle);
  }
  return { cycles, uncovered: all.length - covered.size };
}

/** What a node needs within its group, by name; of several edges to one node the first. */
function stepsOf(edges: readonly Edge[], places: ReadonlyMap<NodeId, number>): Step[] {
  const steps = new Map<number, Step>();
  for (const edge of edges) {
    const to = places.get(edge.to);
    if (to !== undefined && !steps.has(to)) steps.set(to, { to, edge });
  }
  return [...steps.values()].sort((a, b) => a.to - b.to);
}

/** Fewest edges from one node to another (none when they are the same), by breadth. The group guarantees that there is a way. */
function shortestPath(steps: readonly (readonly Step[])[], from: number, to: number): Edge[] {
  if (from === to) return [];
  const cameFrom = new Int32Array(steps.length).fill(-1);
  const cameBy: Edge[] = [];
  const queue = [from];
  for (let at = from, i = 0; cameFrom[to] === -1; at = queue[++i]!) {
    for (const step of steps[at]!) {
      if (cameFrom[step.to] !== -1 || step.to === from) continue;
      cameFrom[step.to] = at;
      cameBy[step.to] = step.edge;
      queue.push(step.to);
    }
  }
  const path: Edge[] = [];
  for (let at = to; at !== from; at = cameFrom[at]!) path.push(cameBy[at]!);
  return path.reverse();
}

function rotate(cycle: Cycle): Cycle {
  let smallest = 0;
  for (const [i, e] of cycle.entries()) if (compare(e.from, cycle[smallest]!.from) < 0) smallest = i;
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
