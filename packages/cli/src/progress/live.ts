import type { Clock, ProgressEvent } from "@upstart/engine";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import type { Style } from "../output/style.ts";
import { cutTo, widthOf } from "../output/table.ts";
import { boardLines, choose, ENDS, type Row } from "./board.ts";
import type { Progress } from "./progress.ts";

const FRAME_MS = 100;
/** Where the terminal does not say how many lines it has. */
const DEFAULT_ROWS = 24;

const HIDE_CURSOR = "\u001b[?25l";
const SHOW_CURSOR = "\u001b[?25h";

/** One line per release, drawn over as things change. */
export function liveProgress(
  { stderr }: Pick<Host, "stderr">,
  style: Style,
  clock: Clock,
  interrupting = "^C stops in order",
): Progress {
  const started = clock.now();
  const last = new Map<string, ProgressEvent>();
  let ids: readonly string[] = [];
  let drawn: readonly number[] = [];
  let tick = 0;
  let cancel: (() => void) | undefined;

  const footer = (hidden: number, { glyphs, columns, paint }: Style) => {
    const done = ids.filter((id) => ENDS.has(last.get(id)?.phase ?? "waiting")).length;
    const parts = [
      `${done}/${ids.length} done`,
      formatDuration(clock.now() - started),
      ...(hidden > 0 ? [`${hidden} more not shown`] : []),
      interrupting,
    ];
    return paint("dim", cutTo(` ${parts.join(` ${glyphs.waiting} `)}`, columns, glyphs.ellipsis));
  };
  const draw = (isFinal: boolean) => {
    const now: Style = { ...style, columns: stderr.columns }; // it may be another size by now
    const rows: Row[] = ids.map((id) => ({ id, ...(last.has(id) ? { event: last.get(id)! } : {}) }));
    // What scrolls away cannot be drawn over: the last line is the cursor's, the one before it the footer.
    const shown = isFinal ? rows : choose(rows, Math.max(1, (stderr.rows || DEFAULT_ROWS) - 2));
    const lines = boardLines(shown, now, { now: clock.now(), ...(isFinal ? {} : { tick }) });
    if (!isFinal) lines.push(footer(rows.length - shown.length, now));
    // Up to where the last picture began, from the first column: a terminal echoes ^C where the cursor stands.
    const back = drawn.length > 0 ? `\r\u001b[${linesOf(drawn, now.columns)}A` : "";
    // Line by line, and what is left below away: clearing all at once puts a copy into what some terminals scroll back to.
    stderr.write(`${back}${lines.map((l) => `\u001b[2K${l}\n`).join("")}\u001b[0J`);
    drawn = isFinal ? [] : lines.map(widthOf);
  };
  const animate = () => {
    tick += 1;
    draw(false);
    cancel = clock.after(FRAME_MS, animate);
  };
  const end = () => {
    if (cancel === undefined) return;
    cancel();
    cancel = undefined;
    draw(true);
    stderr.write(SHOW_CURSOR);
  };
  return {
    begin: (shown) => {
      end();
      ids = shown;
      last.clear();
      stderr.write(HIDE_CURSOR);
      cancel = clock.after(FRAME_MS, animate);
    },
    report: (event) => void last.set(event.object, event),
    end,
  };
}

/** How many lines of a terminal rows of these widths take: one that has become narrower has broken those that were wider. */
function linesOf(widths: readonly number[], columns: number): number {
  return columns === 0
    ? widths.length
    : widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
}
