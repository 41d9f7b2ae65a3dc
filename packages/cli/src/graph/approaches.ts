import { withFrames } from "./frames.ts";
import type { Axes, Rect } from "./geometry.ts";
import type { Picture } from "./picture.ts";
import { type Approach, type Placement, placeAll, type Sizes } from "./place.ts";

/** The first gives the shortest arrows. */
const APPROACHES: readonly Approach[] = [
  { ranker: "network-simplex", isReversed: false },
  { ranker: "longest-path", isReversed: false },
  { ranker: "network-simplex", isReversed: true },
  { ranker: "longest-path", isReversed: true },
];

/**
 * Places a part of a picture, with its frames drawn. Of some graphs dagre lets frames run into each other, has no
 * number for where something stands, or gives up: then it is asked in other ways.
 */
export function placeSoundly(picture: Picture, sizes: Sizes, axes: Axes): Placement {
  let first: Placement | undefined;
  let failure: unknown;
  for (const approach of APPROACHES) {
    try {
      const placement = withFrames(picture, placeAll(picture, sizes, axes.isDown, approach), axes);
      if (isKnown(placement) && hasCleanFrames(picture, placement)) return placement;
      if (isKnown(placement)) first ??= placement;
    } catch (error) {
      failure ??= error; // said where no other way succeeds
    }
  }
  if (first !== undefined) return first;
  throw failure ?? new Error("dagre has no place for what is in the graph");
}

function isKnown({ boxes, frames, labels }: Placement): boolean {
  return [...boxes.values(), ...frames.values(), ...labels.values()].every(({ x, y }) => Number.isFinite(x + y));
}

/** Frames lie apart and hold nobody else's boxes. */
function hasCleanFrames(picture: Picture, { boxes, frames }: Placement): boolean {
  const rects = [...frames.values()];
  const areApart = rects.every((a, i) => rects.slice(i + 1).every((b) => !doOverlap(a, b)));
  return (
    areApart &&
    picture.boxes.every(({ id, frame }) =>
      [...frames].every(([of, rect]) => of === frame || !doOverlap(rect, boxes.get(id)!)),
    )
  );
}

function doOverlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
