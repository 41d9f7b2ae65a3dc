import type { Peer } from "./peer.ts";
import { type Directory, successors } from "./peers.ts";

/** The directory as it is with an object in the place of the one of its name, or without that one. */
export function withSubject(peers: Directory, key: string, subject: Peer | undefined): Directory {
  const also = function* (keys: Iterable<string>, isOne: boolean | undefined): Iterable<string> {
    for (const other of keys) if (other !== key) yield other;
    if (isOne === true) yield key;
  };
  const isFoundAsBefore = isSame(peers.get(key)?.meaning.provides, subject?.meaning.provides);
  const directory: Directory = {
    get: (other) => (other === key ? subject : peers.get(other)),
    providersOf: (name) => also(peers.providersOf(name), subject?.meaning.provides.has(name)),
    needersOf: (name) => also(peers.needersOf(name), subject?.meaning.needs.has(name)),
    claimantsOf: (name) => also(peers.claimantsOf(name), subject?.meaning.claims.has(name)),
    usersOf: (template) => also(peers.usersOf(template), subject?.templates.includes(template)),
    successorsOf: (other) =>
      other !== key && isFoundAsBefore ? peers.successorsOf(other) : successors(directory, other),
    inNamespace: (namespace) => also(peers.inNamespace(namespace), subject?.spec.object.namespace === namespace),
  };
  return directory;
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a !== undefined && b !== undefined && a.size === b.size && [...a].every((name) => b.has(name));
}
