import { type Diagnostic, diagnose, type ObjectRef, type Place, sortDiagnostics } from "../diagnostic/diagnostic.ts";
import { type FieldPath, formatPath, fromPointer } from "../diagnostic/field-path.ts";
import { nearest } from "../diagnostic/nearest.ts";
import { crossFieldFaults } from "./cross-field.ts";
import { MAX_NESTING, tooDeepPath } from "./nesting.ts";
import { API_GROUP, API_VERSION, KINDS, type Kind, type Spec } from "./objects.ts";
import { referencesOutsideValues } from "./outside-values.ts";
import { type Refused, repair } from "./repair.ts";
import { describeSchemaError, type SchemaError } from "./schema-message.ts";
import { HelmRelease, UpstartEnvironment, UpstartService } from "./validators.generated.ts";

/** What ajv generates: true, or false with `errors` set on itself. */
interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

const VALIDATORS: Readonly<Record<Kind, Validator>> = { UpstartService, UpstartEnvironment, HelmRelease };

/** Where an object comes from, and what it is called when it does not say. */
export interface Origin {
  readonly document?: number;
  readonly defaultName?: string;
}

/**
 * A spec whose types hold, and what is wrong with the object's shape. With diagnostics the spec is what is left without
 * the faulty parts (`isPartial`), good for finding more mistakes and for nothing else; absent where too little is left.
 */
