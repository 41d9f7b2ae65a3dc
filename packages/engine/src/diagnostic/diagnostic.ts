import { CODES, type DiagnosticCode, type Severity } from "./codes.ts";
import { type FieldPath, formatPath } from "./field-path.ts";

/** Names an object of a universe. `namespace` is absent where the author gave none. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The nth occurrence (from 0) of `text` inside the string at a path: lets a caret point into a string. */
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

/** Diagnostics in reading order (document, then position of the path's text), without repetitions. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const d of diagnostics) {
    const key = JSON.stringify([d.code, keyOf(d.place), d.message]);
    if (!seen.has(key)) seen.set(key, d);
  }
  return [...seen.values()]
    .map((d) => ({ d, key: [d.place.document ?? -1, formatPath(d.place.path), d.place.mark?.nth ?? 0, d.code, d.message] as const }))
    .sort((a, b) => compareTuples(a.key, b.key))
    .map(({ d }) => d);
}

function keyOf(place: Place): unknown[] {
  return [place.document, place.object.kind, place.object.namespace, place.object.name, place.path, place.mark];
}

function compareTuples(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
