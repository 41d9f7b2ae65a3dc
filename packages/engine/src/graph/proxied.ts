import { comparePlaces, type Diagnostic, diagnose, type ObjectRef, type Place } from "../diagnostic/diagnostic.ts";
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

/** A service of an environment, whose id is `idOf` its environment's namespace and of its object's name. */
interface Asking {
  readonly key: string;
  readonly service: EnvironmentService;
  readonly environment: string;
  readonly home: string;
  readonly place: Place;
  readonly idOf: (home: string, name: string) => string;
}

/** Finds the same service of the environment that `proxy` names. One that is itself a proxy is none, and a circle of them is told as one. */
export function proxied(asking: Asking, environments: ReadonlyMap<string, EnvironmentSpec>): Proxied {
  const { key, service, home, place } = asking;
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
  const circle = theirs.mode === "proxy" ? circleOf(asking, environments) : [];
  if (circle.length > 0) return { isUnknown: false, diagnostics: told(circle) };
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

/** A proxy on a circle, and where it names the next one. */
interface Step {
  readonly id: string;
  readonly place: Place;
}

/** The proxies that lead back to this one, itself first; none where they lead elsewhere. */
function circleOf(
  { key, environment, home, place, idOf }: Asking,
  environments: ReadonlyMap<string, EnvironmentSpec>,
): Step[] {
  const start = `${home}/${environment}`;
  const steps: Step[] = [];
  const seen = new Set<string>();
  for (let at = start, from = home, where = place; !seen.has(at); ) {
    seen.add(at);
    const service = environments.get(at)?.spec.services[key];
    if (service?.mode !== "proxy" || service.proxy === undefined) return [];
    const [, name = ""] = at.split("/");
    steps.push({
      id: idOf(from, childName(name, key)),
      place: { ...where, path: [...where.path, "proxy", "environment"] },
    });
    from = service.proxy.namespace ?? from;
    at = `${from}/${service.proxy.environment}`;
    if (at === start) return steps;
    const next = environments.get(at);
    if (next === undefined) return [];
    where = placeIn(next, key);
  }
  return []; // it leads to a circle, and is not on it
}

function placeIn({ object, document }: EnvironmentSpec, key: string): Place {
  return { object, ...(document === undefined ? {} : { document }), path: ["spec", "services", key] };
}

/** Once for all: by the one with the smallest name. */
function told(circle: readonly Step[]): Diagnostic[] {
  const [first, ...rest] = circle.map((s) => s.id);
  if (rest.some((id) => id < first!)) return [];
  const place = circle.map((s) => s.place).reduce((a, b) => (comparePlaces(bare(a), bare(b)) <= 0 ? a : b));
  const related = circle.map(({ id, place: at }, i) => ({
    place: at,
    message: `${id} is taken from ${circle[(i + 1) % circle.length]!.id}`,
  }));
  const help = "let one of them be real or mock";
  return [diagnose("DependencyCycle", place, [first, ...rest, first].join(" -> "), { help, related })];
}

/** In whichever file it is. */
function bare({ document: _, ...place }: Place): Place {
  return place;
}
