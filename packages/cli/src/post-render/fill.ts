import {
  type Diagnostic,
  formatMissing,
  formatReference,
  type MissingOutput,
  type Resolve,
  substitute,
  type Value,
} from "@upstart/engine";
import type { ManifestString } from "./manifest-strings.ts";
import { type Replacement, splice } from "./splice.ts";

/** What is known of the outputs that manifests use. */
export interface KnownOutputs {
  readonly resolve: Resolve;
  /** What is wrong with references as such, whatever is there by now. */
  readonly diagnostics: readonly Diagnostic[];
  readonly missing: readonly MissingOutput[];
}

export interface Filled {
  readonly text: string;
  /** Why some of it could not be filled in; then the text is of no use. */
  readonly faults: readonly string[];
}

/** Fills references to outputs in. What an output holds is one value for whoever reads the manifest, whatever characters it has. */
export function fillManifests(text: string, strings: readonly ManifestString[], known: KnownOutputs): Filled {
  const faults = new Set<string>();
  for (const { message, help } of known.diagnostics) faults.add(help === undefined ? message : `${message}: ${help}`);
  const replacements = strings.map((string) => replacementFor(string, known, (fault) => faults.add(fault)));
  if (faults.size === 0) for (const missing of known.missing) faults.add(`not there yet: ${formatMissing(missing)}`);
  return { text: faults.size === 0 ? splice(text, replacements) : text, faults: [...faults] };
}

function replacementFor(string: ManifestString, known: KnownOutputs, say: (fault: string) => void): Replacement {
  const where = `${string.object}, ${string.path}`;
  for (const { message, help } of string.template.malformed) say(`${where}: ${message}; ${help}`);
  for (const segment of string.template.segments)
    if (typeof segment !== "string" && segment.target.kind !== "output")
      say(`${where}: ${formatReference(segment)} is not known outside of Upstart; a chart has {{ .Release }} for it`);
  const { values, invalid, unresolved } = substitute({ string: string.text }, known.resolve);
  for (const { reference, cast } of invalid)
    say(`${where}: what ${formatReference(reference)} is does not fit "${cast}"`);
  if (known.missing.length === 0 && known.diagnostics.length === 0)
    for (const reference of unresolved.filter(({ target }) => target.kind === "output"))
      say(`${where}: nothing is known of ${formatReference(reference)} yet`);
  return { node: string.node, value: string.isEncoded ? encoded(values.string!) : values.string! };
}

function encoded(value: Value): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return Buffer.from(text).toString("base64");
}
