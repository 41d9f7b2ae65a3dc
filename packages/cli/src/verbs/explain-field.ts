import { nearest } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Style } from "../output/style.ts";
import { wrap } from "../output/table.ts";
import { SCHEMAS, type SchemaNode } from "./schema.ts";

/** A field of a kind, and the fields below it. */
export interface FieldPage {
  readonly kind: string;
  readonly field: string;
  readonly type: string;
  readonly description: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly description: string;
  }[];
}

/** What the schema says of a field; through lists and maps to their entries' fields, as kubectl explain does. */
export function describeField(kind: string, path: readonly string[]): FieldPage {
  let node = SCHEMAS[kind]!;
  for (const [i, step] of path.entries()) node = stepInto(node, step, [kind, ...path.slice(0, i)].join("."));
  const required = new Set(itemOf(node).required ?? []);
  return {
    kind,
    field: path.join("."),
    type: typeOf(node),
    description: node.description ?? itemOf(node).description ?? "",
    fields: Object.entries(fieldsOf(node)).map(([name, field]) => ({
      name,
      type: typeOf(field),
      required: required.has(name),
      description: field.description ?? "",
    })),
  };
}

/** As a person reads it. */
export function fieldText({ kind, field, type, description, fields }: FieldPage, style: Style): string {
  const width = Math.min(style.columns || 100, 100);
  const name = field === "" ? kind : `${kind}.${field}`;
  const rows = fields.map(
    (f) =>
      `  ${style.paint("bold", f.name)}  ${style.paint("cyan", f.type)}${f.required ? style.paint("yellow", "  required") : ""}\n${
        f.description === "" ? "" : `      ${wrap(f.description, width, 6)}\n`
      }`,
  );
  return [
    `${style.paint("bold", name)}  ${style.paint("cyan", type)}\n`,
    ...(description === "" ? [] : [`\n  ${wrap(description, width, 2)}\n`]),
    ...(rows.length === 0 ? [] : ["\n", rows.join("\n")]),
  ].join("");
}

function stepInto(node: SchemaNode, step: string, where: string): SchemaNode {
  const known = fieldsOf(node);
  if (Object.hasOwn(known, step)) return known[step]!;
  const names = Object.keys(known);
  const close = nearest(step, names);
  const help =
    names.length === 0
      ? `it is free in form or a plain value: ${typeOf(node)}`
      : close === undefined
        ? `it has ${names.join(", ")}`
        : `did you mean ${close}?`;
  throw new CliError(EXIT.usage, `${where} has no field "${step}"`, help);
}

function fieldsOf(node: SchemaNode): Readonly<Record<string, SchemaNode>> {
  return itemOf(node).properties ?? {};
}

function itemOf(node: SchemaNode): SchemaNode {
  if (node.properties !== undefined) return node;
  if (node.items !== undefined) return itemOf(node.items);
  return typeof node.additionalProperties === "object" ? itemOf(node.additionalProperties) : node;
}

function typeOf(node: SchemaNode): string {
  if (node.const !== undefined) return String(node.const);
  if (node.enum !== undefined) return node.enum.filter((v) => v !== null).join("|");
  const type = [node.type ?? "any"]
    .flat()
    .filter((t) => t !== "null")
    .join("|");
  if (type === "array") return `list of ${node.items === undefined ? "any" : typeOf(node.items)}`;
  return type === "object" && typeof node.additionalProperties === "object"
    ? `map of ${typeOf(node.additionalProperties)}`
    : type;
}
