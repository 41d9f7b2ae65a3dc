import type { KubeObject, Release } from "@upstart/engine";
import { type Standing, standingOf } from "../branch/standing.ts";
import { findKept } from "../cluster/kept.ts";
import type { Host } from "../host.ts";
import type { Style } from "../output/style.ts";
import { fold } from "../output/table.ts";

/** How the environments of these releases stand, where there is anything to say of them. */
export function standingsOf(host: Host, releases: readonly Release[], kept: readonly KubeObject[]): Standing[] {
  const owners = releases.map((r) => r.owner).filter((o) => o.kind === "UpstartEnvironment");
  const environments = new Set(owners.map((o) => findKept(kept, "UpstartEnvironment", o)));
  return [...environments].flatMap((e) => (e === undefined ? [] : (standingOf(e, host.name, host.now()) ?? [])));
}

/** A line each, the next command below it. */
export function standingText(standings: readonly Standing[], style: Style): string {
  return standings.map((s) => `${fold(`${s.name} is ${s.text}`, style.columns, 2)}\n${nextText([s])}`).join("");
}

/** What helps, a command a line. */
export function nextText(standings: readonly Standing[]): string {
  return standings.flatMap(({ next }) => next.map((command) => `  ${command}\n`)).join("");
}
