import { SCHEMAS as GENERATED } from "@upstart/engine";

/** A JSON Schema as far as we walk it. */
export interface SchemaNode {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
}

/** The schema of each kind. */
export const SCHEMAS: Readonly<Record<string, SchemaNode>> = GENERATED;

/** The JSON Schema of a kind, or of any of the three. */
export function schemaOf(kind: string | undefined): object {
  if (kind !== undefined) return SCHEMAS[kind]!;
  return { $schema: "http://json-schema.org/draft-07/schema#", anyOf: Object.values(SCHEMAS) };
}

const SHORT: Readonly<Record<string, string>> = {
  usvc: "UpstartService",
  uenv: "UpstartEnvironment",
  uhr: "HelmRelease",
};

/** The kind that a name means: kind, plural or short name, in any case. */
export function findKind(name: string): string | undefined {
  const lower = name.toLowerCase();
  return (
    SHORT[lower] ?? Object.keys(SCHEMAS).find((kind) => [kind.toLowerCase(), `${kind.toLowerCase()}s`].includes(lower))
  );
}
