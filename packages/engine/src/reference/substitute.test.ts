import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Resolve, SENSITIVE, substitute } from "./substitute.ts";
import type { Value } from "./values.ts";

const OUTPUTS: Record<string, { value: string; sensitive?: boolean }> = {
  HOST: { value: "db.local" },
  PORT: { value: "5432" },
  ON: { value: "true" },
  LIST: { value: '["a", 1]' },
  EMPTY: { value: "" },
  PASSWORD: { value: "s3cr3t", sensitive: true },
  TRAP: { value: "<< db.outputs.PASSWORD >>" },
  BIG: { value: "9007199254740993" },
  NULL: { value: "null" },
};

const resolve: Resolve = ({ target }) => {
  if (target.kind !== "output" || target.dependency !== "db") return { state: "unknown" };
  const output = OUTPUTS[target.key];
  return output === undefined
    ? { state: "missing" }
    : { state: "known", value: output.value, sensitive: output.sensitive ?? false };
};

const fill = (text: string, options = {}): Value | undefined => substitute({ v: text }, resolve, options).values.v;

describe("values are filled in", () => {
  test.each<[string, Value]>([
    ["<< db.outputs.HOST >>", "db.local"],
    ["tcp://<< db.outputs.HOST >>:<< db.outputs.PORT >>/x", "tcp://db.local:5432/x"],
    ["<< db.outputs.PORT >>", "5432"],
    ["<< db.outputs.PORT | int >>", 5432],
    ["<< db.outputs.PORT | number >>", 5432],
    ["<< db.outputs.ON | bool >>", true],
    ["<< db.outputs.LIST | json >>", ["a", 1]],
    ["<< db.outputs.NULL | json >>", null],
    ['<< db.outputs.NONE | default "x" >>', "x"],
    ['<< db.outputs.EMPTY | default "x" >>', ""],
    ["<< db.outputs.NONE | default 7 | int >>", 7],
    ["<< db.outputs.NONE >>", "<< db.outputs.NONE >>"],
    ["<<later.outputs.X>>", "<< later.outputs.X >>"],
    ['<< later.outputs.X | default "x" >>', '<< later.outputs.X | default "x" >>'],
    ["\\<< db.outputs.HOST >>", "<< db.outputs.HOST >>"],
  ])("%s", (text, want) => expect(fill(text)).toEqual(want));
});

test("what an output contains is never scanned again", () => {
  expect(fill("<< db.outputs.TRAP >>")).toBe("<< db.outputs.PASSWORD >>");
});

test("a string with one secret part is secret as a whole", () => {
  const text = "postgres://<< db.outputs.PASSWORD >>@<< db.outputs.HOST >>";
  expect(fill(text, { mask: true })).toBe(SENSITIVE);
  const plain = substitute({ v: text }, resolve);
  expect(plain.values.v).toBe("postgres://s3cr3t@db.local");
  expect(plain.sensitivePaths).toEqual([["v"]]);
  expect(plain.secrets).toEqual(["s3cr3t", "postgres://s3cr3t@db.local"]);
});

describe("a value that does not fit its filter is named, never shown", () => {
  test.each([
    "<< db.outputs.HOST | int >>",
    "<< db.outputs.BIG | int >>",
    "<< db.outputs.PORT | bool >>",
    "<< db.outputs.HOST | json >>",
    "<< db.outputs.EMPTY | number >>",
  ])("%s", (text) => {
    const { invalid, values } = substitute({ v: text }, resolve);
    expect(invalid).toHaveLength(1);
    expect(values.v).toBe(text);
  });
});

test("references at any depth are filled, map keys are not", () => {
  const { values } = substitute({ a: [{ "<< db.outputs.HOST >>": ["<< db.outputs.HOST >>"] }] }, resolve);
  expect(values).toEqual({ a: [{ "<< db.outputs.HOST >>": ["db.local"] }] });
});

test("a key named __proto__ stays a key", () => {
  const { values } = substitute(JSON.parse('{"__proto__": {"x": "<< db.outputs.HOST >>"}}'), resolve);
  expect(JSON.stringify(values)).toBe('{"__proto__":{"x":"db.local"}}');
});

test("values without references come back the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      fc.pre(!JSON.stringify(value).includes("<<"));
      expect(substitute({ v: value as Value }, resolve).values.v).toEqual(value);
    }),
  );
});

test("whatever an output holds, it arrives as it is and is read no second time", () => {
  const trap = fc.string({ unit: fc.constantFrom("<< db.outputs.PASSWORD >>", "<<", ">>", "\\", "a", "\n", " ") });
  fc.assert(
    fc.property(trap, fc.nat(3), (value, times) => {
      const text = `${"<< db.outputs.X >>".repeat(times)}!`;
      const { values, unresolved } = substitute({ v: text }, () => ({ state: "known", value, sensitive: false }));
      expect(values.v).toBe(`${value.repeat(times)}!`);
      expect(unresolved).toEqual([]);
    }),
  );
});

describe("filters take exactly what they say", () => {
  const cast = (filter: string, value: string): Value | undefined => {
    const known = () => ({ state: "known", value, sensitive: false }) as const;
    const { values, invalid } = substitute({ v: `<< a.outputs.X | ${filter} >>` }, known);
    return invalid.length > 0 ? undefined : values.v;
  };
  test.each<[string, string, Value | undefined]>([
    ["int", "0", 0],
    ["int", "-7", -7],
    ["int", "9007199254740991", 9007199254740991],
    ["int", "-9007199254740992", undefined],
    ["int", "+7", undefined],
    ["int", "1e3", undefined],
    ["int", "1.0", undefined],
    ["int", " 1", undefined],
    ["int", "1\n", undefined],
    ["int", "0x10", undefined],
    ["int", "", undefined],
    ["number", "1.5e3", 1500],
    ["number", "01", undefined],
    ["number", ".5", undefined],
    ["number", "1.", undefined],
    ["number", "1e999", undefined],
    ["number", "NaN", undefined],
    ["number", "9007199254740993", undefined],
    ["bool", "true", true],
    ["bool", "false", false],
    ["bool", "True", undefined],
    ["bool", "yes", undefined],
    ["bool", "true\n", undefined],
    ["json", '{"a": [1, null]}', { a: [1, null] }],
    ["json", '"x"', "x"],
    ["json", "{a: 1}", undefined],
    ["json", "", undefined],
    ["json", "[9007199254740993]", undefined],
  ])("%s of %j", (filter, value, want) => expect(cast(filter, value)).toEqual(want));

  test("-0 is 0 for an int, as text and JSON have it", () => expect(JSON.stringify(cast("int", "-0"))).toBe("0"));
});
