import type { LocatedDiagnostic } from "../diagnostics/located.ts";
import { toJson } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { summaryText } from "../diagnostics/text.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse, type Universe } from "../input/universe.ts";
import { printDocument, styleOf, unknownForm } from "../print.ts";

export interface LintFlags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly failOn: "error" | "warning" | "info";
  readonly charts?: boolean;
}

const WEIGHT = { info: 0, warning: 1, error: 2 } as const;

/** Prints what is wrong; false when anything is at least as bad as `--fail-on`. */
export async function lint(host: Host, flags: LintFlags): Promise<boolean> {
  const started = host.now();
  const universe = await readUniverse(host, flags);
  const diagnostics = [...universe.diagnostics];
  if (flags.charts === true && !universe.isFaulty) {
    const { lintCharts } = await import("./lint-charts.ts");
    diagnostics.push(...(await lintCharts(host, universe)));
  }
  await print(host, flags, universe, diagnostics, host.now() - started);
  return !diagnostics.some((d) => WEIGHT[d.severity] >= WEIGHT[flags.failOn]);
}

async function print(
  host: Host,
  flags: LintFlags,
  universe: Universe,
  diagnostics: readonly LocatedDiagnostic[],
  ms: number,
): Promise<void> {
  const count = (severity: LocatedDiagnostic["severity"]) => diagnostics.filter((d) => d.severity === severity).length;
  switch (flags.output) {
    case "json":
    case "yaml":
      await printDocument(host, flags.output, {
        diagnostics: diagnostics.map(toJson),
        errors: count("error"),
        warnings: count("warning"),
      });
      return;
    case "sarif":
      await printDocument(host, "json", (await import("../diagnostics/sarif.ts")).sarif(diagnostics));
      return;
    case "github":
      host.stdout.write((await import("../diagnostics/github.ts")).githubCommands(diagnostics));
      return;
    case "text": {
      const style = styleOf(host, "stdout", flags);
      writeDiagnostics(host, "stdout", diagnostics, style, { infos: true });
      if (universe.isEmpty) return;
      const clean = diagnostics.length === 0 ? `${style.paint("green", style.glyphs.ok)} nothing wrong: ` : "";
      host.stdout.write(
        `${clean}${summaryText({ errors: count("error"), warnings: count("warning"), infos: count("info"), files: universe.sources.length })} (${ms} ms)\n`,
      );
      const first = diagnostics.find((d) => d.severity !== "info");
      if (first !== undefined) host.stdout.write(`more of a code: ${host.name} explain ${first.code}\n`);
      return;
    }
    default:
      unknownForm(flags.output);
  }
}
