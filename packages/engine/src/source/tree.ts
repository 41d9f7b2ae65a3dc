import { Composer, type Document, Parser } from "yaml";
import type { SourceDocument } from "./document.ts";
import { kubernetesTags } from "./yaml-schema.ts";

/** Reads the documents of a YAML text one by one, each with the place of every node. `offset` is where the text starts. */
export function parseTrees(text: string, offset = 0): Iterable<Document.Parsed> {
  const parser = new Parser();
  parser.offset = offset;
  return new Composer({
    schema: "failsafe",
    customTags: kubernetesTags,
    // Checked in value.ts in linear time: the library compares every key with every other.
    uniqueKeys: false,
    logLevel: "silent",
  }).compose(parser.parse(text));
}

const trees = new WeakMap<SourceDocument, Document.Parsed>();

/**
 * The tree that knows where everything in a document stands. It is made again when it is asked for: of a thousand
 * documents few have something to point at, and a tree is many times as large as its text.
 */
export function treeOf(document: SourceDocument): Document.Parsed {
  const known = trees.get(document);
  if (known !== undefined) return known;
  const { source, range } = document;
  const [tree] = parseTrees(source.text.slice(range.start, range.end), range.start);
  trees.set(document, tree!);
  return tree!;
}
