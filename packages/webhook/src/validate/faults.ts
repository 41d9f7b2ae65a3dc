import {
  analyze,
  comparePaths,
  type Diagnostic,
  type Graph,
  makingOf,
  type ObjectRef,
  type Place,
  type Spec,
  templateOf,
} from "@upstart/engine";
import { keyOf, templatesOf } from "../peers/meaning.ts";
import { neighbourhood } from "../peers/neighbourhood.ts";
import type { Peer } from "../peers/peer.ts";
import type { Directory } from "../peers/peers.ts";

/** A diagnostic for which one object is answerable, and the field of that object in which it is to be shown. */
export interface Fault {
  readonly diagnostic: Diagnostic;
  readonly place: Place;
  /** Where it is written instead: in a template that the object is made from. */
  readonly template?: Place;
}

/** What is wrong with an object among others. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly graph: Graph;
}

/** Everything for which an object is answerable, among those that are in the directory; itself included. */
export function findingsOf(directory: Directory, subject: Peer): Findings {
  return findingsIn(neighbourhood(directory, subject), subject);
}

/** The same, where the specs that count are known. */
export function findingsIn(specs: readonly Spec[], subject: Peer): Findings {
  // Asked of every release there is: the texts are made of those only that have the name.
  const names = new Set([subject.spec.object.name, ...subject.templates.map((t) => t.slice(t.lastIndexOf("/") + 1))]);
  const keys = new Set([subject.key, ...subject.templates]);
  const about = (object: ObjectRef) => names.has(object.name) && keys.has(keyOf(object));
  const { graph, diagnostics } = analyze(specs, { ...OPTIONS, about });
  const own = diagnostics.flatMap((d) => ownFault(d, subject));
  if (subject.templates.length === 0) return { graph, faults: own };
  // What a template cannot do in another environment is said in the same words, and is not this one's fault.
  const rest = specs.filter((s) => keyOf(s.object) === subject.key || !sharesTemplate(s, subject));
  const alone = rest.length === specs.length ? diagnostics : analyze(rest, { ...OPTIONS, about }).diagnostics;
  return { graph, faults: [...own, ...alone.flatMap((d) => templateFault(d, subject))] };
}

const OPTIONS = { namespace: "", ids: "absolute" } as const;

function sharesTemplate(spec: Spec, { templates }: Peer): boolean {
  return templatesOf(spec).some((template) => templates.includes(template));
}

/**
 * Whether it is this object's fault. Who closes a circle or takes a name is at fault wherever that shows; an
 * environment also for what its templates cannot do in it. What breaks in others is theirs: they are warned of.
 */
function ownFault(diagnostic: Diagnostic, subject: Peer): Fault[] {
  const own = answerable(diagnostic).filter(({ object }) => keyOf(object) === subject.key);
  const place = own.includes(diagnostic.place) ? diagnostic.place : firstOf(own);
  return place === undefined ? [] : [{ diagnostic, place }];
}

/** What is only worth a look is worth it where it stands. */
function templateFault(diagnostic: Diagnostic, subject: Peer): Fault[] {
  if (diagnostic.severity !== "error" || ownFault(diagnostic, subject).length > 0) return [];
  const template = answerable(diagnostic).find(({ object }) => subject.templates.includes(keyOf(object)));
  if (template === undefined) return [];
  return [{ diagnostic, place: placeOfUse(subject.spec, template.object), template }];
}

function answerable({ code, place, related = [] }: Diagnostic): Place[] {
  const isShared = code === "DependencyCycle" || code === "ReleaseNameConflict";
  return isShared ? [place, ...related.map((r) => r.place)] : [place];
}

/** Of the fields that a fault shows in, the first that can be changed: that a service has releases cannot. */
function firstOf(places: readonly Place[]): Place | undefined {
  const sorted = places.toSorted((a, b) => comparePaths(a.path, b.path));
  return sorted.find(({ path }) => path.includes("dependencies")) ?? sorted[0];
}

/** Where an environment names a template. */
export function placeOfUse(spec: Spec, template: ObjectRef): Place {
  const services = spec.kind === "UpstartEnvironment" ? Object.entries(spec.spec.services) : [];
  const user = services.find(
    ([, service]) => keyOf({ ...spec.object, ...templateOf(service), kind: "UpstartService" }) === keyOf(template),
  );
  if (user === undefined) return { object: spec.object, path: ["spec"] };
  return { object: spec.object, path: ["spec", "services", user[0], ...makingOf(user[1]).fromPath] };
}
