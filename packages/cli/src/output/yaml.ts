import { parseAllDocuments, stringify } from "yaml";

/** A value as one YAML document that reads back as it was: no aliases, and what YAML 1.1 would read as something else is quoted. */
export function toYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, version: "1.1", lineWidth: 0 });
}

/** The objects of a YAML stream, empty documents left out. */
export function objectsOfYaml(text: string): unknown[] {
  return [...parseAllDocuments(text)].map((d) => d.toJS() as unknown).filter((o) => o !== null);
}
