import { type Diagnostic, diagnose } from "../diagnostic/diagnostic.ts";
import type { Graph, NodeId, Release } from "../graph/graph.ts";
import { orderOf } from "../graph/order.ts";
import { ACCEPTED } from "../reference/cast.ts";
import { formatReference } from "../reference/parse.ts";
import { type Resolve, type Substituted, substitute } from "../reference/substitute.ts";
import type { Values } from "../reference/values.ts";
import { type GivenOutputs, offlineResolver } from "./known-outputs.ts";

/** A release as it would be handed to Helm. */
export interface RenderedRelease {
  readonly id: NodeId;
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version?: string;
  readonly values: Values;
  /** References that nothing is known of yet, as they stand in `values`. */
  readonly unresolved: readonly string[];
}

export interface Rendering {
  readonly releases: readonly RenderedRelease[];
  readonly diagnostics: readonly Diagnostic[];
}

/** All releases in order with their final values. Strings with a secret part read `(sensitive)` unless `showSecrets`. */
export function render(
  graph: Graph,
  options: { readonly outputs?: GivenOutputs; readonly showSecrets?: boolean } = {},
): Rendering {
  const diagnostics: Diagnostic[] = [];
  const releases = orderOf(graph).flatMap((id): RenderedRelease[] => {
    const release = graph.nodes.get(id)!;
    if (release.kind !== "release") return [];
    const filled = fillRelease(release, offlineResolver(graph, release, options.outputs), {
      mask: options.showSecrets !== true,
    });
    diagnostics.push(...invalidValues(release, filled));
    return [
      {
        id,
        releaseName: release.releaseName,
        namespace: release.namespace,
        chart: release.chart,
        ...(release.version === undefined ? {} : { version: release.version }),
        values: filled.values,
        unresolved: filled.unresolved.map(formatReference),
      },
    ];
  });
  return { releases, diagnostics };
}

/** The release's values with what `resolve` knows filled in. */
export function fillRelease(
  release: Release,
  resolve: Resolve,
  options: { readonly mask?: boolean } = {},
): Substituted {
  return substitute(release.values, resolve, options);
}

/**
 * `InvalidOutputValue` for each value that does not fit its filter. Names dependency, key and filter, never the value.
 * Of params the analysis has said it.
 */
function invalidValues(release: Release, filled: Pick<Substituted, "invalid">): Diagnostic[] {
  const unsaid = filled.invalid.filter(({ reference }) => reference.target.kind !== "environmentParam");
  return unsaid.map(({ reference, path, cast }) => {
    const { target } = reference;
    const what =
      target.kind === "output" ? `the output ${target.key} of "${target.dependency}"` : formatReference(reference);
    return diagnose(
      "InvalidOutputValue",
      { ...release.placeOf(["values", ...path]), mark: reference.mark },
      `${what} does not fit the filter "${cast}"`,
      {
        help: `"${cast}" takes ${ACCEPTED[cast]}`,
      },
    );
  });
}
