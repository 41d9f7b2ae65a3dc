import type { Diagnostic, Place } from "../diagnostic/diagnostic.ts";
import type { Universe } from "../graph/build.ts";
import type { Dangling, Release } from "../graph/graph.ts";
import type { Collected } from "../reference/collect.ts";
import type { Spec } from "../spec/objects.ts";

/**
 * One promise of the product. Says every breach of that one promise by what is judged; the rest of the universe is
 * there to be looked up.
 */
export type Rule = (universe: Universe, judged: Judged) => Diagnostic[];

/** What is judged of a universe: everything, or what some of its objects declare. */
export interface Judged {
  readonly specs: readonly Spec[];
  readonly releases: readonly Release[];
  readonly dangling: readonly Dangling[];
}

/** Where a reference of a release stands. */
export function placeOfReference(release: Release, found: Collected["references"][number]): Place {
  return { ...release.placeOf(["values", ...found.path]), mark: found.reference.mark };
}
