import { formatDuration } from "../output/duration.ts";
import type { Style } from "../output/style.ts";
import type { EnvironmentView } from "./environment.ts";

/** A phase in the colour of what it means. */
export function paintPhase(style: Style, { phase, queuePosition }: EnvironmentView): string {
  const text = phase === "Queued" && queuePosition !== undefined ? `Queued (${queuePosition})` : phase;
  if (phase === "Ready") return style.paint("green", text);
  if (phase === "Failed" || phase === "Blocked" || phase === "Degraded") return style.paint("red", text);
  if (phase === "Expiring" || phase === "Suspended" || phase === "Terminating") return style.paint("yellow", text);
  return phase === "Sleeping" || phase === "Terminated" ? style.paint("dim", text) : style.paint("cyan", text);
}

/** When it goes by itself, from now: `in 3d`, `now`, `never`. */
export function expiryText({ expiresAt, protected: isProtected, phase }: EnvironmentView, now: number): string {
  if (phase === "Terminating" || phase === "Blocked") return "going";
  if (expiresAt === undefined) return isProtected === true ? "never" : "-";
  const left = Date.parse(expiresAt) - now;
  return left <= 0 ? "now" : `in ${formatDuration(left)}`;
}

/** A time and how long ago it was. */
export function ago(time: string, now: number): string {
  return `${time} (${formatDuration(Math.max(now - Date.parse(time), 0))} ago)`;
}

/** `label   text` for each, the texts one below the other. Lines without a text are left out. */
export function facts(rows: readonly (readonly [label: string, text: string | undefined])[]): string {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== "");
  const width = Math.max(0, ...shown.map(([label]) => label.length)) + 3;
  const indent = " ".repeat(width);
  return shown.map(([label, text]) => `${label.padEnd(width)}${text.replaceAll("\n", `\n${indent}`)}\n`).join("");
}
