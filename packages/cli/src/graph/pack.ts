import type { Point, Size } from "./geometry.ts";

/** Wider than high: as screens and pages are. */
const SHAPE = 1.6;

/**
 * Places things beside and below each other, high ones first, so that the whole is about as wide as a screen.
 * Returns their left upper corners in the order given.
 */
export function pack(sizes: readonly Size[], gap: number): Point[] {
  const area = sizes.reduce((sum, s) => sum + (s.width + gap) * (s.height + gap), 0);
  const widest = Math.max(0, ...sizes.map((s) => s.width));
  const limit = Math.max(widest, Math.sqrt(area * SHAPE));
  const corners: Point[] = new Array<Point>(sizes.length);
  let [x, y, shelf] = [0, 0, 0];
  const byHeight = sizes.map((size, i) => ({ size, i })).sort((a, b) => b.size.height - a.size.height || a.i - b.i);
  for (const { size, i } of byHeight) {
    if (x > 0 && x + size.width > limit) [x, y, shelf] = [0, y + shelf + gap, 0];
    corners[i] = { x, y };
    x += size.width + gap;
    shelf = Math.max(shelf, size.height);
  }
  return corners;
}
