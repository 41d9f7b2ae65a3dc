import type { Diagnostic } from "./diagnostic/diagnostic.ts";
import { buildUniverse } from "./graph/build.ts";
import type { IdStyle } from "./graph/expand.ts";
import { STAND_IN } from "./spec/life-params.ts";
import type { Spec } from "./spec/objects.ts";
import { type About, validate } from "./validation/validate.ts";

/**
 * What is wrong with template environments: nothing is made of them, so each is looked at as if it were an environment
 * of some branch. Its names are no faults: those made from it have others.
 */
export function rehearsalOf(
  specs: readonly Spec[],
  {
    namespace,
    ids,
    about,
  }: { readonly namespace: string; readonly ids?: IdStyle | undefined; readonly about?: About | undefined },
): Diagnostic[] {
  const templates = specs.filter((spec) => isTemplate(spec) && (about === undefined || about(spec.object)));
  if (templates.length === 0) return [];
  const keys = new Set(templates.map(({ object }) => `${object.namespace} ${object.name}`));
  const isOfTemplate = ({ place: { object }, code }: Diagnostic) =>
    object.kind === "UpstartEnvironment" &&
    keys.has(`${object.namespace} ${object.name}`) &&
    code !== "ReleaseNameConflict" &&
    code !== "DuplicateObject";
  return validate(buildUniverse(specs.map(asIfMade), namespace, ids), about).filter(isOfTemplate);
}

function isTemplate(spec: Spec): boolean {
  return spec.kind === "UpstartEnvironment" && spec.spec.template === true;
}

function asIfMade(spec: Spec): Spec {
  if (spec.kind !== "UpstartEnvironment" || spec.spec.template !== true) return spec;
  return { ...spec, spec: { ...spec.spec, template: false, source: STAND_IN } };
}
