import type { Clock, ProgressEvent } from "@upstart/engine";
import type { Host } from "../host.ts";
import { formatDuration } from "../output/duration.ts";
import type { Style } from "../output/style.ts";
import { padTo } from "../output/table.ts";
import { detailOf, ENDS } from "./board.ts";
import type { Progress } from "./progress.ts";

const HEARTBEAT_MS = 30_000;

/** A line per change that can be searched, and every half minute who keeps everybody waiting. */
export function plainProgress({ stderr }: Pick<Host, "stderr">, style: Style, clock: Clock): Progress {
  const started = clock.now();
  const last = new Map<string, ProgressEvent>();
  let ids: readonly string[] = [];
  let width = 8;
  let cancel: () => void = () => undefined;
  const line = (id: string, phase: string, detail: string) =>
    stderr.write(
      `${sinceStart(clock.now() - started)} ${padTo(id, width)}  ${padTo(phase, 12)} ${detail}`.trimEnd().concat("\n"),
    );
  const beat = () => {
    const open = [...last.values()].filter((e) => !ENDS.has(e.phase));
    // What is at work keeps the rest waiting.
    const blocker = open.find((e) => e.phase !== "waiting") ?? open[0];
    if (blocker !== undefined)
      line(blocker.object, "still", `${still(blocker, style)}; ${open.length} of ${ids.length} not done`);
    cancel = clock.after(HEARTBEAT_MS, beat);
  };
  return {
    begin: (shown) => {
      cancel();
      ids = shown;
      width = Math.max(8, ...ids.map((id) => id.length));
      last.clear();
      cancel = clock.after(HEARTBEAT_MS, beat);
    },
    report: (event) => {
      const before = last.get(event.object);
      last.set(event.object, event);
      // What it waits for may change often while it waits: the heartbeat tells. Why it is tried again is told at once.
      if (before?.phase === event.phase && before.reason === event.reason && event.phase !== "failed") return;
      line(
        event.object,
        event.phase,
        event.phase === "ready" ? `took ${formatDuration(event.elapsedMs)}` : detailOf(event, style),
      );
    },
    end: () => cancel(),
  };
}

function still(event: ProgressEvent, style: Style): string {
  const detail = detailOf(event, style);
  return `${event.phase === "waiting" ? "waiting for" : event.phase}${detail === "" ? "" : ` ${detail}`}`;
}

function sinceStart(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
