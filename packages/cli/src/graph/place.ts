import { type DagreGraph, type DagreOptions, layOutGraph, newGraph } from "./dagre.ts";
import { boundsOfAll, type Point, type Rect, rectAround, type Size } from "./geometry.ts";
import type { Picture, PictureArrow, PictureFrame } from "./picture.ts";
import { sideLength } from "./route.ts";

/** Width and height of what has to be placed. */
export interface Sizes {
  readonly boxes: ReadonlyMap<string, Size>;
  /** Of labels; an arrow that is not in it has none. */
  readonly labels: ReadonlyMap<PictureArrow, Size>;
}

/** Where things stand: what the layout algorithm says, before anything is made good-looking. */
export interface Placement {
  readonly boxes: ReadonlyMap<string, Rect>;
  /** Rooms that are kept for frames: wide enough, and no two in one place. */
  readonly frames: ReadonlyMap<string, Rect>;
  /** For frames that are needed: where their arrows come out, after all that is in them. */
  readonly exits: ReadonlyMap<string, Rect>;
  /** The points that an arrow passes on its way, ends left out. */
  readonly ways: ReadonlyMap<PictureArrow, readonly Point[]>;
  readonly labels: ReadonlyMap<PictureArrow, Rect>;
}

/** Distances of dagre's: between neighbours, between lines, and from rank to rank. */
const GAP = { node: 24, edge: 24, rank: 60 } as const;
/** From rank to rank where there are frames, which need room between ranks, and their titles more of it. */
const FRAMED = { right: 96, down: 126 } as const;
const LOOP: Size = { width: 22, height: 22 };
/** More releases than this without any arrow stand in a grid, not in one long column. */
const MAX_COLUMN = 5;

/** How dagre is asked. Where it stumbles over a graph one way, another does. */
export interface Approach {
  readonly ranker: DagreOptions["ranker"];
  /** Boxes and frames are given from the last to the first. */
  readonly isReversed: boolean;
}

/** Runs dagre. Every arrow must end at a box of the picture and start at a box or a frame of it. */
export function placeAll(picture: Picture, sizes: Sizes, isDown: boolean, approach: Approach): Placement {
  const { boxes, frames, arrows } = picture;
  const graph = newGraph({
    rankdir: isDown ? "TB" : "LR",
    nodesep: GAP.node,
    edgesep: GAP.edge,
    ranksep: frames.length === 0 ? GAP.rank : isDown ? FRAMED.down : FRAMED.right,
    ranker: approach.ranker,
  });
  const names = namesOf(picture);
  const exits = exitSizes(picture, isDown);
  const inOrder = <T>(things: readonly T[]) => (approach.isReversed ? things.toReversed() : things);
  for (const frame of inOrder(frames)) graph.setNode(names.frame(frame.id), {});
  for (const { id, frame } of inOrder(boxes)) {
    graph.setNode(names.start(id), { ...sizes.boxes.get(id)! });
    if (frame !== undefined) graph.setParent(names.start(id), names.frame(frame));
  }
  for (const [id, size] of exits) {
    graph.setNode(names.start(id), size);
    graph.setParent(names.start(id), names.frame(id));
  }
  for (const [from, to] of frames.flatMap((frame) => unseenEdges(frame, arrows)))
    graph.setEdge(names.start(from), names.start(to), { width: 0, height: 0, labelpos: "c", weight: 1 }, "unseen");
  for (const [i, arrow] of arrows.entries()) {
    const size = sizes.labels.get(arrow) ?? (arrow.needed === arrow.user ? LOOP : { width: 0, height: 0 });
    graph.setEdge(names.start(arrow.needed), names.start(arrow.user), { ...size, labelpos: "c", weight: 2 }, String(i));
  }
  layOutGraph(graph);
  return readPlacement(graph, picture, { ...sizes, exits }, names);
}

interface Names {
  /** Where arrows of a box or a frame start and end: the box, or the exit of the frame. */
  start(id: string): string;
  frame(id: string): string;
}

function namesOf({ boxes, frames }: Picture): Names {
  const starts = new Map([
    ...boxes.map((b, i) => [b.id, `box${i}`] as const),
    ...frames.map((f, i) => [f.id, `exit${i}`] as const),
  ]);
  const framed = new Map(frames.map((f, i) => [f.id, `frame${i}`]));
  return { start: (id) => starts.get(id)!, frame: (id) => framed.get(id)! };
}

