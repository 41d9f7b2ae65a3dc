import type { FieldPath } from "../diagnostic/field-path.ts";
import type { KubeObject } from "../ports/object.ts";
import { isMap } from "../spec/loose.ts";

/** Enough to tell; who changed so much knows what. */
const MAX_PATHS = 50;

/** What the server keeps for itself. */
const OF_THE_SERVER: ReadonlySet<string> = new Set([
  "managedFields",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "uid",
  "selfLink",
]);

/**
 * Whether an object has everything that a manifest wants, as it is written there. No proof of the contrary: the server
 * may write the same in another way (`0.5` and `500m`), and adds what others inject.
 */
export function holds(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(live)) return wanted.length === 0 && live === undefined;
    return live.length === wanted.length && wanted.every((item, i) => holds(live[i], item));
  }
  if (isMap(wanted)) {
    const map = isMap(live) ? live : live === undefined ? {} : undefined;
    return map !== undefined && Object.entries(wanted).every(([key, value]) => holds(map[key], value));
  }
  return live === wanted || (wanted === null && live === undefined);
}

/** Where two states of an object differ, status and what is the server's left out. At most so many places. */
export function differences(live: KubeObject, other: KubeObject): FieldPath[] {
  const found: FieldPath[] = [];
  compare(withoutServers(live), withoutServers(other), [], found);
  return found;
}

function withoutServers({ status: _, metadata, ...rest }: KubeObject): object {
  return {
    ...rest,
    metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => !OF_THE_SERVER.has(key))),
  };
}

function compare(a: unknown, b: unknown, path: FieldPath, found: FieldPath[]): void {
  if (found.length >= MAX_PATHS) return;
  if (isMap(a) && isMap(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], [...path, key], found);
    return;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    for (const [i, item] of a.entries()) compare(item, b[i], [...path, i], found);
    return;
  }
  if (a !== b) found.push(path);
}
