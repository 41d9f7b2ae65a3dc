import { nearest } from "../diagnostic/nearest.ts";

/** An ajv error, with the schema that it was found by. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/**
 * A schema error in people's words. `step` leads from the object that was checked to the field that it is about,
 * `missing` to one that is not there.
 */
export interface SchemaMessage {
  readonly message: string;
  readonly help?: string;
  readonly step?: string;
  readonly missing?: string;
  /** It is the field's name that is wrong, not its value. */
  readonly onKey?: boolean;
}

/** Says one error of the validator. */
export function describeSchemaError(error: SchemaError): SchemaMessage {
  const { keyword, params, data } = error;
  switch (keyword) {
    case "required":
      return missingField(String(params.missingProperty));
    case "additionalProperties":
      return unknownField(error);
    case "type":
      return wrongType(error);
    case "enum":
      return oneOf(
        (params.allowedValues as unknown[]).filter((v) => v !== null),
        data,
      );
    case "const":
      return { message: `must be ${params.allowedValue}` };
    case "pattern":
      return patternMismatch(error);
    case "maxLength":
      return { message: `is longer than ${params.limit} characters` };
    case "minimum":
      return { message: `must be at least ${params.limit}` };
    case "maximum":
      return { message: `must be at most ${params.limit}` };
    case "minLength":
      return { message: "must not be empty", help: "give it a value, or remove the line" };
    case "maxItems":
      return { message: `has more than ${params.limit} entries` };
    case "maxProperties":
      return { message: `has more than ${params.limit} entries`, help: "split it into several objects" };
    default:
      return { message: `breaks the rule ${keyword} of the schema` };
  }
}

function missingField(name: string): SchemaMessage {
  return {
    message: `"${name}" is missing`,
    missing: name,
    ...(name === "chart" ? { help: "name it as repository/chart, oci://…, or the address of a .tgz" } : {}),
  };
}

function unknownField({ params, parentSchema }: SchemaError): SchemaMessage {
  const name = String(params.additionalProperty);
  const known = Object.keys((parentSchema.properties ?? {}) as object);
  const close = nearest(name, known);
  return {
    message: `there is no field "${name}" here`,
    help: close === undefined ? `there are ${known.join(", ")}` : `did you mean "${close}"?`,
    step: name,
    onKey: true,
  };
}

function wrongType({ instancePath, params, data }: SchemaError): SchemaMessage {
  const wanted = [params.type]
    .flat()
    .filter((t) => t !== "null")
    .map((t) => NOUNS[String(t)] ?? String(t));
  const got = data === null ? "nothing" : Array.isArray(data) ? "a list" : (NOUNS[typeof data] ?? typeof data);
  const isText = wanted.includes("text") && (typeof data === "number" || typeof data === "boolean");
  return {
    message: `must be ${wanted.join(" or ")}, not ${got}`,
    ...(isText && data === false && instancePath.endsWith("/mode")
      ? OFF
      : isText
        ? { help: `put it in quotes: YAML reads ${String(data)} as ${got}` }
        : {}),
    ...(data === null ? { help: "give it a value, or remove the line" } : {}),
  };
}

/** The one word of ours that YAML takes for something else. */
const OFF = { help: 'write "off" in quotes: YAML reads off as false' };

const NOUNS: Readonly<Record<string, string>> = {
  string: "text",
  object: "a map",
  array: "a list",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
};

function oneOf(allowed: readonly unknown[], data: unknown): SchemaMessage {
  const close = typeof data === "string" ? nearest(data, allowed.map(String)) : undefined;
  return {
    message: `must be ${allowed.join(" or ")}, not ${show(data)}`,
    ...(close === undefined ? {} : { help: `did you mean ${close}?` }),
  };
}

function patternMismatch({ instancePath, data }: SchemaError): SchemaMessage {
  const field = instancePath.split("/").at(-1)!;
  if (DAYS.has(field)) return { message: `${show(data)} is not a duration`, help: "write it as 90s, 12h or 5d" };
  const said = FORMS[field];
  if (said !== undefined) return { message: `${show(data)} is not ${said.what}`, help: said.help };
  if (field === "timeout") return { message: `${show(data)} is not a duration`, help: "write it as 90s, 5m or 1h30m" };
  if (/\/keys\/\d+$/.test(instancePath))
    return {
      message: `${show(data)} is not a key of a Secret or ConfigMap`,
      help: "keys are letters, digits, dots, hyphens and underscores",
    };
  const noDots = field === "namespace" || field === "targetNamespace";
  return {
    message: `${show(data)} is not a name`,
    help: `a name has lower-case letters, digits${noDots ? " and hyphens" : ", hyphens and dots"}, letters and digits at both ends`,
  };
}

/** Durations that may be days. */
const DAYS: ReadonlySet<string> = new Set(["idle", "max", "failed", "after", "minAge"]);

/** Fields that are no names, by theirs. */
const FORMS: Readonly<Record<string, { readonly what: string; readonly help: string }>> = {
  repository: { what: "a repository", help: "write it as owner/name, in lower case" },
  ref: { what: "a full ref", help: "write it in full: refs/heads/feat/cart" },
  sha: { what: "a commit", help: "write it in full: 40 lower-case hexadecimal digits" },
  template: { what: "the template of a URL", help: "write it as https://{name}.dev.example.com" },
  path: { what: "a path", help: "it begins with a slash and has no blanks" },
  header: { what: "the name of a header", help: "it has letters, digits and hyphens" },
};

/** A value as it may stand in a message: not all of a long one. */
function show(data: unknown): string {
  const text = JSON.stringify(data) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