/** Dagre has no edges of a frame: one that is needed gets a strip in it, as long as its arrows need to be apart. */
function exitSizes({ frames, arrows }: Picture, isDown: boolean): ReadonlyMap<string, Size> {
  const counts = new Map(frames.map(({ id }) => [id, arrows.filter((a) => a.needed === id).length]));
  const sizeOf = (count: number): Size => {
    const long = sideLength(count);
    return isDown ? { width: long, height: 1 } : { width: 1, height: long };
  };
  return new Map([...counts].filter(([, count]) => count > 0).map(([id, count]) => [id, sizeOf(count)]));
}

/** Unseen edges: many releases without arrows stand in rows, and a frame's exit comes after all that is in it. */
function unseenEdges({ id, members }: PictureFrame, arrows: readonly PictureArrow[]): [string, string][] {
  const chains = chainsOf(members, arrows);
  if (!arrows.some((a) => a.needed === id)) return chains;
  const inner = new Set(members);
  const isFollowed = new Set([
    ...arrows.filter((a) => inner.has(a.user)).map((a) => a.needed),
    ...chains.map(([from]) => from),
  ]);
  const last = members.filter((m) => !isFollowed.has(m));
  return [...chains, ...(last.length > 0 ? last : members).map((m): [string, string] => [m, id])];
}

/** Pairs that follow each other in the rows of releases that no arrow places. */
function chainsOf(members: readonly string[], arrows: readonly PictureArrow[]): [string, string][] {
  const placed = new Set(arrows.flatMap((a) => [a.needed, a.user]));
  const alone = members.filter((m) => !placed.has(m));
  if (alone.length <= MAX_COLUMN) return [];
  const rows = Math.ceil(Math.sqrt(alone.length * 1.9));
  return alone.slice(rows).map((member, i) => [alone[i]!, member]);
}

function readPlacement(
  graph: DagreGraph,
  { boxes, frames, arrows }: Picture,
  sizes: Sizes & { readonly exits: ReadonlyMap<string, Size> },
  names: Names,
): Placement {
  const edges = new Map(
    arrows.map((a, i) => [a, graph.edge(names.start(a.needed), names.start(a.user), String(i))] as const),
  );
  const labelled = arrows.filter((a) => sizes.labels.has(a) || a.needed === a.user);
  return {
    boxes: new Map(boxes.map(({ id }) => [id, rectAround(graph.node(names.start(id)), sizes.boxes.get(id)!)])),
    frames: new Map(frames.map(({ id }) => [id, rectAround(graph.node(names.frame(id)), graph.node(names.frame(id)))])),
    exits: new Map([...sizes.exits].map(([id, size]) => [id, rectAround(graph.node(names.start(id)), size)])),
    ways: new Map(arrows.map((a) => [a, edges.get(a)!.points.slice(1, -1)])),
    labels: new Map(labelled.map((a) => [a, rectAround(edges.get(a)!, sizes.labels.get(a) ?? LOOP)])),
  };
}

/** Everything in one placement. */
export function mergePlacements(placements: readonly Placement[]): Placement {
  return {
    boxes: new Map(placements.flatMap((p) => [...p.boxes])),
    frames: new Map(placements.flatMap((p) => [...p.frames])),
    exits: new Map(placements.flatMap((p) => [...p.exits])),
    ways: new Map(placements.flatMap((p) => [...p.ways])),
    labels: new Map(placements.flatMap((p) => [...p.labels])),
  };
}

/** A placement moved to the right and down. */
export function movePlacement(placement: Placement, by: Point): Placement {
  const move = <Spot extends Point>(spot: Spot): Spot => ({ ...spot, x: spot.x + by.x, y: spot.y + by.y });
  const moveAll = <Key>(rects: ReadonlyMap<Key, Rect>) => new Map([...rects].map(([key, rect]) => [key, move(rect)]));
  return {
    boxes: moveAll(placement.boxes),
    frames: moveAll(placement.frames),
    exits: moveAll(placement.exits),
    ways: new Map([...placement.ways].map(([arrow, points]) => [arrow, points.map(move)])),
    labels: moveAll(placement.labels),
  };
}

/** The rectangle around all of a placement. */
export function boundsOf({ boxes, frames, ways, labels }: Placement): Rect {
  const points = [...ways.values()].flat().map((p) => ({ ...p, width: 0, height: 0 }));
  return boundsOfAll([...boxes.values(), ...frames.values(), ...labels.values(), ...points]);
}
