import { type Alias, type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { SourceFault, TextRange } from "./document.ts";

/** Values that the aliases of one document may come to once they are written out. */
const MAX_VALUES = 1_000_000;

/** A document as plain JSON, or what keeps it from being that. */
export type Converted = { readonly value: unknown } | { readonly faults: readonly SourceFault[] };

/**
 * Makes JSON of a tree as kubectl does: keys become text, merge keys are merged, an alias is what its anchor named
 * last. Takes time linear in the text, aliases and all: what two aliases share is one value. Throws a RangeError
 * for what is nested beyond the call stack.
 */
export function toJson(tree: Document.Parsed): Converted {
  const maker = new Maker();
  const { value } = maker.make(tree.contents);
  if (maker.isExhausted) {
    const message = `its aliases, written out, come to more than ${MAX_VALUES.toLocaleString("en")} values`;
    return { faults: [{ message, help: "use fewer aliases of aliases", range: rangeOf(tree.contents) }] };
  }
  return maker.faults.length > 0 ? { faults: maker.faults } : { value };
}

type Json = Record<string, unknown>;

/** A value that has been made, and how many values it is made of. */
interface Made {
  readonly value: unknown;
  readonly size: number;
}

const NOTHING: Made = { value: null, size: 1 };

/** One walk through a document, from its top to its end: anchors are known once they have been passed. */
class Maker {
  readonly faults: SourceFault[] = [];
  readonly #anchors = new Map<string, Made>();
  readonly #open = new Set<string>();
  #writtenOut = 0;

  get isExhausted(): boolean {
    return this.#writtenOut > MAX_VALUES;
  }

  make(node: unknown): Made {
    if (isAlias(node)) return this.#aliased(node);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.#plain(node);
    this.#open.add(anchor);
    const made = this.#plain(node);
    this.#open.delete(anchor);
    this.#anchors.set(anchor, made);
    return made;
  }

  #plain(node: unknown): Made {
    if (isMap(node)) return this.#map(node.items);
    return isSeq(node) ? this.#list(node.items) : this.#scalar(node);
  }

  #aliased(node: Alias): Made {
    const name = node.source;
    if (this.#open.has(name)) return this.#fault(node, `*${name} stands inside what it names`, "write it out");
    const made = this.#anchors.get(name);
    if (made === undefined) return this.#fault(node, `*${name} names nothing`, `set the anchor &${name} before it`);
    this.#writtenOut += made.size;
    // Nothing more is made of it then, so that a bomb costs no more than its fuse.
    return this.isExhausted ? NOTHING : made;
  }

  #scalar(node: unknown): Made {
    if (!isScalar(node)) return NOTHING;
    const value = plain(node.value);
    const wanted = node.tag === undefined ? undefined : TYPE_OF_TAG[node.tag];
    if (wanted === undefined || wanted === typeof value) return { value, size: 1 };
    const tag = node.tag!.split(":").at(-1);
    return this.#fault(node, `${JSON.stringify(node.source ?? "")} is not what its tag !!${tag} says`);
  }

  #list(items: readonly unknown[]): Made {
    const values = items.map((item) => (isPair(item) ? this.#map([item]) : this.make(item)));
    return { value: values.map((v) => v.value), size: values.reduce((total, v) => total + v.size, 1) };
  }

  #map(items: readonly Pair[]): Made {
    const own: Json = {};
    let merged: Json | undefined;
    let size = 1;
    for (const { key, value } of items) {
      const isMerge = isMergeKey(key);
      const name = isMerge ? undefined : this.#key(key); // before the value, which may use the key's anchor
      const made = this.make(value);
      size += made.size;
      if (isMerge) {
        merged ??= {};
        this.#merge(merged, made.value, value);
      }
      if (name === undefined) continue;
      if (Object.hasOwn(own, name))
        this.#fault(key, `the key ${JSON.stringify(name)} is given twice`, "keep one of them");
      put(own, name, made.value);
    }
    if (merged === undefined) return { value: own, size };
    // What the map says itself stands, wherever its merge key is.
    for (const [k, v] of Object.entries(own)) put(merged, k, v);
    return { value: merged, size };
  }

  #merge(into: Json, value: unknown, node: unknown): void {
    const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const source of sources) {
      if (typeof source !== "object" || source === null || Array.isArray(source)) {
        this.#fault(node, "<< takes a map or a list of maps", "put it in quotes to have it as a key");
        return;
      }
      for (const [k, v] of Object.entries(source)) if (!Object.hasOwn(into, k)) put(into, k, v);
    }
  }

  #key(key: unknown): string | undefined {
    const value = isAlias(key) || isScalar(key) ? this.make(key).value : key;
    if (value === null || value === undefined) this.#fault(key, "a key is missing here", "keys are text");
    else if (typeof value === "object") this.#fault(key, "a key is a map or a list here", "keys are text");
    else return String(value);
    return undefined;
  }

  #fault(node: unknown, message: string, help?: string): Made {
    const range = rangeOf(node as Node);
    // What is said of a place a second time only follows from the first.
    if (this.faults.at(-1)?.range.start === range.start) return NOTHING;
    this.faults.push({ message, ...(help === undefined ? {} : { help }), range });
    return NOTHING;
  }
}

/** Sets a key whatever it is called; a plain assignment of `__proto__` would do something else. */
function put(map: Json, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

const TYPE_OF_TAG: Readonly<Record<string, string>> = {
  "tag:yaml.org,2002:int": "number",
  "tag:yaml.org,2002:float": "number",
  "tag:yaml.org,2002:bool": "boolean",
};

/** What the library makes an object of for the tag !!timestamp is text in JSON. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

/** Whether a key is an unquoted `<<`: the library gives it a symbol for a value. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}

/** Where a node stands; nothing at the start for one that has no place. */
export function rangeOf(node: { range?: readonly number[] | null | undefined } | null | undefined): TextRange {
  const range = node?.range;
  return range === null || range === undefined ? { start: 0, end: 0 } : { start: range[0]!, end: range[1]! };
}
