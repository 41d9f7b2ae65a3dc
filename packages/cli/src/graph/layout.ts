import { type BoxContent, contentOf, labelLines, labelSize } from "./box-size.ts";
import { componentsOf } from "./components.ts";
import type { DrawOptions, GraphDocument } from "./document.ts";
import { type Axes, axesOf, boundsOfAll, middleOf, type Point, type Rect, type Size } from "./geometry.ts";
import { fitTitle, shortName, TYPE, titleWidth } from "./measure.ts";
import { pack } from "./pack.ts";
import { type Picture, type PictureArrow, type PictureBox, type PictureFrame, readablePicture } from "./picture.ts";
import { boundsOf, mergePlacements, movePlacement, type Placement, placeAll } from "./place.ts";
import { type Journey, type Route, routeAll, routeLoop } from "./route.ts";

export interface PlacedBox extends PictureBox, BoxContent, Rect {}

export interface PlacedFrame extends PictureFrame, Rect {
  /** The name, in a length that fits. */
  readonly shownTitle: string;
}

export interface PlacedArrow extends PictureArrow, Route {
  /** Absent where no outputs are taken. */
  readonly label?: Rect & { readonly lines: readonly string[] };
}

/** A picture in which everything has its place. */
export interface Layout extends Size {
  readonly boxes: readonly PlacedBox[];
  readonly frames: readonly PlacedFrame[];
  readonly arrows: readonly PlacedArrow[];
  /** Services are one box each, being too many releases to read. */
  readonly isCollapsed: boolean;
}

const MARGIN = 24;
const PART_GAP = 36;
/** The room of a frame around its releases, where its title stands and elsewhere; and before the title. */
const FRAME = { title: 30, side: 16, inset: 14 } as const;

/**
 * Places everything, services as frames around their releases, unconnected parts beside each other. Large graphs get
 * one box a service unless `expand` says otherwise. The same document gives the same layout.
 */
export function layOut(document: GraphDocument, options: DrawOptions = {}): Layout {
  const axes = axesOf(options.direction === "tb");
  const picture = readablePicture(document, options);
  const contents = contentsOf(picture, axes);
  const lines = new Map(
    picture.arrows.filter((a) => a.outputs.length > 0).map((a) => [a, labelLines(a, picture.isCollapsed)]),
  );
  const sizes = { boxes: contents, labels: new Map([...lines].map(([arrow, l]) => [arrow, labelSize(l)])) };
  const parts = componentsOf(picture).map((part) => withFrames(part, placeAll(part, sizes, axes.isDown), axes));
  const bounds = parts.map(boundsOf);
  const corners = pack(bounds, PART_GAP);
  const placements = parts.map((part, i) =>
    movePlacement(part, { x: corners[i]!.x - bounds[i]!.x + MARGIN, y: corners[i]!.y - bounds[i]!.y + MARGIN }),
  );
  const whole = mergePlacements(placements);
  const routes = new Map(placements.flatMap((placement) => [...routesOf(placement, axes)]));
  const { width, height } = boundsOf(whole);
  return {
    width: Math.ceil(width + 2 * MARGIN),
    height: Math.ceil(height + 2 * MARGIN),
    isCollapsed: picture.isCollapsed,
    boxes: picture.boxes.map((box) => ({ ...box, ...contents.get(box.id)!, ...whole.boxes.get(box.id)! })),
    frames: picture.frames.map((frame) => placedFrame(frame, whole.frames.get(frame.id)!)),
    arrows: picture.arrows.map((arrow) => ({
      ...arrow,
      ...routes.get(arrow)!,
      ...(lines.has(arrow) ? { label: { ...whole.labels.get(arrow)!, lines: lines.get(arrow)! } } : {}),
    })),
  };
}

function placedFrame(frame: PictureFrame, rect: Rect): PlacedFrame {
  return { ...frame, ...rect, shownTitle: fitTitle(frame.id, rect.width - 2 * FRAME.inset) };
}

