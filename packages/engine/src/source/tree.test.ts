import fc from "fast-check";
import { expect, test } from "vitest";
import { type Document, isNode, visit } from "yaml";
import { loadDocuments } from "./document.ts";
import { parseTrees, treeOf } from "./tree.ts";

/** Every node of a tree, and where it stands. */
function placesIn(tree: Document.Parsed): unknown[] {
  const places: unknown[] = [tree.range[2]];
  visit(tree, (_, node) => void (isNode(node) && places.push([node.constructor.name, node.range])));
  return places;
}

const document = fc.constantFrom(
  "a: 1\nb: [x, {y: z}]\n",
  "- |\n  text\n\n- >-\n  more\n  text\n",
  "a: &a {b: 1} # why\nc: *a\nd: {<<: *a}\n",
  '"a": "\\u00e9 <<"\n\n# the end\n',
  "? - k\n: !!str 5\n",
  "!e!x {a: 1}",
  "plain\r\n",
  "# nothing\n",
  "a:\n",
  "b: [\n",
  "a: b: c\nd: |\n  e\n",
);
const separator = fc.constantFrom(
  "\n---\n",
  "\n--- # here\n",
  "\n...\n---\n",
  "\n... # there\n\n",
  "\n...\n%YAML 1.2\n%TAG !e! tag:e.com,2000:\n---\n",
  "\r\n---\r\n",
  "\n---\n# nothing\n---\n",
);

test("a tree that is made again stands where it stood", () => {
  const stream = fc
    .tuple(
      fc.constantFrom("", "\ufeff", "---\n", "# first\n"),
      fc.array(fc.tuple(document, separator), { maxLength: 5 }),
    )
    .map(([head, parts]) => head + parts.flat().join(""));
  fc.assert(
    fc.property(stream, (text) => {
      const whole = new Map([...parseTrees(text)].map((tree) => [tree.range[2], tree]));
      for (const doc of loadDocuments({ name: "f.yaml", text }).filter((d) => d.faults.length === 0))
        expect(placesIn(treeOf(doc))).toEqual(placesIn(whole.get(doc.range.end)!));
    }),
    { numRuns: 500 },
  );
});
