import { isMap, type Value, type Values } from "@upstart/engine";

/** Values over values, as Helm merges files: maps merge, anything else replaces, a null stays and takes a chart's default away. */
export function mergeValues(under: Values, over: Values): Values {
  const merged = new Map<string, Value>(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const before = merged.get(key);
    merged.set(key, isMap(value) && isMap(before) ? mergeValues(before as Values, value as Values) : value);
  }
  return Object.fromEntries(merged);
}
