import { CODES, type DiagnosticCode, type Severity } from "./codes.ts";
import { comparePaths, type FieldPath } from "./field-path.ts";

/** Names an object of a universe. `namespace` is absent where the author gave none. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A text that starts at the nth `<<` (from 0) of the string at a path: lets a caret point into a string. */
export interface Mark {
  readonly text: string;
  readonly nth: number;
}

/** A field of an object; the one way that stages name places. Lines and columns are looked up last, by `locate`. */
export interface Place {
  readonly object: ObjectRef;
  /** Index of the object among the loaded documents; absent when it came from elsewhere (a webhook, a cluster). */
  readonly document?: number;
  readonly path: FieldPath;
  readonly mark?: Mark;
  /** It is the field's name that is meant, not its value. */
  readonly onKey?: boolean;
}

/** One mistake, said once: what is wrong, where, and what to do. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence in the author's names, no trailing dot needed, never a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  readonly place: Place;
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
}

/** Makes a diagnostic with the code's usual severity. */
export function diagnose(
  code: DiagnosticCode,
  place: Place,
  message: string,
  more: { help?: string | undefined; severity?: Severity; related?: Diagnostic["related"] } = {},
): Diagnostic {
  return {
    code,
    severity: more.severity ?? CODES[code].severity,
    message,
    ...(more.help === undefined ? {} : { help: more.help }),
    place,
    ...(more.related === undefined || more.related.length === 0 ? {} : { related: more.related }),
  };
}

/** `UpstartService shop/payments`, or without the namespace where there is none. */
export function formatObject(object: ObjectRef): string {
  return `${object.kind} ${object.namespace === undefined ? "" : `${object.namespace}/`}${object.name}`;
}

/** Diagnostics by document, path and place in the string, without repetitions: the same for any order of finding. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const distinct = new Map<string, Diagnostic>();
  for (const d of diagnostics) {
    const key = JSON.stringify([d.code, d.message, d.place]);
    if (!distinct.has(key)) distinct.set(key, d);
  }
  return [...distinct.values()].sort(
    (a, b) => comparePlaces(a.place, b.place) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}

/** Orders places: by document, then object, then path, then place in the string. */
export function comparePlaces(a: Place, b: Place): number {
  return (
    (a.document ?? -1) - (b.document ?? -1) ||
    compareText(formatObject(a.object), formatObject(b.object)) ||
    comparePaths(a.path, b.path) ||
    (a.mark?.nth ?? -1) - (b.mark?.nth ?? -1)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
