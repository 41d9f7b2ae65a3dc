import { type Diagnostic, sortDiagnostics } from "../diagnostic/diagnostic.ts";
import type { Universe } from "../graph/build.ts";
import type { Rule } from "./rule.ts";
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

/** Everything that the rules say about a universe, and what was met while making it; in a stable order. */
export function validate(universe: Universe): Diagnostic[] {
  return sortDiagnostics([...universe.diagnostics, ...RULES.flatMap((rule) => rule(universe))]);
}