function contentsOf({ boxes, frames, arrows }: Picture, { isDown }: Axes): ReadonlyMap<string, BoxContent> {
  const starts = Map.groupBy(arrows, (a) => a.needed);
  const ends = Map.groupBy(arrows, (a) => a.user);
  const portsOf = (id: string) => Math.max(starts.get(id)?.length ?? 0, ends.get(id)?.length ?? 0);
  const areLinked = new Set(arrows.map((a) => JSON.stringify([a.needed, a.user])));
  // A frame is as wide as what is in it: where that is one column, a box must be as wide as the title.
  const isColumn = ({ members }: PictureFrame) =>
    isDown || !members.some((from) => members.some((to) => areLinked.has(JSON.stringify([from, to]))));
  const widths = new Map(
    frames
      .filter(isColumn)
      .map(({ id, members }) => [members[0], titleWidth(shortName(id), TYPE.frame) + 2 * (FRAME.inset - FRAME.side)]),
  );
  return new Map(
    boxes.map((box) => {
      const content = contentOf(box, portsOf(box.id), isDown);
      return [box.id, { ...content, width: Math.max(content.width, widths.get(box.id) ?? 0) }];
    }),
  );
}

/** Frames drawn close around what is in them, within the rooms that are kept for them. */
function withFrames({ frames }: Picture, placement: Placement, axes: Axes): Placement {
  const { title, side } = FRAME;
  const tight = frames.map((frame): readonly [string, Rect] => {
    const { x, y, width, height } = boundsOfAll(insideOf(frame, placement, axes));
    return [frame.id, { x: x - side, y: y - title, width: width + 2 * side, height: height + title + side }];
  });
  return { ...placement, frames: new Map(tight) };
}

/** Releases, and beside them: labels, where lines pass that end in the frame, and where its own lines leave it. */
function insideOf({ id, members }: PictureFrame, placement: Placement, axes: Axes): Rect[] {
  const isMember = new Set(members);
  const room = placement.frames.get(id)!;
  const boxes = members.map((m) => placement.boxes.get(m)!);
  const along = axes.along(boundsOfAll(boxes));
  const labels = [...placement.labels].filter(([arrow, rect]) => arrow.needed !== id && contains(room, rect));
  const points = [...placement.ways]
    .filter(([arrow]) => isMember.has(arrow.user))
    .flatMap(([, way]) => way.map((p) => ({ ...p, width: 0, height: 0 })))
    .filter((p) => contains(room, p) && contains({ ...room, ...axes.rect(along, axes.across(room)) }, p));
  const exit = placement.exits.get(id);
  return [
    ...boxes,
    ...labels.map(([, rect]) => rect),
    ...points,
    ...(exit === undefined ? [] : [axes.rect({ low: along.high, high: along.high }, axes.across(exit))]),
  ];
}

/** Whether the middle of a rectangle is in a room. */
function contains(room: Rect, { x, y, width, height }: Rect): boolean {
  const [cx, cy] = [x + width / 2, y + height / 2];
  return cx > room.x && cx < room.x + room.width && cy > room.y && cy < room.y + room.height;
}

function routesOf(placement: Placement, axes: Axes): ReadonlyMap<PictureArrow, Route> {
  const things = [...placement.boxes.values(), ...placement.labels.values()];
  const arrows = [...placement.ways];
  const journeys = arrows
    .filter(([arrow]) => arrow.needed !== arrow.user)
    .map(([arrow]) => [arrow, journeyOf(arrow, placement, axes)] as const);
  const loops = arrows
    .filter(([arrow]) => arrow.needed === arrow.user)
    .map(
      ([arrow]) => [arrow, routeLoop(placement.boxes.get(arrow.user)!, placement.labels.get(arrow)!, axes)] as const,
    );
  return new Map([...routeAll(new Map(journeys), things, axes), ...loops]);
}

function journeyOf(arrow: PictureArrow, placement: Placement, axes: Axes): Journey {
  const points = placement.ways.get(arrow)!;
  const end = placement.boxes.get(arrow.user)!;
  const start = placement.boxes.get(arrow.needed) ?? placement.frames.get(arrow.needed)!;
  const exit = placement.exits.get(arrow.needed);
  const isOutside = (rect: Rect) => (p: Point) => {
    const { low, high } = axes.along(rect);
    const along = axes.isDown ? p.y : p.x;
    return along < low || along > high;
  };
  const way = points.filter(isOutside(start)).filter(isOutside(end));
  const leaves = exit === undefined ? 0 : middleOf(axes.along(exit));
  // Back to what stands before it, as in a cycle, an arrow leaves at any place.
  if (exit === undefined || middleOf(axes.along(end)) < leaves) return { start, end, way };
  const side = axes.along(start).high;
  return { start: axes.rect({ low: side, high: side }, axes.across(exit)), end, exit: leaves, way };
}
