import { printable } from "../output/printable.ts";
import { countOf, type DrawOptions, type GraphDocument, nameSome } from "./document.ts";
import { type Picture, type PictureArrow, type PictureBox, pictureOf, readablePicture } from "./picture.ts";

/** Mermaid refuses a chart with more, and a page cannot raise it. */
const LIMITS = { edges: 500, characters: 50_000 } as const;

/**
 * The graph for Markdown pages: services as subgraphs, outputs on the edges, which run from what is needed to who
 * needs it. Names are only ever labels, so that none can be a word of mermaid's. The same document gives the same text.
 *
 * What mermaid would refuse becomes one box for each service, then loses its outputs, and says so.
 */
export function drawMermaid(document: GraphDocument, options: DrawOptions = {}): string {
  const readable = readablePicture(document, options);
  const collapsed = readable.frames.length > 1 ? pictureOf(document, options, true) : readable;
  const bare = { ...collapsed, arrows: collapsed.arrows.map((a) => ({ ...a, outputs: [] })) };
  for (const picture of [readable, collapsed, bare]) {
    const text = chartOf(picture, notesOf(document, picture, picture === bare), options);
    if (picture.arrows.length <= LIMITS.edges && text.length <= LIMITS.characters) return text;
  }
  const note = `${document.nodes.length} releases and services with ${document.edges.length} edges are more than mermaid takes: see -o svg`;
  return `${headOf(options)}\n  n0["${note}"]\n`;
}

function notesOf({ nodes }: GraphDocument, { isCollapsed }: Picture, isBare: boolean): string[] {
  const releases = nodes.filter((n) => n.kind === "HelmRelease").length;
  return [
    ...(isCollapsed ? [`${countOf(releases, "release")}: one box for each service`] : []),
    ...(isBare ? ["outputs are left out: with them it is more than mermaid takes"] : []),
  ];
}

function headOf({ direction }: DrawOptions): string {
  return `flowchart ${direction === "tb" ? "TB" : "LR"}`;
}

function chartOf(picture: Picture, notes: readonly string[], options: DrawOptions): string {
  const names = namesOf(picture);
  return [
    headOf(options),
    ...notes.map((note) => `  %% ${note}`),
    ...picture.frames.flatMap((frame) => [
      `  subgraph ${names.get(frame.id)}["${escapeLabel(frame.id)}"]`,
      ...picture.boxes.filter((b) => b.frame === frame.id).map((box) => `  ${nodeLine(box, names)}`),
      "  end",
    ]),
    ...picture.boxes.filter((b) => b.frame === undefined).map((box) => nodeLine(box, names)),
    ...picture.arrows.map((arrow) => edgeLine(arrow, names)),
    ...styleLines(picture, names),
    "",
  ].join("\n");
}

/** Short names in place of ids: `end`, quotes and slashes mean something to mermaid. */
function namesOf({ boxes, frames }: Picture): ReadonlyMap<string, string> {
  return new Map([...frames.map((f, i) => [f.id, `s${i}`] as const), ...boxes.map((b, i) => [b.id, `n${i}`] as const)]);
}

function nodeLine({ id, title, kind }: PictureBox, names: ReadonlyMap<string, string>): string {
  const label = `"${escapeLabel(kind === "missing" ? `${title}?` : title)}"`;
  return `  ${names.get(id)}${kind === "service" ? `[[${label}]]` : `(${label})`}`;
}

function edgeLine({ needed, user, outputs, isMissing }: PictureArrow, names: ReadonlyMap<string, string>): string {
  const label = outputs.length === 0 ? "" : `|"${escapeLabel(nameSome(outputs))}"|`;
  return `  ${names.get(needed)} ${isMissing ? "-.->" : "-->"}${label} ${names.get(user)}`;
}

function styleLines({ boxes, frames, arrows }: Picture, names: ReadonlyMap<string, string>): string[] {
  const missing = boxes.filter((b) => b.kind === "missing").map((b) => names.get(b.id));
  const cyclic = [...frames, ...boxes].filter((b) => b.isCyclic).map((b) => names.get(b.id));
  const steps = arrows.flatMap((a, i) => (a.isCyclic ? [i] : []));
  return [
    ...(missing.length === 0
      ? []
      : ["  classDef missing stroke:#8c959f,stroke-dasharray:4 4", `  class ${missing.join(",")} missing`]),
    ...(cyclic.length === 0
      ? []
      : ["  classDef cycle stroke:#d1242f,stroke-width:2px", `  class ${cyclic.join(",")} cycle`]),
    ...(steps.length === 0 ? [] : [`  linkStyle ${steps.join(",")} stroke:#d1242f,stroke-width:3px`]),
  ];
}

/** Mermaid reads `#35;` in labels; it also finds Markdown, formulas between `$$` and settings between `%%` there. */
function escapeLabel(text: string): string {
  return printable(text)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[#&"<>`\\%$*]/g, (c) => `#${c.codePointAt(0)};`);
}
