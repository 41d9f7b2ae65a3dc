import type { Phase, ProgressEvent } from "@upstart/engine";
import { formatDuration } from "../output/duration.ts";
import type { Color, Style } from "../output/style.ts";
import { cutTo, padTo } from "../output/table.ts";

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

/** One line per release: a sign, its name, what it does or waits for, and for how long. `now` in ms; pure. */
export function boardLines(
  rows: readonly Row[],
  style: Style,
  options: { readonly now: number; readonly tick: number },
): string[] {
  const width = Math.max(...rows.map((r) => r.id.length), 4);
  return rows.map(({ id, event }) => {
    const phase = event?.phase ?? "waiting";
    const { glyph, color, word } = LOOKS[phase];
    const frames = style.glyphs.ok === "✓" ? SPINNER : ASCII_SPINNER;
    const sign = glyph === "spinner" ? frames[options.tick % frames.length]! : style.glyphs[glyph];
    const elapsed =
      event === undefined
        ? ""
        : ENDS.has(phase) || phase === "waiting"
          ? endTime(event)
          : formatDuration(event.elapsedMs + (options.now - Date.parse(event.time)));
    const detail = detailOf(event, style);
    const text = `${padTo(word, 12)} ${padTo(elapsed, 6)} ${detail}`.trimEnd();
    const room = style.columns > 0 ? style.columns - width - 5 : 0;
    return ` ${style.paint(color, sign)} ${padTo(id, width)}  ${style.paint(phase === "failed" ? "red" : phase === "waiting" ? "dim" : "bold", "")}${room > 0 ? cutTo(text, room) : text}`;
  });
}

/** What an event waits for or met, in one line. */
export function detailOf(event: ProgressEvent | undefined, style: Style): string {
  if (event === undefined) return "";
  if (event.waitingFor !== undefined && event.waitingFor.length > 0)
    return event.waitingFor.join(` ${style.glyphs.waiting} `);
  return event.message?.split("\n")[0] ?? "";
}

function endTime(event: ProgressEvent): string {
  return event.phase === "ready" || event.phase === "failed" || event.phase === "deleted"
    ? formatDuration(event.elapsedMs)
    : "";
}
