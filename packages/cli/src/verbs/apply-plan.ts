import type { NodeId, Release, Step } from "@upstart/engine";
import type { Style } from "../output/style.ts";
import { table } from "../output/table.ts";

/** The plan before anything is done: one line per release with why, and a count. */
export function planText(
  steps: ReadonlyMap<NodeId, Step>,
  own: readonly Release[],
  options: { readonly style: Style; readonly namespace: string; readonly context: string; readonly isDryRun: boolean },
): string {
  const { style } = options;
  const where = options.context === "" ? "" : ` ${style.glyphs.waiting} context ${options.context}`;
  const rows = own.map((release) => row(release, steps.get(release.id), style));
  const count = (sign: string) => rows.filter((r) => r.sign === sign).length;
  const changes = rows.filter((r) => r.sign !== "=");
  const head = `${style.paint("bold", "client-side apply")} (no controllers in this cluster) ${style.glyphs.waiting} namespace ${options.namespace}${where}\n`;
  const lines = changes.map((r) => [`  ${style.paint(r.color, r.sign)} ${r.id}`, r.chart, style.paint("dim", r.note)]);
  const total = `${options.isDryRun ? "Would" : "Plan"}: ${count("+")} install, ${count("~")} upgrade, ${count("=")} unchanged${count("!") > 0 ? `, ${count("!")} not` : ""}\n`;
  return `${head}${lines.length === 0 ? "" : table(["", "", ""], lines, { noHeaders: true })}${total}`;
}

interface PlanRow {
  readonly sign: "+" | "~" | "=" | "!";
  readonly color: "green" | "yellow" | "dim" | "red";
  readonly id: string;
  readonly chart: string;
  readonly note: string;
}

function row(release: Release, step: Step | undefined, style: Style): PlanRow {
  const chart = `${release.chart}${release.version === undefined ? "" : ` ${release.version}`}`;
  const base = { id: release.id, chart };
  const needs =
    release.dependencies.length === 0
      ? ""
      : `${style.glyphs.from} ${release.dependencies.map((d) => d.name).join(", ")}`;
  switch (step?.do) {
    case "install":
      return { ...base, sign: "+", color: "green", note: needs };
    case "upgrade":
      return { ...base, sign: "~", color: "yellow", note: step.reason };
    case "nothing":
      return { ...base, sign: "=", color: "dim", note: "" };
    case "stop":
      return { ...base, sign: "!", color: "red", note: step.message.split("\n")[0]! };
    default:
      // What it needs is on its way: whether it changes shows then.
      return { ...base, sign: "+", color: "green", note: needs };
  }
}
