/** The part of an OpenAPI v3 schema that CRDs have. */
export interface CrdSchema {
  readonly type?: string;
  readonly description?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema;
  readonly items?: CrdSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly [keyword: string]: unknown;
}

type JsonSchema = Record<string, unknown>;

const KEPT = [
  "description",
  "required",
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minimum",
  "maximum",
];

/** A whole object of a kind as JSON Schema: what an author may write. Unknown fields are refused; status is not an author's. */
export function jsonSchemaOf(kind: string, crd: CrdSchema): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: kind,
    description: crd.description,
    type: "object",
    required: ["apiVersion", "kind", "spec"],
    additionalProperties: false,
    properties: {
      apiVersion: { const: "upstartoperators.upstart.com/v1alpha1", description: "Group and version of the kind." },
      kind: { const: kind, description: "The kind." },
      metadata: METADATA,
      spec: convert(crd.properties!.spec!),
      status: { type: "object", description: "Written by the controllers, not by people." },
    },
  };
}

/** Only what we read is checked: the API server knows the rest. */
const METADATA: JsonSchema = {
  type: ["object", "null"],
  description: "Name, namespace, labels and annotations.",
  properties: {
    name: {
      type: "string",
      description: "Name of the object. The command line names an object without one after its file.",
      maxLength: 253,
      pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
    },
    namespace: {
      type: "string",
      description: "Namespace of the object.",
      maxLength: 63,
      pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
    },
    labels: { type: ["object", "null"], description: "Labels.", additionalProperties: { type: "string" } },
    annotations: { type: ["object", "null"], description: "Annotations.", additionalProperties: { type: "string" } },
  },
};

function convert(schema: CrdSchema): JsonSchema {
  const out: JsonSchema = {};
  if (schema.type !== undefined) out.type = schema.nullable === true ? [schema.type, "null"] : schema.type;
  for (const keyword of KEPT) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
  // An enum that may be null says so.
  if (schema.enum !== undefined && schema.nullable === true) out.enum = [...schema.enum, null];
  if (schema.items !== undefined) out.items = convert(schema.items);
  if (schema.additionalProperties !== undefined) out.additionalProperties = convert(schema.additionalProperties);
  if (schema.properties !== undefined) {
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, convert(child)]),
    );
    if (schema["x-kubernetes-preserve-unknown-fields"] !== true && schema.additionalProperties === undefined)
      out.additionalProperties = false;
  }
  return out;
}
