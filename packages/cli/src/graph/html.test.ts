import { createHash } from "node:crypto";
import { Script } from "node:vm";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, test } from "vitest";
import { drawHtml } from "./html.ts";
import { anyDrawing, documentOf, HOSTILE, manyReleases } from "./testing/documents.ts";

type Element = DefaultTreeAdapterTypes.Element;

const document = documentOf({ shop: ["db", "api"], web: ["page"] }, [
  ["shop/api", "shop/db", "A", "B", "C", "D", "E", "F"],
  ["web/page", "shop", "URL"],
]);

test("the page knows every release, service and output that is drawn", () => {
  const { nodes, arrows } = dataOf(drawHtml(document));
  expect(nodes.map((n) => n.id)).toEqual(["shop/db", "shop/api", "web/page", "shop", "web"]);
  expect(arrows).toEqual([
    { needed: "shop/db", user: "shop/api", outputs: ["A", "B", "C", "D", "E", "F"] },
    { needed: "shop", user: "web/page", outputs: ["URL"] },
  ]);
});

test("releases can be found also where only their services are drawn", () => {
  const { nodes } = dataOf(drawHtml(manyReleases(300)));
  expect(nodes).toHaveLength(60);
  expect(nodes.flatMap((n) => n.releases ?? [])).toHaveLength(300);
});

test("every cycle is written out in the header", () => {
  const walk = ["shop/db", "shop/api", "shop/db"];
  const elements = elementsOf(drawHtml({ ...document, cycles: [walk] }));
  expect(elements.filter((el) => el.tagName === "li").map(textOf)).toEqual([walk.join(" → ")]);
});

describe("keyboard and screen reader", () => {
  test("every box is a button with a name, and the picture is a group of them", () => {
    const elements = elementsOf(drawHtml(document));
    const buttons = elements.filter((el) => classesOf(el).includes("box"));
    expect(buttons).toHaveLength(3);
    for (const el of buttons) {
      expect(attributesOf(el)).toMatchObject({ role: "button", tabindex: "0" });
      expect(attributesOf(el)["aria-label"]).not.toBe("");
    }
    expect(attributesOf(elements.find((el) => el.tagName === "svg")!)).toMatchObject({ role: "group" });
  });

  test("every control has a name", () => {
    const controls = elementsOf(drawHtml(document)).filter((el) => ["input", "button"].includes(el.tagName));
    expect(controls.length).toBeGreaterThan(3);
    for (const el of controls) expect(attributesOf(el)["aria-label"] ?? textOf(el)).not.toBe("");
  });
});

test("it loads nothing, and no script but its own may run", () => {
  const html = drawHtml(document);
  const elements = elementsOf(html);
  expect(elements.filter((el) => ["link", "img", "iframe"].includes(el.tagName))).toEqual([]);
  expect(elements.filter((el) => "src" in attributesOf(el) || "href" in attributesOf(el))).toEqual([]);
  const scripts = elements.filter((el) => el.tagName === "script" && attributesOf(el).type === undefined);
  expect(scripts).toHaveLength(1);
  const hash = createHash("sha256").update(textOf(scripts[0]!)).digest("base64");
  const policy = elements.find((el) => attributesOf(el)["http-equiv"] === "Content-Security-Policy")!;
  expect(attributesOf(policy).content).toContain("default-src 'none'");
  expect(attributesOf(policy).content).toContain(`script-src 'sha256-${hash}'`);
  expect(() => new Script(textOf(scripts[0]!))).not.toThrow();
});

test.each(HOSTILE)("the name %j is text and nothing else", (name) => {
  const html = drawHtml(documentOf({ [name]: [name, "b"] }, [[`${name}/b`, `${name}/${name}`, name]]));
  const plain = drawHtml(documentOf({ plain: ["plain", "b"] }, [["plain/b", "plain/plain", "plain"]]));
  expect(elementsOf(html).map((el) => el.tagName)).toEqual(elementsOf(plain).map((el) => el.tagName));
});

test("what the script looks up is in the picture", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyDrawing, ({ document, options }) => {
      const html = drawHtml(document, options);
      const ids = new Set(elementsOf(html).map((el) => attributesOf(el)["data-id"]));
      const { nodes, arrows } = dataOf(html);
      expect(nodes.filter((n) => !ids.has(n.id))).toEqual([]);
      const known = new Set(nodes.map((n) => n.id));
      expect(arrows.filter((a) => !known.has(a.needed) || !known.has(a.user))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

interface PageData {
  readonly nodes: readonly { readonly id: string; readonly releases?: readonly unknown[] }[];
  readonly arrows: readonly { readonly needed: string; readonly user: string; readonly outputs: readonly string[] }[];
}

function dataOf(html: string): PageData {
  return JSON.parse(textOf(elementsOf(html).find((el) => attributesOf(el).id === "graph")!)) as PageData;
}

function elementsOf(html: string): Element[] {
  const errors: string[] = [];
  const tree = parse(html, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const inside = (node: DefaultTreeAdapterTypes.Node): Element[] => [
    ...("tagName" in node ? [node] : []),
    ...("childNodes" in node ? node.childNodes.flatMap(inside) : []),
  ];
  return inside(tree);
}

function attributesOf(element: Element): Readonly<Record<string, string>> {
  return Object.fromEntries(element.attrs.map((a) => [a.name, a.value]));
}

function classesOf(element: Element): string[] {
  return (attributesOf(element).class ?? "").split(" ");
}

function textOf(element: Element): string {
  return element.childNodes.map((c) => ("value" in c ? c.value : "")).join("");
}
