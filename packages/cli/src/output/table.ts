const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

/** Columns that a text takes on a terminal; colour codes take none. */
export function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
  const plain = text.replace(/\u001b\[[0-9;]*m/g, "");
  let width = 0;
  for (const c of plain) width += WIDE.test(c) ? 2 : /\p{Mark}/u.test(c) ? 0 : 1;
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

/**
 * A table that keeps within a terminal: columns that can be spared are left out, the first named first, until the others
 * fit and the last has room to be read; then it is broken below itself.
 */
export function fitTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: { readonly columns: number; readonly spare: readonly string[]; readonly noHeaders?: boolean },
): string {
  const last = header.length - 1;
  const all = options.noHeaders === true ? rows : [header, ...rows];
  const widthsOf = (i: number) => Math.max(0, ...all.map((row) => widthOf(row[i] ?? "")));
  const indent = header.slice(0, last).reduce((sum, _, i) => sum + widthsOf(i) + 3, 0);
  const isTooWide = options.columns > 0 && indent + Math.min(widthsOf(last), MIN_LAST) > options.columns;
  const [first, ...spare] = options.spare;
  if (isTooWide && first !== undefined) {
    const without = (row: readonly string[]) => row.filter((_, i) => header[i] !== first);
    return fitTable(without(header), rows.map(without), { ...options, spare });
  }
  const folded = rows.map((row) => [...row.slice(0, last), fold(row[last] ?? "", options.columns, indent)]);
  return table(header, folded, { noHeaders: options.noHeaders === true });
}

/** Room for a text of some words. */
const MIN_LAST = 30;

/** A text cut to a width, with an ellipsis where something was lost. Takes no colour codes. */
export function cutTo(text: string, width: number, ellipsis = "…"): string {
  if (width <= 0 || widthOf(text) <= width) return text;
  let cut = "";
  for (const c of text) {
    if (widthOf(cut) + widthOf(c) > width - ellipsis.length) break;
    cut += c;
  }
  return `${cut}${ellipsis}`;
}

/** Prose broken into lines of at most a width, each after the first `indent` blanks in. Words longer than that stay whole. */
export function wrap(text: string, width: number, indent = 0): string {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/).filter((w) => w !== "")) {
    const line = lines.at(-1)!;
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width - indent) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}

/** A line broken between words where a terminal would break it inside of one; as it is where nobody says how wide it is. */
export function fold(text: string, columns: number, indent: number): string {
  const room = columns - indent;
  return columns === 0 || room < 30 || widthOf(text) <= room ? text : wrap(text, columns, indent);
}
