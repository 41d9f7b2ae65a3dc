import {
  type Diagnostic,
  formatPath,
  type Loaded,
  type LoadedObject,
  locate,
  type ObjectRef,
  type Place,
  positionOf,
  type SourceText,
  type TextRange,
} from "@upstart/engine";

/** A place with the file, line and column that people look for. Absent where it came from a cluster. */
export interface LocatedPlace {
  readonly object?: ObjectRef;
  readonly path?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  readonly source?: SourceText;
  readonly range?: TextRange;
}

/** A diagnostic ready to be shown. */
export interface LocatedDiagnostic extends LocatedPlace {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly (LocatedPlace & { readonly message: string })[];
}

/** Looks up where diagnostics stand, faults of the text included, and puts them in reading order. */
export function locateAll(
  loaded: Pick<Loaded, "objects" | "faults">,
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceText[],
): LocatedDiagnostic[] {
  const order = new Map(sources.map((s, i) => [s, i]));
  const faults = loaded.faults.map(
    ({ source, fault }): LocatedDiagnostic => ({
      code: "InvalidYaml",
      severity: "error",
      message: fault.message,
      ...(fault.help === undefined ? {} : { help: fault.help }),
      ...at(source, fault.range),
    }),
  );
  const located = diagnostics.map(
    (d): LocatedDiagnostic => ({
      code: d.code,
      severity: d.severity,
      message: d.message,
      ...(d.help === undefined ? {} : { help: d.help }),
      ...locatePlace(loaded.objects, d.place),
      ...(d.related === undefined
        ? {}
        : { related: d.related.map((r) => ({ message: r.message, ...locatePlace(loaded.objects, r.place) })) }),
    }),
  );
  const rank = (d: LocatedDiagnostic) =>
    [d.source === undefined ? -1 : (order.get(d.source) ?? -1), d.line ?? 0, d.column ?? 0] as const;
  // Stable: what stands at one place keeps the engine's order.
  return [...faults, ...located].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
  });
}

function locatePlace(objects: readonly LoadedObject[], place: Place): LocatedPlace {
  const object = place.document === undefined ? undefined : objects[place.document];
  const named = { object: place.object, path: formatPath(place.path) };
  if (object === undefined) return named;
  return {
    ...named,
    ...at(object.document.source, locate(object.document, { ...place, path: [...object.prefix, ...place.path] })),
  };
}

function at(source: SourceText, range: TextRange): LocatedPlace {
  return { file: source.name, ...positionOf(source, range.start), source, range };
}

/** As `lint -o json` prints it: absent fields left out, nothing that is only for drawing. */
export function toJson(d: LocatedDiagnostic): object {
  return {
    code: d.code,
    severity: d.severity,
    message: d.message,
    ...(d.help === undefined ? {} : { help: d.help }),
    ...placeJson(d),
    ...(d.related === undefined ? {} : { related: d.related.map((r) => ({ ...placeJson(r), message: r.message })) }),
  };
}

function placeJson({ object, path, file, line, column }: LocatedPlace): object {
  return {
    ...(object === undefined
      ? {}
      : {
          object: {
            kind: object.kind,
            ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
            name: object.name,
          },
        }),
    ...(path === undefined ? {} : { path }),
    ...(file === undefined ? {} : { file, line, column }),
  };
}
