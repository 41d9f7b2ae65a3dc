import type { FieldPath } from "../diagnostic/field-path.ts";
import { type Cast, cast } from "./cast.ts";
import { formatReference, parseTemplate, type Reference } from "./parse.ts";
import type { Value, Values } from "./values.ts";

/** What stands in for a sensitive string wherever one is shown. */
export const SENSITIVE = "(sensitive)";

/** What is known of what a reference names. */
export type Resolution =
  | { readonly state: "known"; readonly value: string; readonly sensitive: boolean }
  /** The dependency is there and has no such key: a `default` takes its place. */
  | { readonly state: "missing" }
  /** Nothing is known yet. */
  | { readonly state: "unknown" };

export type Resolve = (reference: Reference) => Resolution;

/** A value that does not fit its filter. The value itself is never told. */
export interface InvalidValue {
  readonly reference: Reference;
  readonly path: FieldPath;
  readonly cast: Cast;
}

export interface Substituted {
  readonly values: Values;
  /** References still open, each text once, in order of appearance. */
  readonly unresolved: readonly Reference[];
  readonly invalid: readonly InvalidValue[];
  /** Paths below `values` of strings that hold a secret part, and the secret values themselves, to be kept out of sight. */
  readonly sensitivePaths: readonly FieldPath[];
  readonly secrets: readonly string[];
}

/**
 * Fills references in, in one pass: what an output contains is never scanned again. Open references stay as
 * `<< … >>`; with `mask`, strings that hold a secret part become `(sensitive)` as a whole.
 */
export function substitute(values: Values, resolve: Resolve, options: { readonly mask?: boolean } = {}): Substituted {
  const unresolved = new Map<string, Reference>();
  const invalid: InvalidValue[] = [];
  const sensitivePaths: FieldPath[] = [];
  const secrets = new Set<string>();
  const path: (string | number)[] = [];

  const fillString = (text: string): Value => {
    const template = parseTemplate(text);
    if (template === undefined) return text;
    let sensitive = false;
    let result = "";
    let whole: Value | undefined;
    for (const segment of template.segments) {
      if (typeof segment === "string") {
        result += segment;
        continue;
      }
      const value = textFor(segment, resolve(segment));
      if (value === undefined) {
        unresolved.set(segment.mark.text, segment);
        result += formatReference(segment);
        continue;
      }
      if (value.sensitive) {
        sensitive = true;
        if (value.text !== "") secrets.add(value.text);
      }
      if (segment.cast === undefined) result += value.text;
      else {
        whole = cast(value.text, segment.cast);
        if (whole === undefined) {
          invalid.push({ reference: segment, path: [...path], cast: segment.cast });
          result += formatReference(segment);
        }
      }
    }
    const filled = whole === undefined ? result : whole;
    if (!sensitive) return filled;
    sensitivePaths.push([...path]);
    if (typeof filled === "string" && filled !== "") secrets.add(filled);
    return options.mask === true ? SENSITIVE : filled;
  };

  const fill = (value: Value): Value => {
    if (typeof value === "string") return fillString(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((v: Value, i) => at(i, v));
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, at(k, v)]));
  };
  const at = (step: string | number, value: Value): Value => {
    path.push(step);
    const filled = fill(value);
    path.pop();
    return filled;
  };

  return {
    values: fill(values) as Values,
    unresolved: [...unresolved.values()],
    invalid,
    sensitivePaths,
    secrets: [...secrets],
  };
}

function textFor(reference: Reference, resolution: Resolution): { text: string; sensitive: boolean } | undefined {
  if (resolution.state === "known") return { text: resolution.value, sensitive: resolution.sensitive };
  if (resolution.state === "missing" && reference.default !== undefined)
    return { text: reference.default, sensitive: false };
  return undefined;
}
