import { placeSoundly } from "./approaches.ts";
import { type BoxContent, contentOf, labelLines, labelSize } from "./box-size.ts";
import { componentsOf } from "./components.ts";
import type { DrawOptions, GraphDocument } from "./document.ts";
import { frameTitle, leastWidthFor } from "./frames.ts";
import { type Axes, axesOf, type Rect, type Size } from "./geometry.ts";
import { routesOf } from "./journeys.ts";
import { pack } from "./pack.ts";
import { type Picture, type PictureArrow, type PictureBox, type PictureFrame, readablePicture } from "./picture.ts";
import { boundsOf, mergePlacements, movePlacement } from "./place.ts";
import { type Route, reachOf } from "./route.ts";

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
/** Releases of a service are equally wide as long as none has a very long name. */
const MAX_EVEN_WIDTH = 190;

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
  const parts = componentsOf(picture).map((part) => placeSoundly(part, sizes, axes));
  const bounds = parts.map(boundsOf);
  const corners = pack(bounds, PART_GAP);
  const placements = parts.map((part, i) =>
    movePlacement(part, { x: corners[i]!.x - bounds[i]!.x + MARGIN, y: corners[i]!.y - bounds[i]!.y + MARGIN }),
  );
  const whole = mergePlacements(placements);
  const routes = new Map(placements.flatMap((placement) => [...routesOf(placement, axes)]));
  const { width, height } = boundsOf(whole);
  // An arrow that goes round others may come out further than what it joins.
  const reaches = [...routes.values()].map(reachOf);
  return {
    width: Math.ceil(reaches.reduce((most, { x }) => Math.max(most, x), width + MARGIN) + MARGIN),
    height: Math.ceil(reaches.reduce((most, { y }) => Math.max(most, y), height + MARGIN) + MARGIN),
    isCollapsed: picture.isCollapsed,
    boxes: picture.boxes.map((box) => ({ ...box, ...contents.get(box.id)!, ...whole.boxes.get(box.id)! })),
    frames: picture.frames.map((frame) => {
      const rect = whole.frames.get(frame.id)!;
      return { ...frame, ...rect, shownTitle: frameTitle(frame.id, rect.width) };
    }),
    arrows: picture.arrows.map((arrow) => ({
      ...arrow,
      ...routes.get(arrow)!,
      ...(lines.has(arrow) ? { label: { ...whole.labels.get(arrow)!, lines: lines.get(arrow)! } } : {}),
    })),
  };
}

function contentsOf(picture: Picture, { isDown }: Axes): ReadonlyMap<string, BoxContent> {
  const { boxes, frames, arrows } = picture;
  const starts = Map.groupBy(arrows, (a) => a.needed);
  const ends = Map.groupBy(arrows, (a) => a.user);
  const portsOf = (id: string) => Math.max(starts.get(id)?.length ?? 0, ends.get(id)?.length ?? 0);
  const contents = new Map(boxes.map((box) => [box.id, contentOf(box, portsOf(box.id), isDown)]));
  const titles = titleWidths(picture, isDown);
  for (const { id, members } of frames) {
    const widest = Math.max(...members.map((m) => contents.get(m)!.width));
    const least = Math.max(Math.min(widest, MAX_EVEN_WIDTH), titles.get(id) ?? 0);
    for (const m of members) contents.set(m, { ...contents.get(m)!, width: Math.max(contents.get(m)!.width, least) });
  }
  return contents;
}

/** A frame is as wide as what is in it: where that is one column, its boxes must be as wide as the title. */
function titleWidths({ boxes, frames, arrows }: Picture, isDown: boolean): ReadonlyMap<string, number> {
  const frameOf = new Map(boxes.map((box) => [box.id, box.frame]));
  const linked = new Set(arrows.map((a) => frameOf.get(a.needed) === frameOf.get(a.user) && frameOf.get(a.user)));
  const columns = frames.filter((frame) => isDown || !linked.has(frame.id));
  return new Map(columns.map(({ id }) => [id, leastWidthFor(id)]));
}
