import { cutMiddle } from "./cut-middle.ts";
import { fold, table, widthOf } from "./table.ts";

export interface FitOptions {
  /** Of the terminal; 0 where nobody says. */
  readonly columns: number;
  /** Columns that can be left out, the least important first. */
  readonly spare: readonly string[];
  readonly noHeaders?: boolean;
  /** What stands where something was cut. */
  readonly ellipsis?: string;
}

/**
 * A table that keeps within a terminal: columns that can be spared are left out until the others fit and the last has
 * room to be read, then names in the first are cut. The last is broken below itself.
 */
export function fitTable(header: readonly string[], rows: readonly (readonly string[])[], options: FitOptions): string {
  const { columns, noHeaders = false } = options;
  const [first, ...spare] = options.spare;
  const widths = widthsOf(noHeaders ? rows : [header, ...rows]);
  const excess = columns === 0 ? 0 : indentOf(widths) + Math.min(widths.at(-1) ?? 0, MIN_LAST) - columns;
  if (excess <= 0) return foldLast(header, rows, { columns, noHeaders });
  if (first !== undefined) {
    const without = (row: readonly string[]) => row.filter((_, i) => header[i] !== first);
    return fitTable(without(header), rows.map(without), { ...options, spare });
  }
  const room = Math.max(MIN_FIRST, (widths[0] ?? 0) - excess);
  const cut = rows.map(([name = "", ...rest]) => [cutMiddle(name, room, options.ellipsis), ...rest]);
  return foldLast(header, cut, { columns, noHeaders });
}

/** Room for a text of some words. */
const MIN_LAST = 30;

/** A name that is cut to less names nothing. */
const MIN_FIRST = 12;

function foldLast(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, noHeaders }: { readonly columns: number; readonly noHeaders: boolean },
): string {
  const indent = indentOf(widthsOf(noHeaders ? rows : [header, ...rows]));
  const folded = rows.map((row) => [...row.slice(0, -1), fold(row.at(-1) ?? "", columns, indent)]);
  return table(header, folded, { noHeaders });
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ""))));
}

/** Where the last column begins. */
function indentOf(widths: readonly number[]): number {
  return widths.slice(0, -1).reduce((sum, width) => sum + width + 3, 0);
}
