import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Mark, Place } from "../diagnostic/diagnostic.ts";
import type { FieldPath } from "../diagnostic/field-path.ts";
import type { SourceDocument, TextRange } from "./document.ts";
import { treeOf } from "./tree.ts";
import { isMergeKey, rangeOf } from "./value.ts";

/**
 * Where a place stands in its document's text: a scalar at its value, a map or list at its key, a mark at its text.
 * What is not there (a missing field, something a template brought) is shown at the nearest thing above it.
 */
export function locate(document: SourceDocument, place: Pick<Place, "path" | "mark" | "onKey">): TextRange {
  let node: Node | null = treeOf(document).contents;
  let range: TextRange = firstKey(node) ?? rangeOf(node);
  for (const [i, step] of place.path.entries()) {
    const found: { node: Node | null; range: TextRange } | undefined = child(document, resolve(document, node), step);
    if (found === undefined) return range;
    node = found.node;
    const isLast = i === place.path.length - 1;
    const target = resolve(document, node);
    range = isLast && place.onKey !== true && isScalar(target) && target.source !== "" ? rangeOf(node) : found.range;
  }
  return place.mark === undefined ? range : (locateMark(document, node, place.mark) ?? range);
}

function child(
  document: SourceDocument,
  node: Node | null,
  step: FieldPath[number],
): { node: Node | null; range: TextRange } | undefined {
  if (isSeq(node)) {
    const item = typeof step === "number" ? (node.items[step] as Node | undefined) : undefined;
    return item === undefined ? undefined : { node: item, range: firstKey(item) ?? rangeOf(item) };
  }
  if (!isMap(node)) return undefined;
  const own = node.items.findLast((pair) => keyOf(pair) === String(step));
  if (own !== undefined) return { node: own.value as Node | null, range: rangeOf(own.key as Node) };
  for (const merged of mergedMaps(document, node)) {
    const found = child(document, merged, step);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mergedMaps(document: SourceDocument, map: YAMLMap): Node[] {
  return map.items
    .filter((pair) => isMergeKey(pair.key))
    .flatMap((pair) => {
      const value = resolve(document, pair.value as Node | null);
      return isSeq(value) ? value.items.map((item) => resolve(document, item as Node)) : [value];
    })
    .filter((node) => node !== null);
}

function resolve(document: SourceDocument, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(treeOf(document)) ?? null) : node;
}

function keyOf(pair: Pair): string {
  const key = pair.key;
  return isScalar(key) ? String(key.value) : String(key);
}

/** A list item that is a map is shown at its first key, not at its dash. */
function firstKey(node: Node | null): TextRange | undefined {
  return isMap(node) && node.items.length > 0 ? rangeOf(node.items[0]!.key as Scalar) : undefined;
}

/** The nth `<<` of a scalar as it was written; undefined when an escape or a fold breaks the text that starts there. */
function locateMark(document: SourceDocument, node: Node | null, mark: Mark): TextRange | undefined {
  const { start, end } = rangeOf(node);
  const raw = document.source.text.slice(start, end);
  let at = raw.indexOf("<<");
  for (let seen = 0; seen < mark.nth && at !== -1; seen++) at = raw.indexOf("<<", at + 1);
  // A comment behind a block's header, or an escape, may bring or hide one.
  if (at === -1 || !raw.startsWith(mark.text, at)) at = raw.indexOf(mark.text);
  return at === -1 ? undefined : { start: start + at, end: start + at + mark.text.length };
}
