import { materialise } from "../branch/materialise.ts";
import { type Diagnostic, diagnose, type Place } from "../diagnostic/diagnostic.ts";
import type { Spec } from "../spec/objects.ts";

type EnvironmentSpec = Extract<Spec, { kind: "UpstartEnvironment" }>;

/** An environment with what its template says, and in which object its services are written. */
export interface Copied {
  readonly spec: EnvironmentSpec;
  readonly writtenIn: EnvironmentSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/** An environment whose services are still to be copied stands for what it will be. `home` is its namespace. */
export function copied(
  spec: EnvironmentSpec,
  home: string,
  environments: ReadonlyMap<string, EnvironmentSpec>,
): Copied {
  const { from, services } = spec.spec;
  if (from === undefined || from.generation !== undefined || Object.keys(services).length > 0)
    return { spec, writtenIn: spec, diagnostics: [] };
  const namespace = from.namespace ?? home;
  const template = environments.get(`${namespace}/${from.name}`);
  if (template === undefined || template.spec.template !== true)
    return { spec, writtenIn: spec, diagnostics: [unknown(spec, from.name, namespace, template !== undefined)] };
  const { services: _, ...asked } = spec.spec;
  const made = materialise(asked, { name: from.name, namespace, generation: 1, spec: template.spec }, home);
  return { spec: { ...spec, spec: made }, writtenIn: template, diagnostics: [] };
}

function unknown(spec: EnvironmentSpec, name: string, namespace: string, isThere: boolean): Diagnostic {
  const { object, document } = spec;
  const place: Place = { object, ...(document === undefined ? {} : { document }), path: ["spec", "from", "name"] };
  const message = isThere
    ? `the UpstartEnvironment "${name}" in namespace "${namespace}" is no template`
    : `there is no UpstartEnvironment "${name}" in namespace "${namespace}" to make this one from`;
  const help = isThere ? "set template: true in it, or name another" : "apply it too, or give its file with -f";
  return diagnose("UnknownDependency", place, message, { severity: "warning", help });
}
