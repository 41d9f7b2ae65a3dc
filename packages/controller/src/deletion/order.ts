import { type KubeObject, releasesNeededBy } from "@upstart/engine";
import type { Context } from "../context.ts";
import { NEEDS_ANNOTATION, queueKey } from "../names.ts";
import { releaseObjectOf, type World } from "../world/world.ts";

/** HelmReleases that need this one and go before it, or stay. */
export function dependentsOf(context: Context, object: KubeObject): KubeObject[] {
  const key = queueKey(object);
  const { world, objects } = context;
  const inGraph = world === undefined ? [] : (usersOf(world).get(key) ?? []);
  const others = objects.list("HelmRelease").filter((o) => world?.releases.has(queueKey(o)) !== true);
  return [...inGraph.flatMap((user) => objects.get("HelmRelease", user) ?? []), ...others]
    .filter((o) => queueKey(o) !== key && needsOf(context, o).includes(key))
    .filter((dependent) => !goesLater(context, object, dependent));
}

/** Every deletion of many asks for all of them. */
const KNOWN = new WeakMap<World, ReadonlyMap<string, readonly string[]>>();

/** Who needs a HelmRelease, by their keys, as the graph has it. */
function usersOf(world: World): ReadonlyMap<string, readonly string[]> {
  const known = KNOWN.get(world);
  if (known !== undefined) return known;
  const users = new Map<string, string[]>();
  for (const [user, release] of world.releases)
    for (const needed of releasesNeededBy(world.graph, release.id)) {
      const key = releaseObjectOf(world.graph, needed);
      users.set(key, [...(users.get(key) ?? []), user]);
    }
  KNOWN.set(world, users);
  return users;
}

/** By their keys, the HelmReleases that one needs: as the graph has it; of what is no longer in it, as when it was made. */
export function needsOf({ world }: Context, object: KubeObject): readonly string[] {
  const release = world?.releases.get(queueKey(object));
  if (release !== undefined)
    return releasesNeededBy(world!.graph, release.id).map((r) => releaseObjectOf(world!.graph, r));
  const text = object.metadata.annotations?.[NEEDS_ANNOTATION];
  if (text === undefined) return [];
  try {
    const needs: unknown = JSON.parse(text);
    return Array.isArray(needs) ? needs.map(String) : [];
  } catch {
    return []; // somebody has edited it, and all that is lost by it is an order
  }
}

/** Of those that need one another, and go all, the one with the smallest name goes first. */
function goesLater(context: Context, object: KubeObject, dependent: KubeObject): boolean {
  if (dependent.metadata.deletionTimestamp === undefined) return false;
  const circle = new Set<string>();
  const open = [queueKey(object)];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const next = context.objects.get("HelmRelease", key);
    if (next === undefined || circle.has(key)) continue;
    circle.add(key);
    open.push(...needsOf(context, next));
  }
  return circle.has(queueKey(dependent)) && queueKey(object) < queueKey(dependent);
}
