/** Of an object in a manifest, what names it. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** As it is written; undefined where it is not. */
  readonly namespace?: string;
}

/** Words that YAML 1.1 reads as something else than text. */
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const TEXT = /^(?:[A-Za-z][\w./-]*|"[\w./-]+"|'[\w./-]+')$/;
/** Goes on in lines that need not be further in. */
const OPEN = /^(?:"(?!.*"$)|'(?!.*'$)|\{(?!.*\}$)|\[(?!.*\]$))/;
const KEY = /^([A-Za-z]+):(?: +(.*))?$/;

/**
 * The names of the objects of a manifest that is written as Helm prints nearly all: block mappings, a line for each name.
 * Undefined where only a parser can tell; a parser takes a hundred times as long. Objects that stay behind on uninstall
 * are for the parser, and so are lists.
 */
export function plainObjects(manifest: string): NamedObject[] | undefined {
  // Other line ends, directives, marks with something behind them; and what says that an object stays.
  if (/[\r\u2028\u2029]|^%|^\.\.\.|^---(?! *(?:#.*)?$)|helm\.sh\/resource-policy/m.test(manifest)) return undefined;
  const objects: NamedObject[] = [];
  for (const document of manifest.split(/^---.*$/m)) {
    const lines = document.split("\n").filter((line) => !/^ *(?:#|$)/.test(line));
    if (lines.length === 0) continue;
    const object = plainObject(lines);
    if (object === undefined) return undefined;
    objects.push(object);
  }
  return objects;
}

function plainObject(lines: readonly string[]): NamedObject | undefined {
  const top = blockOf(lines, 0);
  const metadata = top?.get("metadata");
  if (top === undefined || metadata === undefined || metadata.text !== "" || metadata.below.length === 0)
    return undefined;
  const below = blockOf(metadata.below, indentOf(metadata.below[0]!));
  if (below === undefined) return undefined;
  const [apiVersion, kind, name] = [textIn(top, "apiVersion"), textIn(top, "kind"), textIn(below, "name")];
  if (apiVersion === undefined || kind === undefined || name === undefined || kind.endsWith("List")) return undefined;
  if (!below.has("namespace")) return { apiVersion, kind, name };
  const namespace = textIn(below, "namespace");
  return namespace === undefined ? undefined : { apiVersion, kind, name, namespace };
}

interface Field {
  /** What stands behind the colon. */
  readonly text: string;
  /** Lines that are further in. */
  readonly below: string[];
}

/** The fields of a block mapping; undefined where it has anything else than simple keys, or one of them twice. */
function blockOf(lines: readonly string[], indent: number): ReadonlyMap<string, Field> | undefined {
  const fields = new Map<string, Field>();
  let last: Field | undefined;
  for (const line of lines) {
    const at = indentOf(line);
    // A list may stand as far out as its key.
    if (last !== undefined && (at > indent || (at === indent && line[at] === "-" && last.text === ""))) {
      last.below.push(line);
      continue;
    }
    const [, key, text = ""] = (at === indent ? KEY.exec(line.slice(indent)) : null) ?? [];
    if (key === undefined || fields.has(key) || OPEN.test(text)) return undefined;
    last = { text, below: [] };
    fields.set(key, last);
  }
  return fields;
}

/** A value that is text for certain, and all of it on its line. */
function textIn(block: ReadonlyMap<string, Field>, key: string): string | undefined {
  const field = block.get(key);
  if (field === undefined || field.below.length > 0 || !TEXT.test(field.text) || NO_TEXT.test(field.text))
    return undefined;
  return field.text.replace(/^["']|["']$/g, "");
}

function indentOf(line: string): number {
  return line.search(/[^ ]/);
}
