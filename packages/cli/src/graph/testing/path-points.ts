import type { Point } from "../geometry.ts";

const STEP = 4;

/** Points on a path of SVG's `M`, `L` and `C`, close enough to each other that nothing that can be seen is between them. */
export function pointsOn(path: string): Point[] {
  const points: Point[] = [];
  for (const [, command, numbers] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const n = numbers!.match(/-?[\d.]+/g)!.map(Number);
    const handles = Array.from({ length: n.length / 2 }, (_, i): Point => ({ x: n[2 * i]!, y: n[2 * i + 1]! }));
    const from = points.at(-1);
    if (command === "M" || from === undefined) points.push(handles[0]!);
    else points.push(...between([from, ...handles]));
  }
  return points;
}

/** A Bezier curve through its handles, of any number, by de Casteljau. */
function between(handles: readonly Point[]): Point[] {
  const [from, to] = [handles[0]!, handles.at(-1)!];
  const count = Math.max(8, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP));
  return Array.from({ length: count }, (_, i) => pointAt(handles, (i + 1) / count));
}

function pointAt(handles: readonly Point[], t: number): Point {
  if (handles.length === 1) return handles[0]!;
  const mix = (a: Point, b: Point): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
  return pointAt(
    handles.slice(1).map((p, i) => mix(handles[i]!, p)),
    t,
  );
}
