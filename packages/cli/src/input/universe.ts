import {
  type Analysis,
  analyze,
  type Diagnostic,
  hasErrors,
  type Loaded,
  load,
  positionOf,
  type SourceText,
} from "@upstart/engine";
import { type LocatedDiagnostic, locateAll } from "../diagnostics/located.ts";
import type { FileFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readSources } from "./sources.ts";

/** All that the files of a call hold, checked together. */
export interface Universe {
  readonly sources: readonly SourceText[];
  readonly loaded: Loaded;
  readonly analysis: Analysis;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Something in it stops. */
  readonly isFaulty: boolean;
  /** There is no object of ours in it, and no fault. */
  readonly isEmpty: boolean;
}

/** Reads and checks `-f`. Says on stderr what was left alone, and when there was nothing. */
export async function readUniverse(host: Host, flags: FileFlags & { readonly namespace?: string }): Promise<Universe> {
  const sources = await readSources(host, flags);
  const loaded = load(sources);
  const analysis = analyze(loaded.specs, { namespace: flags.namespace ?? "default" });
  const all: Diagnostic[] = [...loaded.diagnostics, ...analysis.diagnostics];
  const diagnostics = locateAll(loaded, all, sources);
  sayWhatWasLeftAlone(host, loaded);
  const isFaulty = hasErrors(all) || loaded.faults.length > 0;
  const isEmpty = loaded.objects.length === 0 && !isFaulty;
  if (isEmpty)
    host.stderr.write(
      `note: there is no UpstartService, UpstartEnvironment or HelmRelease in ${sources.length === 1 ? sources[0]!.name : `${sources.length} files`}\n`,
    );
  return { sources, loaded, analysis, diagnostics, isFaulty, isEmpty };
}

function sayWhatWasLeftAlone(host: Host, { others }: Loaded): void {
  const shown = others
    .slice(0, 3)
    .map(
      ({ source, kind, name, range }) =>
        `${kind}${name === undefined ? "" : ` ${name}`} (${source.name}:${positionOf(source, range.start).line})`,
    );
  if (others.length > 0)
    host.stderr.write(
      `note: left alone, being of other kinds: ${shown.join(", ")}${others.length > 3 ? ` and ${others.length - 3} more` : ""}\n`,
    );
}
