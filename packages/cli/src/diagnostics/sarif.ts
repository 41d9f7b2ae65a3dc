import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { CODES, type DiagnosticCode, underline } from "@upstart/engine";
import { VERSION } from "../version.ts";
import type { LocatedDiagnostic, LocatedPlace } from "./located.ts";
import { DIAGNOSTIC_PAGES } from "./pages.generated.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** Diagnostics as a SARIF 2.1.0 log, for code scanning. `results` is there even when it is empty. */
export function sarif(diagnostics: readonly LocatedDiagnostic[]): object {
  const codes = [...new Set(diagnostics.map((d) => d.code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "upstart",
            version: VERSION,
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: CODES[code as DiagnosticCode].summary },
              defaultConfiguration: { level: LEVELS[CODES[code as DiagnosticCode].severity] },
              help: {
                text: DIAGNOSTIC_PAGES[code as DiagnosticCode],
                markdown: DIAGNOSTIC_PAGES[code as DiagnosticCode],
              },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((d) => ({
          ruleId: d.code,
          ruleIndex: codes.indexOf(d.code),
          level: LEVELS[d.severity],
          message: { text: d.help === undefined ? d.message : `${d.message}\n${d.help}` },
          ...(d.file === undefined ? {} : { locations: [location(d)] }),
          ...(d.related === undefined
            ? {}
            : {
                relatedLocations: d.related
                  .filter((r) => r.file !== undefined)
                  .map((r, id) => ({ id, ...location(r), message: { text: r.message } })),
              }),
          // Not the line: the same finding stays the same when lines are added above it.
          partialFingerprints: {
            "upstart/v1": createHash("sha256")
              .update(JSON.stringify([d.code, d.object, d.path, d.message]))
              .digest("hex"),
          },
        })),
      },
    ],
  };
}

function location({ file, line, column, path, source, range }: LocatedPlace): object {
  const length = source === undefined || range === undefined ? 1 : underline(source, range).length;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file!) },
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column! + length },
    },
    ...(path === undefined || path === "" ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
  };
}

/** A file's name as the format wants it: relative ones stay relative to where the program was called. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file;
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return encodeURI(file.replaceAll("\\", "/")).replaceAll("#", "%23").replaceAll("?", "%3F");
}
