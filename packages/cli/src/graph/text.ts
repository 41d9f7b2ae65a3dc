import { PLAIN, type Style } from "../output/style.ts";
import { table } from "../output/table.ts";
import { cyclicIds, type DrawOptions, type GraphDocument, nameSome } from "./document.ts";

/** The graph for a terminal: a row per release in order, with what it takes of whom. */
export function drawText(document: GraphDocument, options: DrawOptions & { readonly style?: Style } = {}): string {
  const style = options.style ?? PLAIN;
  const releases = new Set(document.nodes.filter((n) => n.kind === "HelmRelease").map((n) => n.id));
  const waves = document.layers
    .map((layer) => layer.filter((id) => releases.has(id)))
    .filter((layer) => layer.length > 0);
  const services = document.nodes.length - releases.size;
  const rows = waves.flatMap((layer, wave) =>
    layer.map((id) => [String(wave + 1), id, chartOf(id, options), needsText(document, id, options, style)]),
  );
  const head = [
    `${count(releases.size, "release")} in ${count(waves.length, "wave")}`,
    services > 0 ? count(services, "service") : "",
  ]
    .filter((s) => s !== "")
    .join(", ");
  const cyclic = cyclicIds(document);
  const left = [...releases].filter((id) => !document.order.includes(id));
  return [
    `${style.paint("bold", head)}\n\n`,
    rows.length === 0
      ? ""
      : table(
          ["WAVE", "RELEASE", "CHART", "NEEDS"].map((h) => style.paint("dim", h)),
          rows,
        ),
    ...document.cycles.map(
      (walk) => `\n${style.paint("red", `${style.glyphs.failed} cycle`)}: ${walk.join(` ${style.glyphs.arrow} `)}\n`,
    ),
    left.length === 0
      ? ""
      : `\nnot in any wave: ${left.map((id) => (cyclic.has(id) ? style.paint("red", id) : id)).join(", ")}\n`,
  ].join("");
}

function chartOf(id: string, { notes }: DrawOptions): string {
  const note = notes?.[id];
  return note?.chart === undefined ? "" : `${note.chart}${note.version === undefined ? "" : ` ${note.version}`}`;
}

function needsText(document: GraphDocument, id: string, { missing }: DrawOptions, style: Style): string {
  const needs = [
    ...document.edges.filter((e) => e.from === id).map((e) => ({ name: e.to, outputs: e.outputs, there: true })),
    ...(missing ?? []).filter((m) => m.from === id).map((m) => ({ name: m.name, outputs: m.outputs, there: false })),
  ];
  const parts = needs.map(({ name, outputs, there }) => {
    const shown = there ? name : style.paint("yellow", `${name}?`);
    return outputs.length === 0 ? shown : `${shown} ${style.paint("dim", `(${nameSome(outputs)})`)}`;
  });
  return parts.length === 0 ? "" : `${style.paint("dim", style.glyphs.from)} ${parts.join(", ")}`;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
