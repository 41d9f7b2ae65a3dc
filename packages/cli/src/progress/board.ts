import type { Phase, ProgressEvent } from "@upstart/engine";
import { afterState } from "../output/detail.ts";
import { formatDuration } from "../output/duration.ts";
import { printable } from "../output/printable.ts";
import type { Color, Style } from "../output/style.ts";
import { cutTo, padTo, widthOf } from "../output/table.ts";

/** What is known of one release while it is on its way. */
export interface Row {
  readonly id: string;
  readonly event?: ProgressEvent;
}

/** Phases that a release does not leave by itself. */
export const ENDS: ReadonlySet<Phase> = new Set(["ready", "unchanged", "failed", "blocked", "suspended", "deleted"]);

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
};

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const ASCII_SPINNER = ["|", "/", "-", "\\"];

/** One line per release: a sign, its name, what it does or waits for, and for how long. `now` in ms; without `tick` nothing turns. Pure. */
export function boardLines(
  rows: readonly Row[],
  style: Style,
  options: { readonly now: number; readonly tick?: number },
): string[] {
  const width = Math.max(4, ...rows.map((r) => widthOf(r.id)));
  const frames = style.glyphs.ok === "✓" ? SPINNER : ASCII_SPINNER;
  const turning = options.tick === undefined ? undefined : frames[options.tick % frames.length];
  return rows.map(({ id, event }) => {
    const phase = event?.phase ?? "waiting";
    const { glyph, color, word } = LOOKS[phase];
    const sign = glyph === "spinner" ? (turning ?? style.glyphs.waiting) : style.glyphs[glyph];
    const elapsed = elapsedOf(event, options.now);
    // Signs, name, word and time take their columns; what is left is the detail's.
    const room = style.columns === 0 ? 0 : Math.max(1, style.columns - width - 25);
    const text = detailOf(event, style);
    const detail = room === 0 ? text : cutTo(text, room);
    return ` ${style.paint(color, sign)} ${padTo(id, width)}  ${style.paint(color, padTo(word, 12))} ${padTo(elapsed, 6)} ${detail}`.trimEnd();
  });
}

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
