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
  const path: (string | number)[] = ["spec"];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      for (const mark of marksIn(value)) stray.push({ path: [...path], mark });
    } else if (typeof value === "object" && value !== null && !isValues(kind, path)) {
      if (Array.isArray(value)) for (let i = 0; i < value.length; i++) visitChild(i, value[i]);
      else for (const key of Object.keys(value)) visitChild(key, (value as Record<string, unknown>)[key]);
    }
  };
  const visitChild = (step: string | number, child: unknown): void => {
    path.push(step);
    visit(child);
    path.pop();
  };
  visit(spec);
  return stray;
}

function marksIn(text: string): Mark[] {
  const template = parseTemplate(text);
  if (template === undefined) return [];
  return [...template.segments.filter((s) => typeof s !== "string"), ...template.malformed].map(({ mark }) => mark);
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
