import type { Diagnostic, Place } from "../diagnostic/diagnostic.ts";
import type { Universe } from "../graph/build.ts";
import type { Release } from "../graph/graph.ts";
import type { Collected } from "../reference/collect.ts";

/** One promise of the product. Looks at the whole universe and says every breach of that one promise. */
export type Rule = (universe: Universe) => Diagnostic[];

/** Where a reference of a release stands. */
export function placeOfReference(release: Release, found: Collected["references"][number]): Place {
  return { ...release.placeOf(["values", ...found.path]), mark: found.reference.mark };
}
