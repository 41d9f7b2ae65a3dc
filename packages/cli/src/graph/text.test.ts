import { expect, test } from "vitest";
import { styleFor } from "../output/style.ts";
import { widthOf } from "../output/table.ts";
import { documentOf, HOSTILE } from "./testing/documents.ts";
import { drawText } from "./text.ts";

const document = documentOf(
  { shop: ["db", "api"], web: ["page"] },
  [
    ["shop/api", "shop/db", "PG_HOST", "PG_PORT"],
    ["web/page", "shop", "url"],
    ["web/page", "shop/db"],
  ],
  { layers: [["shop/db"], ["shop/api"], ["shop"], ["web/page"], ["web"]] },
);

test("each release has a branch for whatever it waits for, with the outputs in a column", () => {
  expect(drawText(document)).toBe(
    [
      "3 releases in 3 waves, 2 services",
      "",
      "WAVE   RELEASE      OUTPUTS",
      "1      shop/db",
      "2      shop/api",
      "       └─ shop/db   PG_HOST, PG_PORT",
      "3      web/page",
      "       ├─ shop      url",
      "       └─ shop/db",
      "",
    ].join("\n"),
  );
});

test("a terminal without UTF-8 gets ASCII only", () => {
  const style = styleFor({ env: { LANG: "C" }, isTTY: true, columns: 80, color: "never" });
  const cyclic = { ...document, cycles: [["shop/db", "shop/api", "shop/db"]] };
  const text = drawText(cyclic, { style, missing: [{ from: "shop/db", name: "gone", outputs: ["K"] }] });
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).toContain("`- shop/db");
});

test("long lists of outputs are cut to the terminal's width, with a count", () => {
  const outputs = Array.from({ length: 12 }, (_, i) => `OUTPUT_${i}`);
  const wide = documentOf({ "": ["a", "b"] }, [["b", "a", ...outputs]]);
  const style = styleFor({ env: { LANG: "C.UTF-8" }, isTTY: true, columns: 60, color: "never" });
  const lines = drawText(wide, { style }).split("\n");
  expect(lines.filter((line) => widthOf(line) > 60)).toEqual([]);
  expect(lines.some((line) => line.endsWith("+10"))).toBe(true);
  expect(drawText(wide)).toContain(outputs.join(", "));
});

test("what a cycle holds up has no wave, and the cycle and what waits behind it are named", () => {
  const blocked = documentOf(
    { "": ["a", "b", "c", "free"] },
    [
      ["a", "b"],
      ["b", "a"],
      ["c", "a"],
    ],
    { layers: [["free"]], order: ["free"], cycles: [["a", "b", "a"]] },
  );
  const lines = drawText(blocked).split("\n");
  expect(lines.filter((line) => line.startsWith("-"))).toHaveLength(3);
  expect(lines).toContain("✗ cycle: a → b → a");
  expect(lines).toContain("waiting behind it: c");
});

test("a name that nothing answers to is marked where it is needed", () => {
  const text = drawText(documentOf({ "": ["a"] }, []), { missing: [{ from: "a", name: "gone", outputs: ["KEY"] }] });
  expect(text).toMatch(/└─ gone\? +KEY/);
  expect(text).toContain("! gone");
});

test("nothing at all is said in one line", () => {
  expect(drawText(documentOf({}, [], { layers: [] }))).toBe("0 releases\n");
});

test.each(HOSTILE)("the name %j does not command the terminal, nor break a line", (name) => {
  const hostile = documentOf({ "": [name, "b"] }, [["b", name, name]], { cycles: [[name, name]] });
  const text = drawText(hostile, { missing: [{ from: "b", name, outputs: [name] }] });
  const plain = drawText(documentOf({ "": ["a", "b"] }, [["b", "a", "a"]], { cycles: [["a", "a"]] }), {
    missing: [{ from: "b", name: "a", outputs: ["a"] }],
  });
  expect(text.split("\n")).toHaveLength(plain.split("\n").length);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what terminals obey
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
