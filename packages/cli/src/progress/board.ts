import type { Phase, ProgressEvent } from "@upstart/engine";
import { cutMiddle } from "../output/cut-middle.ts";
import { afterState } from "../output/detail.ts";
import { formatDuration } from "../output/duration.ts";
import { fitLine } from "../output/fit-line.ts";
import { printable } from "../output/printable.ts";
import type { Color, Style } from "../output/style.ts";
import { padTo, widthOf } from "../output/table.ts";

/** What is known of one release while it is on its way. */
export interface Row {
  readonly id: string;
  readonly event?: ProgressEvent;
}

/** Phases that a release does not leave by itself. */
export const ENDS: ReadonlySet<Phase> = new Set([
  "ready",
  "unchanged",
  "failed",
  "blocked",
  "suspended",
  "asleep",
  "deleted",
]);

const LOOKS: Readonly<
  Record<
    Phase,
    {
      readonly glyph: "ok" | "failed" | "waiting" | "warning" | "spinner";
      readonly color: Color;
      readonly word: string;
    }
  >
> = {
  waiting: { glyph: "waiting", color: "dim", word: "waits for" },
  installing: { glyph: "spinner", color: "cyan", word: "installing" },
  upgrading: { glyph: "spinner", color: "cyan", word: "upgrading" },
  progressing: { glyph: "spinner", color: "cyan", word: "progressing" },
  uninstalling: { glyph: "spinner", color: "cyan", word: "uninstalling" },
  ready: { glyph: "ok", color: "green", word: "ready" },
  unchanged: { glyph: "ok", color: "green", word: "unchanged" },
  deleted: { glyph: "ok", color: "green", word: "deleted" },
  failed: { glyph: "failed", color: "red", word: "failed" },
  blocked: { glyph: "failed", color: "yellow", word: "blocked" },
  suspended: { glyph: "warning", color: "yellow", word: "suspended" },
  asleep: { glyph: "warning", color: "dim", word: "asleep" },
};

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const ASCII_SPINNER = ["|", "/", "-", "\\"];

/** One line per release: a sign, its name, what it does or waits for, and for how long. `now` in ms; without `tick` nothing turns. Pure. */
export function boardLines(
  rows: readonly Row[],
  style: Style,
  options: { readonly now: number; readonly tick?: number },
): string[] {
  const frames = style.glyphs.ok === "✓" ? SPINNER : ASCII_SPINNER;
  const turning = options.tick === undefined ? undefined : frames[options.tick % frames.length];
  const details = rows.map(({ event }) => detailOf(event, style));
  const width = nameWidth(rows, details, style);
  return rows.map(({ id, event }, i) => {
    const { glyph, color, word } = LOOKS[event?.phase ?? "waiting"];
    const sign = glyph === "spinner" ? (turning ?? style.glyphs.waiting) : style.glyphs[glyph];
    return fitLine(
      [
        { text: " " },
        { text: sign, color },
        { text: ` ${padTo(cutMiddle(id, width, style.glyphs.ellipsis), width)}  ` },
        { text: padTo(word, 12), color },
        { text: ` ${padTo(elapsedOf(event, options.now), 6)} ${details[i]}` },
      ],
      style,
    );
  });
}

/** Sign, word and time take their columns. Of what is left a detail gets enough for a few words, and the names the rest. */
function nameWidth(rows: readonly Row[], details: readonly string[], { columns }: Style): number {
  const longest = Math.max(4, ...rows.map((r) => widthOf(r.id)));
  if (columns === 0) return longest;
  const detail = Math.min(MIN_DETAIL, Math.max(0, ...details.map(widthOf)));
  return Math.min(longest, Math.max(MIN_NAME, columns - 25 - detail));
}

const MIN_DETAIL = 20;
/** A name that is cut to less names nothing. */
const MIN_NAME = 12;

/** Of many rows those that are on their way or failed, then those that wait, in the order of all. */
export function choose<R extends Row>(rows: readonly R[], max: number): readonly R[] {
  if (rows.length <= max) return rows;
  const rank = ({ event }: Row) => {
    if (event === undefined || event.phase === "waiting") return 1;
    return ENDS.has(event.phase) && event.phase !== "failed" ? 2 : 0;
  };
  const kept = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, max));
  return rows.filter((r) => kept.has(r));
}

/** What an event waits for or met, in one line. */
export function detailOf(event: ProgressEvent | undefined, style: Style): string {
  if (event === undefined) return "";
  if (event.waitingFor !== undefined && event.waitingFor.length > 0)
    return printable(event.waitingFor.join(` ${style.glyphs.waiting} `));
  return printable(afterState(event.phase, event.message?.split("\n")[0] ?? ""));
}

function elapsedOf(event: ProgressEvent | undefined, now: number): string {
  if (event === undefined || event.phase === "waiting") return "";
  if (!ENDS.has(event.phase)) return formatDuration(event.elapsedMs + (now - Date.parse(event.time)));
  return ["ready", "failed", "deleted"].includes(event.phase) ? formatDuration(event.elapsedMs) : "";
}
