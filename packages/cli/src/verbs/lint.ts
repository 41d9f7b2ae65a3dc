import { HelmError } from "@upstart/engine";
import type { LocatedDiagnostic } from "../diagnostics/located.ts";
import { toJson } from "../diagnostics/located.ts";
import { writeDiagnostics } from "../diagnostics/print.ts";
import { summaryText } from "../diagnostics/text.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { explainError } from "../explain-error.ts";
import type { FileFlags, OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readUniverse, type Universe } from "../input/universe.ts";
import type { Style } from "../output/style.ts";
import { printDocument, styleOf, unknownForm } from "../print.ts";

export interface LintFlags extends FileFlags, OutputFlags {
  readonly namespace?: string;
  readonly failOn: "error" | "warning" | "info";
  readonly charts?: boolean;
}

/** What was found, whether it makes the answer a no, and how long it took to find. */
interface Found {
  readonly diagnostics: readonly LocatedDiagnostic[];
  readonly isNo: boolean;
  readonly ms: number;
}

const WEIGHT = { info: 0, warning: 1, error: 2 } as const;

/**
 * Prints what is wrong. Exit 1 when anything is at least as bad as `--fail-on`, else 3 when a chart could not be looked
 * at, else 0.
 */
export async function lint(host: Host, flags: LintFlags): Promise<ExitCode> {
  const started = host.now();
  const universe = await readUniverse(host, flags);
  const charts = await lookAtCharts(host, flags, universe);
  const diagnostics = [...universe.diagnostics, ...charts.diagnostics];
  const isNo = diagnostics.some((d) => WEIGHT[d.severity] >= WEIGHT[flags.failOn]);
  await print(host, flags, universe, { diagnostics, isNo, ms: host.now() - started });
  const explained = charts.failures.map(({ error, releases }) =>
    explainError(host, new HelmError(error.code, `${releases.join(", ")}: ${error.message}`)),
  );
  for (const { text } of explained) host.stderr.write(text);
  if (isNo) return EXIT.no;
  if (explained.some(({ exitCode }) => exitCode === EXIT.unreachable)) return EXIT.unreachable;
  return charts.failures.length > 0 ? EXIT.no : EXIT.ok;
}

async function lookAtCharts(
  host: Host,
  { charts }: LintFlags,
  universe: Universe,
): ReturnType<typeof import("./lint-charts.ts").lintCharts> {
  if (charts === true && !universe.isFaulty) return await (await import("./lint-charts.ts")).lintCharts(host, universe);
  if (charts === true) host.stderr.write("note: the charts are looked at once these errors are gone\n");
  return { diagnostics: [], failures: [] };
}

async function print(host: Host, flags: LintFlags, universe: Universe, found: Found): Promise<void> {
  const { diagnostics } = found;
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
      host.stdout.write(summary(host, universe, found, style));
      return;
    }
    default:
      unknownForm(flags.output);
  }
}

/** `✗ 1 error, 2 warnings in 3 files (12 ms)`, and where to read on. */
function summary(host: Host, universe: Universe, { diagnostics, isNo, ms }: Found, style: Style): string {
  const count = (severity: LocatedDiagnostic["severity"]) => diagnostics.filter((d) => d.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const sign = isNo
    ? style.paint("red", style.glyphs.failed)
    : warnings > 0
      ? style.paint("yellow", style.glyphs.warning)
      : style.paint("green", style.glyphs.ok);
  const files = universe.sources.length;
  const text =
    diagnostics.length === 0
      ? `nothing wrong in ${files} file${files === 1 ? "" : "s"}`
      : summaryText({ errors, warnings, infos: count("info"), files });
  const first = diagnostics.find((d) => d.severity !== "info");
  const next =
    first === undefined ? "" : `  ${style.paint("dim", `more of a code: ${host.name} explain ${first.code}`)}\n`;
  return `${sign} ${text} (${ms} ms)\n${next}`;
}
