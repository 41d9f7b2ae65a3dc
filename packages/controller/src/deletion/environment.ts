import { deleteNamespaces, type KubeObject, LABELS, OWNER_UID_ANNOTATION } from "@upstart/engine";
import type { Context } from "../context.ts";
import { queueKey } from "../names.ts";
import { localNames } from "../world/local-names.ts";
import { deleteAll, refOf, usersOf } from "./service.ts";

const LOOK_MS = 500;

/** An UpstartEnvironment that is being deleted: its services go, then the namespaces that were made for it, then it. */
export async function dismissEnvironment(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  const { world } = context;
  if (world === undefined || !context.isInWorld(object)) return {}; // asked again when it is read
  const users = usersOf(context, world.environments.get(queueKey(object)) ?? []);
  if (users.length > 0) {
    const message = localNames(`is still needed by ${users.join(", ")}`, refOf(object), world.graph);
    await context.statuses.write(object, { is: "progressing", reason: "StillNeeded", message });
    return {};
  }
  const made = context.objects.madeBy(object, "UpstartService");
  if (made.length > 0) {
    await tell(context, object, `${made.length} of its services are left`);
    await deleteAll(context, made);
    return {};
  }
  const namespaces = await namespacesOf(context, object);
  if (namespaces.length > 0) {
    for (const name of namespaces) context.namespaces.delete(name);
    await tell(context, object, `waiting for its namespaces ${namespaces.join(", ")} to go`);
    await deleteNamespaces(context.cluster, namespaces, object.metadata.uid ?? "");
    return { requeueAfterMs: LOOK_MS };
  }
  await context.letGo(object);
  return {};
}

async function tell(context: Context, object: KubeObject, what: string): Promise<void> {
  const message = `is being deleted: ${what}`;
  await context.statuses.write(object, { is: "progressing", reason: "Progressing", message });
}

/** Those that bear its uid: only they were made for it. */
async function namespacesOf({ cluster }: Context, { metadata }: KubeObject): Promise<string[]> {
  const labelSelector = `${LABELS.environment}=${metadata.name}`;
  const all = await cluster.list({ apiVersion: "v1", kind: "Namespace", labelSelector });
  return all.filter((n) => n.metadata.annotations?.[OWNER_UID_ANNOTATION] === metadata.uid).map((n) => n.metadata.name);
}
