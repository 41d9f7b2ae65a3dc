import { countOf, type GraphDocument } from "./document.ts";
import type { Size } from "./geometry.ts";
import type { Layout } from "./layout.ts";
import { codeWidth } from "./measure.ts";

/** A line of text under a picture; `y` counts from the picture's lower edge. */
export interface Caption {
  readonly text: string;
  readonly isCyclic: boolean;
  readonly x: number;
  readonly y: number;
}

const LINE = 17;
const MARGIN = 24;
const FONT = 11;
const LEAST_WIDTH = 560;
const MAX_WALKS = 8;

/** What a picture has to say in words: its cycles, each as a walk, and that releases are not shown one by one. */
export function captionsOf(layout: Layout, document: GraphDocument): Size & { readonly lines: readonly Caption[] } {
  const room = Math.max(layout.width, LEAST_WIDTH) - 2 * MARGIN;
  const { cycles } = document;
  const texts = [
    ...cycles.slice(0, MAX_WALKS).flatMap((walk) => wrapWalk(walk, room).map((text) => ({ text, isCyclic: true }))),
    ...(cycles.length > MAX_WALKS
      ? [{ text: `and ${countOf(cycles.length - MAX_WALKS, "more cycle")}`, isCyclic: true }]
      : []),
    ...(layout.isCollapsed ? [{ text: collapsedNote(document), isCyclic: false }] : []),
  ];
  const lines = texts.map((line, i) => ({ ...line, x: MARGIN, y: i * LINE + 4 }));
  return {
    lines,
    width: Math.ceil(Math.max(0, ...lines.map((l) => codeWidth(l.text, FONT))) + 2 * MARGIN),
    height: lines.length === 0 ? 0 : lines.length * LINE + 8,
  };
}

/** Broken after an arrow where it is too long for one line. */
function wrapWalk(walk: readonly string[], room: number): string[] {
  const lines: string[] = [];
  let line = "cycle: ";
  for (const [i, id] of walk.entries()) {
    const step = i === walk.length - 1 ? id : `${id} → `;
    if (i > 0 && codeWidth(line + step, FONT) > room) {
      lines.push(line.trimEnd());
      line = "       ".replaceAll(" ", "\u00a0");
    }
    line += step;
  }
  return [...lines, line];
}

function collapsedNote({ nodes }: GraphDocument): string {
  const releases = nodes.filter((n) => n.kind === "HelmRelease").length;
  return `${countOf(releases, "release")} in ${countOf(nodes.length - releases, "service")}, each one box; --expand draws every release`;
}
