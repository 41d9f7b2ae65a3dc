import type { Release, Seen } from "@upstart/engine";
import type { Door } from "../cluster/door.ts";
import { cutMiddle } from "../output/cut-middle.ts";
import type { Color, Style } from "../output/style.ts";
import { cutTo, fold, padTo, table, widthOf } from "../output/table.ts";
import type { PlannedRemoval } from "./planned-removals.ts";

export interface PlanOptions {
  readonly style: Style;
  /** Of the objects that are applied. */
  readonly namespaces: readonly string[];
  readonly context: string;
  readonly isDryRun: boolean;
  /** Who carries it out, and why. */
  readonly door: Door;
  /** What goes besides. */
  readonly removals: readonly PlannedRemoval[];
}

/** The plan before anything is done: one line per release with why, and a count. What is as wanted is only counted. */
export function planText(seen: Seen, own: readonly Release[], options: PlanOptions): string {
  const removed = options.removals.map((r) => ({ ...r, sign: "-", note: "no longer in the files" }) as const);
  const rows = [...own.map((release) => row(release, seen, options.style)), ...removed];
  const changes = rows.filter((r) => r.sign !== "=");
  return `${head(options)}${planLines(changes, options.style)}${total(rows, options)}`;
}

type Sign = "+" | "~" | "?" | "=" | "!" | "-";

interface PlanRow {
  readonly sign: Sign;
  readonly id: string;
  readonly chart: string;
  readonly note: string;
}

const COLORS: Readonly<Record<Sign, Color>> = {
  "+": "green",
  "~": "yellow",
  "?": "cyan",
  "=": "dim",
  "!": "red",
  "-": "red",
};

function head({ style, namespaces, context, door }: PlanOptions): string {
  const where = [namespacesText(namespaces), ...(context === "" ? [] : [`context ${context}`])];
  const how = door.by === "cluster" ? "server-side apply" : "client-side apply";
  const lead = `${style.paint("bold", how)} (${door.why})`;
  return `${fold([lead, ...where].join(` ${style.glyphs.waiting} `), style.columns, 2)}\n`;
}

const SHOWN_NAMESPACES = 3;

function namespacesText(all: readonly string[]): string {
  const more = all.length - SHOWN_NAMESPACES;
  const names = all.slice(0, SHOWN_NAMESPACES).join(", ");
  return `namespace${all.length === 1 ? "" : "s"} ${names}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A name or a chart that is cut to less says nothing. */
const MIN_NAME = 8;
/** Nor does a note. */
const MIN_NOTE = 10;
/** What a chart gets beside names that are long. */
const MIN_CHART = 20;

function planLines(rows: readonly PlanRow[], style: Style): string {
  if (rows.length === 0) return "";
  const { ellipsis } = style.glyphs;
  const longest = Math.max(...rows.map((r) => widthOf(r.id)));
  const widest = Math.max(...rows.map((r) => widthOf(r.chart)));
  const columns = style.columns === 0 ? Number.POSITIVE_INFINITY : style.columns - MARGINS;
  const id = Math.min(longest, Math.max(MIN_NAME, columns - Math.min(widest, MIN_CHART)));
  const chart = Math.min(widest, Math.max(MIN_NAME, columns - id));
  const room = columns - id - chart - 3;
  const lines = rows.map((r) => [
    `  ${style.paint(COLORS[r.sign], r.sign)} ${padTo(cutMiddle(r.id, id, ellipsis), id)}`,
    cutTo(r.chart, chart, ellipsis),
    room < MIN_NOTE ? "" : style.paint("dim", cutTo(r.note, room, ellipsis)),
  ]);
  return table(["", "", ""], lines, { noHeaders: true });
}

/** The sign before a name, and what is between it and the chart. */
const MARGINS = 7;

function total(rows: readonly PlanRow[], { isDryRun }: PlanOptions): string {
  const count = (sign: Sign) => rows.filter((r) => r.sign === sign).length;
  const parts = [
    `${count("+")} install`,
    `${count("~")} upgrade`,
    ...(count("?") > 0 ? [`${count("?")} may change`] : []),
    `${count("=")} unchanged`,
    ...(count("!") > 0 ? [`${count("!")} not`] : []),
    ...(count("-") > 0 ? [`${count("-")} remove`] : []),
  ];
  return `${isDryRun ? "Would" : "Plan"}: ${parts.join(", ")}\n`;
}

function row(release: Release, { steps, observation }: Seen, { glyphs }: Style): PlanRow {
  const chart = `${release.chart}${release.version === undefined ? "" : ` ${release.version}`}`;
  const base = { id: release.id, chart };
  const step = steps.get(release.id);
  const needs = release.dependencies.map((d) => d.name).join(", ");
  const from = needs === "" ? "" : `${glyphs.from} ${needs}`;
  switch (step?.do) {
    case "install":
      return { ...base, sign: "+", note: from };
    case "upgrade":
    case "recover":
      return { ...base, sign: "~", note: step.reason };
    case "nothing":
      return { ...base, sign: "=", note: "" };
    case "stop":
      return { ...base, sign: "!", note: step.message.split("\n")[0]! };
    default: {
      if (observation.get(release.id)?.helm === undefined) return { ...base, sign: "+", note: from };
      // It is as wanted and not ready yet, or what it needs is on its way: whether it changes shows then.
      return step?.do === "wait" && step.phase === "progressing"
        ? { ...base, sign: "=", note: "" }
        : { ...base, sign: "?", note: `shows when ${needs} ${release.dependencies.length > 1 ? "are" : "is"} ready` };
    }
  }
}
