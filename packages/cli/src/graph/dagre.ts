import dagre from "@dagrejs/dagre";
import type { Point, Size } from "./geometry.ts";

/** What is used of dagre. Its own types do not resolve under Node's module rules. */
export interface DagreGraph {
  setNode(name: string, size: Partial<Size>): void;
  setParent(name: string, parent: string): void;
  setEdge(from: string, to: string, label: DagreEdge, name: string): void;
  /** After the layout: the centre and the size. */
  node(name: string): Point & Size;
  /** After the layout: the points passed, both ends included, and the label's centre. */
  edge(from: string, to: string, name: string): Point & { readonly points: readonly Point[] };
}

/** The room of an edge's label, and how much a short edge is worth. */
export interface DagreEdge extends Size {
  readonly labelpos: "c";
  readonly weight: number;
}

/** Distances: between neighbours, between lines, and between one rank and the next. */
export interface DagreOptions {
  readonly rankdir: "LR" | "TB";
  readonly nodesep: number;
  readonly edgesep: number;
  readonly ranksep: number;
  readonly ranker: "network-simplex" | "tight-tree" | "longest-path";
}

/** A graph that `layOutGraph` takes. Its names must not be the user's: `__proto__` is one that dagre cannot hold. */
export function newGraph(options: DagreOptions): DagreGraph {
  const graph: DagreGraph & { setGraph(options: DagreOptions): void } = new dagre.graphlib.Graph({
    compound: true,
    multigraph: true,
  });
  graph.setGraph(options);
  return graph;
}

/** Gives everything in the graph its place. */
export function layOutGraph(graph: DagreGraph): void {
  dagre.layout(graph);
}
