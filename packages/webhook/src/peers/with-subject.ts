import type { Peer } from "./peer.ts";
import type { Directory } from "./peers.ts";

/** The directory as it is with an object in the place of the one of its name, or without that one. */
export function withSubject(peers: Directory, key: string, subject: Peer | undefined): Directory {
  const also = function* (keys: Iterable<string>, isOne: boolean | undefined): Iterable<string> {
    for (const other of keys) if (other !== key) yield other;
    if (isOne === true) yield key;
  };
  return {
    get: (other) => (other === key ? subject : peers.get(other)),
    providersOf: (name) => also(peers.providersOf(name), subject?.meaning.provides.has(name)),
    needersOf: (name) => also(peers.needersOf(name), subject?.meaning.needs.has(name)),
    claimantsOf: (name) => also(peers.claimantsOf(name), subject?.meaning.claims.has(name)),
    usersOf: (template) => also(peers.usersOf(template), subject?.templates.includes(template)),
    inNamespace: (namespace) => also(peers.inNamespace(namespace), subject?.spec.object.namespace === namespace),
  };
}
