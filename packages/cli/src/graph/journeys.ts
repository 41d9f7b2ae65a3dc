import { type Axes, middleOf, type Point, type Rect } from "./geometry.ts";
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
