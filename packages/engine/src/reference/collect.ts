import type { FieldPath } from "../diagnostic/field-path.ts";
import { isExact } from "./cast.ts";
import { type Malformed, parseTemplate, type Reference } from "./parse.ts";
import type { Value } from "./values.ts";

/** Nesting below `values` that is still taken. */
export const MAX_DEPTH = 32;

/** Of more that was meant as references and is none, nobody reads: each is a diagnostic. */
const MAX_MALFORMED = 1000;

/** What a walk through values found, each with its path below the value walked. */
export interface Collected {
  readonly references: readonly { readonly reference: Reference; readonly path: FieldPath }[];
  /** The first thousand. */
  readonly malformed: readonly { readonly malformed: Malformed; readonly path: FieldPath }[];
  /** The first path in each branch that goes deeper than MAX_DEPTH. */
  readonly tooDeep: readonly FieldPath[];
  /** Numbers that cannot be kept exactly: integers beyond 2^53-1, infinities, not-a-number. */
  readonly unsupportedNumbers: readonly FieldPath[];
}

/** Every reference in every string of a value, map keys excepted, in the author's order. */
export function collect(value: Value | undefined): Collected {
  const found = { references: [], malformed: [], tooDeep: [], unsupportedNumbers: [] } as {
    -readonly [K in keyof Collected]: Collected[K][number][];
  };
  const path: (string | number)[] = [];
  const visit = (v: Value | undefined): void => {
    if (typeof v === "string") visitString(v, path, found);
    else if (typeof v === "number") {
      if (!isExact(v)) found.unsupportedNumbers.push([...path]);
    } else if (typeof v === "object" && v !== null) {
      if (path.length >= MAX_DEPTH && Object.keys(v).length > 0) {
        found.tooDeep.push([...path]);
        return;
      }
      if (Array.isArray(v)) {
        for (let i = 0; i < v.length; i++) visitChild(i, v[i]);
      } else {
        for (const key of Object.keys(v)) visitChild(key, (v as Record<string, Value>)[key]);
      }
    }
  };
  const visitChild = (step: string | number, child: Value | undefined): void => {
    path.push(step);
    visit(child);
    path.pop();
  };
  visit(value);
  return found;
}

function visitString(
  text: string,
  path: FieldPath,
  found: { references: Collected["references"][number][]; malformed: Collected["malformed"][number][] },
): void {
  const template = parseTemplate(text);
  if (template === undefined) return;
  const here = [...path];
  for (const segment of template.segments) {
    if (typeof segment !== "string") found.references.push({ reference: segment, path: here });
  }
  for (const malformed of template.malformed.slice(0, MAX_MALFORMED - found.malformed.length))
    found.malformed.push({ malformed, path: here });
}
