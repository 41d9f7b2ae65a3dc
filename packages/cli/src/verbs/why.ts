import { helmsWord } from "@upstart/clients";
import { type NodeId, type Release, releasesNeededBy, type Story, storyOf } from "@upstart/engine";
import { isOfLife } from "../cluster/told-life.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { afterState } from "../output/detail.ts";
import { printable } from "../output/printable.ts";
import type { Style } from "../output/style.ts";
import { fold, widthOf } from "../output/table.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeRelease, type ObserveFlags, observe, type Picked } from "./observe.ts";
import type { ReleaseState } from "./release-state.ts";
import { standingsOf, standingText } from "./standings.ts";
import { storyLines } from "./story.ts";

/** One link of the chain that keeps a release waiting; the last one with its story. */
interface Link extends ReleaseState {
  readonly id: NodeId;
  readonly story?: Story;
}

/** Prints the chain from a release down to what holds everything up; whether it is ready. */
export function why(host: Host, flags: ObserveFlags & OutputFlags, name: string): Promise<boolean> {
  const show = async (seen: Picked) => {
    const chains = await Promise.all(seen.picked.map((release) => chainOf(seen, release)));
    const environments = standingsOf(host, seen.picked, seen.kept);
    if (flags.output !== "text")
      await printDocument(host, flags.output === "json" ? "json" : "yaml", {
        chains,
        ...(environments.length === 0 ? {} : { environments }),
      });
    else {
      const style = styleOf(host, "stdout", flags);
      host.stdout.write(
        `${chains.map((chain) => chainText(chain, style)).join("")}${standingText(environments, style)}`,
      );
    }
    return chains.every(([first]) => first!.state === "ready");
  };
  return observe(host, flags, [name], show, { withObjects: true });
}

/** From a release to the first thing it needs that is not ready, and on, to the end. */
async function chainOf(seen: Picked, release: Release): Promise<Link[]> {
  const { isReady, ...state } = describeRelease(seen, release);
  const link = { id: release.id, ...state };
  // What keeps all of its environment is no other release's doing.
  if (isReady || isOfLife(seen.steps.get(release.id))) return [link];
  const open = releasesNeededBy(seen.graph, release.id).find((r) => !describeRelease(seen, r).isReady);
  // A cycle has no step for its members, and no end.
  if (open !== undefined && state.state !== "unknown") return [link, ...(await chainOf(seen, open))];
  if (!["failed", "progressing", "outOfSync"].includes(state.state)) return [link];
  const others = seen.releases
    .filter((r) => r.namespace === release.namespace && r !== release)
    .map((r) => r.releaseName);
  const { cluster } = seen.session;
  const story = await storyOf(cluster, {
    release,
    others,
    observation: seen.observation,
    helmsWord: () => helmsWord(cluster, release),
  });
  return [{ ...link, story }];
}

function chainText(chain: readonly Link[], style: Style): string {
  const lines = chain.flatMap(({ id, state, reason, message, waitingFor, story }, depth) => {
    const indent = "   ".repeat(depth);
    const lead = depth === 0 ? "" : `${"   ".repeat(depth - 1)}${style.glyphs.last} `;
    const color = state === "ready" ? "green" : state === "failed" ? "red" : "yellow";
    const what = printable(waitingFor?.join(", ") ?? afterState(state, message ?? ""));
    const tag = state === "failed" && reason !== undefined ? ` (${reason})` : "";
    const colon = what === "" ? "" : state === "blocked" ? " " : ": ";
    const head = `${lead}${style.paint("bold", id)} is ${style.paint(color, state)}${tag}${colon}`;
    const [first, ...more] = what
      .split("\n")
      .map((l, i) => fold(l, style.columns, i === 0 ? widthOf(head) : depth * 3 + 5));
    return [
      `${head}${first}`,
      ...more.map((l) => `${indent}     ${l}`),
      ...(story === undefined ? [] : storyLines(story, style, depth * 3).flatMap((l) => setIn(l, indent))),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function setIn(text: string, indent: string): string[] {
  return text.split("\n").map((line) => `${indent}${line}`);
}
