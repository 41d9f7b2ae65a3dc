import type { Host } from "../host.ts";
import type { Style } from "../output/style.ts";
import type { LocatedDiagnostic } from "./located.ts";
import { diagnosticText } from "./text.ts";

/** More than these are counted, not shown: a person mends the first ones first. */
const MAX_SHOWN = 50;

/** Writes diagnostics for a person. What is only worth knowing (`info`) is left to `lint`. */
export function writeDiagnostics(
  host: Host,
  stream: "stdout" | "stderr",
  diagnostics: readonly LocatedDiagnostic[],
  style: Style,
  options: { readonly infos?: boolean } = {},
): void {
  const shown = diagnostics.filter((d) => options.infos === true || d.severity !== "info");
  for (const d of shown.slice(0, MAX_SHOWN)) host[stream].write(`${diagnosticText(d, style)}\n`);
  if (shown.length > MAX_SHOWN)
    host[stream].write(`${style.glyphs.ellipsis} and ${shown.length - MAX_SHOWN} more: lint -o json has them all\n`);
}
