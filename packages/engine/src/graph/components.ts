import { type Edge, type Graph, type NodeId, needsOf } from "./graph.ts";

/** Which nodes all reach one another. */
export interface Components {
  /** A node that reaches nothing that reaches it is a group of its own. */
  readonly groups: readonly (readonly NodeId[])[];
  /** Whether an edge of the graph stays within a group: then it lies on a cycle. */
  readonly isInside: (edge: Edge) => boolean;
}

const known = new WeakMap<Graph, Components>();

/** The strongly connected components of a graph: worked out once, since several rules ask and a graph never changes. */
export function componentsOf(graph: Graph): Components {
  let components = known.get(graph);
  if (components === undefined) {
    components = findComponents(graph);
    known.set(graph, components);
  }
  return components;
}

/** By numbers instead of names: a name is looked up once. */
function findComponents(graph: Graph): Components {
  const ids = [...graph.nodes.keys()];
  const numbers = new Map<NodeId, number>();
  for (const id of ids) numbers.set(id, numbers.size);
  const targets = ids.map((id) => needsOf(graph, id).map((e) => numbers.get(e.to)!));
  const groups = tarjan(targets);
  const groupOf = new Int32Array(ids.length);
  for (const [g, group] of groups.entries()) for (const n of group) groupOf[n] = g;
  return {
    groups: groups.map((group) => group.map((n) => ids[n]!)),
    isInside: ({ from, to }) => groupOf[numbers.get(from)!] === groupOf[numbers.get(to)!],
  };
}

const UNSEEN = -1;

/** Tarjan's algorithm with a stack of its own, so that a long chain does not exhaust the call stack. Linear time. */
function tarjan(targets: readonly (readonly number[])[]): number[][] {
  const index = new Int32Array(targets.length).fill(UNSEEN);
  const low = new Int32Array(targets.length);
  const next = new Int32Array(targets.length);
  const isOpen = new Uint8Array(targets.length);
  const open: number[] = [];
  const path: number[] = [];
  const groups: number[][] = [];
  let count = 0;
  const enter = (node: number) => {
    index[node] = low[node] = count++;
    isOpen[node] = 1;
    open.push(node);
    path.push(node);
  };
  for (let root = 0; root < targets.length; root++) {
    if (index[root] !== UNSEEN) continue;
    enter(root);
    while (path.length > 0) {
      const node = path.at(-1)!;
      const target = targets[node]![next[node]!++];
      if (target !== undefined) {
        if (index[target] === UNSEEN) enter(target);
        else if (isOpen[target] === 1) low[node] = Math.min(low[node]!, index[target]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== index[node]) continue;
      // Searched from the end: everything above it is its group.
      const group = open.splice(open.lastIndexOf(node));
      for (const member of group) isOpen[member] = 0;
      groups.push(group);
    }
  }
  return groups;
}
