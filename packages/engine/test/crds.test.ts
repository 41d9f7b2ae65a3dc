import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly [keyword: string]: unknown;
}

const CRDS = new URL("../../../crds/", import.meta.url);

/** Every field of every kind, by path. What Kubernetes itself declares is left out. */
const fields = readdirSync(CRDS).flatMap((file) => {
  const crd = parse(readFileSync(new URL(file, CRDS), "utf8")) as {
    spec: { names: { kind: string }; versions: { schema: { openAPIV3Schema: Schema } }[] };
  };
  return walk(crd.spec.versions[0]!.schema.openAPIV3Schema, crd.spec.names.kind);
});

function walk(schema: Schema, path: string): [string, Schema][] {
  const children: [string, Schema | undefined][] = [
    ...Object.entries(schema.properties ?? {}).map(([k, v]): [string, Schema] => [`${path}.${k}`, v]),
    [`${path}.*`, schema.additionalProperties],
    [`${path}[]`, schema.items],
  ];
  return [
    [path, schema],
    ...children.flatMap(([p, s]) => (s === undefined || /^\w+\.(apiVersion|kind|metadata)$/.test(p) ? [] : walk(s, p))),
  ];
}

const without = (wrong: (schema: Schema) => boolean) => fields.filter(([, s]) => wrong(s)).map(([path]) => path);

describe("every field of the CRDs", () => {
  test("is described", () => expect(without((s) => (s.description ?? "") === "")).toEqual([]));

  test("that is text has a greatest length", () =>
    expect(without((s) => s.type === "string" && !s.maxLength && !s.enum && s.format !== "date-time")).toEqual([]));

  test("that is a list has a greatest length, and says how it merges", () =>
    expect(without((s) => s.type === "array" && !(s.maxItems && s["x-kubernetes-list-type"]))).toEqual([]));

  test("that is a map has a greatest size", () =>
    expect(without((s) => s.additionalProperties !== undefined && !s.maxProperties)).toEqual([]));

  test("but values, and what was said once, has a form", () =>
    expect(
      without((s) => s["x-kubernetes-preserve-unknown-fields"] === true).filter((path) => !path.endsWith(".values")),
    ).toEqual(["EndedEnvironment.spec"]));
});

test("a release is the same wherever it is written", () => {
  const find = (path: string) => Object.keys(fields.find(([p]) => p === path)![1].properties!).sort();
  const own = find("UpstartService.spec.helmReleases.*");
  expect(find("UpstartEnvironment.spec.services.*.spec.helmReleases.*")).toEqual(own);
  expect(find("UpstartEnvironment.spec.services.*.releases.*")).toEqual(own);
  expect(find("HelmRelease.spec")).toEqual([...own, "targetNamespace"].sort());
});

describe("docs/spec.md", () => {
  const text = readFileSync(new URL("../../../docs/spec.md", import.meta.url), "utf8");
  /** The type's cell of each row of a table, by the fields that the row is about. */
  const rows = new Map(
    [...text.split("## Status")[0]!.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].flatMap(([, names, type]) =>
      [...names!.matchAll(/`([^`]+)`/g)].map(([, name]): [string, string] => [name!, type!]),
    ),
  );
  /** A field of a spec as the page calls it: a release's fields are said once. */
  const named = fields.flatMap(([path, schema]): [string, Schema][] => {
    const inSpec = /^\w+\.spec\.(.+)$/.exec(path)?.[1];
    if (inSpec === undefined || /^services\.\*\.(spec|releases)\./.test(inSpec)) return [];
    const name = inSpec.replace(/^helmReleases\.\*\./, "").replaceAll(".*", ".KEY");
    return /(\[\]|KEY|Ref|from|\.\*)$/.test(name) ? [] : [[name, schema]];
  });

  test.each([...new Map(named)])("has a row for %s, with its limit", (name, schema) => {
    expect(rows.has(name)).toBe(true);
    const limit = schema.maxLength ?? schema.maxItems ?? schema.maxProperties;
    if (limit !== undefined) expect(rows.get(name)).toContain(`at most ${limit}`);
  });

  test("has every field of a status", () => {
    const names = fields.flatMap(([path]) => /^\w+\.status\.(?:.*\.)?(\w+)$/.exec(path)?.[1] ?? []);
    const said = new Set(text.split("## Status")[1]!.match(/\w+/g));
    // A condition is Kubernetes' own.
    const conditions = ["type", "status", "lastTransitionTime"];
    expect([...new Set(names)].filter((n) => !said.has(n) && !conditions.includes(n))).toEqual([]);
  });
});
