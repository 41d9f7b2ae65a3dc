import type { KnownOrphan } from "@upstart/engine";
import { whatIs } from "../branch/garbage.ts";
import { garbageOfOrphan } from "../branch/orphan-garbage.ts";
import type { Host } from "../host.ts";
import type { Found } from "./check.ts";

/** What the controllers have found that nobody keeps any more. */
export function leftBehind({ name }: Host, orphans: readonly KnownOrphan[]): Found {
  const first = orphans.slice(0, 3).map((orphan) => whatIs(garbageOfOrphan(orphan)));
  const more = orphans.length - first.length;
  return {
    result: "warning",
    detail: `nobody keeps ${first.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    help: `${name} env gc -A shows all of it, and deletes what is ours`,
  };
}
