import { printable } from "../output/printable.ts";
import { type DrawOptions, type GraphDocument, nameSome } from "./document.ts";
import { type Picture, type PictureArrow, type PictureBox, pictureOf } from "./picture.ts";

/**
 * The graph for graphviz: services as clusters, outputs on the edges, which run from what is needed to who needs it.
 * Every release is drawn, whatever their number. The same document gives the same text.
 */
export function drawDot(document: GraphDocument, options: DrawOptions = {}): string {
  const picture = pictureOf(document, options, false);
  const loose = picture.boxes.filter((b) => b.frame === undefined);
  return [
    "digraph upstart {",
    // Without `compound` an edge cannot end at a cluster.
    `  graph [rankdir=${options.direction === "tb" ? "TB" : "LR"}, compound=true, fontname="sans-serif"];`,
    '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];',
    '  edge [fontname="monospace", fontsize=10];',
    ...picture.frames.flatMap((frame, i) => [
      `  subgraph ${quote(clusterName(i))} {`,
      `    label=${label(frame.id)}; style="rounded,filled"; fillcolor="#f6f8fa"; color=${quote(frame.isCyclic ? RED : "#d1d9e0")};`,
      ...picture.boxes.filter((b) => b.frame === frame.id).map((box) => `  ${nodeLine(box)}`),
      "  }",
    ]),
    ...loose.map(nodeLine),
    ...picture.arrows.map((arrow) => edgeLine(arrow, picture)),
    "}\n",
  ].join("\n");
}

const RED = "#d1242f";
const GREY = "#8c959f";

function nodeLine(box: PictureBox): string {
  const { id, title, kind, isCyclic } = box;
  const chart = [box.chart, box.version].filter((s) => s !== undefined).join(" ");
  const attributes = [
    `label=${label(chart === "" ? title : `${title}\n${chart}`)}`,
    ...(kind === "service" ? ["shape=box3d"] : []),
    ...(kind === "missing"
      ? ['style="rounded,dashed,filled"', `color=${quote(GREY)}`, `fontcolor=${quote(GREY)}`]
      : []),
    ...(isCyclic ? [`color=${quote(RED)}`, "penwidth=2"] : []),
  ];
  return `  ${quote(id)} [${attributes.join(", ")}];`;
}

function edgeLine({ needed, user, outputs, isCyclic, isMissing }: PictureArrow, { frames }: Picture): string {
  const cluster = frames.findIndex((f) => f.id === needed);
  const attributes = [
    ...(outputs.length === 0 ? [] : [`label=${label(nameSome(outputs))}`]),
    ...(cluster === -1 ? [] : [`ltail=${quote(clusterName(cluster))}`]),
    ...(isMissing ? ["style=dashed", `color=${quote(GREY)}`] : []),
    ...(isCyclic ? [`color=${quote(RED)}`, "penwidth=2"] : []),
  ];
  // An edge of a cluster still has to start at one of its nodes.
  const tail = frames[cluster]?.members.at(-1) ?? needed;
  return `  ${quote(tail)} -> ${quote(user)}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`};`;
}

function clusterName(index: number): string {
  return `cluster_${index}`;
}

/** A label: graphviz reads entities in it. */
function label(text: string): string {
  return quote(text.replaceAll("&", "&amp;"));
}

function quote(text: string): string {
  const escaped = printable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replaceAll(/\r?\n|\r/g, "\\n")}"`;
}
