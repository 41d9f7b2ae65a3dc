import {
  type Analysis,
  analyze,
  type Diagnostic,
  hasErrors,
  type Loaded,
  load,
  locate,
  positionOf,
  type SourceText,
  type Spec,
} from "@upstart/engine";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import type { FileFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { printable } from "../output/printable.ts";
import { readSources } from "./sources.ts";

/** All that the files of a call hold, checked together. */
export interface Universe {
  readonly sources: readonly SourceText[];
  readonly loaded: Loaded;
  /** What something in the files is made from and that is not in them. */
  readonly templates: readonly Spec[];
  readonly analysis: Analysis;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Something in it stops. */
  readonly isFaulty: boolean;
  /** There is no object of ours in it, and no fault. */
  readonly isEmpty: boolean;
}

/**
 * Reads and checks `-f`. Says on stderr what was left alone, and when there was nothing. `templatesFor` finds elsewhere
 * what the files are made from and do not have.
 */
export async function readUniverse(
  host: Host,
  flags: FileFlags & { readonly namespace?: string },
  templatesFor: (specs: readonly Spec[]) => Promise<readonly Spec[]> = async () => [],
): Promise<Universe> {
  const sources = await readSources(host, flags);
  const loaded = load(sources);
  const templates = await templatesFor(loaded.specs);
  const analysis = analyze([...loaded.specs, ...templates], { namespace: flags.namespace ?? "default" });
  const all: Diagnostic[] = [...loaded.diagnostics, ...analysis.diagnostics];
  const diagnostics = locateAll(loaded, all, sources);
  sayWhatWasLeftAlone(host, loaded);
  const isFaulty = hasErrors(all) || loaded.faults.length > 0;
  const isEmpty = loaded.objects.length === 0 && !isFaulty;
  if (isEmpty) host.stderr.write(`note: ${whyEmpty(sources)}\n`);
  return { sources, loaded, templates, analysis, diagnostics, isFaulty, isEmpty };
}

function whyEmpty(sources: readonly SourceText[]): string {
  const isOne = sources.length === 1;
  const where = isOne ? sources[0]!.name : `these ${sources.length} files`;
  return sources.every(({ text }) => text.trim() === "")
    ? `nothing to do: ${where} ${isOne ? "is" : "are"} empty`
    : `there is no UpstartService, UpstartEnvironment or HelmRelease in ${where}`;
}

function sayWhatWasLeftAlone(host: Host, { others }: Loaded): void {
  if (others.length === 0) return;
  const shown = others.slice(0, 3).map(({ document, prefix, kind, name }) => {
    const { line } = positionOf(document.source, locate(document, { path: prefix }).start);
    return `${kind}${name === undefined ? "" : ` ${name}`} (${document.source.name}:${line})`;
  });
  const more = others.length > 3 ? ` and ${others.length - 3} more` : "";
  const what = others.length === 1 ? "1 document of another kind is" : `${others.length} documents of other kinds are`;
  host.stderr.write(printable(`note: ${what} left alone: ${shown.join(", ")}${more}\n`));
}
