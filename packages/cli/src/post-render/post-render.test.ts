import type { Resolution } from "@upstart/engine";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { fillManifests, type KnownOutputs } from "./fill.ts";
import { manifestStrings } from "./manifest-strings.ts";

const OUTPUTS: Readonly<Record<string, string>> = {
  HOST: "db.shop",
  PORT: "5432",
  ODD: 'a: "b"\n- #c << db.outputs.HOST >>\t',
  LINES: "one\ntwo\n",
  EMPTY: "",
};

function known(more: Partial<KnownOutputs> = {}): KnownOutputs {
  const resolve = ({ target }: { target: { kind: string; key?: string } }): Resolution => {
    const value = target.kind === "output" ? OUTPUTS[target.key!] : undefined;
    return value === undefined ? { state: "missing" } : { state: "known", value, sensitive: true };
  };
  return { resolve, diagnostics: [], missing: [], ...more };
}

const fill = (text: string, more?: Partial<KnownOutputs>) => fillManifests(text, manifestStrings(text), known(more));
const object = (data: string, kind = "ConfigMap") =>
  `# Source: web/templates/a.yaml\napiVersion: v1\nkind: ${kind}\nmetadata: {name: web}\n${data}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["plain", "data:\n  x: << db.outputs.HOST >>  # why\n  y: 1\n", 'data:\n  x: "db.shop"  # why\n  y: 1\n'],
  [
    "quoted",
    'data: {x: "http://<< db.outputs.HOST >>:<< db.outputs.PORT >>/"}\n',
    'data: {x: "http://db.shop:5432/"}\n',
  ],
  ["single-quoted", "data: {x: '<< db.outputs.HOST >>'}\n", 'data: {x: "db.shop"}\n'],
  ["a number where one is asked for", "data:\n  port: << db.outputs.PORT | int >>\n", "data:\n  port: 5432\n"],
  ["with a default", 'data:\n  x: << db.outputs.GONE | default "none" >>\n', 'data:\n  x: "none"\n'],
  [
    "a block",
    "data:\n  x: |\n    host << db.outputs.HOST >>\n\n    end\n  y: 1\n",
    "data:\n  x: |\n    host db.shop\n\n    end\n  y: 1\n",
  ],
  [
    "a block, more lines",
    "data:\n  x: |-\n    << db.outputs.LINES >>last\n",
    "data:\n  x: |-\n    one\n    two\n    last\n",
  ],
  ["folded", "data:\n  x: >-\n    << db.outputs.HOST >>\n    more\n  y: 1\n", 'data:\n  x: "db.shop more"\n  y: 1\n'],
  ["at the end without a line feed", "data:\n  x: << db.outputs.HOST >>", 'data:\n  x: "db.shop"'],
])("fills in, and leaves every other byte as it is: %s", (_, before, after) => {
  expect(fill(object(before))).toEqual({ text: object(after), faults: [] });
});

test.each([
  "x: << db.outputs.ODD >>",
  "x: '<< db.outputs.ODD >>'",
  "x: |-\n    << db.outputs.ODD >>",
  "x: >-\n    << db.outputs.ODD >>",
])("what an output holds stays one value, whatever characters it has, and is not looked at again: %s", (line) => {
  const { text } = fill(object(`data:\n  ${line}\n`));
  expect(parse(text)).toMatchObject({ data: { x: OUTPUTS.ODD } });
});

test("the data of a Secret is filled in where it is encoded, also in a List", () => {
  const secret = object(`data:\n  url: ${base64("pg://<< db.outputs.HOST >>")}\n  raw: ${base64("plain")}\n`, "Secret");
  const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, data: {url: ${base64("<< db.outputs.PORT >>")}}}\n`;
  const { text, faults } = fill(`${secret}---\n${list}`);
  const [one, two] = parseAllDocuments(text).map((d) => d.toJS() as { data: object; items: { data: object }[] });
  expect({ one: one!.data, two: two!.items[0]!.data, faults }).toEqual({
    one: { url: base64("pg://db.shop"), raw: base64("plain") },
    two: { url: base64("5432") },
    faults: [],
  });
});

test.each(["cat <<EOF >> file", "a << b >> c", "<< release.name >>", "<<>>", "\\<< literal"])(
  "what reads no output is left alone, whoever wrote it and why: %s",
  (text) => {
    const manifest = object(`data:\n  x: ${JSON.stringify(text)}\n`);
    expect(fill(manifest)).toEqual({ text: manifest, faults: [] });
  },
);

test.each<[string, string, Partial<KnownOutputs>, RegExp]>([
  ["a slip", "<< db.outputs. >>", {}, /ConfigMap web, data\.x: .* names no output/],
  ["no number", "<< db.outputs.HOST | int >>", {}, /ConfigMap web, data\.x: .* does not fit "int"/],
  ["not there", "<< db.outputs.GONE >>", {}, /nothing is known of << db.outputs.GONE >> yet/],
  [
    "not there, and what is instead",
    "<< db.outputs.GONE >>",
    { missing: [{ dependency: "db", object: "Secret db", key: "GONE", has: ["HOST"] }] },
    /^not there yet: key GONE in Secret db \(it has HOST\)$/,
  ],
  ["what only Upstart knows", "<< db.outputs.HOST >> << release.name >>", {}, /not known outside of Upstart/],
])("says what cannot be filled in, and changes nothing: %s", (_, text, more, fault) => {
  const manifest = object(`data:\n  x: ${JSON.stringify(text)}\n`);
  expect(fill(manifest, more)).toEqual({ text: manifest, faults: [expect.stringMatching(fault)] });
});

test("what is not YAML is refused", () => {
  expect(() => manifestStrings("a: [<< db.outputs.X >>\nb")).toThrow(/not YAML/);
});
