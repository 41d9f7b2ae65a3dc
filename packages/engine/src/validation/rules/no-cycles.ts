import { comparePlaces, type Diagnostic, diagnose, type Place } from "../../diagnostic/diagnostic.ts";
import { type Cycle, type Entanglement, findCycles, walkOf } from "../../graph/cycles.ts";
import { type Edge, type Graph, needsOf } from "../../graph/graph.ts";
import type { Rule } from "../rule.ts";

/**
 * Nothing waits for itself, neither directly nor through others.
 *
 *     api: {dependencies: [{name: cache}]}
 *     cache: {dependencies: [{name: api}]}
 */
export const noCycles: Rule = ({ graph }) => findCycles(graph).flatMap((e) => report(graph, e));

function report(graph: Graph, { cycles, uncovered }: Entanglement): Diagnostic[] {
  return cycles.map((cycle, i) => {
    const isLast = i === cycles.length - 1;
    const more = isLast && uncovered > 0 ? ` (and ${uncovered} more dependencies of these lie on cycles)` : "";
    return diagnose("DependencyCycle", first(cycle), `${walkOf(cycle).join(" -> ")}${more}`, {
      help: "remove one of these dependencies",
      related: cycle
        .flatMap((edge) => sameWay(graph, edge))
        .map((edge) => ({ place: edge.place, message: describe(edge) })),
    });
  });
}

/** The edge, and any other from the same to the same: to cut the cycle, all of them must go. */
function sameWay(graph: Graph, { from, to }: Edge): Edge[] {
  return needsOf(graph, from).filter((e) => e.to === to);
}

/** The first field among a cycle's edges that a dependency stands in: where it can be cut. In whichever file it is. */
function first(cycle: Cycle): Place {
  const cuttable = cycle.filter((e) => e.dependency !== undefined).map((e) => e.place);
  const byObject = cuttable.map(({ document: _, ...place }): Place => place);
  let least = 0;
  for (let i = 1; i < byObject.length; i++) if (comparePlaces(byObject[i]!, byObject[least]!) < 0) least = i;
  return cuttable[least]!;
}

function describe({ from, to, dependency }: Edge): string {
  return dependency === undefined ? `${to} is a release of ${from}` : `${from} depends on ${to}`;
}
