import { type Diagnostic, sortDiagnostics } from "./diagnostic/diagnostic.ts";
import { buildUniverse, type Universe } from "./graph/build.ts";
import type { IdStyle } from "./graph/expand.ts";
import type { Graph } from "./graph/graph.ts";
import { rehearsalOf } from "./rehearsal.ts";
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
  const diagnostics = validate(universe, about);
  const rehearsed = rehearsalOf(specs, { namespace, ids, about });
  return { universe, graph: universe.graph, diagnostics: withRehearsal(diagnostics, rehearsed) };
}

/** What a rehearsal finds in a spec as it is written is known already. */
function withRehearsal(found: readonly Diagnostic[], rehearsed: readonly Diagnostic[]): readonly Diagnostic[] {
  if (rehearsed.length === 0) return found;
  const keyOf = ({ code, place, message }: Diagnostic) => JSON.stringify([code, place.object, place.path, message]);
  const known = new Set(found.map(keyOf));
  return sortDiagnostics([...found, ...rehearsed.filter((d) => !known.has(keyOf(d)))]);
}

/** Whether any diagnostic stops. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}
