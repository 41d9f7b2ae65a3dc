import { type KubeObject, releasesNeededBy } from "@upstart/engine";
import type { Context } from "../context.ts";
import { needsWrittenIn, queueKey } from "../names.ts";
import { releaseObjectOf } from "../world/world.ts";

/** HelmReleases that need this one and go before it, or stay. */
export function dependentsOf(context: Context, object: KubeObject): KubeObject[] {
  const { objects, world } = context;
  const key = queueKey(object);
  const ofWorld = (world?.dependents.get(key) ?? []).map((k) => objects.get("HelmRelease", k));
  const others = objects.needing(key).filter((o) => world?.releases.has(queueKey(o)) !== true);
  return [...ofWorld, ...others]
    .filter((o) => o !== undefined && queueKey(o) !== key)
    .filter((dependent) => !goesLater(context, object, dependent!)) as KubeObject[];
}

/** By their keys, the HelmReleases that one needs: as the graph has it; of what is no longer in it, as when it was made. */
export function needsOf({ world }: Context, object: KubeObject): readonly string[] {
  const release = world?.releases.get(queueKey(object));
  if (release === undefined) return needsWrittenIn(object);
  return releasesNeededBy(world!.graph, release.id).map((r) => releaseObjectOf(world!.graph, r));
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
