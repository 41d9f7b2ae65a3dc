import { parseTemplate, type Template } from "@upstart/engine";
import { type Document, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from "yaml";
import { CliError, EXIT } from "../exit.ts";

/** A string of a manifest in which something is to be filled in. */
export interface ManifestString {
  /** The object that it is a part of, as people call it: `Secret db`. */
  readonly object: string;
  /** `stringData.url` */
  readonly path: string;
  /** What the object says; of a Secret's `data` what is encoded there. */
  readonly text: string;
  readonly isEncoded: boolean;
  readonly template: Template;
  /** Where it is written. */
  readonly node: Scalar;
}

/**
 * The strings of a stream of manifests that read an output, or try to. All others are left alone, whatever is in
 * them: who writes a chart knows nothing of references. Throws CliError for what is not YAML.
 */
export function manifestStrings(text: string): ManifestString[] {
  const options = { uniqueKeys: false, strict: false, logLevel: "silent" } as const;
  const trees = parseAllDocuments(text, options) as Document.Parsed[];
  return trees.flatMap((tree) => {
    const [error] = tree.errors;
    if (error !== undefined) throw new CliError(EXIT.no, `the manifests are not YAML: ${error.message.split("\n")[0]}`);
    return [...stringsBelow(tree.contents, [], { name: "a manifest", isSecret: false })];
  });
}

interface Holder {
  readonly name: string;
  readonly isSecret: boolean;
}

function* stringsBelow(node: unknown, path: readonly string[], holder: Holder): Generator<ManifestString> {
  if (isMap(node)) {
    const object = holderOf(node) ?? holder;
    const below = object === holder ? path : [];
    for (const { key, value } of node.items) yield* stringsBelow(value, [...below, textOf(key)], object);
  } else if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) yield* stringsBelow(item, [...path, String(i)], holder);
  } else if (isScalar(node) && typeof node.value === "string") {
    const isEncoded = holder.isSecret && path.length === 2 && path[0] === "data";
    const text = isEncoded ? Buffer.from(node.value, "base64").toString("utf8") : node.value;
    const template = parseTemplate(text);
    if (template !== undefined && readsOutput(template))
      yield { object: holder.name, path: path.join("."), text, isEncoded, template, node };
  }
}

/** What a map is, where it is an object of its own, in a list of objects too. */
function holderOf(node: { get(key: string): unknown; has(key: string): boolean }): Holder | undefined {
  if (!node.has("apiVersion") || !node.has("kind")) return undefined;
  const kind = String(node.get("kind"));
  const metadata = node.get("metadata");
  const name = isMap(metadata) ? String(metadata.get("name") ?? "") : "";
  return { name: name === "" ? kind : `${kind} ${name}`, isSecret: kind === "Secret" };
}

function textOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String((key as Node | null) ?? "");
}

function readsOutput({ segments, malformed }: Template): boolean {
  return (
    segments.some((s) => typeof s !== "string" && s.target.kind === "output") ||
    malformed.some(({ mark }) => mark.text.includes(".outputs."))
  );
}
