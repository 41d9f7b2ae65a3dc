import type { Mark } from "../diagnostic/diagnostic.ts";
import type { FieldPath } from "../diagnostic/field-path.ts";
import { parseTemplate } from "../reference/parse.ts";
import type { Kind } from "./objects.ts";

/** What reads like a reference in a field that none is filled in to. */
export interface StrayReference {
  readonly path: FieldPath;
  readonly mark: Mark;
}

/** References in every string of an object's `spec` but its values, map keys excepted. Takes any value. */
export function referencesOutsideValues(kind: Kind, spec: unknown): StrayReference[] {
  const stray: StrayReference[] = [];
  const visit = (value: unknown, path: FieldPath): void => {
    if (typeof value === "string") {
      const template = parseTemplate(value);
      const found = [
        ...(template?.segments ?? []).filter((s) => typeof s !== "string"),
        ...(template?.malformed ?? []),
      ];
      for (const { mark } of found) stray.push({ path, mark });
    } else if (typeof value === "object" && value !== null && !isValues(kind, path)) {
      for (const [key, child] of Object.entries(value))
        visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  visit(spec, ["spec"]);
  return stray;
}

/** Whether a path is the `values` of a release of that kind of object. */
function isValues(kind: Kind, path: FieldPath): boolean {
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
