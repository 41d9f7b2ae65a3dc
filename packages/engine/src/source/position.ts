import type { SourceText, TextRange } from "./document.ts";

/** Line and column, both from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const starts = new WeakMap<SourceText, readonly number[]>();

/** The position of an offset. The first call for a text costs its length, later ones next to nothing. */
export function positionOf(source: SourceText, offset: number): Position {
  const lines = lineStarts(source);
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return {
    line: low + 1,
    column: offset - lines[low]! + 1 - (low === 0 && hasByteOrderMark(source) && offset > 0 ? 1 : 0),
  };
}

/** A line's text, from 1, without its end and without a byte order mark. */
export function lineOf(source: SourceText, line: number): string {
  const lines = lineStarts(source);
  const text = source.text.slice(lines[line - 1], lines[line]).replace(/\r?\n$|\r$/, "");
  return line === 1 && hasByteOrderMark(source) ? text.slice(1) : text;
}

/** A range as it stands on its first line, cut where the line ends: what a caret can underline. */
export function underline(source: SourceText, range: TextRange): { position: Position; length: number } {
  const position = positionOf(source, range.start);
  const rest = lineOf(source, position.line).length - (position.column - 1);
  return { position, length: Math.max(1, Math.min(range.end - range.start, rest)) };
}

function lineStarts(source: SourceText): readonly number[] {
  const known = starts.get(source);
  if (known !== undefined) return known;
  const lines = [0];
  for (let i = source.text.indexOf("\n"); i !== -1; i = source.text.indexOf("\n", i + 1)) lines.push(i + 1);
  starts.set(source, lines);
  return lines;
}

function hasByteOrderMark(source: SourceText): boolean {
  return source.text.startsWith("\uFEFF");
}