export interface Decoded {
  readonly spec?: Spec;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a value is an object of our group, of whatever kind and version, or one of our kinds with its group left out or misspelt. */
export function isOurs(value: unknown): boolean {
  const version = field(value, "apiVersion");
  const group = typeof version === "string" ? version.split("/")[0]! : undefined;
  if (group === API_GROUP) return true;
  const kind = field(value, "kind");
  if (kind === "UpstartService" || kind === "UpstartEnvironment") return true;
  // Others have a HelmRelease too.
  return kind === "HelmRelease" && (group === undefined ? version === undefined : isNearlyOurs(group));
}

function isNearlyOurs(group: string): boolean {
  return `.${group}`.endsWith(API_GROUP.slice(API_GROUP.indexOf("."))) || nearest(group, [API_GROUP], 4) !== undefined;
}

/** Checks one object of our group against its schema: everything that is wrong with its shape, in people's words. */
export function decode(value: unknown, origin: Origin): Decoded {
  const kind = field(value, "kind");
  const object = objectOf(value, origin);
  const at: At = (path, onKey = false) => ({
    object,
    ...(origin.document === undefined ? {} : { document: origin.document }),
    path,
    ...(onKey ? { onKey } : {}),
  });
  if (field(value, "apiVersion") !== API_VERSION) {
    const message = wrongVersion(field(value, "apiVersion"), kind);
    const path = field(value, "apiVersion") === undefined ? [] : ["apiVersion"];
    return {
      diagnostics: [diagnose("SchemaViolation", at(path), message, { help: `write apiVersion: ${API_VERSION}` })],
    };
  }
  if (!KINDS.includes(kind as Kind)) {
    const close = typeof kind === "string" ? nearest(kind, KINDS, 4) : undefined;
    const message =
      kind === undefined ? '"kind" is missing' : `there is no kind ${JSON.stringify(kind)} in ${API_GROUP}`;
    return {
      diagnostics: [
        diagnose("SchemaViolation", at(kind === undefined ? [] : ["kind"]), message, {
          help: close === undefined ? `it is one of ${KINDS.join(", ")}` : `did you mean ${close}?`,
        }),
      ],
    };
  }
  const deep = tooDeepPath(value);
  if (deep !== undefined) {
    const message = `the object is nested more than ${MAX_NESTING} deep here`;
    return { diagnostics: [diagnose("NestedTooDeep", at(deep), message, { help: "flatten it" })] };
  }
  const refused = faultsOf(kind as Kind, value);
  if (object.name === "") {
    const help = "set metadata.name: only objects from files are named after them";
    refused.push({ path: [], at: ["metadata"], message: "the object has no name", help });
  }
  if (refused.length === 0) return { spec: specOf(kind as Kind, object, value, origin), diagnostics: [] };
  const rest = repair(value, refused);
  const isWhole = rest !== undefined && faultsOf(kind as Kind, rest).length === 0;
  return {
    ...(isWhole ? { spec: { ...specOf(kind as Kind, object, rest, origin), isPartial: true } } : {}),
    diagnostics: sortDiagnostics(report(kind as Kind, value, refused, at)),
  };
}

/** One thing that is wrong with the shape of an object. */
interface ShapeFault extends Refused {
  /** Where it is shown, if not at its path. */
  readonly at?: FieldPath;
  readonly onKey?: boolean;
  readonly message: string;
  readonly help?: string;
}

function faultsOf(kind: Kind, value: unknown): ShapeFault[] {
  const validate = VALIDATORS[kind];
  const errors = validate(value) ? [] : (validate.errors ?? []);
  const mistyped = new Set(errors.filter((e) => e.keyword === "type").map((e) => e.instancePath));
  const faults: ShapeFault[] = errors
    // What is of the wrong type breaks the other rules of its field too.
    .filter((e) => e.keyword === "type" || !mistyped.has(e.instancePath))
    .map((error) => {
      const { step, missing, ...said } = describeSchemaError(error);
      const parent = fromPointer(error.instancePath, value);
      const own = step ?? missing;
      return {
        ...said,
        path: own === undefined ? parent : [...parent, own],
        ...(missing === undefined ? {} : { at: parent }),
      };
    });
  return [...faults, ...crossFieldFaults(kind, field(value, "spec"))];
}

/** A reference where none is filled in is called that, not a name with strange characters. */
function report(kind: Kind, value: unknown, faults: readonly ShapeFault[], at: At): Diagnostic[] {
  const stray = new Set(referencesOutsideValues(kind, field(value, "spec")).map(({ path }) => formatPath(path)));
  return [
    ...faults
      .filter(({ path }) => !stray.has(formatPath(path)))
      .map((f) => diagnose("SchemaViolation", at(f.at ?? f.path, f.onKey), f.message, { help: f.help })),
    ...strayReferences(kind, field(value, "spec"), at),
  ];
}

type At = (path: FieldPath, onKey?: boolean) => Place;

/** `MalformedReference` for every reference outside `values`. */
export function strayReferences(kind: Kind, spec: unknown, at: At): Diagnostic[] {
  return referencesOutsideValues(kind, spec).map(({ path, mark }) =>
    diagnose(
      "MalformedReference",
      { ...at(path), mark },
      "references are filled in below values only, and this is not",
      {
        help: "write what it stands for, or move it into values",
      },
    ),
  );
}

function wrongVersion(version: unknown, kind: unknown): string {
  if (version === undefined) return '"apiVersion" is missing';
  const [group, name] = String(version).split("/");
  return group === API_GROUP
    ? `${API_GROUP} has no version ${JSON.stringify(name ?? "")}`
    : `there is no kind ${String(kind)} in ${JSON.stringify(version)}`;
}

function objectOf(value: unknown, origin: Origin): ObjectRef {
  const metadata = field(value, "metadata");
  const namespace = field(metadata, "namespace");
  const name = field(metadata, "name");
  const kind = field(value, "kind");
  return {
    kind: typeof kind === "string" ? kind : "object",
    ...(typeof namespace === "string" ? { namespace } : {}),
    name: typeof name === "string" && name !== "" ? name : (origin.defaultName ?? ""),
  };
}

function specOf(kind: Kind, object: ObjectRef, value: unknown, origin: Origin): Spec {
  const metadata = field(value, "metadata");
  const labels = field(metadata, "labels");
  const annotations = field(metadata, "annotations");
  return {
    kind,
    object,
    ...(origin.document === undefined ? {} : { document: origin.document }),
    metadata: { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) },
    spec: withoutEmptyFields(kind, field(value, "spec")),
  } as Spec; // the validator has just checked every field
}

/** `values:`, `dependencies:` and `outputsFrom:` with nothing after them are as if absent. */
function withoutEmptyFields(kind: Kind, spec: unknown): unknown {
  const clean = (release: unknown): unknown => {
    const own = release as Record<string, unknown>;
    if (own.values !== null && own.dependencies !== null && own.outputsFrom !== null) return release;
    return Object.fromEntries(
      Object.entries(own).filter(([key, v]) => v !== null || !["values", "dependencies", "outputsFrom"].includes(key)),
    );
  };
  const cleanService = (service: unknown): unknown => ({
    ...(service as object),
    helmReleases: mapValues(field(service, "helmReleases"), clean),
  });
  switch (kind) {
    case "HelmRelease":
      return clean(spec);
    case "UpstartService":
      return cleanService(spec);
    case "UpstartEnvironment":
      return {
        ...(spec as object),
        services: mapValues(field(spec, "services") ?? {}, (s) =>
          field(s, "spec") === undefined ? s : { ...(s as object), spec: cleanService(field(s, "spec")) },
        ),
      };
  }
}

function mapValues(map: unknown, change: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(map as object).map(([key, value]) => [key, change(value)]));
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
