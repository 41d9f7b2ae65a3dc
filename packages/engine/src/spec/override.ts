import type { FieldPath } from "../diagnostic/field-path.ts";

/** A JSON value while its shape does not matter. */
type Json = unknown;

/**
 * Lays an override over a value: maps merge, lists and everything else replace, null removes. Neither is changed.
 */
export function override(base: Json, change: Json): Json {
  if (!isMap(base) || !isMap(change)) return isMap(change) ? withoutNulls(change) : change;
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) merged.delete(key);
    else merged.set(key, override(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** Whether an override says anything about a path: the path itself, or a list or scalar on the way to it. */
export function speaksOf(change: Json, path: FieldPath): boolean {
  let value = change;
  for (const step of path) {
    if (!isMap(value) && !Array.isArray(value)) return value !== undefined;
    if (!Object.hasOwn(value, step)) return Array.isArray(value);
    value = Reflect.get(value, step);
  }
  return value !== undefined;
}

function withoutNulls(value: Json): Json {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([k, v]) => [k, withoutNulls(v)]),
  );
}

function isMap(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
