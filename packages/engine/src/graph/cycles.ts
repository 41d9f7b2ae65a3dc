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
  return stronglyConnected(graph)
    .map((group) => entanglement(graph, group))
    .filter((e) => e.cycles.length > 0)
    .sort((a, b) => compare(a.cycles[0]![0]!.from, b.cycles[0]![0]!.from));
}

/** Every edge that lies on a cycle, also those that no walk of `findCycles` shows. */
export function edgesOnCycles(graph: Graph): ReadonlySet<Edge> {
  const groups = stronglyConnected(graph).map((group) => new Set(group));
  return new Set(
    groups.flatMap((group) => [...group].flatMap((id) => needsOf(graph, id).filter((e) => group.has(e.to)))),
  );
}

/** The ids that a cycle passes, the first one again at the end: `["api", "cache", "api"]`. */
export function walkOf(cycle: Cycle): NodeId[] {
  return [...cycle.map((e) => e.from), cycle[0]!.from];
}

function entanglement(graph: Graph, group: readonly NodeId[]): Entanglement {
  const inside = new Set(group);
  const needs = new Map<NodeId, Edge[]>();
  for (const id of [...group].sort(compare)) {
    const edges = needsOf(graph, id).filter((e) => inside.has(e.to));
    needs.set(
      id,
      firstOfEachTarget(edges).sort((a, b) => compare(a.to, b.to)),
    );
  }
  const all = [...needs.values()].flat();
  const covered = new Set<Edge>();
  const cycles: Cycle[] = [];
  for (const edge of all) {
    if (covered.has(edge)) continue;
    if (cycles.length === MAX_WALKS) break;
    const cycle = rotate([edge, ...shortestPath(needs, edge.to, edge.from)]);
    for (const e of cycle) covered.add(e);
    cycles.push(cycle);
  }
  return { cycles, uncovered: all.length - covered.size };
}

function firstOfEachTarget(edges: readonly Edge[]): Edge[] {
  const first = new Map<NodeId, Edge>();
  for (const e of edges) if (!first.has(e.to)) first.set(e.to, e);
  return [...first.values()];
}

/** Fewest edges from one node to another (none when they are the same), by breadth. The group guarantees that there is a way. */
function shortestPath(needs: ReadonlyMap<NodeId, readonly Edge[]>, from: NodeId, to: NodeId): Edge[] {
  if (from === to) return [];
  const cameBy = new Map<NodeId, Edge>();
  let frontier = [from];
  while (!cameBy.has(to)) {
    const next: NodeId[] = [];
    for (const id of frontier) {
      for (const edge of needs.get(id)!) {
        if (cameBy.has(edge.to) || edge.to === from) continue;
        cameBy.set(edge.to, edge);
        next.push(edge.to);
      }
    }
    frontier = next;
  }
  const path: Edge[] = [];
  for (let at = to; at !== from; at = path.at(-1)!.from) path.push(cameBy.get(at)!);
  return path.reverse();
}

function rotate(cycle: Cycle): Cycle {
  let smallest = 0;
  for (const [i, e] of cycle.entries()) if (compare(e.from, cycle[smallest]!.from) < 0) smallest = i;
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}

/** Tarjan's algorithm with a stack of its own, so that a long chain does not exhaust the call stack. Linear time. */
function stronglyConnected(graph: Graph): NodeId[][] {
  const index = new Map<NodeId, number>();
  const low = new Map<NodeId, number>();
  const onStack = new Set<NodeId>();
  const stack: NodeId[] = [];
  const groups: NodeId[][] = [];
  const work: { id: NodeId; next: number }[] = [];
  const enter = (id: NodeId) => {
    index.set(id, index.size);
    low.set(id, index.get(id)!);
    stack.push(id);
    onStack.add(id);
    work.push({ id, next: 0 });
  };
  for (const root of graph.nodes.keys()) {
    if (index.has(root)) continue;
    enter(root);
    while (work.length > 0) {
      const frame = work.at(-1)!;
      const edge = needsOf(graph, frame.id)[frame.next];
      if (edge !== undefined) {
        frame.next += 1;
        if (!index.has(edge.to)) enter(edge.to);
        else if (onStack.has(edge.to)) low.set(frame.id, Math.min(low.get(frame.id)!, index.get(edge.to)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(frame.id)!));
      if (low.get(frame.id) !== index.get(frame.id)) continue;
      // Searched from the end: everything above it on the stack is its group.
      const group = stack.splice(stack.lastIndexOf(frame.id));
      for (const id of group) onStack.delete(id);
      groups.push(group);
    }
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
