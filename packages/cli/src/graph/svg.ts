import type { DrawOptions, GraphDocument } from "./document.ts";
import { type Box, type Frame, type Layout, type Line, layOut } from "./layout.ts";

/** The graph as one SVG: no other file, light and dark by the reader's own choice. */
export function drawSvg(document: GraphDocument, options: DrawOptions = {}): string {
  return svgOf(layOut(document, options));
}

const STYLE = `
  svg { --bg: #ffffff; --box: #ffffff; --line: #8c959f; --ink: #1f2328; --soft: #59636e; --frame: #f6f8fa; --edge: #d1d9e0; --accent: #0969da; --bad: #d1242f; --good: #1a7f37; --wait: #9a6700; font-family: ui-sans-serif, system-ui, "Segoe UI", sans-serif; }
  @media (prefers-color-scheme: dark) { svg { --bg: #0d1117; --box: #161b22; --line: #6e7681; --ink: #e6edf3; --soft: #9198a1; --frame: #11161d; --edge: #30363d; --accent: #4493f8; --bad: #f85149; --good: #3fb950; --wait: #d29922; } }
  .bg { fill: var(--bg); } .frame rect { fill: var(--frame); stroke: var(--edge); } .frame text { fill: var(--soft); font-size: 12px; font-weight: 600; }
  .box rect { fill: var(--box); stroke: var(--line); stroke-width: 1.2; } .box .title { fill: var(--ink); font-size: 13px; font-weight: 600; } .box .note { fill: var(--soft); font-size: 11px; }
  .box.service rect { stroke: var(--accent); } .box.missing rect { stroke-dasharray: 5 4; } .box.missing .title { fill: var(--soft); } .box.cyclic rect { stroke: var(--bad); stroke-width: 2; }
  .box.ready rect { stroke: var(--good); } .box.failed rect { stroke: var(--bad); } .box.progressing rect, .box.waiting rect { stroke: var(--wait); }
  .line path { fill: none; stroke: var(--line); stroke-width: 1.4; } .line.missing path { stroke-dasharray: 5 4; } .line.cyclic path { stroke: var(--bad); stroke-width: 2.4; }
  .line .label { fill: var(--accent); font-size: 10.5px; font-family: ui-monospace, "SFMono-Regular", Menlo, monospace; } .line .plate { fill: var(--bg); opacity: .88; }
  .arrow { fill: var(--line); } .arrow.bad { fill: var(--bad); }
  .dim { opacity: .18; }
`;

/** A layout as SVG. Groups carry `data-id`, `data-from` and `data-to`, for a page that wants to find them. */
export function svgOf({ width, height, boxes, frames, lines }: Layout): string {
  const releases = boxes.filter((b) => b.kind === "release").length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.max(width, 1)} ${Math.max(height, 1)}" width="${Math.max(width, 1)}" height="${Math.max(height, 1)}" role="img" aria-labelledby="graph-title graph-desc">`,
    `<title id="graph-title">What waits for what</title><desc id="graph-desc">${releases} releases; arrows run from what is needed to who needs it, labelled with the outputs that are used.</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="arrow" d="M0 0L10 5L0 10z"/></marker><marker id="arrow-bad" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto-start-reverse"><path class="arrow bad" d="M0 0L10 5L0 10z"/></marker></defs>`,
    `<rect class="bg" width="100%" height="100%"/>`,
    ...frames.map(drawFrame),
    ...lines.map(drawLine),
    ...lines.map(drawLabel),
    ...boxes.map(drawBox),
    "</svg>\n",
  ].join("\n");
}

function drawFrame({ id, x, y, width, height }: Frame): string {
  const left = x - width / 2;
  const top = y - height / 2;
  return `<g class="frame" data-service="${escapeText(id)}"><rect x="${round(left)}" y="${round(top - 14)}" width="${round(width)}" height="${round(height + 14)}" rx="10"/><text x="${round(left + 12)}" y="${round(top + 4)}">${escapeText(id)}</text></g>`;
}

function drawBox({ id, title, note, kind, isCyclic, state, x, y, width, height }: Box): string {
  const classes = ["box", kind, isCyclic ? "cyclic" : "", state ?? ""].filter((c) => c !== "").join(" ");
  const middle = note === "" ? y + 4.5 : y - 3;
  const lines = [
    `<text class="title" x="${round(x)}" y="${round(middle)}" text-anchor="middle">${escapeText(title)}</text>`,
  ];
  if (note !== "")
    lines.push(
      `<text class="note" x="${round(x)}" y="${round(y + 14)}" text-anchor="middle">${escapeText(note)}</text>`,
    );
  return `<g class="${classes}" data-id="${escapeText(id)}" tabindex="0"><title>${escapeText(id)}${note === "" ? "" : `: ${escapeText(note)}`}</title><rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${height}" rx="8"/>${lines.join("")}</g>`;
}

function drawLine(line: Line): string {
  return `<g class="${classOf(line)}" data-from="${escapeText(line.from)}" data-to="${escapeText(line.to)}"><path d="${curve(line.points)}" marker-end="url(#arrow${line.isCyclic ? "-bad" : ""})"/></g>`;
}

/** Labels come after all lines, so that none runs through one. */
function drawLabel(line: Line): string {
  if (line.label === "" || line.labelAt === undefined) return "";
  const { x, y } = line.labelAt;
  const width = line.label.length * 6.4 + 8;
  return `<g class="${classOf(line)}" data-from="${escapeText(line.from)}" data-to="${escapeText(line.to)}"><rect class="plate" x="${round(x - width / 2)}" y="${round(y - 8)}" width="${round(width)}" height="16" rx="3"/><text class="label" x="${round(x)}" y="${round(y + 3.5)}" text-anchor="middle">${escapeText(line.label)}</text></g>`;
}

function classOf({ isCyclic, isMissing }: Line): string {
  return `line${isCyclic ? " cyclic" : ""}${isMissing ? " missing" : ""}`;
}

/** A smooth line through points: straight ends, quadratic bends between. */
function curve(points: Line["points"]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const [i, point] of rest.entries()) {
    const next = rest[i + 1];
    path +=
      next === undefined
        ? `L${round(point.x)} ${round(point.y)}`
        : `Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`;
  }
  return path;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** For text and attributes alike. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
