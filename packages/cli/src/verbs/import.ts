import { basename, dirname, resolve } from "node:path";
import { analyze, hasErrors, kebabCase, load, type SourceDocument, type SourceText } from "@upstart/engine";
import { locateAll } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { CliError, EXIT } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { documentsOf, isStdin } from "../import/documents.ts";
import { type Helmfile, mapOf, readHelmfile } from "../import/helmfile.ts";
import { lossesText } from "../import/losses.ts";
import { placeOf } from "../import/places.ts";
import { type ImportedService, servicesOf } from "../import/services.ts";
import { valuesReader } from "../import/values-files.ts";
import { readSources } from "../input/sources.ts";
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
  host.stderr.write(lossesText(losses, styleOf(host, "stderr", flags).columns));
  const isSound = check(host, flags, yaml);
  if (isSound) sayNext(host, helmfile, services);
  return isSound;
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

async function yamlOf(services: readonly ImportedService[]): Promise<string> {
  return (await Promise.all(services.map((s) => formatDocument("yaml", s)))).join("---\n");
}

async function jsonOf(services: readonly ImportedService[]): Promise<string> {
  const document = services.length === 1 ? services[0] : { apiVersion: "v1", kind: "List", items: services };
  return await formatDocument("json", document);
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
