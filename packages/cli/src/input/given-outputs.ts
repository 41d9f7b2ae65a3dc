import {
  formatPath,
  type GivenOutputs,
  loadDocuments,
  positionOf,
  type SourceDocument,
  type SourceText,
  type TextRange,
  treeOf,
} from "@upstart/engine";
import { isAlias, isMap, isScalar, type Node, type Pair } from "yaml";
import type { LocatedDiagnostic } from "../diagnostics/located.ts";
import type { Host } from "../host.ts";
import { readSources } from "./sources.ts";

/** What `--outputs` says, and what is wrong with how it says it. */
export interface ReadOutputs {
  readonly outputs: GivenOutputs;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** Reads `--outputs`: YAML or JSON of `{dependency: {KEY: value}}`. Scalars are read as the text that they were written as. */
export async function readGivenOutputs(host: Host, file: string): Promise<ReadOutputs> {
  const outputs = new Map<string, Map<string, string>>();
  const diagnostics: LocatedDiagnostic[] = [];
  for (const source of await readSources(host, { filename: [file] })) {
    for (const document of loadDocuments(source)) {
      for (const { message, help, range } of document.faults)
        diagnostics.push(diagnosticAt(source, range, "InvalidYaml", message, help));
      if (document.faults.length === 0) diagnostics.push(...readInto(outputs, document));
    }
  }
  const plain = [...outputs].map(([name, keys]) => [name, Object.fromEntries(keys)] as const);
  return { outputs: Object.fromEntries(plain), diagnostics };
}

function readInto(outputs: Map<string, Map<string, string>>, document: SourceDocument): LocatedDiagnostic[] {
  const { source } = document;
  const tree = treeOf(document);
  const wrong: LocatedDiagnostic[] = [];
  const entries = (node: Node | null, path: readonly string[]): Pair<Node, Node | null>[] => {
    const target = isAlias(node) ? (node.resolve(tree) ?? null) : node;
    if (isMap(target)) return target.items as Pair<Node, Node | null>[];
    if (target !== null && !(isScalar(target) && target.value === null)) wrong.push(notAMap(source, target, path));
    return [];
  };
  for (const dependency of entries(tree.contents, [])) {
    const name = textOf(dependency.key) ?? "";
    const keys = outputs.get(name) ?? new Map<string, string>();
    outputs.set(name, keys);
    for (const { key, value } of entries(dependency.value, [name])) {
      const text = textOf(isAlias(value) ? (value.resolve(tree) ?? null) : value);
      if (text === undefined) wrong.push(notAScalar(source, value!, [name, textOf(key) ?? ""]));
      else keys.set(textOf(key) ?? "", text);
    }
  }
  return wrong;
}

/** A scalar as it was written, without its quotes; nothing for `null`; undefined for a list or a map. */
function textOf(node: Node | null): string | undefined {
  if (node === null) return "";
  if (!isScalar(node)) return undefined;
  if (typeof node.value === "string") return node.value;
  return node.value === null ? "" : (node.source ?? String(node.value));
}

function notAMap(source: SourceText, node: Node, path: readonly string[]): LocatedDiagnostic {
  const what = path.length === 0 ? "the file" : `"${path.join(".")}"`;
  return wrongShape(source, node, path, `${what} is not a map of outputs`);
}

function notAScalar(source: SourceText, node: Node, path: readonly string[]): LocatedDiagnostic {
  return wrongShape(source, node, path, `the output ${path.at(-1)} of "${path[0]}" is a list or a map, not a text`);
}

function wrongShape(source: SourceText, node: Node, path: readonly string[], message: string): LocatedDiagnostic {
  const range = { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
  const help = "it is {dependency: {KEY: value}}; a dependency may be an id such as service/release";
  return { ...diagnosticAt(source, range, "SchemaViolation", message, help), path: formatPath(path) };
}

function diagnosticAt(
  source: SourceText,
  range: TextRange,
  code: "InvalidYaml" | "SchemaViolation",
  message: string,
  help: string | undefined,
): LocatedDiagnostic {
  return {
    code,
    severity: "error",
    message,
    ...(help === undefined ? {} : { help }),
    file: source.name,
    ...positionOf(source, range.start),
    source,
    range,
  };
}
