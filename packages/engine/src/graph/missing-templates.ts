import type { ObjectRef } from "../diagnostic/diagnostic.ts";
import type { Spec } from "../spec/objects.ts";
import { templateOf } from "../spec/service-mode.ts";
import { copied } from "./copied.ts";

type EnvironmentSpec = Extract<Spec, { kind: "UpstartEnvironment" }>;

/**
 * What environments and their services are made from and that is not among the specs, each once. `namespace` is that of
 * objects which name none. What a missing template names itself is not known yet.
 */
export function missingTemplates(specs: readonly Spec[], namespace: string): ObjectRef[] {
  const homeOf = ({ object }: Spec) => object.namespace ?? namespace;
  const keyed = specs.map((spec) => [`${homeOf(spec)}/${spec.object.name}`, spec] as const);
  const services = new Set<string>(keyed.flatMap(([key, { kind }]) => (kind === "UpstartService" ? [key] : [])));
  const environments = new Map<string, EnvironmentSpec>(
    keyed.flatMap(([key, spec]) => (spec.kind === "UpstartEnvironment" ? [[key, spec] as const] : [])),
  );
  const missing = new Map<string, ObjectRef>();
  for (const written of environments.values()) {
    if (written.isTemplateOnly === true) continue; // what is made from it names the same
    for (const ref of namedBy(written, homeOf(written), environments)) {
      const key = `${ref.namespace}/${ref.name}`;
      const isThere = ref.kind === "UpstartService" ? services.has(key) : environments.has(key);
      if (!isThere) missing.set(`${ref.kind}/${key}`, ref);
    }
  }
  return [...missing.values()];
}

function namedBy(
  written: EnvironmentSpec,
  home: string,
  environments: ReadonlyMap<string, EnvironmentSpec>,
): ObjectRef[] {
  const { spec, diagnostics } = copied(written, home, environments);
  const { from } = spec.spec;
  const ofServices = Object.values(spec.spec.services).map(templateOf);
  return [
    ...(diagnostics.length > 0 && from !== undefined ? [{ kind: "UpstartEnvironment", ref: from }] : []),
    ...ofServices.flatMap((ref) => (ref === undefined ? [] : [{ kind: "UpstartService", ref }])),
  ].map(({ kind, ref }) => ({ kind, namespace: ref.namespace ?? home, name: ref.name }));
}
