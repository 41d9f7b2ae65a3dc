import type { Clock, Reporter } from "@upstart/engine";
import type { Host } from "../host.ts";
import type { Style } from "../output/style.ts";
import { jsonProgress } from "./json.ts";
import { liveProgress } from "./live.ts";
import { plainProgress } from "./plain.ts";

/** Shows what happens to releases, on stderr. */
export interface Progress extends Reporter {
  /** Begins to show these. Until then nothing is drawn, so that other lines may be written. */
  begin(ids: readonly string[]): void;
  /** Leaves what is shown as it is; other lines may be written again. */
  end(): void;
}

export type ProgressForm = "auto" | "tty" | "plain" | "json" | "none";

/** Live lines on a terminal, with what ^C does; a line per change elsewhere. */
export function openProgress(
  host: Host,
  form: ProgressForm,
  style: Style,
  clock: Clock,
  interrupting?: string,
): Progress {
  switch (form === "auto" ? (isLive(host) ? "tty" : "plain") : form) {
    case "tty":
      return liveProgress(host, style, clock, interrupting);
    case "json":
      return jsonProgress(host);
    case "none":
      return { begin: () => undefined, report: () => undefined, end: () => undefined };
    default:
      return plainProgress(host, style, clock);
  }
}

function isLive({ stderr, env }: Host): boolean {
  const isCi = !["", "0", "false", undefined].includes(env.CI);
  return stderr.isTTY && stderr.columns > 0 && env.TERM !== "dumb" && !isCi;
}
