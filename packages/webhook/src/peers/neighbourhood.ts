import { editDistance, type Spec } from "@upstart/engine";
import type { Peer } from "./peer.ts";
import type { Directory } from "./peers.ts";

/** A name that close may be what was meant. */
const SLIP = 2;

/**
 * The specs that can have to do with what is wrong with one object: what its dependencies may lead to, what lies on a
 * circle with it, what wants the same names, what its names may be slips of. Looking at these gives the same answer for
 * the object as looking at everything, and mostly they are few. In the order of their age.
 *
 * Environments made from the object are left out: what is wrong with them is not its fault.
 */
export function neighbourhood(directory: Directory, subject: Peer, more: Iterable<string> = []): Spec[] {
  const found = new Collection(directory, subject);
  const circle = entangledWith(directory, subject, found.excluded);
  // What is made from a template that lies on a circle hears of that, too.
  for (const template of subject.templates.flatMap((key) => directory.get(key) ?? [])) {
    const around = entangledWith(directory, template, found.excluded);
    if (around.size > 1) for (const key of around) circle.add(key);
  }
  for (const key of [...circle, ...more]) {
    found.add(key);
    for (const successor of directory.successorsOf(key)) found.add(successor);
  }
  for (const name of unknownNames(directory, subject))
    for (const key of namesakes(directory, subject, name)) found.add(key);
  return found.specs();
}

/** Peers that were found, with all that gives them their names. */
class Collection {
  readonly #directory: Directory;
  readonly #subject: Peer;
  readonly #keys = new Set<string>();
  readonly excluded: ReadonlySet<string>;

  constructor(directory: Directory, subject: Peer) {
    this.#directory = directory;
    this.#subject = subject;
    this.excluded = new Set(directory.usersOf(subject.key));
  }

  /** With its templates, and whoever wants a name that it has: the first has it, the others have none. */
  add(first: string): void {
    const open = [first];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const peer = this.#directory.get(key);
      if (peer === undefined || this.#keys.has(key) || this.excluded.has(key)) continue;
      this.#keys.add(key);
      open.push(...peer.templates, ...peer.used);
      for (const rival of this.#directory.rivalsOf(key)) if (!this.#keys.has(rival)) open.push(rival);
    }
  }

  specs(): Spec[] {
    const { key, templates } = this.#subject;
    const peers = [...this.#keys].map((k) => this.#directory.get(k)!);
    const isWhole = (peer: Peer) => peer.key === key || templates.includes(peer.key);
    return peers.sort((a, b) => (a.age < b.age ? -1 : 1)).map((peer) => (isWhole(peer) ? peer.spec : peer.slim));
  }
}

/** The object itself, and all that need it and that it needs, through whatever others. */
function entangledWith(directory: Directory, { key, meaning }: Peer, excluded: ReadonlySet<string>): Set<string> {
  const circle = new Set([key]);
  const isNeeded = [...meaning.provides].some((name) => [...directory.needersOf(name)].some((k) => k !== key));
  if (!isNeeded) return circle;
  const reached = new Set([key]);
  let isCircle = false;
  for (const at of reached) {
    for (const successor of directory.successorsOf(at)) {
      if (successor === key) isCircle = true;
      else if (!excluded.has(successor)) reached.add(successor);
    }
  }
  // Mostly there is no way back, and nothing more to look for.
  if (!isCircle) return circle;
  const needers = needersAmong(directory, reached);
  for (const at of circle) for (const needer of needers.get(at) ?? []) circle.add(needer);
  return circle;
}

function needersAmong(directory: Directory, keys: ReadonlySet<string>): Map<string, string[]> {
  const needers = new Map<string, string[]>();
  for (const key of keys) {
    for (const successor of directory.successorsOf(key)) {
      const known = needers.get(successor);
      if (known === undefined) needers.set(successor, [key]);
      else known.push(key);
    }
  }
  return needers;
}

/** Of more names that lead nowhere the engine says not what may be meant either. */
const MAX_UNKNOWN = 100;

/** Of each dependency that leads nowhere, one of the names that it has. */
function unknownNames(directory: Directory, { meaning }: Peer): string[] {
  const unknown = meaning.outward.filter((names) => names.every((name) => directory.providersOf(name).size === 0));
  return [...new Set(unknown.map((names) => names[0]!))].slice(0, MAX_UNKNOWN);
}

/** Those of the namespace that have a name like this one. */
function* namesakes(directory: Directory, subject: Peer, unknown: string): Iterable<string> {
  const name = localName(unknown);
  for (const key of directory.inNamespace(subject.spec.object.namespace ?? "")) {
    for (const provided of directory.get(key)?.meaning.provides ?? []) {
      const other = localName(provided);
      if (Math.abs(other.length - name.length) > SLIP) continue;
      if (editDistance(other, name, SLIP) <= SLIP) yield key;
    }
  }
}

/** `payments` of `S:shop/payments`. */
function localName(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}
