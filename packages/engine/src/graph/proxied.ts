import { type Diagnostic, diagnose, type ObjectRef, type Place } from "../diagnostic/diagnostic.ts";
import { nearest } from "../diagnostic/nearest.ts";
import { childName } from "../names/names.ts";
import type { EnvironmentService, Spec } from "../spec/objects.ts";

type EnvironmentSpec = Extract<Spec, { kind: "UpstartEnvironment" }>;

/** What serves in the place of a service whose mode is `proxy`. */
export interface Proxied {
  readonly object?: ObjectRef;
  /** It may come later: nothing is known of it yet. */
  readonly isUnknown: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const NOT_PROXIED: Proxied = { isUnknown: false, diagnostics: [] };

/** Finds the same service of the environment that `proxy` names. One that is itself a proxy is none: so there are no circles. */
export function proxied(
  { key, service, home, place }: { key: string; service: EnvironmentService; home: string; place: Place },
  environments: ReadonlyMap<string, EnvironmentSpec>,
): Proxied {
  const { mode, proxy } = service;
  if (mode !== "proxy" || proxy === undefined) return NOT_PROXIED;
  const namespace = proxy.namespace ?? home;
  const other = environments.get(`${namespace}/${proxy.environment}`);
  const at: Place = { ...place, path: [...place.path, "proxy", "environment"] };
  if (other === undefined || other.spec.template === true) {
    const message = `there is no UpstartEnvironment "${proxy.environment}" in namespace "${namespace}" to take this service from`;
    return unknown(diagnose("UnknownDependency", at, message, { severity: "warning", help: "apply it too" }));
  }
  const theirs = Object.hasOwn(other.spec.services, key) ? other.spec.services[key] : undefined;
  if (theirs === undefined) {
    const close = nearest(key, Object.keys(other.spec.services));
    const help = close === undefined ? "add it there, or choose another mode" : `it has "${close}"`;
    const message = `the environment "${proxy.environment}" has no service "${key}"`;
    return unknown(diagnose("UnknownDependency", at, message, { severity: "warning", help }));
  }
  if (theirs.mode === "proxy" || theirs.mode === "off") {
    const message = `the service "${key}" of "${proxy.environment}" has the mode ${theirs.mode} itself`;
    const help = theirs.mode === "off" ? "choose another mode" : "name the environment that it comes from";
    return { isUnknown: false, diagnostics: [diagnose("UnknownDependency", at, message, { help })] };
  }
  const object = { kind: "UpstartService", namespace, name: childName(proxy.environment, key) };
  return { object, isUnknown: false, diagnostics: [] };
}

function unknown(diagnostic: Diagnostic): Proxied {
  return { isUnknown: true, diagnostics: [diagnostic] };
}
