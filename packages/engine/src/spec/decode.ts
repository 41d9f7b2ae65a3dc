import { type Diagnostic, diagnose, type ObjectRef, type Place } from "../diagnostic/diagnostic.ts";
import { type FieldPath, fromPointer } from "../diagnostic/field-path.ts";
import { nearest } from "../diagnostic/nearest.ts";
import { crossFieldFaults } from "./cross-field.ts";
import { API_GROUP, API_VERSION, KINDS, type Kind, type Spec } from "./objects.ts";
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

/** A spec whose types hold, or what is wrong with the object; never both. */
export interface Decoded {
  readonly spec?: Spec;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a value is an object of our group, of whatever kind and version. */
export function isOurs(value: unknown): boolean {
  const version = field(value, "apiVersion");
  return typeof version === "string" && version.split("/")[0] === API_GROUP;
}

/** Checks one object of our group against its schema: everything that is wrong with its shape, in people's words. */
export function decode(value: unknown, origin: Origin): Decoded {
  const kind = field(value, "kind");
  const object = objectOf(value, origin);
  const at = (path: FieldPath, onKey = false): Place => ({
    object,
    ...(origin.document === undefined ? {} : { document: origin.document }),
    path,
    ...(onKey ? { onKey } : {}),
  });
  if (field(value, "apiVersion") !== API_VERSION) {
    return {
      diagnostics: [
        diagnose(
          "SchemaViolation",
          at(["apiVersion"]),
          `${API_GROUP} has no version ${JSON.stringify(String(field(value, "apiVersion")).split("/")[1] ?? "")}`,
          { help: `write apiVersion: ${API_VERSION}` },
        ),
      ],
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
  const validate = VALIDATORS[kind as Kind];
  const isValid = validate(value);
  const errors = isValid ? [] : (validate.errors ?? []);
  const diagnostics = errors.map((error) => {
    const { message, help, step, onKey } = describeSchemaError(error);
    const path = [...fromPointer(error.instancePath, value), ...(step === undefined ? [] : [step])];
    return diagnose("SchemaViolation", at(path, onKey), message, { help });
  });
  for (const { path, message, help } of crossFieldFaults(kind as Kind, field(value, "spec")))
    diagnostics.push(diagnose("SchemaViolation", at(path), message, { help }));
  if (object.name === "") {
    diagnostics.push(
      diagnose("SchemaViolation", at(["metadata"]), "the object has no name", {
        help: "set metadata.name: only objects from files are named after them",
      }),
    );
  }
  if (diagnostics.length > 0) return { diagnostics };
  return { spec: specOf(kind as Kind, object, value, origin), diagnostics: [] };
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
        services: mapValues(field(spec, "services"), (s) =>
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
