import { BOX_TEXT, LABEL_LINE } from "./box-size.ts";
import { type Caption, captionsOf } from "./captions.ts";
import { countOf, type DrawOptions, type GraphDocument } from "./document.ts";
import { escapeXml } from "./escape-xml.ts";
import { FRAME_TITLE } from "./frames.ts";
import type { Size } from "./geometry.ts";
import { type Layout, layOut, type PlacedArrow, type PlacedBox, type PlacedFrame } from "./layout.ts";
import { pictureStyle } from "./palette.ts";
import { round } from "./route.ts";

/** The graph as one SVG: no other file, light and dark by the reader's own choice. */
export function drawSvg(document: GraphDocument, options: DrawOptions = {}): string {
  return svgOf(layOut(document, options), document);
}

/**
 * A layout as SVG: one image for assistive technology, or with `isLive` a group of buttons, for a page with a script.
 * Groups carry `data-id`, or `data-needed` and `data-user`, to be found by.
 */
export function svgOf(layout: Layout, document: GraphDocument, isLive = false): string {
  const captions = captionsOf(layout, document);
  const width = Math.max(layout.width, captions.width);
  const height = layout.height + captions.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="upstart-graph" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="${isLive ? "group" : "img"}" aria-labelledby="upstart-graph-title upstart-graph-desc">`,
    `<title id="upstart-graph-title">What waits for what</title>`,
    `<desc id="upstart-graph-desc">${escapeXml(describe(document))}</desc>`,
    `<style>\n${pictureStyle()}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...layout.frames.map(drawFrame),
    ...layout.arrows.map(drawLine),
    ...layout.frames.map(drawFrameTitle),
    ...layout.boxes.map((box) => drawBox(box, isLive)),
    // Last, so that no line runs through one.
    ...layout.arrows.map(drawLabel).filter((label) => label !== ""),
    ...captions.lines.map((line) => drawCaption(line, layout)),
    "</svg>\n",
  ].join("\n");
}

function describe({ nodes, cycles }: GraphDocument): string {
  const releases = nodes.filter((n) => n.kind === "HelmRelease").length;
  return [
    `${countOf(releases, "release")}, ${countOf(nodes.length - releases, "service")}.`,
    "Arrows run from what is needed to who needs it and name the outputs that are used.",
    ...(cycles.length === 0
      ? []
      : [`${countOf(cycles.length, "cycle")}: ${cycles.map((w) => w.join(" → ")).join("; ")}.`]),
  ].join(" ");
}

function drawFrame({ id, isCyclic, ...rect }: PlacedFrame): string {
  return `<g class="${classOf("frame", { isCyclic })}" data-id="${escapeXml(id)}"><rect ${rectAttributes(rect)} rx="10"/></g>`;
}

function drawFrameTitle({ id, shownTitle, isCyclic, x, y }: PlacedFrame): string {
  return `<g class="${classOf("frame-title", { isCyclic })}" data-id="${escapeXml(id)}"><title>${escapeXml(id)}</title><text x="${round(x + FRAME_TITLE.x)}" y="${round(y + FRAME_TITLE.y)}">${escapeXml(shownTitle)}</text></g>`;
}

function drawBox(box: PlacedBox, isLive: boolean): string {
  const { id, kind, shownTitle, note, isCyclic } = box;
  const [middle, top] = [round(box.x + box.width / 2), box.y + box.height / 2];
  const text = (name: "title" | "note", y: number, words: string) =>
    `<text class="${name}" x="${middle}" y="${round(y)}">${escapeXml(words)}</text>`;
  const about = [
    box.title === id || kind === "missing" ? box.title : id,
    box.chart,
    box.version,
    ...(kind === "release" ? [] : [note]),
  ];
  const label = escapeXml(about.filter((s) => s !== undefined && s !== "").join(" "));
  return [
    `<g class="${classOf(`box ${kind}`, { isCyclic })}" data-id="${escapeXml(id)}"${isLive ? ` role="button" tabindex="0" aria-label="${label}"` : ""}><title>${label}</title>`,
    // A service stands for several: it lies on another box.
    kind === "service" ? `<rect ${rectAttributes({ ...box, x: box.x + 4, y: box.y + 4 })} rx="8"/>` : "",
    `<rect ${rectAttributes(box)} rx="8"/>`,
    note === ""
      ? text("title", top + BOX_TEXT.alone, shownTitle)
      : text("title", top + BOX_TEXT.title, shownTitle) + text("note", top + BOX_TEXT.note, note),
    "</g>",
  ].join("");
}

function drawLine(arrow: PlacedArrow): string {
  return `<g ${arrowAttributes("arrow", arrow)}><title>${titleOf(arrow)}</title><path class="line" d="${arrow.path}"/><path class="head" d="${arrow.head}"/></g>`;
}

function drawLabel(arrow: PlacedArrow): string {
  if (arrow.label === undefined) return "";
  const { lines, ...rect } = arrow.label;
  const texts = lines.map(
    (line, i) =>
      `<text x="${round(rect.x + rect.width / 2)}" y="${round(rect.y + 3 + (i + 0.5) * LABEL_LINE + 3.6)}">${escapeXml(line)}</text>`,
  );
  return `<g ${arrowAttributes("label", arrow)}><title>${titleOf(arrow)}</title><rect ${rectAttributes(rect)} rx="5"/>${texts.join("")}</g>`;
}

function drawCaption({ text, isCyclic, x, y }: Caption, { height }: Size): string {
  return `<text class="${classOf("caption", { isCyclic })}" x="${x}" y="${round(height + y)}">${escapeXml(text)}</text>`;
}

/** All outputs, however many of them the label has room for. */
function titleOf({ needed, user, outputs }: PlacedArrow): string {
  return escapeXml(
    `${user} needs ${needed.replace(/^\?/, "")}${outputs.length === 0 ? "" : `: ${outputs.join(", ")}`}`,
  );
}

function arrowAttributes(name: string, arrow: PlacedArrow): string {
  return `class="${classOf(name, arrow)}" data-needed="${escapeXml(arrow.needed)}" data-user="${escapeXml(arrow.user)}"`;
}

function rectAttributes({ x, y, width, height }: { x: number; y: number; width: number; height: number }): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function classOf(name: string, { isCyclic, isMissing = false }: { isCyclic: boolean; isMissing?: boolean }): string {
  return `${name}${isCyclic ? " cyclic" : ""}${isMissing ? " missing" : ""}`;
}
