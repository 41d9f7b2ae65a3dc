import { comparePlaces, type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { type Cycle, type Entanglement, findCycles, walkOf } from "../../graph/cycles.ts";
import type { Edge } from "../../graph/graph.ts";
import type { Rule } from "../rule.ts";

/**
 * Nothing waits for itself, neither directly nor through others.
 *
 *     api: {dependencies: [{name: cache}]}
 *     cache: {dependencies: [{name: api}]}
 */
export const noCycles: Rule = ({ graph }) => findCycles(graph).flatMap(report);

function report({ cycles, uncovered }: Entanglement): Diagnostic[] {
  return cycles.map((cycle, i) => {
    const isLast = i === cycles.length - 1;
    const more = isLast && uncovered > 0 ? ` (and ${uncovered} more dependencies of these lie on cycles)` : "";
    return diagnose("DependencyCycle", first(cycle), `${walkOf(cycle).join(" -> ")}${more}`, {
      help: "remove one of these dependencies",
      related: cycle.map((edge) => ({ place: edge.place, message: describe(edge) })),
    });
  });
}

/** The first field among a cycle's edges that a dependency stands in: where it can be cut. */
function first(cycle: Cycle) {
  const cuttable = cycle.filter((e) => e.dependency !== undefined);
  return cuttable.map((e) => e.place).sort(comparePlaces)[0]!;
}

function describe({ from, to, dependency }: Edge): string {
  return dependency === undefined ? `${to} is a release of ${from}` : `${from} depends on ${to}`;
}
