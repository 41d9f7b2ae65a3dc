import type { Diagnostic } from "./diagnostic/diagnostic.ts";
import { buildUniverse, type Universe } from "./graph/build.ts";
import type { IdStyle } from "./graph/expand.ts";
import type { Graph } from "./graph/graph.ts";
import type { Spec } from "./spec/objects.ts";
import { type About, validate } from "./validation/validate.ts";

/** What is known of a universe before anything is looked at in a cluster. */
export interface Analysis {
  readonly universe: Universe;
  readonly graph: Graph;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The one call that every door makes once specs are decoded: graph and diagnostics of all of them together.
 * `namespace` is that of objects which name none; `ids` is how nodes are named, `short` where it is not said; `about`
 * says whose faults are wanted, everybody's where it is not said.
 */
export function analyze(
  specs: readonly Spec[],
  { namespace, ids, about }: { readonly namespace: string; readonly ids?: IdStyle; readonly about?: About },
): Analysis {
  const universe = buildUniverse(specs, namespace, ids);
  return { universe, graph: universe.graph, diagnostics: validate(universe, about) };
}

/** Whether any diagnostic stops. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}
