import type { FieldPath } from "../diagnostic/field-path.ts";

/** Nesting of a whole object that is looked into at all: beyond it, whoever walks the object might run out of stack. */
export const MAX_NESTING = 500;

interface Step {
  readonly value: unknown;
  readonly depth: number;
  readonly from?: Step;
  readonly key?: string | number;
}

/** The beginning of the first path that goes deeper than MAX_NESTING; undefined where none does. Needs no stack itself. */
export function tooDeepPath(root: unknown): FieldPath | undefined {
  const open: Step[] = [{ value: root, depth: 0 }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { value, depth } = step;
    if (typeof value !== "object" || value === null) continue;
    if (depth > MAX_NESTING) return pathTo(step).slice(0, SHOWN);
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === "object")
        open.push({ value: child, depth: depth + 1, from: step, key: Array.isArray(value) ? Number(key) : key });
    }
  }
  return undefined;
}

/** Steps of such a path that are worth printing. */
const SHOWN = 40;

function pathTo(step: Step): FieldPath {
  const path: (string | number)[] = [];
  for (let s: Step | undefined = step; s?.key !== undefined; s = s.from) path.push(s.key);
  return path.reverse();
}
