export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Given by its left upper corner. */
export interface Rect extends Point, Size {}

/**
 * A layout runs along one axis, to the right or down, and across the other. Code that has to work for both speaks
 * of `along` and `across` and lets this turn them into x and y.
 */
export interface Axes {
  readonly isDown: boolean;
  /** Where a rectangle begins and ends along the way. */
  along(rect: Rect): Range;
  /** Where it begins and ends to the sides of the way. */
  across(rect: Rect): Range;
  point(along: number, across: number): Point;
  rect(along: Range, across: Range): Rect;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Axes that run to the right, or down. */
export function axesOf(isDown: boolean): Axes {
  const horizontal = ({ x, width }: Rect): Range => ({ low: x, high: x + width });
  const vertical = ({ y, height }: Rect): Range => ({ low: y, high: y + height });
  return {
    isDown,
    along: isDown ? vertical : horizontal,
    across: isDown ? horizontal : vertical,
    point: (along, across) => (isDown ? { x: across, y: along } : { x: along, y: across }),
    rect: (along, across) => {
      const [h, v] = isDown ? [across, along] : [along, across];
      return { x: h.low, y: v.low, width: h.high - h.low, height: v.high - v.low };
    },
  };
}

/** The smallest range around all of them. There must be one. */
export function around(ranges: readonly Range[]): Range {
  return { low: Math.min(...ranges.map((r) => r.low)), high: Math.max(...ranges.map((r) => r.high)) };
}

export function middleOf({ low, high }: Range): number {
  return (low + high) / 2;
}

/** The rectangle of a size around a centre. */
export function rectAround({ x, y }: Point, { width, height }: Size): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The smallest rectangle around all of them; an empty one around none. */
export function boundsOfAll(rects: readonly Rect[]): Rect {
  const [x, y] = [least(rects.map((r) => r.x)), least(rects.map((r) => r.y))];
  const [right, bottom] = [least(rects.map((r) => -r.x - r.width)), least(rects.map((r) => -r.y - r.height))];
  return { x, y, width: -right - x, height: -bottom - y };
}

/** Not `Math.min(...)`, which takes no more arguments than fit on the stack. */
function least(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b));
}
