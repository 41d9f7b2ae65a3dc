import {
  deleteNamespaces,
  type GoneObject,
  type KubeObject,
  LABELS,
  type LeftObject,
  OWNER_UID_ANNOTATION,
} from "@upstart/engine";
import { leaveSlot } from "../branch/admission.ts";
import { lifeStatusOf } from "../branch/life.ts";
import { goingFields } from "../branch/life-report.ts";
import type { Context } from "../context.ts";
import { FINALIZER, queueKey, SKIP_UNINSTALL_ANNOTATION } from "../names.ts";
import { localNames } from "../world/local-names.ts";
import { isSkipped } from "./makers.ts";
import { deleteAll, refOf, usersOf } from "./service.ts";
import { leftText, tell } from "./telling.ts";
import { type Treated, treatVolumes } from "./volumes.ts";

/** Their going wakes the environment; this is for what is to be said of those that do not go. */
const LOOK_MS = 5000;

/** An UpstartEnvironment that is being deleted: its services go, then the namespaces that were made for it, then it. */
export async function dismissEnvironment(context: Context, object: KubeObject): Promise<{ requeueAfterMs?: number }> {
  const { world } = context;
  if (object.metadata.finalizers?.includes(FINALIZER) !== true) return {};
  if (world === undefined || !context.isInWorld(object)) return {}; // asked again when it is read
  const users = usersOf(context, object, world.environments.get(queueKey(object)) ?? []);
  if (users.length > 0) {
    const message = localNames(`is still needed by ${users.join(", ")}`, refOf(object), world.graph);
    await tellGoing(context, object, partsOf(context, object), { reason: "StillNeeded", message });
    return {};
  }
  const made = context.objects.madeBy(object, "UpstartService");
  if (made.length > 0) {
    const left = leftText(context, made, "service");
    // Nobody else needs it: what is needed within it is on its way, and nothing holds it.
    await tellGoing(
      context,
      object,
      partsOf(context, object),
      left.reason === "StillNeeded" ? { message: left.message } : left,
    );
    await deleteAll(context, made);
    return {};
  }
  const all = await namespacesOf(context, object);
  for (const { metadata } of all) context.namespaces.delete(metadata.name);
  const treated = await treatVolumes(context, object, all);
  const { going, waiting } = treated;
  const names = going.map((n) => n.metadata.name);
  if (isSkipped(context, object)) await context.tombstones.add(object, going.map(leftNamespace));
  else if (going.length + waiting.length > 0) {
    await tellGoing(context, object, going.length + waiting.length + 1, namespacesText(object, treated));
    await deleteNamespaces(context.cluster, names, object.metadata.uid ?? "");
    return { requeueAfterMs: LOOK_MS };
  }
  await context.endings.keep(object, await context.tombstones.close(object), goneOf(context, object));
  await leaveSlot(context, object);
  await context.letGo(object);
  return {};
}

/** What is seen to be gone of what was made: who asks later finds that nothing was forgotten. */
function goneOf(context: Context, object: KubeObject): GoneObject[] {
  const { inventory = [] } = lifeStatusOf(context, object);
  return inventory.filter(({ kind, name }) => kind !== "Namespace" || !context.homes.isThere(name));
}

/** All that is left of it before its namespaces go, itself included. */
function partsOf({ objects, homes }: Context, object: KubeObject): number {
  return objects.madeBy(object, "UpstartService").length + homes.madeFor(object.metadata.uid).length + 1;
}

/** `left`: how many of its parts there are still. */
async function tellGoing(
  context: Context,
  object: KubeObject,
  left: number,
  text: { readonly reason?: string; readonly message: string },
) {
  const { teardown } = lifeStatusOf(context, object);
  const of = Math.max(teardown?.of ?? 0, left);
  const fields = { ...goingFields(context, object, text), teardown: { step: of - left + 1, of } };
  await tell(context, object, text, fields);
}

/** Those that bear its uid: only they were made for it. */
async function namespacesOf({ cluster }: Context, { metadata }: KubeObject): Promise<KubeObject[]> {
  const labelSelector = `${LABELS.environment}=${metadata.name}`;
  const all = await cluster.list({ apiVersion: "v1", kind: "Namespace", labelSelector });
  return all.filter((n) => n.metadata.annotations?.[OWNER_UID_ANNOTATION] === metadata.uid);
}

function leftNamespace({ metadata }: KubeObject): LeftObject {
  const isGoing = metadata.deletionTimestamp !== undefined;
  return {
    object: { apiVersion: "v1", kind: "Namespace", name: metadata.name },
    why: isGoing ? "finalizer" : "skipped",
  };
}

/** What somebody else holds is told before what only takes its time. */
function namespacesText(object: KubeObject, { going, held }: Treated): { reason?: string; message: string } {
  const text = going.length === 0 ? undefined : goingText(object, going);
  if (held === undefined || text?.reason !== undefined) return text!;
  return { reason: held.reason, message: `is being deleted: ${held.message}` };
}

function goingText({ metadata }: KubeObject, namespaces: readonly KubeObject[]) {
  const names = namespaces.map((n) => n.metadata.name);
  const waiting = `is being deleted: waiting for its namespaces ${names.join(", ")} to go`;
  const held = namespaces.map((n) => ({ name: n.metadata.name, why: whatHolds(n) })).find((n) => n.why !== undefined);
  if (held === undefined) return { message: waiting };
  const wayOut = `kubectl annotate uenv ${metadata.name} -n ${metadata.namespace} ${SKIP_UNINSTALL_ANNOTATION}=true`;
  return {
    reason: "HeldByFinalizer",
    message: `${waiting}; ${held.name} does not: ${held.why}; whoever set that has to end its work, or take it out; to leave the namespace behind: ${wayOut}`,
  };
}

interface NamespaceCondition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** In the words of the cluster. */
function whatHolds({ status }: KubeObject): string | undefined {
  const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly NamespaceCondition[] };
  return conditions.find((c) => c.type === "NamespaceFinalizersRemaining" && c.status === "True")?.message;
}
