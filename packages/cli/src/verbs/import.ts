import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, resolve } from "node:path";
import {
  analyze,
  hasErrors,
  isMap,
  kebabCase,
  load,
  loadDocuments,
  locate,
  positionOf,
  type SourceDocument,
  type SourceText,
  type Values,
} from "@upstart/engine";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { type Helmfile, listOf, mapOf, readHelmfile } from "../import/helmfile.ts";
import { type ImportedService, type Loss, type ReadValues, servicesOf } from "../import/services.ts";
import { readSources } from "../input/sources.ts";
import { fitTable } from "../output/fit-table.ts";
import { printable } from "../output/printable.ts";
import { formatDocument, styleOf } from "../print.ts";

interface Flags extends OutputFlags {
  readonly name?: string;
}

/** Prints a helmfile as UpstartServices, and says on stderr what is not in them. False when what came out is faulty. */
export async function importHelmfile(host: Host, file: string, flags: Flags): Promise<boolean> {
  const [source] = await readSources(host, { filename: [file] });
  if (source === undefined) throw new CliError(EXIT.usage, `there is no helmfile in ${file}`);
  const documents = documentsOf(host, source);
  const helmfile = readHelmfile(documents);
  refuseFaults(helmfile);
  const folder = folderOf(host, source, documents);
  const { services, losses } = servicesOf(helmfile, {
    name: flags.name ?? nameOf(folder),
    readValues: valuesReader(folder),
  });
  const yaml = await yamlOf(services);
  host.stdout.write(flags.output === "json" ? await jsonOf(services) : yaml);
  sayLosses(host, flags, losses);
  const isSound = check(host, flags, yaml);
  if (isSound) sayNext(host, helmfile, services);
  return isSound;
}

function documentsOf(host: Host, source: SourceText): SourceDocument[] {
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

function isStdin({ name }: SourceText): boolean {
  return name === "<stdin>";
}

/** Values may hold `{{`, for a chart to read; anything else that does was meant for helmfile. */
function isTemplate({ value }: SourceDocument): boolean {
  const releases = listOf(mapOf(value).releases).map((r) => ({ ...mapOf(r), values: [] }));
  return JSON.stringify({ ...mapOf(value), releases, templates: [] }).includes("{{");
}

function refuseFaults({ faults, releases }: Helmfile): void {
  const [fault] = faults;
  if (fault !== undefined) throw new CliError(EXIT.no, `${placeOf(fault.at)}: ${fault.message}`);
  if (releases.length === 0)
    throw new CliError(EXIT.no, "there are no releases in it", "give a file that has releases");
}

/** Where values files are looked for: beside the helmfile, which `helmfile build` names in its output. */
function folderOf(host: Host, source: SourceText, documents: readonly SourceDocument[]): string {
  const { filepath } = mapOf(documents[0]?.value);
  const file = typeof filepath === "string" ? filepath : source.name;
  return isStdin(source) && typeof filepath !== "string" ? host.cwd : dirname(resolve(host.cwd, file));
}

function nameOf(folder: string): string {
  const name = kebabCase(basename(folder))
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "imported" : name;
}

function valuesReader(folder: string): ReadValues {
  return (file) => {
    if (file.endsWith(".gotmpl")) return { problem: "a template: write the values out" };
    const path = isAbsolute(file) ? file : resolve(folder, file);
    if (!existsSync(path)) return { problem: "there is no such file" };
    const documents = loadDocuments({ name: file, text: readFileSync(path, "utf8") });
    const [document] = documents;
    if (document === undefined) return { values: {} };
    if (documents.length > 1 || !isMap(document.value)) return { problem: "not a file of values" };
    return { values: document.value as Values };
  };
}

async function yamlOf(services: readonly ImportedService[]): Promise<string> {
  return (await Promise.all(services.map((s) => formatDocument("yaml", s)))).join("---\n");
}

async function jsonOf(services: readonly ImportedService[]): Promise<string> {
  const document = services.length === 1 ? services[0] : { apiVersion: "v1", kind: "List", items: services };
  return await formatDocument("json", document);
}

/** One line for each thing that was lost, with all releases that lost it. */
function sayLosses(host: Host, flags: Flags, losses: readonly Loss[]): void {
  if (losses.length === 0) return;
  const groups = Map.groupBy(
    losses.toSorted((a, b) => lineOf(a.at) - lineOf(b.at)),
    ({ what, advice }) => JSON.stringify([what, advice]),
  );
  const rows = [...groups.values()].map((group) => {
    const { what, advice, at } = group[0]!;
    return [placeOf(at), what, namesOf(group), advice].map(printable);
  });
  const { columns } = styleOf(host, "stderr", flags);
  host.stderr.write("not as in the helmfile:\n");
  host.stderr.write(
    fitTable(["PLACE", "WHAT", "RELEASES", "INSTEAD"], rows, { columns, spare: ["PLACE"] })
      .replace(/^/gm, "  ")
      .replace(/ +$/gm, ""),
  );
}

const SHOWN = 3;

function namesOf(losses: readonly Loss[]): string {
  const names = losses.flatMap(({ release }) => release ?? []);
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `${names.slice(0, SHOWN).join(", ")}${more}`;
}

function placeOf(at: Loss["at"]): string {
  return `${at.document.source.name}:${lineOf(at)}`;
}

function lineOf({ document, path }: Loss["at"]): number {
  return positionOf(document.source, locate(document, { path }).start).line;
}

/** What came out is looked at as `lint` would. */
function check(host: Host, flags: Flags, text: string): boolean {
  const source = { name: "<stdout>", text };
  const loaded = load([source]);
  const { diagnostics } = analyze(loaded.specs, { namespace: "default" });
  const all = [...loaded.diagnostics, ...diagnostics];
  writeDiagnostics(host, "stderr", locateAll(loaded, all, [source]), styleOf(host, "stderr", flags));
  return !hasErrors(all);
}

function sayNext(host: Host, { repositories }: Helmfile, services: readonly ImportedService[]): void {
  const lines = [
    ...repositories.filter((r) => !r.isOci).map((r) => `helm repo add ${r.name} ${r.url}`),
    `${host.name} apply -f FILE${services.some((s) => s.metadata.namespace !== undefined) ? " --create-namespace" : ""}`,
  ];
  host.stderr.write(
    lines
      .map((line, i) => printable(`${i === 0 ? "next: " : "      "}${line}`))
      .join("\n")
      .concat("\n"),
  );
}
