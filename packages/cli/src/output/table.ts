const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{20000}-\u{3FFFD}]/u;
/** What joins what stands before it: marks, joiners, and the later parts of a Korean syllable. */
const JOINS = /\p{Mn}|\p{Me}|[\u1160-\u11FF\u200B-\u200F\u2060-\u2064\uFEFF]/u;

/** Columns that a text takes on a terminal, or at most: some draw several signs as one. Colour codes take none. */
export function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
  const plain = text.replace(/\u001b\[[0-9;]*m/g, "");
  let width = 0;
  for (const c of plain) width += WIDE.test(c) ? 2 : JOINS.test(c) ? 0 : 1;
  return width;
}

/** A text filled up with blanks to a width. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Aligned columns as kubectl prints them: three blanks between, none at the end of a line. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly noHeaders?: boolean } = {},
): string {
  const all = options.noHeaders === true ? rows : [header, ...rows];
  const widths = header.map((_, i) => Math.max(0, ...all.map((row) => widthOf(row[i] ?? ""))));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, i) => (i === row.length - 1 ? cell : padTo(cell, widths[i]! + 3)))
          .join("")
          .trimEnd()}\n`,
    )
    .join("");
}

/** A text cut to a width, with an ellipsis where something was lost. Takes no colour codes. */
export function cutTo(text: string, width: number, ellipsis = "…"): string {
  if (width <= 0 || widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  return room < 0 ? ellipsis.slice(0, width) : `${headOf(text, room)}${ellipsis}`;
}

/** As much of a text's beginning as has room. */
export function headOf(text: string, room: number): string {
  let head = "";
  let left = room;
  for (const c of text) {
    left -= widthOf(c);
    if (left < 0) break;
    head += c;
  }
  return head;
}

/**
 * Prose broken into lines of at most a width: the first begins `indent` columns in, the others are set `below` in. Words
 * longer than that stay whole.
 */
export function wrap(text: string, width: number, indent = 0, below = indent): string {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/).filter((w) => w !== "")) {
    const line = lines.at(-1)!;
    const room = width - (lines.length === 1 ? indent : below);
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > room) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(below)}`);
}

/**
 * A line broken between words where a terminal would break it inside of one; as it is where nobody says how wide it is.
 * Where too little is left beside what stands before it, it goes on near the edge.
 */
export function fold(text: string, columns: number, indent: number): string {
  const room = columns - indent;
  if (columns === 0 || widthOf(text) <= room) return text;
  return wrap(text, columns, indent, room < MIN_PROSE ? Math.min(indent, EDGE) : indent);
}

/** What is narrower is no column to read in. */
const MIN_PROSE = 30;
const EDGE = 2;
