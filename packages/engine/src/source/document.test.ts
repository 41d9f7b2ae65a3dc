import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDocuments } from "./document.ts";
import { positionOf } from "./position.ts";

const read = (text: string) => {
  const source = { name: "f.yaml", text };
  return loadDocuments(source).flatMap(({ value, faults }) =>
    faults.length === 0
      ? [value]
      : faults.map((fault) => {
          const { line, column } = positionOf(source, fault.range.start);
          return `${line}:${column} ${fault.message}`;
        }),
  );
};

describe("scalars are read as kubectl reads them", () => {
  test.each<[string, unknown]>([
    ["yes", true],
    ["Off", false],
    ["0o17", 15],
    ["0644", 420],
    ["-017", -15],
    ["08", 8],
    ["0b11", 3],
    ["0x1F", 31],
    ["1_000", 1000],
    ["1e3", 1000],
    ["1.", 1],
    ["._", "._"],
    ["0x_", "0x_"],
    ["_1", "_1"],
    ["12:30:45", "12:30:45"],
    ["2001-01-01", "2001-01-01"],
    ["!!str 5", "5"],
    ['!!int "7"', 7],
    ["!!binary aGVsbG8=", "hello"],
    ["!!binary w6k=", "é"],
    ["!ours x", "x"],
  ])("%s", (text, want) => {
    expect(read(`a: ${text}`)).toEqual([{ a: want }]);
  });
});

describe("maps", () => {
  test.each<[string, unknown]>([
    ["1: a", { "1": "a" }],
    ["yes: a", { true: "a" }],
    ["k: &k x\n*k : 1", { k: "x", x: 1 }],
    ["&k x: *k", { x: "x" }],
    ["__proto__: {a: 1}", JSON.parse('{"__proto__": {"a": 1}}')],
    ["b: &b {x: 1, z: 2}\na: {z: 3, <<: *b}", { b: { x: 1, z: 2 }, a: { z: 3, x: 1 } }],
    ["b: &b {x: 1}\na: {<<: [*b, {x: 2, z: 2}]}", { b: { x: 1 }, a: { x: 1, z: 2 } }],
    ['b: &b {x: 1}\n"<<": *b', { b: { x: 1 }, "<<": { x: 1 } }],
    ["a: &a 1\nb: *a\nc: &a 2\nd: *a", { a: 1, b: 1, c: 2, d: 2 }],
    ["!!set {x, z}", { x: null, z: null }],
  ])("%j", (text, want) => expect(read(text)).toEqual([want]));
});

describe("what is not YAML is said once, where it is", () => {
  test.each([
    ["a: 1\na: 2", '2:1 the key "a" is given twice'],
    ['1: a\n"1": b', '2:1 the key "1" is given twice'],
    ["yes: a\ntrue: b", '2:1 the key "true" is given twice'],
    ["~: a", "1:1 a key is missing here"],
    ["? [a]\n: b", "1:3 a key is a map or a list here"],
    ["a: *b", "1:4 *b names nothing"],
    ["a: &a [*a]", "1:8 *a stands inside what it names"],
    ["a: &a {b: 1, <<: *a}", "1:18 *a stands inside what it names"],
    ["<<: 1", "1:5 << takes a map or a list of maps"],
    ["<<: [{a: 1}, 2]", "1:5 << takes a map or a list of maps"],
    ["a: !!int x", '1:10 "x" is not what its tag !!int says'],
    ["a: !!binary x", "1:4 !!binary takes base64"],
    ["a:\n\tb: 1", "2:1 tabs are not allowed as indentation"],
    ["a: \0", "1:4 this is not text"],
    ["a: \u0007", "1:4 the character U+0007 may not stand in YAML as it is"],
    ["a: \ud800", "1:4 the character U+D800 may not stand in YAML as it is"],
    ["a: 1\n---\n\ufeffb: 2", "3:1 the character U+FEFF may not stand in YAML as it is"],
  ])("%j", (text, want) => expect(read(text)).toEqual([want]));
});

