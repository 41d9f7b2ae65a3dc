import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";
import { drawTree } from "../tree/draw.ts";
import { rootsOf } from "../tree/nodes.ts";
import { type ObserveFlags, observe, type Picked } from "./observe.ts";
import { nextText, standingsOf } from "./standings.ts";

export interface TreeFlags extends ObserveFlags, OutputFlags {
  readonly show: "workloads" | "all";
}

/** Prints what is made of what: environment, services, releases, their objects. */
export function tree(host: Host, flags: TreeFlags, names: readonly string[]): Promise<void> {
  const show = async (seen: Picked) => {
    const standings = standingsOf(host, seen.picked, seen.kept);
    const roots = rootsOf(seen, standings, flags.show === "all");
    if (flags.output === "text") {
      host.stdout.write(drawTree(roots, styleOf(host, "stdout", flags)));
      host.stderr.write(nextText(standings));
    } else await printDocument(host, flags.output === "json" ? "json" : "yaml", { objects: roots });
  };
  return observe(host, flags, names, show, { withObjects: true });
}
