import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { SourceFault, TextRange } from "./document.ts";

/** Values that the aliases of one document may come to once they are written out. */
export const MAX_VALUES = 1_000_000;

/** A document as plain JSON, or what keeps it from being that. */
export type Converted = { readonly value: unknown } | { readonly faults: readonly SourceFault[] };

type Json = Record<string, unknown>;

/** A value that has been made, and how many values it is made of. */
interface Made {
  readonly value: unknown;
  readonly size: number;
}

/**
 * Makes JSON of a tree as kubectl does: keys become text, merge keys are merged, an alias is what its anchor named
 * last. Takes time linear in the text, aliases and all: what two aliases share is one value. Throws a RangeError
 * for what is nested beyond the call stack.
 */
export function toJson(tree: Document.Parsed): Converted {
  const faults: SourceFault[] = [];
  const anchors = new Map<string, Made>();
  const open = new Set<string>();
  let writtenOut = 0;

  const fault = (node: unknown, message: string, help?: string): Made => {
    faults.push({ message, ...(help === undefined ? {} : { help }), range: rangeOf(node as Node) });
    return { value: null, size: 1 };
  };

  const make = (node: unknown): Made => {
    if (isAlias(node)) return aliased(node);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) open.add(anchor);
    const made = isMap(node) ? map(node.items) : isSeq(node) ? list(node.items) : scalar(node);
    if (anchor !== undefined) {
      open.delete(anchor);
      anchors.set(anchor, made);
    }
    return made;
  };

  const aliased = (node: Node & { source: string }): Made => {
    if (open.has(node.source)) return fault(node, `*${node.source} stands inside what it names`, "write it out");
    const made = anchors.get(node.source);
    if (made === undefined)
      return fault(node, `*${node.source} names nothing`, `set the anchor &${node.source} before it`);
    writtenOut += made.size;
    // Nothing more is made of it then, so that a bomb costs no more than its fuse.
    return writtenOut > MAX_VALUES ? { value: null, size: 1 } : made;
  };

  const scalar = (node: unknown): Made => {
    if (!isScalar(node)) return { value: null, size: 1 };
    const value = plain(node.value);
    const wanted = node.tag === undefined ? undefined : TYPE_OF_TAG[node.tag];
    if (wanted !== undefined && wanted !== typeof value)
      return fault(
        node,
        `${JSON.stringify(node.source ?? "")} is not what its tag !!${node.tag!.split(":").at(-1)} says`,
      );
    return { value, size: 1 };
  };

  const list = (items: readonly unknown[]): Made => {
    const values = items.map((item) => (isPair(item) ? map([item]) : make(item)));
    return { value: values.map((v) => v.value), size: values.reduce((total, v) => total + v.size, 1) };
  };

  const map = (items: readonly Pair[]): Made => {
    const own: Json = {};
    let merged: Json | undefined;
    let size = 1;
    for (const { key, value } of items) {
      const isMerge = isMergeKey(key);
      const name = isMerge ? undefined : keyOf(key); // before the value, which may use the key's anchor
      const made = make(value);
      size += made.size;
      if (isMerge) {
        merged ??= {};
        merge(merged, made.value, value);
      }
      if (name === undefined) continue;
      if (Object.hasOwn(own, name)) fault(key, `the key ${JSON.stringify(name)} is given twice`, "keep one of them");
      put(own, name, made.value);
    }
    // What the map says itself stands, wherever its merge key is.
    if (merged === undefined) return { value: own, size };
    for (const [k, v] of Object.entries(own)) put(merged, k, v);
    return { value: merged, size };
  };

  const merge = (into: Json, value: unknown, node: unknown): void => {
    const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const source of sources) {
      if (typeof source !== "object" || source === null || Array.isArray(source)) {
        fault(
          node,
          "<< takes a map or a list of maps",
          "it merges maps into this one; put it in quotes to have it as a key",
        );
        return;
      }
      for (const [k, v] of Object.entries(source)) if (!Object.hasOwn(into, k)) put(into, k, v);
    }
  };

  const keyOf = (key: unknown): string | undefined => {
    const node = isAlias(key) ? aliased(key).value : isScalar(key) ? plain(key.value) : key;
    if (node !== null && typeof node !== "object" && node !== undefined) {
      if (isScalar(key) && key.anchor !== undefined) anchors.set(key.anchor, { value: node, size: 1 });
      return String(node);
    }
    fault(
      key,
      node === null || node === undefined ? "a key is missing here" : "a key is a map or a list here",
      "keys are text",
    );
    return undefined;
  };

  const { value } = make(tree.contents);
  if (writtenOut > MAX_VALUES) {
    const message = `its aliases, written out, come to more than ${MAX_VALUES.toLocaleString("en")} values`;
    return { faults: [{ message, help: "use fewer aliases of aliases", range: rangeOf(tree.contents) }] };
  }
  return faults.length > 0 ? { faults } : { value };
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

/** What the library makes objects of for the tags !!binary and !!timestamp is text in JSON. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
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
