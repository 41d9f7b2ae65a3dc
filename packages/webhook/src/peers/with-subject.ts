import type { Peer } from "./peer.ts";
import { type Directory, rivals, successors } from "./peers.ts";

/** The directory as it is with an object in the place of the one of its name, or without that one. */
export function withSubject(peers: Directory, key: string, subject: Peer | undefined): Directory {
  const also = (keys: ReadonlySet<string>, isOne = false): ReadonlySet<string> => {
    if (keys.has(key) === isOne) return keys; // mostly: nothing is copied
    const others = new Set(keys);
    if (isOne) others.add(key);
    else others.delete(key);
    return others;
  };
  const isFoundAsBefore = isSame(peers.get(key)?.meaning.provides, subject?.meaning.provides);
  /** Whose rivals are others now: those that take a name which the object takes or took. */
  const touched = new Set(
    [peers.get(key), subject].flatMap((one) =>
      [...(one?.meaning.claims ?? [])].flatMap((name) => [...peers.claimantsOf(name)]),
    ),
  );
  const directory: Directory = {
    get: (other) => (other === key ? subject : peers.get(other)),
    providersOf: (name) => also(peers.providersOf(name), subject?.meaning.provides.has(name)),
    needersOf: (name) => also(peers.needersOf(name), subject?.meaning.needs.has(name)),
    claimantsOf: (name) => also(peers.claimantsOf(name), subject?.meaning.claims.has(name)),
    usersOf: (template) => also(peers.usersOf(template), subject?.templates.includes(template)),
    successorsOf: (other) =>
      other !== key && isFoundAsBefore ? peers.successorsOf(other) : successors(directory, other),
    rivalsOf: (other) => (other !== key && !touched.has(other) ? peers.rivalsOf(other) : rivals(directory, other)),
    inNamespace: (namespace) => also(peers.inNamespace(namespace), subject?.spec.object.namespace === namespace),
  };
  return directory;
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a !== undefined && b !== undefined && a.size === b.size && [...a].every((name) => b.has(name));
}
