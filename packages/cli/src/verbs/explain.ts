import { CODES, type DiagnosticCode, nearest } from "@upstart/engine";
import { pageText } from "../diagnostics/page.ts";
import { DIAGNOSTIC_PAGES, REASON_PAGES } from "../diagnostics/pages.generated.ts";
import { CliError, EXIT } from "../exit.ts";
import type { OutputFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import type { Style } from "../output/style.ts";
import { table } from "../output/table.ts";
import { printDocument, styleOf } from "../print.ts";
import { describeField, type FieldPage, fieldText } from "./explain-field.ts";
import { findKind, SCHEMAS } from "./schema.ts";

type Page =
  | { readonly codes: readonly { readonly code: string; readonly severity: string; readonly means: string }[] }
  | { readonly code: string; readonly severity: string; readonly means: string; readonly page: string }
  | { readonly reason: string; readonly means: string; readonly todo: string }
  | FieldPage;

/** Prints what a code, a reason or a field means; all codes, where nothing is named. Throws CliError for what there is not. */
export async function explain(host: Host, flags: OutputFlags, what: string | undefined): Promise<void> {
  const page = what === undefined ? allCodes() : find(host, what);
  if (flags.output === "text") host.stdout.write(pageAsText(page, styleOf(host, "stdout", flags)));
  else await printDocument(host, flags.output === "json" ? "json" : "yaml", page);
}

function allCodes(): Page {
  return {
    codes: Object.entries(CODES).map(([code, { severity, summary }]) => ({ code, severity, means: summary })),
  };
}

function find(host: Host, what: string): Page {
  const named = (names: readonly string[]) => names.find((n) => n.toLowerCase() === what.toLowerCase());
  const code = named(Object.keys(CODES)) as DiagnosticCode | undefined;
  if (code !== undefined)
    return { code, severity: CODES[code].severity, means: CODES[code].summary, page: DIAGNOSTIC_PAGES[code] };
  const reason = named(Object.keys(REASON_PAGES));
  if (reason !== undefined) return { reason, ...REASON_PAGES[reason]! };
  const [first, ...path] = what.split(".");
  const kind = findKind(first!);
  if (kind !== undefined) return describeField(kind, path);
  const close = nearest(what, [...Object.keys(CODES), ...Object.keys(REASON_PAGES), ...Object.keys(SCHEMAS)], 3);
  throw new CliError(
    EXIT.usage,
    `there is no code, reason or kind "${what}"`,
    close === undefined ? `${host.name} explain lists all codes` : `did you mean ${close}?`,
  );
}

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;

function pageAsText(page: Page, style: Style): string {
  const severityText = (severity: string) => style.paint(COLORS[severity as keyof typeof COLORS], severity);
  if ("codes" in page)
    return table(
      ["CODE", "SEVERITY", "MEANS"],
      page.codes.map(({ code, severity, means }) => [code, severityText(severity), means]),
    );
  if ("code" in page)
    return `${style.paint("bold", page.code)} (${severityText(page.severity)}): ${page.means}\n\n${pageText(page.page, style)}\n`;
  if ("reason" in page)
    return `${style.paint("bold", page.reason)} (reason at run time)\n\n${pageText(`${page.means}\n\n*Do.* ${page.todo}`, style)}\n`;
  return fieldText(page, style);
}
