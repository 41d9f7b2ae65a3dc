import { LABELS } from "@upstart/engine";
import { ownerKey } from "../cluster/records.ts";
import type { Universe } from "../input/universe.ts";

/** The namespaces that the objects of the files are in. */
export function homesOf({ loaded }: Universe, namespace: string): string[] {
  return [...new Set(loaded.specs.map((s) => s.object.namespace ?? namespace))];
}

/** The shards of controllers that the objects of the files name; "" for those that name none. */
export function shardsOf({ loaded }: Universe): string[] {
  return [...new Set(loaded.specs.map((s) => s.metadata.labels?.[LABELS.shard] ?? ""))].sort();
}

/** The objects of the files, one text each. */
export function ownKeysOf({ loaded }: Universe, namespace: string): ReadonlySet<string> {
  return new Set(loaded.specs.map((s) => ownerKey(s.object, namespace)));
}

/** What to say of what controllers go on with in these namespaces. */
export function goesOnIn(program: string, [home, ...others]: readonly string[]): string {
  return `the controllers go on with it; ${program} status ${others.length === 0 ? `-n ${home}` : "-A"} shows how far they are`;
}
