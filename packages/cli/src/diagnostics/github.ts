import type { LocatedDiagnostic } from "./located.ts";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Diagnostics as workflow commands, which GitHub shows beside the lines. Worst first: it shows ten of a kind. */
export function githubCommands(diagnostics: readonly LocatedDiagnostic[]): string {
  return [...diagnostics]
    .sort((a, b) => RANK[a.severity] - RANK[b.severity])
    .map((d) => {
      const place = d.file === undefined ? "" : `file=${property(d.file)},line=${d.line},col=${d.column},`;
      const text = d.help === undefined ? d.message : `${d.message}\n${d.help}`;
      return `::${COMMANDS[d.severity]} ${place}title=${property(d.code)}::${data(text)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
