import { Command, Option } from "commander";
import { EXIT } from "../exit.ts";
import { addFileFlags, addNamespaceFlag, addOutputFlag } from "../flags.ts";
import type { Verb } from "../verb.ts";
import type { GraphFlags } from "../verbs/graph.ts";

/** `graph`: what waits for what, and which outputs flow where. Needs no cluster. */
export const graphCommand: Verb = (host, done) => {
  const command = new Command("graph")
    .summary("draw what waits for what, with the outputs on the edges")
    .description(
      "Draws what waits for what, with the outputs that flow along each edge.\nsvg and html need no other program; html can be searched, moved and opened offline.",
    )
    .argument("[files...]", "files, as with -f");
  addOutputFlag(addNamespaceFlag(addFileFlags(command)), ["text", "json", "yaml", "dot", "mermaid", "svg", "html"]);
  return command
    .addOption(new Option("--direction <way>", "which way the needs run").choices(["lr", "tb"]).default("lr"))
    .option("--expand", "draw every release, also of large graphs")
    .option("--out <file>", "write to a file instead of stdout")
    .action(async (files: string[], flags: GraphFlags) => {
      const { drawGraph } = await import("../verbs/graph.ts");
      done((await drawGraph(host, { ...flags, filename: [...flags.filename, ...files] })) ? EXIT.ok : EXIT.no);
    });
};
