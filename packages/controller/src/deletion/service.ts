import type { KubeObject } from "@upstart/engine";
import type { Context } from "../context.ts";
import { FINALIZER, makerOf, queueKey } from "../names.ts";
import { localNames } from "../world/local-names.ts";
import { releaseObjectOf, type ServiceInWorld } from "../world/world.ts";
import { leftText, tell } from "./telling.ts";

/**
 * An UpstartService that is being deleted: its HelmReleases go, and then it. While somebody else needs it, nothing
 * goes. One that was deleted by hand and is still wanted goes alone, and is made again.
 */
export async function dismissService(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  const { world } = context;
  if (world === undefined || object.metadata.finalizers?.includes(FINALIZER) !== true) return {};
  const entry = world.services.get(queueKey(object));
  const fate = entry === undefined ? "goes" : context.fateOf(entry.service.owner);
  if (fate === "stays" && makerOf(object) !== undefined) await context.letGo(object);
  if (fate !== "goes") return {}; // asked again when the world is read
  const made = context.objects.madeBy(object, "HelmRelease");
  const users = entry === undefined ? [] : usersOf(context, object, [entry]);
  if (users.length > 0) {
    const message = localNames(`is still needed by ${users.join(", ")}`, refOf(object), world.graph);
    await tell(context, object, { reason: "StillNeeded", message });
    return {};
  }
  if (made.length > 0) {
    await tell(context, object, leftText(context, made, "release"));
    await deleteAll(context, made);
    return {};
  }
  if (makerOf(object) === undefined) await context.tombstones.close(object);
  await context.letGo(object);
  return {};
}

/** Installed releases of others, which stay, that need one of these services. Where the namespace goes none are asked. */
export function usersOf(context: Context, object: KubeObject, services: readonly ServiceInWorld[]): string[] {
  if (context.homes.isLeaving(object.metadata.namespace ?? "")) return [];
  const { graph, releases, dependents } = context.world!;
  const own = services.flatMap((s) => s.releases);
  const targets = new Set(own.map((r) => r.id));
  const keys = new Set(own.flatMap((r) => dependents.get(releaseObjectOf(graph, r)) ?? []));
  return [...keys]
    .filter((key) => context.objects.get("HelmRelease", key) !== undefined)
    .map((key) => releases.get(key)!)
    .filter((user) => !targets.has(user.id) && context.fateOf(user.owner) !== "goes")
    .map((user) => user.id)
    .sort();
}

/** Asks for the deletion of objects for which nobody has. */
export async function deleteAll({ cluster }: Context, objects: readonly KubeObject[]): Promise<void> {
  for (const { apiVersion, kind, metadata } of objects) {
    if (metadata.deletionTimestamp !== undefined) continue;
    const key = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace! };
    await cluster.delete(key, { uid: metadata.uid! });
  }
}

export function refOf({ kind, metadata: { name, namespace } }: KubeObject) {
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
