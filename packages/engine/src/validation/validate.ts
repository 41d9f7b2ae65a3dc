import type { DiagnosticCode } from "../diagnostic/codes.ts";
import { type Diagnostic, formatObject, type ObjectRef, sortDiagnostics } from "../diagnostic/diagnostic.ts";
import type { Universe } from "../graph/build.ts";
import { type Release, releasesOf } from "../graph/graph.ts";
import type { Judged, Rule } from "./rule.ts";
import { declaredDependency } from "./rules/declared-dependency.ts";
import { distinctDependencies } from "./rules/distinct-dependencies.ts";
import { knownDependency } from "./rules/known-dependency.ts";
import { knownParams } from "./rules/known-params.ts";
import { noCycles } from "./rules/no-cycles.ts";
import { noNameConflicts } from "./rules/no-name-conflicts.ts";
import { publishedOutputs } from "./rules/published-outputs.ts";
import { validNames } from "./rules/valid-names.ts";
import { valuesLimits } from "./rules/values-limits.ts";
import { wellFormedReferences } from "./rules/well-formed-references.ts";

const RULES: readonly Rule[] = [
  validNames,
  noNameConflicts,
  valuesLimits,
  wellFormedReferences,
  knownDependency,
  distinctDependencies,
  noCycles,
  declaredDependency,
  publishedOutputs,
  knownParams,
];

/** Whether an object is judged. */
export type About = (object: ObjectRef) => boolean;

/**
 * Everything that the rules say about a universe, and what was met while making it; in a stable order. With `about`,
 * what the others do wrong by themselves is left out: said is what these do, and what several have to do with.
 */
export function validate(universe: Universe, about?: About): Diagnostic[] {
  const judged = judgedOf(universe, about);
  const all = sortDiagnostics([...universe.diagnostics, ...RULES.flatMap((rule) => rule(universe, judged))]);
  const partial = new Set(universe.specs.filter((s) => s.isPartial === true).map((s) => formatObject(s.object)));
  return partial.size === 0 ? all : all.filter((d) => !mayBeEcho(d, partial));
}

function judgedOf({ graph, specs }: Universe, about: About | undefined): Judged {
  const releases = releasesOf(graph);
  if (about === undefined) return { specs, releases, dangling: graph.dangling };
  const isJudged = ({ owner }: Release) => about(owner);
  return {
    specs: specs.filter((spec) => about(spec.object)),
    releases: releases.filter(isJudged),
    dangling: graph.dangling.filter(({ from }) => isJudged(graph.nodes.get(from) as Release)),
  };
}

/** What is said of something that is not there: in an object of which parts are left out, it may well be. */
const OF_WHAT_IS_MISSING: ReadonlySet<DiagnosticCode> = new Set([
  "UndeclaredDependency",
  "UnknownDependency",
  "UnknownParam",
  "NoPublishedOutputs",
  "OutputNotExternal",
  "UnknownOutput",
  "UnusedDependency",
]);

function mayBeEcho(d: Diagnostic, partial: ReadonlySet<string>): boolean {
  const objects = [d.place, ...(d.related ?? []).map((r) => r.place)].map((place) => formatObject(place.object));
  return OF_WHAT_IS_MISSING.has(d.code) && objects.some((o) => partial.has(o));
}
