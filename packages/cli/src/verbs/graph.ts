import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { findCycles, formatPath, type Graph, layersOf, needsOf, orderOf, walkOf } from "@upstart/engine";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT } from "../exit.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { GraphDocument } from "../graph/document.ts";
import type { Host } from "../host.ts";
import { readUniverse } from "../input/universe.ts";
import { formatDocument, styleOf, unknownForm } from "../print.ts";

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
  const text = await draw(host, flags, document, graph);
  if (flags.out === undefined) host.stdout.write(text);
  else await writeOut(host, flags.out, text);
  return !universe.isFaulty;
}

async function writeOut(host: Host, file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(host.cwd, file), text);
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    throw new CliError(
      EXIT.usage,
      `cannot write ${file}: ${reasonOf(cause)}`,
      "give --out a file in a folder that is there",
    );
  }
  host.stderr.write(`written to ${file}\n`);
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is no such folder";
  if (code === "EISDIR") return "it is a folder";
  return code === "EACCES" ? "permission denied" : message;
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
    case "json":
    case "yaml":
      return formatDocument(flags.output, document);
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
