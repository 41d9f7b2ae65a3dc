import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import { nearest } from "../../diagnostic/nearest.ts";
import type { Release } from "../../graph/graph.ts";
import type { Collected } from "../../reference/collect.ts";
import { formatReference } from "../../reference/parse.ts";
import { placeOfReference, type Rule } from "../rule.ts";

/**
 * What a release takes outputs of is among its dependencies, under that one name.
 *
 *     dependencies: []
 *     values: {host: << redis.outputs.HOST >>}
 */
export const declaredDependency: Rule = (_, { releases }) =>
  releases.flatMap((release) => release.found.references.flatMap((found) => declared(release, found)));

function declared(release: Release, found: Collected["references"][number]): Diagnostic[] {
  const { target } = found.reference;
  if (target.kind !== "output") return [];
  const same = release.dependencies.filter((d) => d.name === target.dependency);
  if (same.length === 1) return [];
  const place = placeOfReference(release, found);
  if (same.length === 0) {
    const close = nearest(
      target.dependency,
      release.dependencies.map((d) => d.name),
    );
    return [
      diagnose(
        "UndeclaredDependency",
        place,
        `"${release.key}" uses ${formatReference(found.reference)} but does not depend on "${target.dependency}"`,
        {
          help:
            close === undefined
              ? `add {name: ${target.dependency}} to its dependencies`
              : `did you mean "${close}"? Else add {name: ${target.dependency}} to its dependencies`,
        },
      ),
    ];
  }
  const kinds = new Set(same.map((d) => JSON.stringify([d.kind, d.namespace])));
  if (kinds.size === 1) return [];
  return [
    diagnose("AmbiguousDependency", place, `"${target.dependency}" is ${kinds.size} of this release's dependencies`, {
      help: "keep one of them, or give the things different names",
      related: release.dependencies.flatMap((d, i) =>
        d.name === target.dependency
          ? [{ place: release.placeOf(["dependencies", i, "name"]), message: `the ${d.kind ?? "dependency"}` }]
          : [],
      ),
    }),
  ];
}
