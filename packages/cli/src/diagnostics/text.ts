import { lineOf, underline } from "@upstart/engine";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold, widthOf } from "../output/table.ts";
import type { LocatedDiagnostic, LocatedPlace } from "./located.ts";

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;
/** Columns of a source line that are shown around a caret. */
const WINDOW = 110;

/**
 * A diagnostic as a person reads it: what is wrong, where, the line with a caret, other places, what to do.
 *
 *     error DependencyCycle: api -> cache -> api
 *       --> service.yaml:12:17
 *        |
 *     12 |         - name: cache
 *        |                 ^^^^^
 *        = help: remove one of these dependencies
 *
 * What is only worth knowing is one line:
 *
 *     info UnusedDependency: "api" uses no output of "redis" (service.yaml:12:17)
 */
export function diagnosticText(d: LocatedDiagnostic, style: Style): string {
  const title = `${d.severity} ${d.code}`;
  const isNote = d.severity === "info";
  const head = fold(`${title}: ${printable(isNote ? `${d.message} (${whereOf(d)})` : d.message)}`, style.columns, 2);
  const lines = [`${style.paint(COLORS[d.severity], title)}${style.paint("bold", head.slice(title.length))}`];
  if (isNote) return `${lines[0]}\n`;
  const gutter = Math.max(2, String(d.line ?? "").length);
  lines.push(...placeLines(d, gutter, style, COLORS[d.severity]));
  for (const related of d.related ?? []) lines.push(relatedLine(related, gutter, style));
  if (d.help !== undefined)
    lines.push(
      `${" ".repeat(gutter)} ${style.paint("blue", "=")} ${style.paint("bold", "help")}: ${fold(printable(d.help), style.columns, gutter + 9)}`,
    );
  return `${lines.join("\n")}\n`;
}

function placeLines(
  d: LocatedDiagnostic,
  gutter: number,
  style: Style,
  color: (typeof COLORS)[keyof typeof COLORS],
): string[] {
  const pad = " ".repeat(gutter);
  const bar = style.paint("blue", "|");
  if (d.file === undefined || d.line === undefined || d.source === undefined || d.range === undefined) {
    return d.object === undefined
      ? []
      : [`${pad}${style.paint("blue", "-->")} ${d.object.kind} ${d.object.name}: ${d.path}`];
  }
  const { position, length } = underline(d.source, d.range);
  const { text, column } = window(lineOf(d.source, d.line), position.column, style.glyphs.ellipsis);
  const [before, under] = [text.slice(0, column - 1), text.slice(column - 1, column - 1 + length)].map(shown);
  return [
    `${pad}${style.paint("blue", "-->")} ${printable(d.file)}:${d.line}:${d.column}`,
    `${pad} ${bar}`,
    `${style.paint("blue", String(d.line).padStart(gutter))} ${bar} ${shown(text)}`.trimEnd(),
    `${pad} ${bar} ${" ".repeat(widthOf(before!))}${style.paint(color, "^".repeat(Math.max(1, widthOf(under!))))}`,
  ];
}

/** A piece of a source line as a terminal may show it, every tab one blank wide. */
function shown(text: string): string {
  return printable(text.replaceAll("\t", " "));
}

function relatedLine(related: LocatedPlace & { message: string }, gutter: number, style: Style): string {
  return `${" ".repeat(gutter)} ${style.paint("blue", ":")} ${printable(`${whereOf(related)}: ${related.message}`)}`;
}

function whereOf({ object, path, file, line, column }: LocatedPlace): string {
  return file === undefined ? `${object?.name ?? ""} ${path ?? ""}`.trim() : `${file}:${line}:${column}`;
}

/** The part of a long line around a column, and the column in it. */
function window(line: string, column: number, ellipsis: string): { text: string; column: number } {
  if (line.length <= WINDOW) return { text: line, column };
  const start = Math.max(0, Math.min(column - 1 - WINDOW / 2, line.length - WINDOW));
  const end = start + WINDOW;
  const before = start > 0 ? ellipsis : "";
  return {
    text: `${before}${line.slice(start, end)}${end < line.length ? ellipsis : ""}`,
    column: column - start + before.length,
  };
}

/** `2 errors, 1 warning in 3 files (12 ms)`. */
export function summaryText(counts: { errors: number; warnings: number; infos: number; files: number }): string {
  const parts = [plural(counts.errors, "error"), plural(counts.warnings, "warning")];
  if (counts.infos > 0) parts.push(plural(counts.infos, "note"));
  return `${parts.join(", ")} in ${plural(counts.files, "file")}`;
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
