import { CODES, type DiagnosticCode, nearest } from "@upstart/engine";
import { DIAGNOSTIC_PAGES } from "../diagnostics/pages.generated.ts";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { table } from "../output/table.ts";
import { styleOf } from "../print.ts";
import { findKind, SCHEMAS, type SchemaNode } from "./schema.ts";

/** What a code or field means; all codes, where nothing is named. */
export function explain(host: Host, what: string | undefined): string {
  if (what === undefined)
    return table(
      ["CODE", "SEVERITY", "MEANS"],
      Object.entries(CODES).map(([code, { severity, summary }]) => [code, severity, summary]),
    );
  const code = Object.keys(CODES).find((c) => c.toLowerCase() === what.toLowerCase());
  if (code !== undefined) return explainCode(host, code as DiagnosticCode);
  const [first, ...path] = what.split(".");
  const kind = findKind(first!);
  if (kind !== undefined) return explainField(host, kind, path);
  const close = nearest(what, [...Object.keys(CODES), ...Object.keys(SCHEMAS)], 3);
  throw new CliError(
    EXIT.usage,
    `there is no code or kind "${what}"`,
    close === undefined ? `${host.name} explain lists all codes` : `did you mean ${close}?`,
  );
}

function explainCode(host: Host, code: DiagnosticCode): string {
  const style = styleOf(host, "stdout", {});
  const { severity, summary } = CODES[code];
  return `${style.paint("bold", code)} (${severity}): ${summary}\n\n${(DIAGNOSTIC_PAGES as Readonly<Record<string, string>>)[code] ?? ""}\n`;
}

function explainField(host: Host, kind: string, path: readonly string[]): string {
  const style = styleOf(host, "stdout", {});
  let node = SCHEMAS[kind]!;
  for (const [i, step] of path.entries()) {
    const next = stepInto(node, step);
    if (next === undefined) {
      const known = Object.keys(fieldsOf(node));
      const close = nearest(step, known);
      throw new CliError(
        EXIT.usage,
        `${[kind, ...path.slice(0, i)].join(".")} has no field "${step}"`,
        close === undefined ? `it has ${known.join(", ")}` : `did you mean ${close}?`,
      );
    }
    node = next;
  }
  const fields = Object.entries(fieldsOf(node));
  const head = `${style.paint("bold", [kind, ...path].join("."))}  ${typeOf(node)}\n\n  ${node.description ?? ""}\n`;
  if (fields.length === 0) return head;
  const required = new Set(itemOf(node).required ?? []);
  return `${head}\n${table(
    ["FIELD", "TYPE", ""],
    fields.map(([name, field]) => [
      `  ${name}${required.has(name) ? " *" : ""}`,
      typeOf(field),
      field.description ?? "",
    ]),
    { noHeaders: true },
  )}${required.size > 0 ? "\n  * must be given\n" : ""}`;
}

/** One step down: a field by its name; through lists and maps by their entries' fields, as kubectl explain does. */
function stepInto(node: SchemaNode, step: string): SchemaNode | undefined {
  return fieldsOf(node)[step];
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
  const type = [node.type ?? "any"]
    .flat()
    .filter((t) => t !== "null")
    .join("|");
  if (node.enum !== undefined) return node.enum.filter((v) => v !== null).join("|");
  if (type === "array") return `[]${node.items === undefined ? "" : typeOf(node.items)}`;
  return type === "object" && typeof node.additionalProperties === "object"
    ? `map of ${typeOf(node.additionalProperties)}`
    : type;
}
