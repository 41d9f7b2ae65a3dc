import type { Diagnostic } from "./diagnostic/diagnostic.ts";
import type { FieldPath } from "./diagnostic/field-path.ts";
import { loadDocuments, type SourceDocument, type SourceFault, type SourceText } from "./source/document.ts";
import { decode, isOurs } from "./spec/decode.ts";
import type { Spec } from "./spec/objects.ts";

/** An object of a stream: a document, or an item of a `kind: List` or `kind: UpstartServiceList`. `Place.document` is its index in `Loaded.objects`. */
export interface LoadedObject {
  readonly document: SourceDocument;
  readonly prefix: FieldPath;
}

/** What texts hold. */
export interface Loaded {
  readonly specs: readonly Spec[];
  readonly objects: readonly LoadedObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** Texts that are not YAML: there is no object yet that a diagnostic could name. */
  readonly faults: readonly { readonly source: SourceText; readonly fault: SourceFault }[];
  /** Objects of other kinds, left alone. */
  readonly others: readonly (LoadedObject & { readonly kind: string; readonly name?: string })[];
}

/** Reads texts as one universe: every document of every file. Objects without a name are named after their file. */
export function load(sources: readonly SourceText[]): Loaded {
  const objects: LoadedObject[] = [];
  const specs: Spec[] = [];
  const diagnostics: Diagnostic[] = [];
  const faults: Loaded["faults"][number][] = [];
  const others: Loaded["others"][number][] = [];
  const take = (document: SourceDocument, value: unknown, prefix: FieldPath) => {
    if (isList(value)) {
      for (const [i, item] of value.items.entries()) take(document, item, [...prefix, "items", i]);
      return;
    }
    if (!isOurs(value)) {
      others.push({ document, prefix, ...describe(value) });
      return;
    }
    const index = objects.push({ document, prefix }) - 1;
    const name = nameFromFile(document.source.name);
    const decoded = decode(value, { document: index, ...(name === undefined ? {} : { defaultName: name }) });
    diagnostics.push(...decoded.diagnostics);
    if (decoded.spec !== undefined) specs.push(decoded.spec);
  };
  for (const source of sources) {
    for (const document of loadDocuments(source)) {
      for (const fault of document.faults) faults.push({ source, fault });
      if (document.faults.length === 0) take(document, document.value, []);
    }
  }
  return { specs, objects, diagnostics, faults, others };
}

/** `services/My Shop.yaml` -> `my-shop`; nothing for standard input, which has no name of its own. */
export function nameFromFile(file: string): string | undefined {
  if (file === "-" || file === "<stdin>") return undefined;
  const base = file
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\?.*$/, "")
    .replace(/\.(?:ya?ml|json)$/i, "");
  const name = base
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/[-.]*\.[-.]*/g, ".")
    .replace(/^[-.]+|[-.]+$/g, "");
  return name === "" ? undefined : name;
}

function isList(value: unknown): value is { items: readonly unknown[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    typeof value.kind === "string" &&
    value.kind.endsWith("List") &&
    "items" in value &&
    Array.isArray(value.items)
  );
}

function describe(value: unknown): { kind: string; name?: string } {
  if (typeof value !== "object" || value === null || !("kind" in value) || typeof value.kind !== "string")
    return { kind: "a document without kind" };
  const metadata = "metadata" in value ? value.metadata : undefined;
  const name =
    typeof metadata === "object" && metadata !== null && "name" in metadata && typeof metadata.name === "string"
      ? metadata.name
      : undefined;
  return { kind: value.kind, ...(name === undefined ? {} : { name }) };
}
