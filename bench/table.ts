/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  /** What it is compared with, and what that took. */
  readonly beside?: string;
  /** Ours divided by the other's, both of the same run. */
  readonly ratio?: number;
  readonly bar?: string;
  readonly met?: boolean;
}

const HEAD = ["what", "ours", "beside it", "ratio", "bar", "met?"];

/** The rows as a Markdown table, its columns aligned so that it reads as well in a terminal. */
export function markdownTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]!.length)));
  const lines = cells.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`);
  lines.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  return `${lines.join("\n")}\n`;
}

function cellsOf({ what, ours, beside = "", ratio, bar = "", met }: Row): string[] {
  const verdict = met === undefined ? "" : met ? "yes" : "no";
  return [what, ours, beside, ratio === undefined ? "" : ratio.toFixed(2), bar, verdict].map((cell) =>
    cell.replaceAll("|", "\\|"),
  );
}

/** A time as a person reads it: `312 ms`, `1.84 s`, `33.2 s`. */
export function timeText(ms: number): string {
  if (Math.abs(ms) < 995) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(Math.abs(ms) < 9950 ? 2 : 1)} s`;
}

/** Bytes in megabytes or gigabytes. */
export function bytesText(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
