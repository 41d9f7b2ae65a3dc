import type { Clock, ProgressEvent } from "@upstart/engine";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import type { Style } from "../output/style.ts";
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
  let drawn = 0;
  let tick = 0;
  let cancel: (() => void) | undefined;

  const footer = (hidden: number) => {
    const done = ids.filter((id) => ENDS.has(last.get(id)?.phase ?? "waiting")).length;
    const parts = [
      `${done}/${ids.length} done`,
      formatDuration(clock.now() - started),
      ...(hidden > 0 ? [`${hidden} more not shown`] : []),
      interrupting,
    ];
    return style.paint("dim", ` ${parts.join(` ${style.glyphs.waiting} `)}`);
  };
  const draw = (isFinal: boolean) => {
    const rows: Row[] = ids.map((id) => ({ id, ...(last.has(id) ? { event: last.get(id)! } : {}) }));
    // What scrolls away cannot be drawn over: the last line is the cursor's, the one before it the footer.
    const shown = isFinal ? rows : choose(rows, Math.max(1, (stderr.rows || DEFAULT_ROWS) - 2));
    const lines = boardLines(shown, style, { now: clock.now(), ...(isFinal ? {} : { tick }) });
    if (!isFinal) lines.push(footer(rows.length - shown.length));
    // Up to where the last picture began, and everything below away.
    // From the first column: a terminal echoes ^C where the cursor stands.
    const back = drawn > 0 ? `\r\u001b[${drawn}A\u001b[0J` : "";
    stderr.write(`${back}${lines.map((l) => `${l}\n`).join("")}`);
    drawn = isFinal ? 0 : lines.length;
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
