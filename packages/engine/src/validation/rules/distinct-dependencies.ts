import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { componentsOf } from "../../graph/components.ts";
import { needsOf, type Release } from "../../graph/graph.ts";
import type { Rule } from "../rule.ts";

/**
 * A dependency is listed once. That no output of it is used is only worth knowing: order alone is a good reason. On a
 * cycle it is not worth knowing: which dependency has to go is said there.
 *
 *     dependencies: [{name: redis}, {name: redis}]
 */
export const distinctDependencies: Rule = ({ graph }, { releases }) => {
  const { isInside: isOnCycle } = componentsOf(graph);
  return releases.flatMap((release) => [
    ...duplicates(release),
    ...needsOf(graph, release.id)
      .filter((edge) => edge.outputs.length === 0 && !isOnCycle(edge))
      .map((edge) =>
        diagnose("UnusedDependency", edge.place, `"${release.key}" uses no output of "${edge.dependency!.name}"`),
      ),
  ]);
};

function duplicates(release: Release): Diagnostic[] {
  const first = new Map<string, number>();
  return release.dependencies.flatMap(({ name, kind, namespace }, index) => {
    const key = JSON.stringify([name, kind, namespace]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      diagnose("DuplicateDependency", release.placeOf(["dependencies", index, "name"]), `"${name}" is listed twice`, {
        help: "remove one of them",
        related: [{ place: release.placeOf(["dependencies", earlier, "name"]), message: "listed here first" }],
      }),
    ];
  });
}
