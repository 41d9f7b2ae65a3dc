import type { FieldPath } from "../diagnostic/field-path.ts";

/** A place that a schema refused; for a missing field, the place of the field. */
export interface Refused {
  readonly path: FieldPath;
}

/** Fields of a release without which it still says something. */
const LISTS_AND_MAPS: ReadonlySet<string | number> = new Set(["dependencies", "outputsFrom", "values", "params"]);

/**
 * A copy of an object without what its schema refused, so that the rest of it can be looked at too: whole lists go
 * where an entry is wrong, a mark stands for a missing chart. Returns undefined where too little would be left.
 */
export function repair(value: unknown, refused: readonly Refused[]): unknown {
  const copy = structuredClone(value);
  for (const { path } of refused) if (!cut(copy, path)) return undefined;
  return copy;
}

/** Stands for a chart that is missing or is none. */
const NO_CHART = "-";

function cut(root: unknown, path: FieldPath): boolean {
  const list = path.findIndex((step, i) => i > 1 && LISTS_AND_MAPS.has(step) && typeof path[i - 1] !== "number");
  const target = list === -1 ? path : path.slice(0, list + 1);
  const [key, parent] = [target.at(-1), parentOf(root, target)];
  if (key === undefined) return false;
  if (typeof parent !== "object" || parent === null) return true; // gone with something that holds it
  if (target.at(-2) === "helmReleases") return Reflect.set(parent, key, { chart: NO_CHART });
  if (key === "chart") return Reflect.set(parent, key, NO_CHART);
  return Reflect.deleteProperty(parent, key);
}

function parentOf(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const step of path.slice(0, -1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
