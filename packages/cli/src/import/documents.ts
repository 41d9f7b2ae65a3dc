import { loadDocuments, positionOf, type SourceDocument, type SourceText } from "@upstart/engine";
import { CliError, EXIT } from "../exit.ts";
import type { Host } from "../host.ts";
import { listOf, mapOf } from "./helmfile.ts";

/** The documents of a helmfile. Throws CliError where they are no YAML, or a template that is yet to be written out. */
export function documentsOf(host: Host, source: SourceText): SourceDocument[] {
  const documents = loadDocuments(source);
  const faulty = documents.find((d) => d.faults.length > 0);
  if (
    source.text.includes("{{") &&
    (faulty !== undefined || source.name.endsWith(".gotmpl") || documents.some(isTemplate))
  ) {
    const { line } = positionOf(source, source.text.indexOf("{{"));
    throw new CliError(
      EXIT.no,
      `${source.name} is a template of helmfile's: the first {{ is in line ${line}`,
      `write it out first: helmfile${isStdin(source) ? "" : ` -f ${source.name}`} build | ${host.name} import -`,
    );
  }
  if (faulty === undefined) return documents;
  const { message, help, range } = faulty.faults[0]!;
  const { line, column } = positionOf(source, range.start);
  throw new CliError(EXIT.no, `${source.name}:${line}:${column}: ${message}`, help);
}

/** Whether it was read from standard input. */
export function isStdin({ name }: SourceText): boolean {
  return name === "<stdin>";
}

/** Values may hold `{{`, for a chart to read; anything else that does was meant for helmfile. */
function isTemplate({ value }: SourceDocument): boolean {
  const releases = listOf(mapOf(value).releases).map((r) => ({ ...mapOf(r), values: [] }));
  return JSON.stringify({ ...mapOf(value), releases, templates: [] }).includes("{{");
}
