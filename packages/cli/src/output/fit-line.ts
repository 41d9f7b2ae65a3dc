import type { Color, Style } from "./style.ts";
import { cutTo, headOf, widthOf } from "./table.ts";

/** A part of a line, in its colour. */
export interface Part {
  readonly text: string;
  readonly color?: Color;
}

/** Parts as one line that never takes more columns than there are: what is last is lost first. */
export function fitLine(parts: readonly Part[], { columns, glyphs, paint }: Style): string {
  let left = columns === 0 ? Number.POSITIVE_INFINITY : columns;
  let line = "";
  for (const { text, color } of parts) {
    if (left <= 0) break;
    const isWhole = widthOf(text.trimEnd()) <= left;
    const shown = isWhole ? headOf(text, left) : cutTo(text, left, glyphs.ellipsis);
    left -= widthOf(shown);
    line += color === undefined ? shown : paint(color, shown);
  }
  return line.trimEnd();
}
