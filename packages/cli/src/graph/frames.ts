import { type Axes, boundsOfAll, middleOf, type Rect } from "./geometry.ts";
import { fitTitle, shortName, TYPE, titleWidth } from "./measure.ts";
import type { Picture, PictureFrame } from "./picture.ts";
import type { Placement } from "./place.ts";

/** The room of a frame around its releases: above, where its title is, and elsewhere. */
const ROOM = { title: 30, side: 16 } as const;

/** Where a frame's title begins, from the frame's left upper corner. */
export const FRAME_TITLE = { x: 14, y: 20 } as const;

/** A frame's title, cut to what fits into its width. */
export function frameTitle(name: string, width: number): string {
  return fitTitle(name, width - 2 * FRAME_TITLE.x);
}

/** How wide a box must be for the title to fit over it. */
export function leastWidthFor(name: string): number {
  return titleWidth(shortName(name), TYPE.frame) + 2 * (FRAME_TITLE.x - ROOM.side);
}

/** The placement with frames drawn close around what is in them, within the rooms that are kept for them. */
export function withFrames({ frames }: Picture, placement: Placement, axes: Axes): Placement {
  const tight = frames.map((frame): readonly [string, Rect] => {
    const { x, y, width, height } = boundsOfAll(insideOf(frame, placement, axes));
    return [
      frame.id,
      { x: x - ROOM.side, y: y - ROOM.title, width: width + 2 * ROOM.side, height: height + ROOM.title + ROOM.side },
    ];
  });
  return { ...placement, frames: new Map(tight) };
}

/** Releases, and beside them: labels, where lines pass that end in the frame, and where its own lines leave it. */
function insideOf({ id, members }: PictureFrame, placement: Placement, axes: Axes): Rect[] {
  const isMember = new Set(members);
  const room = placement.frames.get(id)!;
  const boxes = members.map((m) => placement.boxes.get(m)!);
  const along = axes.along(boundsOfAll(boxes));
  // Of its own arrows only those have a label in it that go back, as on a cycle.
  const isBefore = (rect: Rect) => middleOf(axes.along(rect)) < along.high;
  const labels = [...placement.labels].filter(
    ([arrow, rect]) => contains(room, rect) && (arrow.needed !== id || isBefore(rect)),
  );
  const points = [...placement.ways]
    .filter(([arrow]) => isMember.has(arrow.user))
    .flatMap(([, way]) => way.map((p) => ({ ...p, width: 0, height: 0 })))
    .filter((p) => contains(axes.rect(along, axes.across(room)), p));
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