describe("slips within values are all told, each on its line", () => {
  const slips = ["@x", "`x`", "%x", '"\\q"', "'it's'", '"x" y', "x: y", "- x: @y", "!<x 1", "&a &b 1", "&a *b"];
  const places = fc.uniqueArray(fc.tuple(fc.nat(30), fc.constantFrom(...slips)), {
    selector: ([at]) => at,
    minLength: 1,
  });

  test("any of them, anywhere", () => {
    fc.assert(
      fc.property(places, fc.constantFrom("\n", "\r\n"), (chosen, end) => {
        const lines = Array.from({ length: 31 }, (_, i) => `k${i}: {a: [b]}`);
        for (const [at, slip] of chosen)
          lines[at] = slip.startsWith("-") ? `k${at}:${end}  ${slip}` : `k${at}: ${slip}`;
        const told = read(lines.join(end)).map(String);
        expect(told).toHaveLength(chosen.length);
      }),
    );
  });

  test("tabs", () => {
    expect(read("a:\n\tb: 1\nc:\n\td: 2")).toEqual([
      "2:1 tabs are not allowed as indentation",
      "4:1 tabs are not allowed as indentation",
    ]);
  });
});

describe("what only follows from a slip is not told", () => {
  test.each([
    ["an open quote", 'a: "x\nb: y\nc: @z'],
    ["an open bracket", "a: [1, 2\nb: @c\nc: ]"],
    ["a line too far in", "a:\n  b: 1\n   c: 2\n  d: 3\ne: f"],
    ["a line too far out", "a:\n   b: 1\n  c: 2\n  d: 3"],
    ["a map that begins on its key's line", "a:    b: 1\n      c: 2\n      d: 3\ne: f"],
    ["a character before a key", "a:\n  b:\n`   c: 1\n    d: 2\n  e: 3"],
    ["a template's braces", "{{- if .x }}\na: 1\n{{- end }}\nb: {{ .x }}"],
  ])("%s", (_, text) => expect(read(text)).toHaveLength(1));
});

test("documents stand apart: one that is faulty leaves the others alone, an empty one is none", () => {
  expect(read("a: 1\n---\n# nothing\n---\nb: [\n---\nc: 3")).toEqual([
    { a: 1 },
    expect.stringMatching(/^6:1 /),
    { c: 3 },
  ]);
});

test("a byte order mark and CRLF change no position", () => {
  expect(read("\ufeffa: 1\r\nb: *x\r\n")).toEqual(["2:4 *x names nothing"]);
  expect(read("\ufeffa: *x")).toEqual(["1:4 *x names nothing"]);
});

test("columns count UTF-16 units", () => {
  expect(read("{a: 😀, b: *x}")).toEqual(["1:12 *x names nothing"]);
});

const NESTED = /nested too deeply/;
const BOMB = /come to more than 1,000,000 values/;
const chain = (link: (name: string, before: string) => string) =>
  [..."bcdefghijklmnop"].map((c, i) => link(c, "abcdefghijklmno"[i]!)).join("\n");

describe("hostile texts end soon, with one plain sentence", { timeout: 30_000 }, () => {
  test.each<[string, string, RegExp]>([
    ["100,000 brackets", "[".repeat(100_000), NESTED],
    ["100,000 brackets, closed", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, NESTED],
    ["100,000 maps", "{a: ".repeat(100_000), NESTED],
    ["100,000 dashes", "- ".repeat(100_000), NESTED],
    ["aliases of aliases", `a: &a [x, x, x]\n${chain((c, b) => `${c}: &${c} [${`*${b},`.repeat(10)}]`)}`, BOMB],
    ["merges of merges", `a: &a {x: 1}\n${chain((c, b) => `${c}: &${c} [${`{<<: *${b}},`.repeat(10)}]`)}`, /./],
  ])("%s", (_, text, want) => {
    const all = read(text);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(want);
    expect(String(all[0])).not.toMatch(/call stack/);
  });

  test("50,000 aliases of one anchor are no bomb", () => {
    const [value] = read(`a: &a x\nb: [${"*a,".repeat(50_000)}]`) as [{ b: string[] }];
    expect(value.b).toHaveLength(50_000);
  });

  test("20,000 anchors are no bomb", () => {
    const [value] = read(Array.from({ length: 20_000 }, (_, i) => `- &a${i} v\n- *a${i}`).join("\n")) as [string[]];
    expect(value).toHaveLength(40_000);
  });
});
