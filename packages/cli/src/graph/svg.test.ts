import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable } from "../output/printable.ts";
import { drawSvg } from "./svg.ts";
import { anyDrawing, documentOf, HOSTILE, manyReleases } from "./testing/documents.ts";

const needs = documentOf({ shop: ["db", "api"], web: ["page"] }, [
  ["shop/api", "shop/db", "A", "B", "C", "D", "E", "F"],
  ["web/page", "shop", "URL"],
]);

test("releases are boxes in the frame of their service, arrows run from what is needed to who needs it", () => {
  const svg = parse(drawSvg(needs));
  expect(idsOf(svg, "frame")).toEqual(["shop", "web"]);
  expect(idsOf(svg, "box")).toEqual(["shop/db", "shop/api", "web/page"]);
  expect(endsOf(svg, "arrow")).toEqual([
    ["shop/db", "shop/api"],
    ["shop", "web/page"],
  ]);
});

test("of many outputs some are shown with a count, and all are in the tooltip", () => {
  const [label] = byClass(parse(drawSvg(needs)), "label");
  expect(textsOf(label!)).toEqual(["A", "B", "+4"]);
  expect(titleOf(label!)).toContain("A, B, C, D, E, F");
});

test("cycles are red, but not what only leads from one to another, and each walk is written out", () => {
  const document = documentOf(
    { s: ["a", "b", "c", "d"] },
    [
      ["s/a", "s/b"],
      ["s/b", "s/a"],
      ["s/c", "s/d"],
      ["s/d", "s/c"],
      ["s/c", "s/a"],
    ],
    {
      cycles: [
        ["s/a", "s/b", "s/a"],
        ["s/c", "s/d", "s/c"],
      ],
    },
  );
  const svg = parse(drawSvg(document));
  expect(byClass(svg, "cyclic").filter((el) => hasClass(el, "arrow"))).toHaveLength(4);
  expect(byClass(svg, "cyclic").filter((el) => hasClass(el, "box"))).toHaveLength(4);
  expect(byClass(svg, "caption").map((el) => el.textContent)).toEqual([
    "cycle: s/a → s/b → s/a",
    "cycle: s/c → s/d → s/c",
  ]);
});

test("what nothing answers to is a dashed box with dashed arrows", () => {
  const svg = parse(
    drawSvg(documentOf({ s: ["a"] }, []), { missing: [{ from: "s/a", name: "elsewhere", outputs: ["KEY"] }] }),
  );
  const missing = byClass(svg, "missing");
  expect(missing.map((el) => el.getAttribute("class")!.split(" ")[0])).toEqual(["arrow", "box", "label"]);
  expect(drawSvg(needs)).toMatch(/\.missing .line \{[^}]*stroke-dasharray/);
});

test("a release and a missing name of the same text are two boxes", () => {
  const options = { missing: [{ from: "a", name: "a", outputs: [] }] };
  const svg = parse(drawSvg(documentOf({ "": ["a"] }, []), options));
  expect(new Set(idsOf(svg, "box")).size).toBe(2);
});

test("too many releases to read become one box a service, and the picture says so", { timeout: 60_000 }, () => {
  const svg = parse(drawSvg(manyReleases(300)));
  expect(byClass(svg, "service")).toHaveLength(60);
  expect(byClass(svg, "caption")).toHaveLength(1);
  expect(byClass(parse(drawSvg(manyReleases(300), { expand: true })), "release")).toHaveLength(300);
});

describe("for people who do not see it", () => {
  test("it is one image with a title and a description", () => {
    const svg = parse(drawSvg(needs)).documentElement!;
    expect(svg.getAttribute("role")).toBe("img");
    const parts = svg.getAttribute("aria-labelledby")!.split(" ");
    expect(parts.map((id) => elementsOf(svg).find((el) => el.getAttribute("id") === id)?.tagName)).toEqual([
      "title",
      "desc",
    ]);
  });
});

test("every name is in it, whatever it is made of, and it stays well-formed", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyDrawing, ({ document, options }) => {
      const svg = parse(drawSvg(document, { ...options, expand: true }));
      const titles = elementsOf(svg.documentElement!)
        .filter((el) => el.tagName === "title")
        .map((el) => el.textContent ?? "")
        .join("\n");
      for (const edge of document.edges) for (const output of edge.outputs) expect(titles).toContain(printable(output));
      for (const node of document.nodes.filter((n) => n.kind === "HelmRelease"))
        expect(titles).toContain(printable(node.id));
    }),
    { numRuns: 30 },
  );
});

test.each(HOSTILE)("the name %j is text and nothing else", (name) => {
  const svg = parse(drawSvg(documentOf({ [name]: [name, "b"] }, [[`${name}/b`, `${name}/${name}`, name]])));
  expect(idsOf(svg, "frame")).toEqual([printable(name)]);
  expect(idsOf(svg, "box")).toEqual([printable(`${name}/${name}`), printable(`${name}/b`)]);
  expect(new Set(elementsOf(svg.documentElement!).map((el) => el.tagName))).toEqual(
    new Set(["title", "desc", "style", "rect", "g", "path", "text"]),
  );
});

test("an empty document is an image too", () => {
  const svg = parse(drawSvg(documentOf({}, []))).documentElement!;
  expect(Number(svg.getAttribute("width"))).toBeGreaterThan(0);
});

test("it asks for nothing from elsewhere", () => {
  const addresses = drawSvg(needs).match(/https?:[^"'\s<)]+|url\([^)]*\)|@import/g);
  expect(addresses).toEqual(["http://www.w3.org/2000/svg"]);
});

function parse(text: string): Document {
  return new DOMParser({
    onError: (level, message) => {
      // Replacement characters make it suspicious; ours are meant.
      if (!message.startsWith("Unicode replacement character")) throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(text, "image/svg+xml");
}

function elementsOf(root: Element): Element[] {
  return [...root.getElementsByTagName("*")];
}

function byClass(svg: Document, name: string): Element[] {
  return elementsOf(svg.documentElement!).filter((el) => hasClass(el, name));
}

function hasClass(element: Element, name: string): boolean {
  return (element.getAttribute("class") ?? "").split(" ").includes(name);
}

function idsOf(svg: Document, name: string): (string | null)[] {
  return byClass(svg, name).map((el) => el.getAttribute("data-id"));
}

function endsOf(svg: Document, name: string): (string | null)[][] {
  return byClass(svg, name).map((el) => [el.getAttribute("data-needed"), el.getAttribute("data-user")]);
}

function textsOf(element: Element): (string | null)[] {
  return elementsOf(element)
    .filter((el) => el.tagName === "text")
    .map((el) => el.textContent);
}

function titleOf(element: Element): string {
  return elementsOf(element).find((el) => el.tagName === "title")?.textContent ?? "";
}
