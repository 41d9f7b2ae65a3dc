import { type Axes, around, middleOf, type Point, type Range, type Rect } from "./geometry.ts";

/** An arrow that has to find its way between things that have their places. */
export interface Journey {
  readonly start: Rect;
  readonly end: Rect;
  /** Where the arrow first keeps straight on to, if that is not where `start` stands. */
  readonly exit?: number;
  /** Points that it passes, none of them within `start` or `end`. */
  readonly way: readonly Point[];
}

/** Paths in the words of SVG's `d`. */
export interface Route {
  readonly path: string;
  readonly head: string;
}

/** How far to the right and down a route comes at most: its own points, those that bend it included. */
export function reachOf({ path }: Route): Point {
  const numbers = path.match(/-?[\d.]+/g)!.map(Number);
  const largest = (of: 0 | 1) => numbers.reduce((most, n, i) => (i % 2 === of && n > most ? n : most), 0);
  return { x: largest(0), y: largest(1) };
}

/** How long a side must be for so many arrows to keep apart. */
export function sideLength(arrows: number): number {
  return 2 * PORT_INSET + Math.max(0, arrows - 1) * PORT_GAP;
}

const PORT_GAP = 11;
const PORT_INSET = 9;
const HEAD = { length: 8, half: 3.6 } as const;

/** A step of a way: it keeps to one line from `from` to `to`, past whatever stands in that column. */
interface Step {
  readonly from: number;
  readonly to: number;
  readonly across: number;
}

/**
 * Smooth paths that leave and reach boxes at right angles and pass columns of things in straight lines, so that bends
 * are only where nothing stands. Ends on one side of a box keep apart. `things` are all boxes and labels.
 */
export function routeAll<Key>(
  journeys: ReadonlyMap<Key, Journey>,
  things: readonly Rect[],
  axes: Axes,
): ReadonlyMap<Key, Route> {
  const columns = columnsOf(things, axes);
  const ports = portsOf(journeys, axes);
  return new Map(
    [...journeys].map(([key, journey]) => {
      const ends = ports.get(key)!;
      return [key, draw(stepsOf(journey, ends, columns, axes), axes)];
    }),
  );
}

/** A loop beside its box, at the side where its label is. */
export function routeLoop(box: Rect, label: Rect, axes: Axes): Route {
  const middle = middleOf(axes.along(box));
  const side = axes.across(box).high;
  const half = Math.min(16, (axes.along(box).high - axes.along(box).low) / 4);
  // A curve reaches three quarters of the way to its handles.
  const depth = side + (middleOf(axes.across(label)) - side) / 0.75;
  const at = (along: number, across: number) => pair(axes.point(along, across));
  const tip = axes.point(middle + half, side);
  return {
    path: `M${at(middle - half, side)}C${at(middle - half, depth)} ${at(middle + half, depth)} ${at(middle + half, side + HEAD.length - 1)}`,
    head: headPath(tip, axes.isDown ? { x: -1, y: 0 } : { x: 0, y: -1 }),
  };
}

/** Everything with one centre along the way stands in one column. */
function columnsOf(things: readonly Rect[], axes: Axes): ReadonlyMap<number, Range> {
  const columns = new Map<number, Range>();
  for (const thing of things) {
    const range = axes.along(thing);
    const key = Math.round(middleOf(range));
    columns.set(key, around([range, ...(columns.has(key) ? [columns.get(key)!] : [])]));
  }
  return columns;
}

interface Ends {
  readonly start: number;
  readonly end: number;
}

/** Where arrows touch their boxes: as near as can be to where they go, but apart. */
function portsOf<Key>(journeys: ReadonlyMap<Key, Journey>, axes: Axes): ReadonlyMap<Key, Ends> {
  interface Port {
    readonly key: Key;
    readonly which: keyof Ends;
    readonly near: number;
    readonly far: number;
  }
  const sides = new Map<string, { readonly rect: Rect; readonly ports: Port[] }>();
  for (const [key, { start, end, way }] of journeys) {
    const across = [...way].map((p) => (axes.isDown ? p.x : p.y));
    const [from, to] = [middleOf(axes.across(start)), middleOf(axes.across(end))];
    const put = (which: keyof Ends, rect: Rect, port: { near: number; far: number }) => {
      const sideKey = JSON.stringify([rect, isAhead(rect, neighbour({ start, end, way }, which), axes)]);
      const side = sides.get(sideKey) ?? { rect, ports: [] };
      side.ports.push({ key, which, ...port });
      sides.set(sideKey, side);
    };
    put("start", start, { near: across[0] ?? to, far: to });
    put("end", end, { near: across.at(-1) ?? from, far: from });
  }
  const ends = new Map<Key, { start: number; end: number }>();
  for (const { rect, ports } of sides.values()) {
    ports.sort((a, b) => a.near - b.near || a.far - b.far);
    const places = spread(
      ports.map((p) => p.near),
      axes.across(rect),
    );
    for (const [i, { key, which }] of ports.entries())
      ends.set(key, { ...(ends.get(key) ?? { start: 0, end: 0 }), [which]: places[i]! });
  }
  return ends;
}

