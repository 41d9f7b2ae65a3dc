import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { findCycles, formatPath, type Graph, layersOf, needsOf, orderOf, walkOf } from "@upstart/engine";
import { writeDiagnostics } from "../diagnostics/print.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { GraphDocument } from "../graph/document.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import { printDocument, styleOf, unknownForm } from "../print.ts";

export interface GraphFlags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly direction: "lr" | "tb";
  readonly expand?: boolean;
  readonly out?: string;
}

/** Draws what can be drawn; false when something in the files stops. */
export async function drawGraph(host: Host, flags: GraphFlags): Promise<boolean> {
  const universe = await readUniverse(host, flags);
  const { graph } = universe.analysis;
  writeDiagnostics(host, "stderr", universe.diagnostics, styleOf(host, "stderr", flags));
  const document = graphDocument(graph);
  if (flags.output === "json" || flags.output === "yaml") await printDocument(host, flags.output, document);
  else {
    const picture = await draw(host, flags, document, graph);
    if (flags.out === undefined) host.stdout.write(picture);
    else {
      await writeFile(resolve(host.cwd, flags.out), picture);
      host.stderr.write(`written to ${flags.out}\n`);
    }
  }
  return !universe.isFaulty;
}

async function draw(host: Host, flags: GraphFlags, document: GraphDocument, graph: Graph): Promise<string> {
  const missing = graph.dangling
    .filter((d) => d.candidates.length === 0)
    .map((d) => ({ from: d.from, name: d.dependency.name, outputs: d.outputs }));
  const notes = Object.fromEntries(
    [...graph.nodes.values()].flatMap((n) =>
      n.kind === "release"
        ? [[n.id, { chart: n.chart, ...(n.version === undefined ? {} : { version: n.version }) }]]
        : [],
    ),
  );
  const options = { missing, notes, direction: flags.direction, expand: flags.expand === true };
  switch (flags.output) {
    case "text":
      return (await import("../graph/text.ts")).drawText(document, {
        ...options,
        style: styleOf(host, "stdout", flags),
      });
    case "dot":
      return (await import("../graph/dot.ts")).drawDot(document, options);
    case "mermaid":
      return (await import("../graph/mermaid.ts")).drawMermaid(document, options);
    case "svg":
      return (await import("../graph/svg.ts")).drawSvg(document, options);
    case "html":
      return (await import("../graph/html.ts")).drawHtml(document, options);
    default:
      return unknownForm(flags.output);
  }
}

/** The graph as `-o json` prints it. */
export function graphDocument(graph: Graph): GraphDocument {
  const order = orderOf(graph);
  return {
    nodes: [...graph.nodes.values()].map((node) =>
      node.kind === "release"
        ? {
            id: node.id,
            kind: "HelmRelease",
            ...(node.service === undefined ? {} : { service: node.service }),
            release: node.key,
          }
        : { id: node.id, kind: "UpstartService", service: node.id },
    ),
    edges: [...graph.nodes.keys()].flatMap((id) =>
      needsOf(graph, id).map((e) => ({
        from: e.from,
        to: e.to,
        path: formatPath(e.place.path),
        outputs: [...e.outputs],
      })),
    ),
    order,
    layers: layersOf(graph, order),
    cycles: findCycles(graph).flatMap((e) => e.cycles.map(walkOf)),
  };
}
