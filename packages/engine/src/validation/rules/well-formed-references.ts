import { type Diagnostic, diagnose } from "../../diagnostic/diagnostic.ts";
import type { FieldPath } from "../../diagnostic/field-path.ts";
import { placeOf } from "../../graph/expand.ts";
import { releasesOf } from "../../graph/graph.ts";
import { parseTemplate } from "../../reference/parse.ts";
import type { Spec } from "../../spec/objects.ts";
import type { Rule } from "../rule.ts";

/**
 * What stands between `<<` and `>>` is a reference, and stands below `values`.
 *
 *     values: {host: << db >>}
 *     version: << db.outputs.VERSION >>
 */
export const wellFormedReferences: Rule = ({ graph, specs }) => [
  ...releasesOf(graph).flatMap((release) =>
    release.found.malformed.map(({ malformed, path }) =>
      diagnose(
        "MalformedReference",
        { ...release.placeOf(["values", ...path]), mark: malformed.mark },
        malformed.message,
        { help: malformed.help },
      ),
    ),
  ),
  ...specs.flatMap(outsideValues),
];

function outsideValues(spec: Spec): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const visit = (value: unknown, path: FieldPath): void => {
    if (typeof value === "string") {
      const template = parseTemplate(value);
      if (template === undefined) return;
      const marks = [...template.segments.filter((s) => typeof s !== "string"), ...template.malformed].map(
        (s) => s.mark,
      );
      for (const mark of marks) {
        diagnostics.push(
          diagnose(
            "MalformedReference",
            { ...placeOf(spec, path), mark },
            "references are filled in below values only, and this is not",
            {
              help: "write what it stands for, or move it into values",
            },
          ),
        );
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        const next = [...path, Array.isArray(value) ? Number(key) : key];
        if (!isValues(spec.kind, next)) visit(child, next);
      }
    }
  };
  visit(spec.spec, ["spec"]);
  return diagnostics;
}

/** Whether a path is the `values` of a release of that kind of object. */
function isValues(kind: Spec["kind"], path: FieldPath): boolean {
  if (path.at(-1) !== "values") return false;
  switch (kind) {
    case "HelmRelease": // spec.values
      return path.length === 2;
    case "UpstartService": // spec.helmReleases.KEY.values
      return path.length === 4 && path[1] === "helmReleases";
    case "UpstartEnvironment": // spec.services.KEY.releases.KEY.values or spec.services.KEY.spec.helmReleases.KEY.values
      return (
        path[1] === "services" &&
        ((path.length === 6 && path[3] === "releases") || (path.length === 7 && path[4] === "helmReleases"))
      );
  }
}