/** The given places moved as little as possible to lie within a side and apart. They come in order. */
function spread(wanted: readonly number[], side: Range): number[] {
  const inset = Math.min(PORT_INSET, (side.high - side.low) / 2);
  const [low, high] = [side.low + inset, side.high - inset];
  const gap = wanted.length < 2 ? 0 : Math.min(PORT_GAP, (high - low) / (wanted.length - 1));
  const places: number[] = [];
  for (const place of wanted) places.push(Math.max(Math.min(place, high), low, (places.at(-1) ?? -Infinity) + gap));
  for (let i = places.length - 1, most = high; i >= 0; i--, most -= gap) places[i] = Math.min(places[i]!, most);
  return places;
}

/** What an end looks at: the next point of the way, or the other end's middle. */
function neighbour({ start, end, way }: Journey, which: keyof Ends): Rect {
  const point = which === "start" ? way[0] : way.at(-1);
  if (point !== undefined) return { ...point, width: 0, height: 0 };
  return which === "start" ? end : start;
}

function isAhead(rect: Rect, other: Rect, axes: Axes): boolean {
  return middleOf(axes.along(other)) >= middleOf(axes.along(rect));
}

function stepsOf(journey: Journey, ends: Ends, columns: ReadonlyMap<number, Range>, axes: Axes): Step[] {
  const columnAt = (along: number) => columns.get(Math.round(along));
  const ofEnd = (which: keyof Ends): { readonly side: number; readonly past: number } => {
    const rect = axes.along(journey[which]);
    const column = columnAt((which === "start" ? journey.exit : undefined) ?? middleOf(rect)) ?? rect;
    const range = around([rect, column]);
    return isAhead(journey[which], neighbour(journey, which), axes)
      ? { side: rect.high, past: range.high }
      : { side: rect.low, past: range.low };
  };
  const [start, end] = [ofEnd("start"), ofEnd("end")];
  const forward = end.side >= start.side;
  const passed = journey.way.flatMap((point): Step[] => {
    const along = axes.isDown ? point.y : point.x;
    // Where nothing stands there is no need to keep to a line.
    const column = columnAt(along);
    if (column === undefined) return [];
    const across = axes.isDown ? point.x : point.y;
    return [forward ? { from: column.low, to: column.high, across } : { from: column.high, to: column.low, across }];
  });
  return monotone(
    [
      { from: start.side, to: start.past, across: ends.start },
      ...passed,
      { from: end.past, to: end.side, across: ends.end },
    ],
    forward,
  );
}

/** Steps never go back: columns may overlap a little where a wide label stands beside a narrow box. */
function monotone(steps: readonly Step[], forward: boolean): Step[] {
  const last = steps.at(-1)!;
  const ahead = (a: number, b: number) => (forward ? Math.max(a, b) : Math.min(a, b));
  const kept: Step[] = [];
  for (const step of steps.slice(0, -1)) {
    const from = ahead(step.from, kept.at(-1)?.to ?? step.from);
    kept.push({ ...step, from, to: ahead(step.to, from) });
  }
  const reached = kept.at(-1)!.to;
  return [...kept, { ...last, from: ahead(last.from, reached) }];
}

function draw(steps: readonly Step[], axes: Axes): Route {
  const at = (along: number, across: number) => pair(axes.point(along, across));
  const last = steps.at(-1)!;
  const forward = last.to >= steps[0]!.from;
  const sign = forward ? 1 : -1;
  // The line ends inside the head: its own end would stick out at the tip.
  const stop = last.to - sign * (HEAD.length - 1);
  let path = `M${at(steps[0]!.from, steps[0]!.across)}`;
  for (const [i, step] of steps.entries()) {
    const before = steps[i - 1];
    if (before !== undefined) path += bend(before, step, at);
    if (i === steps.length - 1) path += `L${at(stop, step.across)}`;
    else if (step.to !== step.from) path += `L${at(step.to, step.across)}`;
  }
  return {
    path,
    head: headPath(axes.point(last.to, last.across), axes.isDown ? { x: 0, y: sign } : { x: sign, y: 0 }),
  };
}

function bend(before: Step, step: Step, at: (along: number, across: number) => string): string {
  if (Math.abs(before.across - step.across) < 0.05) return `L${at(step.from, step.across)}`;
  const middle = (before.to + step.from) / 2;
  return `C${at(middle, before.across)} ${at(middle, step.across)} ${at(step.from, step.across)}`;
}

/** A triangle with its tip at a point, looking in a direction of length one. */
function headPath({ x, y }: Point, { x: dx, y: dy }: Point): string {
  const [bx, by] = [x - dx * HEAD.length, y - dy * HEAD.length];
  return `M${pair({ x, y })}L${pair({ x: bx - dy * HEAD.half, y: by + dx * HEAD.half })}L${pair({ x: bx + dy * HEAD.half, y: by - dx * HEAD.half })}Z`;
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

/** A tenth of a pixel is enough for anybody. */
export function round(n: number): number {
  return Math.round(n * 10) / 10;
}
