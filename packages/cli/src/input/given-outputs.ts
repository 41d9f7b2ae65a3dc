import { type GivenOutputs, loadDocuments, positionOf } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { readSources } from "./sources.ts";

/** Reads `--outputs`: YAML or JSON of `{dependency: {KEY: value}}`. Scalars are read as the text that they were written as. */
export async function readGivenOutputs(host: Host, file: string): Promise<GivenOutputs> {
  const [source] = await readSources(host, { filename: [file] });
  const outputs = new Map<string, Record<string, string>>();
  for (const document of source === undefined ? [] : loadDocuments(source)) {
    const [fault] = document.faults;
    if (fault !== undefined) {
      const { line, column } = positionOf(document.source, fault.range.start);
      throw new CliError(EXIT.no, `InvalidYaml: ${file}:${line}:${column}: ${fault.message}`);
    }
    for (const [dependency, keys] of entries(document.value, file, "it")) {
      const values = [...entries(keys, file, `"${dependency}"`)].map(([key, value]) => [key, asText(value)] as const);
      outputs.set(dependency, { ...outputs.get(dependency), ...Object.fromEntries(values) });
    }
  }
  return Object.fromEntries(outputs);
}

function entries(value: unknown, file: string, what: string): [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new CliError(
      EXIT.usage,
      `${file} is not a file of outputs: ${what} is not a map`,
      "it is {dependency: {KEY: value}}",
    );
  }
  return Object.entries(value);
}

function asText(value: unknown): string {
  return typeof value === "string"
    ? value
    : value === null
      ? ""
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
}
