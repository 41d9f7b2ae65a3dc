import { type Axes, around, middleOf, type Point, type Range, type Rect } from "./geometry.ts";
import type { PictureArrow } from "./picture.ts";
import type { Placement } from "./place.ts";
import { type Journey, type Route, routeAll, routeLoop } from "./route.ts";

/** The route of every arrow of a placement whose frames have been drawn. */
export function routesOf(placement: Placement, axes: Axes): ReadonlyMap<PictureArrow, Route> {
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
  const end = placement.boxes.get(arrow.user)!;
  const from = placement.boxes.get(arrow.needed) ?? placement.frames.get(arrow.needed)!;
  const exit = placement.exits.get(arrow.needed);
  const way = placement.ways.get(arrow)!.filter((p) => !isBeside(from, p, axes) && !isBeside(end, p, axes));
  if (exit === undefined) return { start: from, end, way };
  return fromFrame(from, exit, { end, way }, columnOf(end, [...placement.boxes.values()], axes), axes);
}

/** Whether a point is where a rectangle is on the way along, at its side or in it. */
function isBeside(rect: Rect, { x, y }: Point, axes: Axes): boolean {
  const { low, high } = axes.along(rect);
  const along = axes.isDown ? y : x;
  return along >= low && along <= high;
}

/** Where the boxes begin and end along the way that have the same middle there. */
function columnOf(box: Rect, boxes: readonly Rect[], axes: Axes): Range {
  const middle = Math.round(middleOf(axes.along(box)));
  return around(boxes.map((b) => axes.along(b)).filter((range) => Math.round(middleOf(range)) === middle));
}

/** How far before or behind what it goes to an arrow begins at the side of a frame. */
const RUN_UP = 44;

/**
 * Out of a frame, at its far side as a rule. Only on a cycle something stands before that: then at its near side, or
 * where that stands beside it, at the border in between, so as to cross nothing that is in the frame.
 */
function fromFrame(
  frame: Rect,
  exit: Rect,
  { end, way }: Pick<Journey, "end" | "way">,
  column: Range,
  axes: Axes,
): Journey {
  const [own, other] = [axes.along(frame), axes.along(end)];
  const at = (along: number, across: Range) => axes.rect({ low: along, high: along }, across);
  if (other.low >= own.high)
    return { start: at(own.high, axes.across(exit)), end, exit: middleOf(axes.along(exit)), way };
  if (other.high <= own.low) return { start: at(own.low, axes.across(exit)), end, way };
  const [border, beyond] = [axes.across(frame), axes.across(end)];
  const side = middleOf(beyond) < middleOf(border) ? border.low : border.high;
  const along = column.low - RUN_UP > own.low ? column.low - RUN_UP : Math.min(own.high, column.high + RUN_UP);
  return { start: at(along, { low: side, high: side }), end, way: [] };
}
