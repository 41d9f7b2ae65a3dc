import { type NodeId, needsOf, type Release } from "@upstart/engine";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeRelease, type ObserveFlags, observe, type Picked } from "./observe.ts";

/** One link of the chain that keeps a release waiting. */
interface Link {
  readonly id: NodeId;
  readonly state: string;
  readonly reason?: string;
  readonly message?: string;
  readonly waitingFor?: readonly string[];
}

/** Prints the chain from a release down to what holds everything up; whether it is ready. */
export function why(host: Host, flags: ObserveFlags & OutputFlags, name: string): Promise<boolean> {
  return observe(host, flags, [name], async (seen) => {
    const chains = seen.picked.map((release) => chainOf(seen, release));
    if (flags.output !== "text") await printDocument(host, flags.output === "json" ? "json" : "yaml", { chains });
    else {
      const style = styleOf(host, "stdout", flags);
      for (const chain of chains) {
        for (const [depth, link] of chain.entries()) {
          const pad = "   ".repeat(depth);
          const lead = depth === 0 ? "" : `${pad.slice(3)}${style.glyphs.last} `;
          const detail = link.waitingFor?.join(", ") ?? link.message ?? "";
          host.stdout.write(
            `${lead}${style.paint("bold", link.id)} is ${style.paint(link.state === "ready" ? "green" : link.state === "failed" ? "red" : "yellow", link.state)}${detail === "" ? "" : `: ${detail.split("\n").join(`\n${pad}  `)}`}\n`,
          );
        }
      }
      if (seen.picked.some((r) => !describeRelease(seen, r).isReady))
        host.stdout.write(style.paint("dim", "the last line is where to look first\n"));
    }
    return seen.picked.every((r) => describeRelease(seen, r).isReady);
  });
}

/** From a release to the first thing it needs that is not ready, and on, to the end. */
function chainOf(seen: Picked, release: Release): Link[] {
  const { state, reason, message, waitingFor, isReady } = describeRelease(seen, release);
  const link: Link = {
    id: release.id,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
  };
  if (isReady) return [link];
  for (const { to } of needsOf(seen.graph, release.id)) {
    const node = seen.graph.nodes.get(to)!;
    const needed = node.kind === "release" ? [node] : node.releases.map((id) => seen.graph.nodes.get(id) as Release);
    const open = needed.find((r) => !describeRelease(seen, r).isReady);
    if (open !== undefined) return [link, ...chainOf(seen, open)];
  }
  return [link];
}
