import { formatObject } from "@upstart/engine";
import { type Peer, peerOf } from "../peers/peer.ts";
import type { Directory } from "../peers/peers.ts";
import { findingsOf } from "./faults.ts";
import { withoutOld } from "./ratchet.ts";

/** An object as it was and as it is to be, among the others. What was is worked out only where it is asked for. */
export interface Change {
  readonly before: () => Directory;
  readonly after: Directory;
  readonly subject: Peer | undefined;
  readonly old: () => Peer | undefined;
  /** Throws where there is no time left to look at one more. */
  readonly inTime: () => void;
}

/** More dependents than that are not looked at: nobody reads so many warnings. */
const MAX_DEPENDENTS = 10;

/** What a change makes wrong in others that are stored: they are not refused for it, so whoever changes it is told. */
export function brokenBy({ before, after, subject, old, inTime }: Change): string[] {
  if (subject === undefined) return [];
  const dependents = dependentsOf(after, subject);
  const users = [...after.usersOf(subject.key)];
  if (dependents.length + users.length === 0) return [];
  if (users.length === 0 && old()?.meaning.surface === subject.meaning.surface) return [];
  return [...new Set([...dependents, ...users])].slice(0, MAX_DEPENDENTS).flatMap((key) => {
    inTime();
    const faults = withoutOld(errorsOf(after, key), errorsOf(before(), key));
    return faults.map((f) => `breaks ${formatObject(f.place.object)}: ${f.diagnostic.message}`);
  });
}

function dependentsOf(directory: Directory, { key, meaning }: Peer): string[] {
  const needers = [...meaning.provides].flatMap((name) => [...directory.needersOf(name)]);
  return [...new Set(needers)].filter((needer) => needer !== key);
}

function errorsOf(directory: Directory, key: string) {
  const known = directory.get(key);
  if (known === undefined) return [];
  // Where the object is one of its templates, it means something else now.
  const peer = peerOf({ ...known, diagnostics: [] }, (template) => directory.get(template)?.spec);
  return findingsOf(directory, peer).faults.filter(
    ({ diagnostic: d }) => d.severity === "error" && d.code !== "DependencyCycle",
  );
}
