import type { ProgressEvent, Reporter } from "@upstart/engine";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import type { Style } from "../output/style.ts";
import { padTo } from "../output/table.ts";
import { boardLines, detailOf, ENDS } from "./board.ts";

/** Shows progress until it is closed. */
export interface Progress extends Reporter {
  close(): void;
}

export type ProgressForm = "auto" | "tty" | "plain" | "json" | "none";

const FRAME_MS = 100;
const HEARTBEAT_MS = 30_000;
/** Rows of a live view: more would scroll, and then nothing can be redrawn. */
const MAX_ROWS = 30;

/** Live lines on a terminal; a line per change elsewhere; all on stderr. */
export function openProgress(host: Host, form: ProgressForm, ids: readonly string[], style: Style): Progress {
  const isLive = host.stderr.isTTY && host.stderr.columns > 0 && host.env.TERM !== "dumb" && !isCi(host);
  switch (form === "auto" ? (isLive ? "tty" : "plain") : form) {
    case "tty":
      return liveProgress(host, ids, style);
    case "json":
      return { report: (event) => host.stderr.write(`${JSON.stringify(event)}\n`), close: () => undefined };
    case "none":
      return { report: () => undefined, close: () => undefined };
    default:
      return plainProgress(host, ids, style);
  }
}

/** A line per change that can be searched, and now and then who keeps everybody waiting. */
function plainProgress(host: Host, ids: readonly string[], style: Style): Progress {
  const started = host.now();
  const width = Math.max(8, ...ids.map((id) => id.length));
  const last = new Map<string, ProgressEvent>();
  const line = (id: string, phase: string, detail: string) =>
    host.stderr.write(
      `${clock(host.now() - started)} ${padTo(id, width)}  ${padTo(phase, 12)} ${detail}`.trimEnd().concat("\n"),
    );
  const timer = setInterval(() => {
    const open = [...last.values()].filter((e) => !ENDS.has(e.phase));
    const busiest = open.find((e) => e.phase !== "waiting") ?? open[0];
    if (busiest !== undefined)
      line(
        busiest.object,
        "still",
        `${busiest.phase} ${detailOf(busiest, style)}; ${open.length} of ${ids.length} not done`,
      );
  }, HEARTBEAT_MS);
  timer.unref();
  return {
    report: (event) => {
      const before = last.get(event.object);
      last.set(event.object, event);
      // What it waits for may change often while it waits: the heartbeat tells.
      if (before?.phase === event.phase && event.phase !== "failed") return;
      const took = event.phase === "ready" ? `took ${formatDuration(event.elapsedMs)}` : detailOf(event, style);
      line(event.object, event.phase, took);
    },
    close: () => clearInterval(timer),
  };
}

/** One line per release, drawn over as things change. */
function liveProgress(host: Host, ids: readonly string[], style: Style): Progress {
  const last = new Map<string, ProgressEvent>();
  const started = host.now();
  let drawn = 0;
  let tick = 0;
  const frame = (isFinal: boolean): string => {
    const rows = ids.map((id) => ({ id, ...(last.has(id) ? { event: last.get(id)! } : {}) }));
    const shown = isFinal ? rows : choose(rows);
    const done = [...last.values()].filter((e) => ENDS.has(e.phase)).length;
    const lines = boardLines(shown, style, { now: host.now(), tick });
    if (!isFinal)
      lines.push(
        style.paint(
          "dim",
          ` ${done}/${ids.length} done ${style.glyphs.waiting} ${formatDuration(host.now() - started)} ${style.glyphs.waiting} ^C stops in order`,
        ),
      );
    return lines.map((l) => `${l}\n`).join("");
  };
  const draw = (isFinal = false) => {
    const text = frame(isFinal);
    // Up to where the last frame began, and everything below away.
    host.stderr.write(`${drawn > 0 ? `\u001b[${drawn}A\u001b[0J` : ""}${text}`);
    drawn = text.split("\n").length - 1;
  };
  host.stderr.write("\u001b[?25l");
  const timer = setInterval(() => {
    tick += 1;
    draw();
  }, FRAME_MS);
  return {
    report: (event) => {
      last.set(event.object, event);
    },
    close: () => {
      clearInterval(timer);
      draw(true);
      host.stderr.write("\u001b[?25h");
    },
  };
}

/** Of many rows those that are on their way, then those that wait. */
function choose<R extends { readonly event?: ProgressEvent }>(rows: readonly R[]): readonly R[] {
  if (rows.length <= MAX_ROWS) return rows;
  const rank = (r: R) =>
    r.event === undefined || r.event.phase === "waiting"
      ? 1
      : ENDS.has(r.event.phase) && r.event.phase !== "failed"
        ? 2
        : 0;
  const kept = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_ROWS));
  return rows.filter((r) => kept.has(r));
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function isCi(host: Host): boolean {
  return !["", "0", "false", undefined].includes(host.env.CI);
}
