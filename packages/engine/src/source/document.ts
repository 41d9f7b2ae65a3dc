import type { Document } from "yaml";
import { helpFor, ownErrors } from "./syntax-errors.ts";
import { parseTrees } from "./tree.ts";
import { rangeOf, toJson } from "./value.ts";

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

/** One document of a YAML stream. `treeOf` knows where everything in it stands. */
export interface SourceDocument {
  readonly source: SourceText;
  /** From the end of the document before it to its own: comments and directives in front are part of it. */
  readonly range: TextRange;
  /** Plain JSON; undefined when the document is faulty. */
  readonly value: unknown;
  /** The document's own faults. Not empty: `value` is undefined. */
  readonly faults: readonly SourceFault[];
}

/** A text and what people call it. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** Reads a YAML stream as kubectl and Helm do. Empty documents are left out. Never throws. */
export function loadDocuments(source: SourceText): SourceDocument[] {
  const forbidden = forbiddenCharacter(source);
  if (forbidden !== undefined) return [faulty(source, forbidden)];
  const documents: SourceDocument[] = [];
  let start: number | undefined = 0;
  try {
    for (const tree of parseTrees(source.text)) {
      const range: TextRange = { start: start ?? tree.range[0], end: tree.range[2] };
      const read = readTree(source.text, tree);
      if (read.value !== null) documents.push({ source, range, ...read });
      start = tree.errors.length > 0 ? undefined : range.end; // after a slip of syntax, a tree ends too early
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [faulty(source, { ...TOO_DEEP, range: { start: 0, end: 0 } })];
  }
  return documents;
}

function readTree(text: string, tree: Document.Parsed): Pick<SourceDocument, "value" | "faults"> {
  if (tree.errors.length > 0) return { value: undefined, faults: ownErrors(text, tree.errors).map(faultOf) };
  try {
    const made = toJson(tree);
    return "faults" in made ? { value: undefined, faults: made.faults } : { value: made.value, faults: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { value: undefined, faults: [{ ...TOO_DEEP, range: rangeOf(tree.contents) }] };
  }
}

/** Characters that no YAML may hold as they are, as kubectl sees it; a byte order mark only at the start of the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|(?!^)\ufeff|\p{Surrogate}/u;

function forbiddenCharacter({ text }: SourceText): SourceFault | undefined {
  const at = text.search(FORBIDDEN);
  if (at === -1) return undefined;
  const range = { start: at, end: at + 1 };
  if (text[at] === "\0") return { message: "this is not text", help: "save it as YAML or JSON in UTF-8", range };
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0");
  return {
    message: `the character U+${code} may not stand in YAML as it is`,
    help:
      code === "FEFF"
        ? "a byte order mark goes at the very start; remove it"
        : `write it as "\\u${code}", or remove it`,
    range,
  };
}

const TOO_DEEP = { message: "this is nested too deeply to be read", help: "flatten it" };

function faultOf(error: Document.Parsed["errors"][number]): SourceFault {
  const range = { start: error.pos[0], end: error.pos[1] };
  // The library says it in the words of the engine that it runs on.
  if (error.message.includes("call stack")) return { ...TOO_DEEP, range };
  const help = helpFor(error);
  return { message: sentence(error.message), ...(help === undefined ? {} : { help }), range };
}

function faulty(source: SourceText, fault: SourceFault): SourceDocument {
  return { source, range: { start: 0, end: source.text.length }, value: undefined, faults: [fault] };
}

/** The library's message in our style: lower case, one line. */
function sentence(message: string): string {
  const line = message.split("\n")[0]!.trim();
  return line.charAt(0).toLowerCase() + line.slice(1);
}
