import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type ParsedNode, parseAllDocuments } from "yaml";
import { kubernetesTags } from "./yaml-schema.ts";

/** Nodes that one document may have once its aliases are written out. */
export const MAX_NODES = 1_000_000;

/** A range of a text, in UTF-16 units from 0; `end` is not part of it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A mistake of the text itself: there is no object yet that could be named. */
export interface SourceFault {
  readonly message: string;
  readonly help?: string;
  readonly range: TextRange;
}

/** One document of a YAML stream: its value, and the tree that knows where everything stands. */
export interface SourceDocument {
  readonly source: SourceText;
  /** Plain JSON; undefined when the document is faulty. */
  readonly value: unknown;
  /** The document's own faults. Not empty: `value` is undefined. */
  readonly faults: readonly SourceFault[];
  readonly tree: Document.Parsed;
}

/** A text and what people call it. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** Reads a YAML stream as kubectl and Helm do. Empty documents are left out. Never throws. */
export function loadDocuments(source: SourceText): SourceDocument[] {
  if (source.text.includes("\0"))
    return [
      faulty(source, {
        message: "this is not text",
        range: { start: source.text.indexOf("\0"), end: source.text.indexOf("\0") },
      }),
    ];
  let trees: Document.Parsed[];
  try {
    const parsed = parseAllDocuments(source.text, {
      schema: "failsafe",
      customTags: kubernetesTags,
      // Checked below in linear time: the library compares every key with every other.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    trees = "empty" in parsed ? [] : parsed;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [faulty(source, { message: "the text is nested too deeply to be read", range: { start: 0, end: 0 } })];
  }
  return trees.map((tree) => readTree(source, tree)).filter((d) => d !== undefined);
}

function readTree(source: SourceText, tree: Document.Parsed): SourceDocument | undefined {
  const errors = tree.errors.map(
    (e): SourceFault => ({ message: sentence(e.message), range: { start: e.pos[0], end: e.pos[1] } }),
  );
  if (errors.length > 0) return { source, value: undefined, faults: errors.slice(0, 1), tree };
  try {
    const faults = inspect(tree);
    if (faults.length > 0) return { source, value: undefined, faults, tree };
    // Bounded by the count above, so the library's own guard may be off.
    const value: unknown = tree.toJS({ maxAliasCount: -1 });
    return value === null || value === undefined ? undefined : { source, value, faults: [], tree };
  } catch (error) {
    if (error instanceof RangeError)
      return {
        source,
        value: undefined,
        faults: [{ message: "the document is nested too deeply to be read", range: rangeOf(tree.contents) }],
        tree,
      };
    if (error instanceof ReferenceError)
      return {
        source,
        value: undefined,
        faults: [{ message: sentence(error.message), range: rangeOf(tree.contents) }],
        tree,
      };
    throw error;
  }
}

/** Keys given twice, and aliases that would expand without end. */
function inspect(tree: Document.Parsed): SourceFault[] {
  const faults: SourceFault[] = [];
  const anchors = new Map<string, number>();
  const size = (node: ParsedNode | null): number => {
    if (node === null) return 1;
    if (isAlias(node)) return anchors.get(node.source) ?? 1;
    let total = 1;
    if (isMap(node)) {
      const keys = new Set<unknown>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? key.value : key;
        if (keys.has(name) && name !== "<<")
          faults.push({
            message: `the key ${JSON.stringify(name)} is given twice`,
            help: "keep one of them",
            range: rangeOf(key),
          });
        keys.add(name);
        total += size(value);
      }
    } else if (isSeq(node)) {
      for (const item of node.items) total += isPair(item) ? 1 : size(item as ParsedNode);
    }
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, total);
    return total;
  };
  const total = size(tree.contents);
  if (total > MAX_NODES)
    faults.push({
      message: `with its aliases written out the document has more than ${MAX_NODES.toLocaleString("en")} values`,
      help: "use fewer aliases of aliases",
      range: rangeOf(tree.contents),
    });
  return faults;
}

/** Where a node stands; nothing at the start for one that has no place. */
export function rangeOf(node: { range?: readonly number[] | null | undefined } | null | undefined): TextRange {
  const range = node?.range;
  return range === null || range === undefined ? { start: 0, end: 0 } : { start: range[0]!, end: range[1]! };
}

function faulty(source: SourceText, fault: SourceFault): SourceDocument {
  return { source, value: undefined, faults: [fault], tree: parseAllDocuments("~")[0] as Document.Parsed };
}

/** The library's message in our style: lower case, one line. */
function sentence(message: string): string {
  const line = message.split("\n")[0]!.trim();
  return line.charAt(0).toLowerCase() + line.slice(1);
}
