import type { Value } from "@upstart/engine";
import { parseDocument, type Scalar } from "yaml";

/** A scalar in a text, and what takes its place. */
export interface Replacement {
  readonly node: Scalar;
  readonly value: Value;
}

/** The text with some of its scalars written anew; every other byte stays as it is, comments and all. */
export function splice(text: string, replacements: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const { node, value } of replacements) {
    const [start, end] = node.range!;
    result += text.slice(at, start) + (asBlock(text, node, value) ?? asFlow(text.slice(start, end), value));
    at = end;
  }
  return result + text.slice(at);
}

/** What is JSON is YAML, on one line, and nothing in it is read as anything else. */
function asFlow(before: string, value: Value): string {
  return JSON.stringify(value) + (before.endsWith("\n") ? "\n" : "");
}

/** A `|` block stays one, for whoever reads the manifest later; undefined where that would not say the same. */
function asBlock(text: string, { type, range }: Scalar, value: Value): string | undefined {
  if (type !== "BLOCK_LITERAL" || typeof value !== "string") return undefined;
  const [header = "", first = ""] = text.slice(range![0], range![1]).split("\n");
  const indent = /^ */.exec(first)![0];
  const lines = value.replace(/\n+$/, "").split("\n");
  const block = `${header}\n${lines.map((line) => (line === "" ? "" : `${indent}${line}`)).join("\n")}\n`;
  const read = parseDocument(`x: ${block}`, { strict: false, logLevel: "silent" });
  return read.errors.length === 0 && read.get("x") === value ? block : undefined;
}
