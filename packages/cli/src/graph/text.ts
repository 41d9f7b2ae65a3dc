import { printable } from "../output/printable.ts";
import { PLAIN, type Style } from "../output/style.ts";
import { table, widthOf } from "../output/table.ts";
import { countOf, cyclicIds, type DrawOptions, type GraphDocument, nameSome } from "./document.ts";

interface Need {
  readonly name: string;
  readonly outputs: readonly string[];
  readonly isMissing: boolean;
}

interface Row {
  readonly wave: string;
  readonly release: string;
  readonly isCyclic: boolean;
  readonly needs: readonly Need[];
}

/**
 * The graph for a terminal: one line on the whole, each release by wave with a branch for whatever it waits for and
 * the outputs that it takes, then cycles and what nothing answers to. Where the style knows a width, long lists of
 * outputs are cut to keep within it.
 */
export function drawText(document: GraphDocument, options: DrawOptions & { readonly style?: Style } = {}): string {
  const style = options.style ?? PLAIN;
  const rows = rowsOf(document, options);
  return [
    `${style.paint("bold", headOf(document, rows))}\n`,
    rows.length === 0 ? "" : `\n${tableOf(rows, style)}`,
    ...cycleLines(document, rows, style),
    ...missingLines(options, style),
  ].join("");
}

/** `6 releases in 2 waves, 3 services`. */
function headOf(document: GraphDocument, rows: readonly Row[]): string {
  const services = document.nodes.length - rows.length;
  const waves = new Set(rows.map((r) => r.wave).filter((wave) => wave !== UNPLACED)).size;
  return [
    waves === 0 ? countOf(rows.length, "release") : `${countOf(rows.length, "release")} in ${countOf(waves, "wave")}`,
    ...(services === 0 ? [] : [countOf(services, "service")]),
    ...(document.cycles.length === 0 ? [] : [countOf(document.cycles.length, "cycle")]),
  ].join(", ");
}

const UNPLACED = "-";

/** Releases by wave; at the end, without one, those that a cycle keeps from being placed. */
function rowsOf(document: GraphDocument, { missing = [] }: DrawOptions): Row[] {
  const releases = document.nodes.filter((n) => n.kind === "HelmRelease").map((n) => n.id);
  const isRelease = new Set(releases);
  const waves = document.layers.map((layer) => layer.filter((id) => isRelease.has(id))).filter((l) => l.length > 0);
  const placed = new Set(waves.flat());
  const cyclic = cyclicIds(document);
  const edges = Map.groupBy(document.edges, (e) => e.from);
  const absent = Map.groupBy(missing, (m) => m.from);
  const rowOf = (id: string, wave: string): Row => ({
    wave,
    release: inLine(id),
    isCyclic: cyclic.has(id),
    needs: [
      ...(edges.get(id) ?? []).map((e) => needOf(e.to, e.outputs, false)),
      ...(absent.get(id) ?? []).map((m) => needOf(m.name, m.outputs, true)),
    ],
  });
  return [
    ...waves.flatMap((layer, i) => layer.map((id) => rowOf(id, String(i + 1)))),
    ...releases.filter((id) => !placed.has(id)).map((id) => rowOf(id, UNPLACED)),
  ];
}

function needOf(name: string, outputs: readonly string[], isMissing: boolean): Need {
  return { name: inLine(name), outputs: outputs.map(inLine), isMissing };
}

/** Names may come from anywhere: none may command the terminal, or break a line. */
function inLine(name: string): string {
  return printable(name).replaceAll(/\s/g, " ");
}

function tableOf(rows: readonly Row[], style: Style): string {
  const header = ["WAVE", "RELEASE", "OUTPUTS"];
  const lines = rows.flatMap((row) => [
    [row.wave, style.paint(row.isCyclic ? "red" : "bold", row.release), ""],
    ...row.needs.map((need, i) => needLine(need, i === row.needs.length - 1, style)),
  ]);
  if (rows.every((row) => row.needs.every((need) => need.outputs.length === 0))) header.pop();
  const taken = [0, 1].map((i) => Math.max(...[header, ...lines].map((line) => widthOf(line[i]!))) + 3);
  const room = style.columns === 0 ? Number.POSITIVE_INFINITY : style.columns - taken[0]! - taken[1]!;
  const needs = rows.flatMap((row) => ["", ...row.needs.map((need) => fitOutputs(need.outputs, room))]);
  return table(
    header.map((title) => style.paint("dim", title)),
    lines.map(([wave, name], i) => [wave!, name!, needs[i]!].slice(0, header.length)),
  );
}

function needLine({ name, isMissing }: Need, isLast: boolean, { glyphs, paint }: Style): string[] {
  const branch = paint("dim", isLast ? glyphs.last : glyphs.branch);
  return ["", `${branch} ${isMissing ? paint("yellow", `${name}?`) : name}`];
}

/** All names where they fit, else some of them and how many more. */
function fitOutputs(outputs: readonly string[], room: number): string {
  const forms = [outputs.join(", "), nameSome(outputs), nameSome(outputs, 2)];
  return forms.find((form) => widthOf(form) <= room) ?? forms[2]!;
}

function cycleLines(document: GraphDocument, rows: readonly Row[], { glyphs, paint }: Style): string[] {
  if (document.cycles.length === 0) return [];
  const blocked = rows.filter((row) => row.wave === UNPLACED && !row.isCyclic).map((row) => row.release);
  const mark = paint("red", `${glyphs.failed} cycle`);
  return [
    "\n",
    ...document.cycles.map((walk) => `${mark}: ${walk.map(inLine).join(` ${glyphs.arrow} `)}\n`),
    ...(blocked.length === 0 ? [] : [`waiting behind it: ${blocked.join(", ")}\n`]),
  ];
}

function missingLines({ missing = [] }: DrawOptions, { glyphs, paint }: Style): string[] {
  const users = [...Map.groupBy(missing, (m) => m.name)];
  if (users.length === 0) return [];
  return [
    "\n",
    ...users.map(([name, by]) => {
      const who = by.map((m) => inLine(m.from)).join(", ");
      return `${paint("yellow", `${glyphs.warning} ${inLine(name)}`)} is not in these files; ${who} ${by.length === 1 ? "needs" : "need"} it\n`;
    }),
  ];
}
